import { describe, expect, it } from 'vitest'
import { options } from '@/words'
import { staff } from '@/words/zh-CN/staff'
import { daysSince, nextAfter, noteFor } from './lists'

describe('the desk', () => {
  it('counts days as the calendar does', () => {
    const now = new Date('2026-11-23T01:00:00Z')
    expect(daysSince('2026-11-22 17:00:00.000Z', now)).toBe(0)
    expect(daysSince('2026-11-22 15:00:00.000Z', now)).toBe(1)
    expect(daysSince('', now)).toBe(0)
  })
  it('goes on to the next, and stays at the ends', () => {
    const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
    expect(nextAfter(items, 'a')).toBe('b')
    expect(nextAfter(items, 'c')).toBe('c')
    expect(nextAfter(items, 'a', -1)).toBe('a')
    expect(nextAfter(items, 'gone')).toBe('a')
    expect(nextAfter([], 'a')).toBe('')
  })
  it('writes the note for the reasons chosen', () => {
    expect(noteFor([], String, [])).toBe('')
    expect(noteFor(['wrong_field'], (one) => `改${one}`, [{ text: '提示' }])).toBe('改wrong_field')
    expect(noteFor(['too_vague'], () => '写具体', [{ text: '写数字' }])).toBe('1. 写具体\n2. 写数字')
  })
  it('has a sentence for every reason to return', () => {
    expect(options('return_reason').map((one) => `return_text.${one.value}`).filter((key) => !(key in staff))).toEqual([])
  })
})
