import { describe, expect, it } from 'vitest'
import { benchSteps, noteOf } from './steps'

describe('what the desk may do with a case', () => {
  it('is what the server lists, the likeliest first; accepting and outcomes have forms of their own', () => {
    expect(benchSteps(['accept', 'decline', 'ask', 'withdraw'])).toEqual(['ask', 'decline', 'withdraw'])
    expect(benchSteps(['propose', 'confirm', 'fail', 'dispute'])).toEqual(['confirm', 'fail', 'dispute'])
    expect(benchSteps([])).toEqual([])
  })
  it('wants a note where the server does', () => {
    expect(noteOf('fail').must).toBe(true)
    expect(noteOf('decline')).toEqual({ shown: true, must: false, max: 300 })
    expect(noteOf('start').shown).toBe(false)
  })
})
