import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'

const asked = vi.hoisted(() => ({ account: {} as Record<string, unknown>, changes: [] as unknown[][] }))
vi.mock('@/api/client', async (original) => ({
  ...(await original<typeof import('@/api/client')>()),
  pb: { collection: () => ({ authWithPassword: async () => ({ record: asked.account }) }) },
}))
vi.mock('./records', () => ({ changeRow: async (...args: unknown[]) => { asked.changes.push(args) } }))

import { auth } from '@/api/store'
import { signIn } from '@/api/session'
import { keepPrefs } from './account'
import { prefs } from './prefs'

const token = `x.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 3600 }))}.x`
const enter = (account: object): void => auth.save(token, { id: 'm1', collectionName: 'members', ...account })

async function press(change: () => void): Promise<void> {
  change()
  await nextTick()
  await vi.advanceTimersByTimeAsync(900)
}

vi.useFakeTimers()
keepPrefs()
beforeEach(async () => {
  auth.clear()
  await press(() => Object.assign(prefs, { size: 'standard', high: false }))
  localStorage.clear()
  asked.changes = []
})

describe('how the portal is shown', () => {
  it('comes along with the account to another device', async () => {
    asked.account = { locale: 'zh-CN', text_size: 'xlarge', high_contrast: true }
    expect(await signIn('members', 'a@b.cn', 'x', false)).toBe(false)
    expect([prefs.size, prefs.high]).toEqual(['xlarge', true])
  })
  it('stays as the device has it for who never chose', async () => {
    prefs.size = 'large'
    asked.account = { locale: '', text_size: '', high_contrast: false }
    expect(await signIn('members', 'a@b.cn', 'x', false)).toBe(false)
    expect(prefs.size).toBe('large')
  })
  it('changes the language of the next page when the account reads another', async () => {
    asked.account = { locale: 'en' }
    expect(await signIn('members', 'a@b.cn', 'x', false)).toBe(true)
    expect(localStorage.getItem('kjy.locale')).toBe('en')
  })
  it('is kept with the account of a member, once for several presses', async () => {
    enter({ text_size: '' })
    await press(() => { prefs.size = 'large' })
    await press(() => { prefs.size = 'xlarge'; prefs.high = true })
    expect(asked.changes).toEqual([
      ['members', 'm1', { text_size: 'large', high_contrast: false, large_text: true }],
      ['members', 'm1', { text_size: 'xlarge', high_contrast: true, large_text: true }],
    ])
    expect(auth.record?.text_size).toBe('xlarge')
    prefs.size = 'standard'
    await nextTick()
    await press(() => { prefs.size = 'large' })
    expect(asked.changes).toHaveLength(3)
  })
  it('is kept with the account of a colleague at the association, too', async () => {
    auth.save(token, { id: 's1', collectionName: 'staff' })
    await press(() => { prefs.size = 'xlarge' })
    expect(asked.changes).toEqual([['staff', 's1', { text_size: 'xlarge', high_contrast: false }]])
  })
  it('is not sent when it is what the account has, nor for visitors', async () => {
    enter({ text_size: 'large', high_contrast: false })
    await press(() => { prefs.size = 'large' })
    auth.clear()
    await press(() => { prefs.high = true })
    expect(asked.changes).toEqual([])
  })
})
