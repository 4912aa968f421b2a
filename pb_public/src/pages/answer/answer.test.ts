import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import AnswerPage from './AnswerPage.vue'
import type { AnswerLook } from '@/api/answer'

const open: AnswerLook = {
  standing: 'open', state: 'expressed', accepted: false, can: ['accept', 'decline', 'ask'],
  docking: {
    id: 'd1', title: '热泵烘干房改造', theirs: '鲜花椒烘干', who: '', place: '青神县', why: '都提到烘干', message: '请来看看',
    due_at: '2026-12-03T02:00:00.000Z', lapse_at: '2026-12-10T02:00:00.000Z',
  },
}
const used: AnswerLook = { ...open, standing: 'used', can: [] }
const sent: { path: string; body: Record<string, string> }[] = []

/** Answers requests one after the other and notes what was sent. */
function answers(...replies: { status?: number; body: unknown }[]): void {
  vi.stubGlobal('fetch', vi.fn((path: string, init: { body: string }) => {
    sent.push({ path, body: JSON.parse(init.body) as Record<string, string> })
    const reply = replies.shift() ?? { status: 500, body: null }
    return Promise.resolve(new Response(JSON.stringify(reply.body), { status: reply.status ?? 200 }))
  }))
}

async function page(token = 'sAbCdEfGhIjKlMnOp') {
  history.replaceState(null, '', `/answer#${token}`)
  const view = mount(AnswerPage, { global: { stubs: { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' } } }, attachTo: document.body })
  await flushPromises()
  return view
}
const press = async (view: Awaited<ReturnType<typeof page>>, words: string): Promise<void> => {
  await view.findAll('button').find((one) => one.text() === words)?.trigger('click')
  await flushPromises()
}

beforeEach(() => { sent.length = 0 })
afterEach(() => { vi.unstubAllGlobals(); document.body.innerHTML = '' })

describe('answering from a mail', () => {
  it('shows what the mail had and changes nothing by being opened', async () => {
    answers({ body: open })
    const view = await page()
    expect(sent.map((one) => one.path)).toEqual(['/api/portal/answer/look'])
    for (const words of ['热泵烘干房改造', '鲜花椒烘干', '匿名单位', '请来看看', '2026年12月3日']) expect(view.text()).toContain(words)
  })

  it('declines in two taps', async () => {
    answers({ body: open }, { body: { ...used, state: 'declined' } })
    const view = await page()
    await press(view, '谢绝')
    await press(view, '近来没有时间')
    expect(sent.at(-1)).toEqual({ path: '/api/portal/answer', body: { token: 'sAbCdEfGhIjKlMnOp', action: 'decline', reason: 'no_time' } })
    expect(view.text()).toContain('已谢绝')
  })

  it('accepts in one, and says what comes next', async () => {
    answers({ body: open }, { body: { ...used, state: 'negotiating', accepted: true } })
    const view = await page()
    await press(view, '同意对接')
    expect(view.text()).toContain('双方可以联系了')
    expect(view.find('a[href="/me/dockings/d1"]').exists()).toBe(true)
  })

  it('keeps a question that could not be sent', async () => {
    answers({ body: open }, { status: 500, body: null })
    const view = await page()
    await press(view, '先问一句')
    await view.find('textarea').setValue('园子在哪个村？')
    await view.find('form').trigger('submit')
    await flushPromises()
    expect((view.find('textarea').element as HTMLTextAreaElement).value).toBe('园子在哪个村？')
    expect(view.find('[role="alert"]').exists()).toBe(true)
  })

  it('says how things stand when somebody else was faster', async () => {
    answers({ body: open }, { status: 409, body: { data: { error: { code: 'answer_used' } } } }, { body: { ...used, state: 'negotiating', accepted: true } })
    const view = await page()
    await press(view, '同意对接')
    expect(view.text()).toContain('这个链接已经用过')
    expect(view.text()).toContain('双方都同意了')
  })

  it('has a sentence for links that do not answer', async () => {
    for (const [look, words] of [
      [{ ...used, standing: 'expired', state: 'lapsed' }, '科服保姆可以恢复一次'],
      [{ ...used, standing: 'expired' }, '它还没有结束'],
      [{ ...used, standing: 'closed', state: 'passed_over' }, '选了别家'],
      [{ ...used, state: 'clarifying' }, '期限停着不走'],
      [{ ...used, state: 'disputed' }, '往前走了一步'],
    ] as [AnswerLook, string][]) {
      answers({ body: look })
      const view = await page()
      expect(view.text()).toContain(words)
      view.unmount()
    }
    answers({ status: 404, body: { data: { error: { code: 'answer_link' } } } })
    expect((await page()).text()).toContain('链接不能用了')
    expect((await page('')).text()).toContain('链接不能用了')
  })
})
