import { effectScope, nextTick, reactive } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearDrafts, useDraft } from './drafts'

describe('drafts', () => {
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  function open(key = 'need.new') {
    const form = reactive({ title: '', fields: [] as string[] })
    const scope = effectScope()
    const draft = scope.run(() => useDraft(key, form))!
    return { form, draft, close: () => scope.stop() }
  }

  it('saves 600 ms after the last change, and puts it back on the next opening', async () => {
    const first = open()
    first.form.title = '茶园'
    await nextTick()
    vi.advanceTimersByTime(599)
    expect(localStorage.length).toBe(0)
    vi.advanceTimersByTime(1)
    expect(first.draft.savedAt.value).not.toBeNull()
    const second = open()
    expect(second.form.title).toBe('茶园')
    expect(second.draft.restored.value).toBe(true)
  })

  it('saves at once when the page is left', async () => {
    const one = open()
    one.form.fields = ['s04']
    await nextTick()
    one.close()
    expect(open().form.fields).toEqual(['s04'])
  })

  it('is gone after submitting, even when a save was due', async () => {
    const one = open()
    one.form.title = '茶园'
    await nextTick()
    one.draft.clear()
    vi.advanceTimersByTime(1000)
    one.close()
    expect(open().form.title).toBe('')
  })

  it('is gone after signing out, even from a form that is still open', async () => {
    const one = open()
    localStorage.setItem('kjy.prefs', '{}')
    one.form.title = '茶园'
    await nextTick()
    clearDrafts()
    vi.advanceTimersByTime(1000)
    one.close()
    expect(open().form.title).toBe('')
    expect(localStorage.getItem('kjy.prefs')).toBe('{}')
  })

  it('ignores a broken draft', () => {
    localStorage.setItem('kjy.draft.need.new', '{broken')
    expect(open().draft.restored.value).toBe(false)
  })
})
