import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import MatchCard from './MatchCard.vue'
import type { MatchItem } from '@/api/types'

const side = { id: 'x', kind: 'service', title: '马铃薯脱毒种薯扩繁', summary: '', fields: [], place: { code: '', name: '本县' }, cooperation: [], status: 'published' }
const item = {
  id: 'm', score: 0.71, grade: 'high', parts: [{ name: 'text', score: 0.4, note: '都涉及“种薯”' }], missing: [], first_seen: '',
  terms: ['种薯', '洋芋→马铃薯'], why: '都涉及“种薯”，“洋芋”与“马铃薯”是一回事。',
  offer: { ...side, owner: { type: 'worker', id: '', name: '李老师', title_level: 'senior', verify: 'none' } },
  need: { ...side, org: { id: '', name: '合作社', type: 'cooperative', industry: null, verify: 'none' } },
} as unknown as MatchItem

const card = (match: MatchItem) => mount(MatchCard, { props: { match, show: 'offers' }, global: { stubs: { RouterLink: true } } }).text()

describe('MatchCard', () => {
  it('tells synonyms apart from the words both sides use', () => {
    const text = card(item)
    expect(text).toContain('共同的关键词种薯')
    expect(text).toContain('同义的说法洋芋 → 马铃薯')
  })

  it('has no line of synonyms where there are none', () => {
    expect(card({ ...item, terms: ['种薯'] })).not.toContain('同义的说法')
  })
})
