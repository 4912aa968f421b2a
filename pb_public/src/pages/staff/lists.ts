import type { Review } from '@/api/types'
import { dayOf, parseDate } from '@/lib/format'

/** The five lists of the desk, in the order in which they are worked through. */
export const lists = ['postings', 'accounts', 'orgs', 'workers', 'joins'] as const
export type ListName = (typeof lists)[number]
export type ReviewPosting = Review['postings'][number]

export function ownerName(item: ReviewPosting): string {
  return typeof item.owner === 'string' ? item.owner : item.owner.name
}

/** Whole days since something was handed in, as the calendar of our people counts them. */
export function daysSince(value: string, now: Date = new Date()): number {
  const date = parseDate(value)
  return date ? Math.max(0, Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(date))) / 86_400_000)) : 0
}

/** The one to look at after `id`: its successor, else the last one left, else none. */
export function nextAfter(items: readonly { id: string }[], id: string, step = 1): string {
  const at = items.findIndex((one) => one.id === id)
  if (at < 0) return items[0]?.id ?? ''
  return items[Math.min(items.length - 1, Math.max(0, at + step))]?.id ?? ''
}

/** The note for the chosen reasons: one sentence for each, and what the clarity check found. */
export function noteFor(reasons: readonly string[], sentence: (reason: string) => string, hints: readonly { text: string }[]): string {
  const lines = reasons.map(sentence).filter(Boolean)
  if (reasons.includes('too_vague') || reasons.includes('no_metrics')) lines.push(...hints.slice(0, 3).map((hint) => hint.text))
  return lines.length > 1 ? lines.map((line, i) => `${i + 1}. ${line}`).join('\n') : (lines[0] ?? '')
}
