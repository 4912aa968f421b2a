import { describe, expect, it } from 'vitest'
import type { PreviewItem } from '@/api/member'
import type { MatchItem } from '@/api/types'
import { changed } from './matches'

const now = (...ids: string[]): MatchItem[] => ids.map((id) => ({ offer: { id }, grade: 'good', why: '' }) as MatchItem)
const then = (...ids: string[]): PreviewItem[] => ids.map((id) => ({ offer: { id }, grade: 'high', why: '' }) as PreviewItem)

describe('matches before and after a change', () => {
  it('says what is new and what would be gone', () => {
    const { before, after } = changed(now('a', 'b'), then('b', 'c'))
    expect(before.map((one) => [one.offer.id, one.gone])).toEqual([['a', true], ['b', false]])
    expect(after.map((one) => [one.offer.id, one.fresh])).toEqual([['b', false], ['c', true]])
  })
  it('knows that one further down is not new', () => {
    const { after } = changed(now('a', 'b', 'c', 'd', 'e', 'f'), then('f'))
    expect(after[0]?.fresh).toBe(false)
  })
})
