import type { MeMember, MyPostings } from '@/api/types'
import type { Side } from '@/api/portal'

export interface Waiting {
  kind: 'returned' | 'unconfirmed' | 'join' | 'verify' | 'phone' | 'draft'
  id: string
  title: string
  to: string
  side?: Side
  reasons: readonly string[]
  note: string
  /** The posting is the worker's own profile and is edited there. */
  profile: boolean
}

// What others wait for comes first, what only the person waits for last.
const order: Waiting['kind'][] = ['returned', 'unconfirmed', 'join', 'verify', 'phone', 'draft']

/** What waits for a member, the most pressing first, each with what is needed to settle it on the spot. */
export function waitingOf(member: MeMember, postings: MyPostings | null): Waiting[] {
  const reasons = new Map([...(postings?.needs ?? []), ...(postings?.offers ?? [])].map((one) => [one.id, one.return_reasons ?? []]))
  const list = member.waiting.filter((one) => order.includes(one.kind as Waiting['kind'])).map((one): Waiting => {
    const profile = one.id === member.worker?.offer
    return {
      kind: one.kind as Waiting['kind'], id: one.id, title: one.title, note: one.note, profile, reasons: reasons.get(one.id) ?? [],
      to: profile ? '/me/worker' : one.url, side: one.url.includes('/need/') ? 'needs' : 'offers',
    }
  })
  if (!member.verified) {
    const base = { id: member.id, title: '', to: '', reasons: [], note: '', profile: false }
    list.push(member.email ? { ...base, kind: 'verify' } : { ...base, kind: 'phone' })
  }
  return list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

type Own = { status: string }
export const shows = ['all', 'todo', 'live', 'over'] as const
export type Show = (typeof shows)[number]

export function showOf(posting: Own): Exclude<Show, 'all'> {
  if (['draft', 'returned', 'unconfirmed'].includes(posting.status)) return 'todo'
  return ['closed', 'removed', 'expired'].includes(posting.status) ? 'over' : 'live'
}

export type OwnPostingView = MyPostings['needs'][number] | MyPostings['offers'][number]
export interface Owned { side: Side; posting: OwnPostingView }

/** All own postings in one list: what wants something of the person first, what is over last. */
export function ownPostings(postings: MyPostings | null): Owned[] {
  const all: Owned[] = [
    ...(postings?.needs ?? []).map((posting) => ({ side: 'needs' as const, posting })),
    ...(postings?.offers ?? []).map((posting) => ({ side: 'offers' as const, posting })),
  ]
  const rank = (one: Owned): number => shows.indexOf(showOf(one.posting))
  return all.sort((a, b) => rank(a) - rank(b))
}

/** A worker's profile is an offer as well; the server marks the one that follows it. */
export function isProfile(posting: OwnPostingView): boolean {
  return 'profile' in posting && posting.profile === true
}
