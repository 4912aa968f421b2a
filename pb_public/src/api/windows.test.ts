import { effectScope, nextTick, reactive } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useDraft } from './drafts'

const key = 'kjy.draft.need.new'

/** What this window hears when another one writes, or forgets, the same draft. */
function other(value: object | null): void {
  const text = value ? JSON.stringify({ at: new Date().toISOString(), value }) : null
  if (text) localStorage.setItem(key, text)
  else localStorage.removeItem(key)
  window.dispatchEvent(new StorageEvent('storage', { key, newValue: text }))
}

describe('a draft in two windows', () => {
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  function open() {
    const form = reactive({ title: '' })
    const draft = effectScope().run(() => useDraft('need.new', form))!
    return { form, draft }
  }

  it('follows the other while nothing is typed here', async () => {
    const { form, draft } = open()
    other({ title: '另一个窗口' })
    await nextTick()
    expect(form.title).toBe('另一个窗口')
    expect(draft.clash.value).toBe('')
  })

  it('asks which one counts when both were typed in, and overwrites neither until then', async () => {
    const { form, draft } = open()
    form.title = '这里写的'
    await nextTick()
    other({ title: '那里写的' })
    expect(draft.clash.value).toBe('edited')
    form.title = '这里接着写的'
    await nextTick()
    vi.advanceTimersByTime(1000)
    expect(localStorage.getItem(key)).toContain('那里写的')
    draft.insist()
    expect(localStorage.getItem(key)).toContain('这里接着写的')
    expect(draft.clash.value).toBe('')
  })

  it('takes what the other has when asked to', async () => {
    const { form, draft } = open()
    form.title = '这里写的'
    await nextTick()
    other({ title: '那里写的' })
    draft.adopt()
    await nextTick()
    vi.advanceTimersByTime(1000)
    expect(form.title).toBe('那里写的')
    expect(draft.clash.value).toBe('')
  })

  it('says when the other window is done with it', async () => {
    const { form, draft } = open()
    form.title = '这里写的'
    await nextTick()
    vi.advanceTimersByTime(600)
    other(null)
    expect(draft.clash.value).toBe('done')
  })

  it('does not mind an echo of the same text', async () => {
    const { form, draft } = open()
    form.title = '一样的'
    await nextTick()
    other({ title: '一样的' })
    expect(draft.clash.value).toBe('')
  })
})
