import { nextTick, ref } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const who = vi.hoisted(() => ({ id: undefined as unknown as { value: string } }))
const heard = vi.hoisted(() => ({ tell: undefined as undefined | (() => void), ended: 0 }))
const getNotifications = vi.hoisted(() => vi.fn())
vi.mock('@/api/session', () => { who.id = ref(''); return { userId: who.id } })
vi.mock('@/api/mail', () => ({ getNotifications }))
vi.mock('@/api/sdk', () => ({
  sdk: () => Promise.resolve({ collection: () => ({
    subscribe: (_: string, tell: () => void) => {
      heard.tell = tell
      return Promise.resolve(() => { heard.ended++; return Promise.resolve() })
    },
  }) }),
}))

const settled = async (): Promise<void> => {
  await nextTick()
  await new Promise((done) => { setTimeout(done) })
}

describe('the bell', () => {
  beforeEach(() => { getNotifications.mockReset().mockResolvedValue({ unread: 3 }) })

  it('counts for who is signed in, live, and forgets it all when they leave', async () => {
    const { unread } = await import('./bell')
    expect(getNotifications).not.toHaveBeenCalled()
    who.id.value = 'anna'
    await settled()
    expect(unread.value).toBe(3)
    getNotifications.mockResolvedValue({ unread: 4 })
    heard.tell?.()
    await settled()
    expect(unread.value).toBe(4)
    who.id.value = ''
    await settled()
    expect(unread.value).toBe(0)
    expect(heard.ended).toBe(1)
  })

  it('keeps its count when the line is broken, and drops a late answer for somebody else', async () => {
    const { count, unread } = await import('./bell')
    who.id.value = 'anna'
    await settled()
    expect(unread.value).toBe(3)
    getNotifications.mockRejectedValue(new Error('network'))
    await count()
    expect(unread.value).toBe(3)
    let late: (page: { unread: number }) => void = () => undefined
    getNotifications.mockReturnValueOnce(new Promise((done) => { late = done }))
    const asked = count()
    getNotifications.mockResolvedValue({ unread: 1 })
    who.id.value = 'bert'
    await settled()
    late({ unread: 99 })
    await asked
    expect(unread.value).toBe(1)
  })
})
