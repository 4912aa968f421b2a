import { flushPromises, mount } from '@vue/test-utils'
import { shallowRef } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import './paper-words'
import './moreWords'
import * as api from '@/api/dockings'
import type { Docking, Message } from '@/api/dockings'
import { ApiError } from '@/api/errors'
import type { MeMember, MyPostings } from '@/api/types'
import { clockOf } from '@/lib/clock'
import { chosenBody, choicesOf } from '@/lib/express'
import DeclineForm from './DeclineForm.vue'
import { outcomeBody, outcomeForm, outcomeIssues } from './outcome'
import { buttonsOf, isOver, sayOf } from './say'
import { firstUnread, joinMessages, newMessageId } from './talk'
import { useSteps } from './useSteps'

vi.mock('@/router', () => ({ router: { currentRoute: { value: { name: 'me', meta: {} } }, push: () => undefined } }))

const docking = (more: Partial<Docking>): Docking => ({
  id: 'd1', state: 'expressed', side: 'need', me: 'supply', title: '茶园', next: [], outcome: null, asked_by: '', need_accepted_at: '', supply_accepted_at: '',
  due_at: '2026-12-02T15:59:59Z', days_left: 3, waiting: true, stopped_at: '', reviews: [], ...more,
} as unknown as Docking)

beforeEach(() => vi.restoreAllMocks())

describe('the clock', () => {
  it('says in words what the colour shows', () => {
    expect(clockOf(docking({}))).toEqual({ tone: 'ok', text: '请在2026年12月2日前办理', left: '还剩3个工作日' })
    expect(clockOf(docking({ days_left: 1, waiting: false }))).toEqual({ tone: 'warn', text: '对方应在2026年12月2日前办理', left: '还剩1个工作日' })
    const due = Date.parse(docking({}).due_at)
    expect(clockOf(docking({ days_left: 0 }), due - 1)?.left).toBe('今天到期')
    expect(clockOf(docking({ days_left: 0 }), due + 1)).toMatchObject({ tone: 'bad', left: '今天已超期' })
    expect(clockOf(docking({ days_left: -2 }))).toMatchObject({ tone: 'bad', left: '已超2个工作日' })
  })
  it('stands still while something is being explained, and is not there when nothing is due', () => {
    expect(clockOf(docking({ state: 'clarifying', days_left: 3 }))).toMatchObject({ tone: 'plain', left: '' })
    expect(clockOf(docking({ days_left: null }))).toBeNull()
  })
})

describe('the steps', () => {
  it('put accepting and declining side by side, the rest away', () => {
    expect(buttonsOf(docking({ next: ['ask', 'accept', 'decline', 'dispute'] }))).toEqual({ main: ['accept', 'ask', 'decline'], more: ['dispute'] })
    expect(buttonsOf(docking({ state: 'negotiating', next: ['propose', 'confirm', 'fail'] }))).toEqual({ main: ['confirm', 'propose'], more: ['fail'] })
  })
  it('let who was asked explain first, and who asks wait', () => {
    const clarifying = { state: 'clarifying', asked_by: 'supply', next: ['reply', 'accept', 'decline', 'withdraw'] } as const
    expect(buttonsOf(docking({ ...clarifying, next: [...clarifying.next], me: 'need' })).main).toEqual(['reply'])
    expect(buttonsOf(docking({ ...clarifying, next: [...clarifying.next], me: 'supply' })).main).toEqual(['accept', 'decline'])
    expect(sayOf(docking({ state: 'clarifying', asked_by: 'supply', me: 'need' }))).toBe('dock.say.reply')
    expect(sayOf(docking({ state: 'clarifying', asked_by: 'supply', me: 'supply' }))).toBe('dock.say.asked')
  })
  it('say what stands, as each side needs to hear it', () => {
    expect(sayOf(docking({ next: ['accept'] }))).toBe('dock.say.accept')
    expect(sayOf(docking({ me: 'need' }))).toBe('dock.say.expressed')
    expect(sayOf(docking({ me: 'need', side: 'association', need_accepted_at: 'x' }))).toBe('dock.say.half')
    expect(sayOf(docking({ state: 'declined' }))).toBe('dock.say.declined_mine')
    expect(sayOf(docking({ state: 'declined', me: 'need' }))).toBe('dock.say.declined')
    expect(isOver(docking({ state: 'lapsed' }))).toBe(true)
    expect(isOver(docking({ state: 'disputed' }))).toBe(false)
  })
  it('load the present state when somebody was faster, and say what it is', async () => {
    const now = shallowRef<Docking | null>(docking({}))
    const reload = async (): Promise<void> => { now.value = docking({ state: 'withdrawn' }) }
    vi.spyOn(api, 'step').mockRejectedValue(new ApiError(409, 'unlawful_step', {}, {}))
    const { act } = useSteps(now, reload)
    await expect(act('accept')).rejects.toMatchObject({ code: 'docking_moved', params: { state: '已撤回' } })
    expect(now.value?.state).toBe('withdrawn')
  })
  it('leave an error standing that is about something else than the state', async () => {
    const now = shallowRef<Docking | null>(docking({}))
    vi.spyOn(api, 'step').mockRejectedValue(new ApiError(409, 'provider_full', { open: 3, max: 3 }, {}))
    const { act } = useSteps(now, async () => undefined)
    await expect(act('accept')).rejects.toMatchObject({ code: 'provider_full' })
  })
})

describe('declining', () => {
  it('sends with the tap on a reason; another reason wants a sentence', async () => {
    const act = vi.fn(async () => undefined)
    const form = mount(DeclineForm, { props: { docking: docking({}), act } })
    const tap = async (text: string): Promise<void> => { await form.findAll('button').find((one) => one.text() === text)?.trigger('click'); await flushPromises() }
    await tap('其他原因')
    expect(act).not.toHaveBeenCalled()
    expect(form.text()).toContain('请写一句说明')
    await tap('最近没有时间')
    expect(act).toHaveBeenCalledWith('decline', { reason: 'no_time', note: '' })
    expect(form.emitted('done')).toHaveLength(1)
  })
})

describe('the outcome', () => {
  it('sends only what its kind asks for', () => {
    const form = { ...outcomeForm(null), outcome: 'contract', contract_type: 'service', amount: '30,000', hours: '16', people: '20', signed_at: '2026-11-20' }
    expect(outcomeBody(form)).toMatchObject({ outcome: 'contract', contract_type: 'service', amount: 30000, hours: 16, people: 20, signed_at: '2026-11-20' })
    expect(outcomeBody({ ...form, outcome: 'free' })).toMatchObject({ contract_type: 'none', amount: 0, signed_at: '', hours: 16 })
    expect(outcomeBody({ ...form, outcome: 'none' })).toMatchObject({ hours: 0, people: 0 })
  })
  it('finds what is wrong beside each input', () => {
    const form = { ...outcomeForm(null), outcome: 'contract', amount: '三万', people: '1.5' }
    expect(outcomeIssues(form)).toMatchObject({ contract_type: { code: 'choose_contract' }, amount: { code: 'number_plain' }, people: { code: 'number_whole' } })
    expect(outcomeIssues(outcomeForm(null))).toMatchObject({ outcome: { code: 'choose_outcome' } })
  })
})

describe('the conversation', () => {
  const message = (id: string, mine = false): Message => ({ id, mine, side: 'need', body: id, masked: false, confidential: false, files: [], at: '' })
  it('has each message once, in the order of the server', () => {
    const known = [message('a'), message('b')]
    expect(joinMessages(known, [message('b'), message('c'), message('c')]).map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })
  it('marks the first that was not read', () => {
    const all = [message('a'), message('b', true), message('c'), message('d', true), message('e')]
    expect(firstUnread(all, 2)).toBe('c')
    expect(firstUnread(all, 0)).toBe('')
    expect(firstUnread(all, 9)).toBe('a')
  })
  it('names a message so that sending it twice makes one', () => {
    expect(newMessageId()).toMatch(/^[a-z0-9]{15}$/)
    expect(newMessageId()).not.toBe(newMessageId())
  })
})

describe('saying that one is interested', () => {
  const postings = {
    needs: [{ id: 'n1', title: '茶园', status: 'published' }, { id: 'n2', title: '草稿', status: 'draft' }],
    offers: [{ id: 'o1', title: '植保', status: 'published', profile: true }],
  } as unknown as MyPostings
  const me = { orgs: [{ id: 'g1', name: '合作社', verify: 'none' }] } as unknown as MeMember
  it('offers what is published, and an org without a need', () => {
    expect(choicesOf('need', me, postings).map((one) => one.value)).toEqual(['need:n1', 'org:g1'])
    expect(choicesOf('supply', me, postings).map((one) => one.value)).toEqual(['offer:o1'])
  })
  it('sends both sides, whichever was given', () => {
    const need = { id: 'n9', title: '' }
    const offer = { id: 'o9', title: '' }
    expect(chosenBody(need, offer, 'org:g1')).toEqual({ need: 'n9', offer: 'o9' })
    expect(chosenBody(undefined, offer, 'org:g1')).toEqual({ offer: 'o9', org: 'g1' })
    expect(chosenBody(need, undefined, 'offer:o1')).toEqual({ need: 'n9', offer: 'o1' })
  })
})
