import { get, post, remove, type Query } from './client'
import type { DockState, Docking } from './dockings'
import type { RecordRow } from './member'
import type { List, Place, Ref } from './types'

// The broker's workbench, as docs/api.md gives its routes and shapes.

export interface CaseParty { type: 'worker' | 'team' | 'org' | ''; id: string; name: string; place: Place }
export interface CaseCard {
  id: string
  state: DockState
  side: 'need' | 'supply' | 'association'
  title: string
  kind: string
  need: Ref | null
  offer: Ref | null
  org: CaseParty
  provider: CaseParty
  due_at: string
  lapse_at: string
  stopped_at: string
  escalated_at: string
  outcome_at: string
  /** Working days until the answer is due, below zero when overdue; null while no clock runs. */
  days_left: number | null
  broker: Ref | null
  created: string
  updated: string
}
export interface Visit {
  id: string
  kind: string
  date: string
  result: string
  note: string
  next: string
  next_note: string
  broker: Ref | null
  about: { type: 'org' | 'worker' | 'docking' | ''; id: string; name: string }
  created: string
}
/** Why somebody should be called: a docking waits for them, a posting runs out, a next step is due. */
export interface CallReason { kind: 'answer' | 'posting' | 'next'; id: string; title: string; due_at: string; note?: string }
export interface Person { type: 'org' | 'worker'; id: string; name: string; place: Place; why: CallReason[] }
export interface Call extends Person { email: boolean; contact: string; phone: string; best_time: string; seen: boolean }
export interface WaitingPosting extends RecordRow { collection: 'needs' | 'offers'; valid_until: string }
export interface Some<T> { total: number; items: T[] }
export interface Today {
  overdue: Some<CaseCard>
  unanswered: Some<CaseCard>
  escalated: Some<CaseCard>
  confirm: Some<CaseCard>
  vague: Some<WaitingPosting>
  expiring: Some<WaitingPosting>
  to_phone: Some<Person>
  next_steps: Some<Visit>
}
export interface SavedView { id: string; page: string; name: string; query: string }
export interface KnownPerson {
  type: 'org' | 'worker'
  id: string
  name: string
  about: string
  place: Place
  verify: string
  account: boolean
  consent: { how: string; given_at: string } | null
}
export interface Colleague { id: string; name: string; place: Place }
export interface Entered { id: string; offer?: string; status: string; consent: string }
/** A docking as the desk reads it. */
export type Case = Docking & { org?: CaseParty & { verify?: string }; provider?: CaseParty & { verify?: string } }

const base = '/api/portal/desk'
const at = (id: string): string => encodeURIComponent(id)

export const getToday = () => get<Today>(`${base}/today`)
export const listCases = (query: Query) => get<List<CaseCard>>(`${base}/cases`, query)
export const listViews = (page: string) => get<{ items: SavedView[] }>(`${base}/views`, { page })
export const saveView = (page: string, name: string, query: string) => post<SavedView>(`${base}/views`, { page, name, query })
export const dropView = (id: string) => remove(`${base}/views/${at(id)}`)
export const listVisits = (query: Query) => get<List<Visit>>(`${base}/visits`, query)
export const logVisit = (body: object) => post<Visit>(`${base}/visits`, body)
export const getCalls = (query: Query) => get<{ items: Call[] }>(`${base}/calls`, query)
export const findPeople = (q: string, type = '') => get<{ items: KnownPerson[] }>(`${base}/people`, { q, type })
export const listColleagues = () => get<{ items: Colleague[] }>(`${base}/colleagues`)
export const handOver = (id: string, broker: string) => post<Docking>(`${base}/dockings/${at(id)}/hand-over`, { broker })
export const introduce = (body: { need: string; offer: string; message: string }) => post<Docking>('/api/portal/dockings', body)

/** Somebody said yes by telephone; `proof` shows it. */
export function acceptByPhone(id: string, side: string, note: string, proof: Blob, name: string): Promise<Docking> {
  const form = new FormData()
  form.append('side', side)
  form.append('note', note)
  form.append('proof', proof, name)
  return post<Docking>(`${base}/dockings/${at(id)}/accept-by-phone`, form)
}

/** Enters something for somebody; the files prove that they agreed. */
export function enterFor(what: 'needs' | 'workers' | 'orgs', body: object, proof: readonly { blob: Blob; name: string }[]): Promise<Entered> {
  if (proof.length === 0) return post<Entered>(`${base}/${what}`, body)
  const form = new FormData()
  form.append('@jsonPayload', JSON.stringify(body))
  for (const one of proof) form.append('proof', one.blob, one.name)
  return post<Entered>(`${base}/${what}`, form)
}
