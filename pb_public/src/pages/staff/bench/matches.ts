import type { PreviewItem } from '@/api/member'
import type { MatchItem, OfferCard } from '@/api/types'

/** One offer in a list of matches. */
export interface Ranked { offer: OfferCard; grade: string; why: string }
export interface Change { before: (Ranked & { gone: boolean })[]; after: (Ranked & { fresh: boolean })[] }

const most = 5

/** The first matches of now beside those of the changed text, with what goes and what is new. */
export function changed(now: readonly MatchItem[], then: readonly PreviewItem[]): Change {
  const after = then.flatMap((one) => (one.offer ? [{ offer: one.offer, grade: one.grade, why: one.why }] : [])).slice(0, most)
  const before = now.slice(0, most).map((one) => ({ offer: one.offer, grade: one.grade, why: one.why }))
  const later = new Set(after.map((one) => one.offer.id))
  const earlier = new Set(now.map((one) => one.offer.id))
  return {
    before: before.map((one) => ({ ...one, gone: !later.has(one.offer.id) })),
    after: after.map((one) => ({ ...one, fresh: !earlier.has(one.offer.id) })),
  }
}
