import { describe, expect, it } from 'vitest'
import type { PostingEvent } from '@/api/types'
import { diff } from '@/lib/diff'
import { addWords } from '@/words'
import { staffMore } from '@/words/zh-CN/staff-more'
import { changesSince, columns, readable } from './changes'

addWords(staffMore)
const event = (action: string, changed: Record<string, [unknown, unknown]> | null = null): PostingEvent => ({ at: '', actor_role: 'member', action, from: '', to: '', diff: changed })

describe('a difference', () => {
  const read = (pieces: { text: string; same: boolean }[]): string => pieces.map((one) => (one.same ? one.text : `[${one.text}]`)).join('')
  it('marks what is gone and what is new', () => {
    const found = diff('死树三百株，求诊断', '死树五百株，请来诊断')
    expect(read(found.before)).toBe('死树[三]百株，[求]诊断')
    expect(read(found.after)).toBe('死树[五]百株，[请来]诊断')
  })
  it('loses nothing, and takes emoji for one character', () => {
    const found = diff('', '🌶️花椒')
    expect(found).toMatchObject({ before: [], after: [{ text: '🌶️花椒', same: false }] })
    expect(diff('花椒', '花椒').after).toEqual([{ text: '花椒', same: true }])
    expect(read(diff('茶'.repeat(2000), '茶').before)).toBe(`[${'茶'.repeat(2000)}]`)
  })
})

describe('the changes under review', () => {
  it('begin with the last decision of the desk and count a column once', () => {
    const found = changesSince([
      event('submit'), event('update', { title: ['乙', '丙'], clarity: ['50', '70'] }), event('update', { title: ['甲', '乙'], summary: ['旧', '新'] }),
      event('return', { return_note: ['', '写清楚'] }), event('update', { title: ['零', '甲'] }), event('create'),
    ])
    expect(found.since?.action).toBe('return')
    expect(found.list).toEqual([{ column: 'title', before: '甲', after: '丙' }, { column: 'summary', before: '旧', after: '新' }])
  })
  it('are none when somebody changed it back, and unknown before the first decision', () => {
    expect(changesSince([event('update', { title: ['乙', '甲'] }), event('update', { title: ['甲', '乙'] }), event('publish')]).list).toEqual([])
    expect(changesSince([event('submit'), event('create')])).toEqual({ since: null, list: [] })
  })
  it('read as people write them', () => {
    const names = { field: (id: string) => `领域${id}`, place: () => '止戈镇' }
    const say = (column: string, value: string): string => readable(column, value, 'needs', names)
    expect(say('kind', 'service')).toBe('技术服务')
    expect(say('fields', 's03,s04')).toBe('领域s03、领域s04')
    expect(say('region', '511423101000')).toBe('止戈镇')
    expect(say('keywords', '["花椒","烘干"]')).toBe('花椒、烘干')
    expect(say('amount', '36500')).toBe('3.65万元')
    expect(say('attachments', 'a.jpg,b.jpg')).toBe('共2个')
    expect(say('keywords', '["花椒…')).toBe('["花椒…')
    expect(say('tried', '')).toBe('')
  })
  it('have a word for every column', () => {
    expect(Object.keys(columns).filter((one) => !(`column.${one}` in staffMore))).toEqual([])
  })
})
