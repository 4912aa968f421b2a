import { describe, expect, it } from 'vitest'
import './words'
import { normalUscc, usccIssue, validUscc } from '@/lib/uscc'
import type { MeMember, MyPostings } from '@/api/types'
import { asSkill, draftIssues, emptyWorker, publicIssues, workerColumns } from './worker'
import { orgColumns, emptyOrg } from './org'
import { ownPostings, waitingOf } from './waiting'

const wrong = (found: object): string[] => Object.entries(found).filter(([, issue]) => issue).map(([name]) => name)

describe('unified social credit codes', () => {
  it('are checked as the server checks them', () => {
    expect(validUscc('91350100M000100Y43')).toBe(true)
    expect(validUscc('91350100M000100Y44')).toBe(false)
    expect(validUscc('91350100M000100Y4Z')).toBe(false)
    expect(validUscc('91350100M000100Y4')).toBe(false)
    expect(validUscc('93511423DEM0000115')).toBe(true)
  })
  it('may be typed with spaces, in lower case or full width', () => {
    expect(normalUscc(' 9135 0100-m000100y43 ')).toBe('91350100M000100Y43')
    expect(normalUscc('９１350100M000100Y43　')).toBe('91350100M000100Y43')
    expect(usccIssue('9135 0100 m000100y43')).toBeUndefined()
  })
  it('are told as exactly as can be', () => {
    expect(usccIssue(' ')).toEqual({ code: 'required' })
    expect(usccIssue('9135')).toEqual({ code: 'uscc_length', params: { n: 4 } })
    expect(usccIssue('91350100M000100Y4Z')).toEqual({ code: 'uscc_letters' })
    expect(usccIssue('91350100M000100Y44')).toEqual({ code: 'uscc_invalid' })
  })
  it('go to the server in their written form', () => {
    expect(orgColumns({ ...emptyOrg('511423000000'), uscc: '9135 0100m000100y43', name: ' 茶叶\n合作社 ' })).toMatchObject({ uscc: '91350100M000100Y43', name: '茶叶 合作社' })
  })
})

describe('the worker profile', () => {
  const filled = { ...emptyWorker('罗志远', '511423000000'), display_name: '罗老师', unit: '农技站', fields: ['s04'], keywords: ['茶树', '植保'], title_name: '农艺师' }
  it('may be kept as a draft before it is complete', () => {
    expect(wrong(draftIssues(emptyWorker('', '')))).toEqual(['display_name', 'unit', 'fields', 'region'])
    expect(wrong(draftIssues(filled))).toEqual([])
  })
  it('wants an intro, a title, ways of service and the consent before it is public', () => {
    expect(wrong(publicIssues(filled, true))).toEqual(['title_level', 'intro', 'modes', 'consent'])
    expect(wrong(publicIssues({ ...filled, intro: '茶树植保18年', title_level: 'junior', modes: ['on_site'] }, false))).toEqual([])
  })
  it('is measured as the offer the server makes of it', () => {
    expect(asSkill(filled)).toMatchObject({ kind: 'skill', title: '农艺师：茶树、植保' })
    expect(workerColumns(filled)).not.toHaveProperty('consent')
    expect(workerColumns(filled)).toMatchObject({ max_open: 3 })
  })
})

describe('what waits', () => {
  const member = {
    kind: 'member', id: 'm1', email: 'a@b.cn', phone: '', verified: false, worker: { offer: 'o1' },
    waiting: [
      { kind: 'draft', id: 'o1', title: '农艺师', url: '/publish/offer/o1', note: '' },
      { kind: 'join', id: 'j1', title: '合作社', url: '/me/org', note: '李四' },
      { kind: 'returned', id: 'n1', title: '茶园', url: '/publish/need/n1', note: '请补充' },
      { kind: 'something_new', id: 'x', title: '', url: '', note: '' },
    ],
  } as unknown as MeMember
  const postings = { needs: [{ id: 'n1', status: 'returned', return_reasons: ['too_vague'] }], offers: [{ id: 'o1', status: 'draft' }, { id: 'o2', status: 'closed' }] } as unknown as MyPostings

  it('comes in the order of urgency, with the reasons, and leads to the right page', () => {
    const list = waitingOf(member, postings)
    expect(list.map((one) => one.kind)).toEqual(['returned', 'join', 'verify', 'draft'])
    expect(list[0]).toMatchObject({ reasons: ['too_vague'], to: '/publish/need/n1', side: 'needs' })
    expect(list[3]).toMatchObject({ profile: true, to: '/me/worker' })
  })
  it('lists own postings with the finished ones last', () => {
    expect(ownPostings(postings).map((one) => one.posting.id)).toEqual(['n1', 'o1', 'o2'])
  })
})
