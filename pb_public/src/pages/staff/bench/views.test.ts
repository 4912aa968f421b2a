import { describe, expect, it } from 'vitest'
import { queryOf, sameQuery } from './views'

describe('a saved view', () => {
  it('keeps the filters and forgets the page', () => {
    expect(queryOf({ state: 'open', page: '3', broker: 'me', q: '' })).toBe('broker=me&state=open')
  })
  it('is the same however its filters are ordered', () => {
    expect(sameQuery('state=open&broker=me', 'broker=me&state=open&page=2')).toBe(true)
    expect(sameQuery('state=open', 'state=open&q=茶')).toBe(false)
  })
})
