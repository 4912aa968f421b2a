import { describe, expect, it } from 'vitest'
import { nextRow } from './keys'

describe('walking the rows by keyboard', () => {
  it('begins at the near end', () => {
    expect(nextRow(-1, 5, 1)).toBe(0)
    expect(nextRow(-1, 5, -1)).toBe(4)
  })
  it('goes one by one and stays at the ends', () => {
    expect(nextRow(0, 5, 1)).toBe(1)
    expect(nextRow(4, 5, 1)).toBe(4)
    expect(nextRow(0, 5, -1)).toBe(0)
  })
  it('goes nowhere where there is nothing', () => {
    expect(nextRow(-1, 0, 1)).toBe(-1)
  })
})
