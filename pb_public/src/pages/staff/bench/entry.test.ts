import { describe, expect, it } from 'vitest'
import { emptyEntry, entryBody, entryIssues, newId } from './entry'

const wrong = (more: object, files = 0, phone = true): string[] =>
  Object.entries(entryIssues({ ...emptyEntry(), phone: '13800000000', how: 'recording', note: '录音1', ...more }, files, phone)).flatMap(([name, issue]) => (issue ? [name] : []))

describe('entering for somebody', () => {
  it('wants a telephone number and a consent', () => {
    expect(wrong({})).toEqual([])
    expect(wrong({ phone: ' ' })).toEqual(['phone'])
    expect(wrong({ phone: '' }, 0, false)).toEqual([])
    expect(wrong({ how: '' })).toEqual(['how'])
  })
  it('wants the number of a recording and the picture of a paper', () => {
    expect(wrong({ note: '' })).toEqual(['note'])
    expect(wrong({ how: 'photo', note: '' })).toEqual(['proof'])
    expect(wrong({ how: 'photo', note: '' }, 1)).toEqual([])
    expect(wrong({ how: 'sms', note: '' }, 1)).toEqual([])
  })
  it('asks for no consent where one holds', () => {
    expect(wrong({ how: '', note: '', kept: true })).toEqual([])
    expect(entryBody({ ...emptyEntry(), kept: true, how: 'sms' }).consent).toEqual({})
  })
  it('makes ids as the server wants them', () => {
    expect(newId()).toMatch(/^[a-z0-9]{15}$/)
    expect(newId()).not.toBe(newId())
  })
})
