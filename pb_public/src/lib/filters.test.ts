import { describe, expect, it } from 'vitest'
import { kindFilter, sortedFor, sortFilter } from './filters'

describe('sortedFor', () => {
  const filters = [kindFilter('need_kind'), sortFilter(['newest', 'deadline', 'relevance'])]
  const values = (searching: boolean) => sortedFor(filters, searching)[1]?.options.map((one) => one.value)

  it('offers no relevance where nothing is searched for', () => {
    expect(values(false)).toEqual(['deadline'])
    expect(sortedFor(filters, false)[1]?.none).toBe(filters[1]?.none)
  })

  it('begins with relevance in a search', () => {
    expect(values(true)).toEqual(['newest', 'deadline'])
    expect(sortedFor(filters, true)[1]?.none).toBe(filters[1]?.options.find((one) => one.value === 'relevance')?.label)
  })

  it('leaves other filters as they are', () => {
    expect(sortedFor(filters, true)[0]).toBe(filters[0])
  })
})
