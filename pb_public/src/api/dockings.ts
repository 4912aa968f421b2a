import { get, post, type Query } from './client'
import type { List, MatchItem, NeedCard, OfferCard, Place } from './types'

// Dockings, as docs/api.md gives their routes and shapes.

export type DockState =
  | 'expressed' | 'clarifying' | 'accepted' | 'negotiating' | 'agreed' | 'underway' | 'completed' | 'reviewed'
  | 'declined' | 'withdrawn' | 'lapsed' | 'passed_over' | 'failed' | 'disputed' | 'voided'
export type DockAction =
  | 'accept' | 'decline' | 'ask' | 'reply' | 'withdraw' | 'revive' | 'propose' | 'confirm' | 'start' | 'complete' | 'review' | 'fail' | 'dispute' | 'resume' | 'void'
export type Party = 'need' | 'supply'

interface Titled { id: string; title: string }
/** The other side, as far as this person may see it; `id` is '' when there is no page of it to open. */
export interface Counterpart { type: 'worker' | 'team' | 'org'; id: string; name: string; verify: string; place: Place }

export interface DockingCard {
  id: string
  state: DockState
  /** Who began it. */
  side: Party | 'association'
  me: Party | 'broker' | 'desk'
  title: string
  counterpart: Counterpart
  /** Both sides; the one that is not the counterpart is one's own. */
  org: Counterpart
  provider: Counterpart
  need: Titled | null
  offer: Titled | null
  due_at: string
  lapse_at: string
  stopped_at: string
  /** Working days to `due_at`, below zero when it has passed; null while no clock runs. */
  days_left: number | null
  /** Whether the next step is this person's. */
  waiting: boolean
  unread: number
  created: string
  updated: string
}

export interface Outcome {
  outcome: string
  contract_type: string
  amount?: number
  signed_at: string
  registration_no?: string
  registered_amount?: number
  hours: number
  people: number
  proof: StoredFile[]
  side: Party | 'broker'
  at: string
  agreed_at: string
}
/** A file: how it is called, and under which name it is stored. */
export interface StoredFile { name: string; stored: string }
export interface DockReview { side: Party; score: number; text: string }
export interface DockEvent { at: string; action: string; from: string; to: string; by: string; note?: string }

export interface Docking extends DockingCard {
  need_card: NeedCard | null
  offer_card: OfferCard | null
  message: string
  why: string
  terms: string[] | null
  missing: string[] | null
  need_accepted_at: string
  supply_accepted_at: string
  accept_way: string
  decline_reason: string
  decline_note: string
  fail_reason: string
  dispute_note: string
  void_reason: string
  /** Who waits for an explanation of the other. */
  asked_by: '' | Party
  reviews_until: string
  outcome: Outcome | null
  next: DockAction[]
  contacts_open: boolean
  broker: { id: string; name: string } | null
  reviews: DockReview[]
  timeline: DockEvent[]
  /** The next best match, for whoever was declined. */
  instead?: MatchItem | null
}

export interface Contact { name: string; phone: string; email: string; wechat: string; best_time: string; org_or_unit: string }
export interface Contacts { need: Contact[]; supply: Contact[] }

export interface Message {
  id: string
  side: Party | 'broker' | 'system'
  mine: boolean
  body: string
  masked: boolean
  confidential: boolean
  files: StoredFile[]
  at: string
}

/** A draft of a contract, to be printed and filled in. */
export interface Contract { type: string; title: string; sections: { title: string; text: string }[]; checklist: string[] }

export interface ServiceItem { docking: string; org: string; title: string; outcome: string; hours: number; people: number; completed_at: string }
export interface Service {
  year: number
  worker: { id: string; name: string }
  items: ServiceItem[]
  unit: string
  host: string
  totals: { times: number; orgs: number; hours: number; people: number; free: number }
}

export const boxes = ['waiting', 'open', 'closed'] as const
export type Box = (typeof boxes)[number]
export interface Expression { need?: string; offer?: string; org?: string; message?: string }
/** `seen` says which state of the outcome was read, so that nobody confirms another. */
export interface StepBody { reason?: string; note?: string; outcome?: object; seen?: string }

const path = (id: string, rest = ''): string => `/api/portal/dockings/${encodeURIComponent(id)}${rest}`

export const listDockings = (query: Query) => get<List<DockingCard>>('/api/portal/dockings', query)
export const getDocking = (id: string) => get<Docking>(path(id))
export const express = (body: Expression) => post<Docking>('/api/portal/dockings', body)
export const step = (id: string, action: DockAction, body: StepBody = {}) => post<Docking>(path(id, `/${action}`), body)
export const getContacts = (id: string) => get<Contacts>(path(id, '/contacts'))
export const getContract = (id: string, type = '') => get<Contract>(path(id, '/contract'), { type })
/** The messages after one, before one, or the newest; `more` when there are further ones that way. */
export const getMessages = (id: string, from: { after?: string; before?: string }) => get<{ items: Message[]; more: boolean }>(path(id, '/messages'), from)
export const sendMessage = (id: string, body: object) => post<Message>(path(id, '/messages'), body)
export const messagesPath = (id: string): string => path(id, '/messages')
export const markSeen = (id: string, last: string) => post<void>(path(id, '/seen'), { last })
export const messageFile = (id: string, message: string, stored: string): string =>
  path(id, `/messages/${encodeURIComponent(message)}/files/${encodeURIComponent(stored)}`)
export const proofPath = (id: string): string => path(id, '/proof')
export const proofFile = (id: string, stored: string): string => path(id, `/proof/${encodeURIComponent(stored)}`)
export const review = (id: string, score: number, text: string) => post<Docking>(path(id, '/review'), { score, text })
export const getService = (year: number) => get<Service>('/api/portal/me/service', { year })
