import { effectScope, nextTick, reactive } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/errors'

const server = vi.hoisted(() => ({ add: vi.fn(), change: vi.fn(), act: vi.fn() }))
const route = reactive({ path: '/publish/need', query: {} as Record<string, string> })
vi.mock('vue-router', () => ({
  useRoute: () => route,
  useRouter: () => ({
    push: (to: { query?: Record<string, string> }) => { route.query = to.query ?? {} },
    replace: async (to: { path: string; query?: Record<string, string> }) => { route.path = to.path; route.query = to.query ?? {} },
  }),
}))
vi.mock('@/lib/again', () => ({ held: <T>(work: () => Promise<T>) => work() }))
vi.mock('@/lib/records', () => ({ addRow: server.add, changeRow: server.change }))
vi.mock('@/api/portal', () => ({ act: server.act }))

const { useFlow, outcomes } = await import('./flow')
const { emptyNeed, needSpec } = await import('./need')

const row = (more: object) => ({ id: 'n1', status: 'draft', updated: '2026-11-23 01:00:00.000Z', ...more })

function open() {
  const form = reactive({ ...emptyNeed(), org: 'o1', region: '511423000000' })
  const scope = effectScope()
  const flow = scope.run(() => useFlow(needSpec, form, null, () => ({ org: form.org }), true))!
  return { form, flow, close: () => scope.stop() }
}

const fill = (form: ReturnType<typeof emptyNeed>): object => Object.assign(form, { kind: 'service', title: '茶园防治', summary: '小绿叶蝉严重', fields: ['s04'] })

describe('the way through the steps', () => {
  beforeEach(() => {
    localStorage.clear()
    Object.assign(route, { path: '/publish/need', query: {} })
    for (const one of [server.add, server.change, server.act]) one.mockReset()
    server.add.mockResolvedValue(row({}))
    server.change.mockResolvedValue(row({}))
    window.scrollTo = () => undefined
  })

  it('does not go on with a step that is wrong, and makes no record without a title', async () => {
    const { form, flow } = open()
    await flow.next()
    expect(flow.step).toBe('kind')
    expect(flow.errors.kind).toBe('这一项必须填写')
    form.kind = 'service'
    await flow.next()
    expect(flow.step).toBe('what')
    expect(server.add).not.toHaveBeenCalled()
  })

  it('makes the record after the first step with a title and changes it from then on, once at a time', async () => {
    const { form, flow } = open()
    fill(form)
    route.query = { step: 'what' }
    await Promise.all([flow.next(), flow.next()])
    expect(server.add).toHaveBeenCalledTimes(1)
    expect(server.add).toHaveBeenCalledWith('needs', expect.objectContaining({ title: '茶园防治', org: 'o1' }))
    expect(flow.step).toBe('detail')
    form.detail = '连片'
    await flow.next()
    expect(server.change).toHaveBeenCalledTimes(1)
    expect(server.change.mock.calls[0]?.[2]).not.toHaveProperty('status')
  })

  it('goes on without a connection and says so', async () => {
    server.add.mockRejectedValue(new ApiError(0, 'network', undefined, {}))
    const { form, flow } = open()
    fill(form)
    route.query = { step: 'what' }
    await flow.next()
    expect(flow.step).toBe('detail')
    expect(flow.keep.offline).toBe(true)
  })

  it('returns to the check page after a change made from there', async () => {
    const { form, flow } = open()
    fill(form)
    route.query = { step: 'fields', from: 'check' }
    await flow.next()
    expect(flow.step).toBe('check')
  })

  it('puts what the server finds wrong beside the input, in the summary and in its step', async () => {
    const { form, flow } = open()
    fill(form)
    route.query = { step: 'check' }
    server.act.mockRejectedValue(new ApiError(400, 'invalid_input', undefined, { summary: { code: 'contact_in_text' }, 'talent.post': { code: 'required' } }))
    await flow.send()
    expect(flow.problems.map((one) => one.id)).toEqual(['summary', 'post'])
    expect(flow.errors.summary).toContain('不能写电话')
    expect(flow.placeOf('talent.post').id).toBe('post')
    route.query = { step: 'what', from: 'check' }
    await nextTick()
    expect(flow.problems.map((one) => one.id)).toEqual(['summary'])
  })

  it('submits once, forgets the draft and says how it ended', async () => {
    server.act.mockResolvedValue({ status: 'pending', can: [], clarity: 60, hints: [] })
    const { form, flow, close } = open()
    fill(form)
    route.query = { step: 'check' }
    await Promise.all([flow.send(), flow.send()])
    expect(server.act).toHaveBeenCalledTimes(1)
    expect(outcomes.get('n1')).toEqual({ status: 'pending', auto: false, saved: false })
    expect(route).toMatchObject({ path: '/publish/need/n1', query: { step: 'done' } })
    close()
    expect(Object.keys(localStorage).filter((key) => key.startsWith('kjy.draft'))).toEqual([])
  })

  it('says when the account has to be verified first', async () => {
    server.act.mockRejectedValue(new ApiError(403, 'unverified_account', undefined, {}))
    const { form, flow } = open()
    fill(form)
    route.query = { step: 'check' }
    await flow.send()
    expect(flow.unverified).toBe(true)
    expect(flow.whole).toContain('请先验证邮箱')
  })
})
