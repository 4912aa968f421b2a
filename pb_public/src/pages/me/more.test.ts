import { effectScope } from 'vue'
import { describe, expect, it } from 'vitest'
import type { MatchItem, MeMember, MyPostings } from '@/api/types'
import type { NeedRow } from '@/lib/records'
import { compareAt, usePicks } from '@/lib/compare'
import { copied } from '@/pages/publish/copied'
import './compare-words'
import './home-words'
import { compared } from './compare'
import { guideOf } from './guide'

describe('first steps', () => {
  const member = { verified: false, email: 'a@b.cn', worker: null, orgs: [] } as unknown as MeMember
  const done = (m: MeMember, p: MyPostings | null, contact: boolean): string[] => guideOf(m, p, contact).filter((one) => one.done).map((one) => one.name)
  it('are open in a new account and lead where they can be done', () => {
    expect(done(member, null, false)).toEqual([])
    expect(guideOf(member, null, false).map((one) => one.to)).toEqual(['', '/me/settings#part-contact', '', '', ''])
  })
  it('are done one by one; a draft is not yet a posting', () => {
    const owner = { ...member, verified: true, orgs: [{ id: 'o1' }] } as unknown as MeMember
    const postings = (status: string, matches: number): MyPostings => ({ needs: [{ status, matches }], offers: [] } as unknown as MyPostings)
    expect(done(owner, postings('draft', 0), true)).toEqual(['account', 'contact', 'role'])
    expect(done(owner, postings('pending', 0), true)).toEqual(['account', 'contact', 'role', 'posting'])
    expect(done(owner, postings('published', 2), true)).toHaveLength(5)
    expect(guideOf(owner, postings('draft', 0), true)[3]?.to).toBe('/publish/need')
  })
})

describe('comparing', () => {
  it('takes up to three, each once', () => {
    effectScope().run(() => {
      const picks = usePicks(() => 'n1')
      for (const id of ['a', 'b', 'a', 'c', 'd']) picks.pick(id, true)
      expect(picks.ids).toEqual(['a', 'b', 'c'])
      expect(picks.full.value).toBe(true)
      picks.pick('b', false)
      picks.pick('x', false)
      expect(picks.ids).toEqual(['a', 'c'])
      expect(compareAt('needs', 'n1', picks.ids)).toBe('/me/compare?side=needs&posting=n1&m=a%2Cc')
    })
  })
  it('says the same things of every match, in the same order', () => {
    const card = { fields: [{ id: 's03', name: '果树' }], place: { code: '', name: '止戈镇' }, cooperation: ['service'], published_at: '', last_confirmed: '' }
    const match = {
      id: 'm1', grade: 'high', terms: ['柑橘'], missing: [], why: '都涉及柑橘', parts: [{ name: 'place', score: 1, note: '就在本县' }],
      offer: { ...card, id: 'o1', title: '柑橘诊断', fee: 'cost', modes: ['on_site'], stage: '', owner: { name: '王老师', title_level: 'senior' } },
      need: { ...card, id: 'n1', title: '柑橘园', budget: '1_5', deadline: '', org: { name: '', type: 'cooperative' } },
    } as unknown as MatchItem
    const forNeed = compared(match, 'needs')
    expect(forNeed).toMatchObject({ to: '/offers/o1', title: '柑橘诊断' })
    expect(forNeed.rows.find((one) => one.label === '远近')?.text).toBe('就在本县')
    expect(forNeed.rows.find((one) => one.label === '还差什么')?.text).toBe('没有明显欠缺')
    const forOffer = compared(match, 'offers')
    expect(forOffer.rows.find((one) => one.label === '对方')?.text).toContain('匿名单位')
    expect(forNeed.rows.every((one) => one.label)).toBe(true)
  })
})

describe('a copy', () => {
  it('keeps owner and text, and leaves files and a day that has passed behind', () => {
    const row = { id: 'n1', updated: 'x', kind: 'service', org: 'o1', title: '旧需求', summary: '说明', detail: '', tried: '', metrics: '', fields: ['s03'], keywords: null, cooperation: [], region: '511423000000', deadline: '2026-01-01 15:59:59.000Z', status: 'closed', attachments: ['a.jpg'] } as unknown as NeedRow
    const body = copied('needs', row, '2026-11-25')
    expect(body).toMatchObject({ org: 'o1', title: '旧需求', deadline: '' })
    for (const name of ['id', 'status', 'attachments', 'updated']) expect(body).not.toHaveProperty(name)
    expect(copied('needs', { ...row, deadline: '2027-01-01 15:59:59.000Z' } as NeedRow, '2026-11-25').deadline).not.toBe('')
  })
})
