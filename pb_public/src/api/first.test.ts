import { beforeEach, describe, expect, it, vi } from 'vitest'
import { DeviceAuthStore } from './store'

describe('the answers that came with the page', () => {
  beforeEach(() => {
    vi.resetModules()
    document.body.innerHTML = '<script type="application/json" id="first">{"/api/portal/home":{"n":1}}</script>'
  })
  it('are used once', async () => {
    const { takeFirst } = await import('./first')
    expect(takeFirst('/api/portal/needs')).toBeUndefined()
    expect(takeFirst('/api/portal/home')).toEqual({ n: 1 })
    expect(takeFirst('/api/portal/home')).toBeUndefined()
  })
  it('may be missing or broken', async () => {
    document.body.innerHTML = '<script type="application/json" id="first">{</script>'
    const { takeFirst } = await import('./first')
    expect(takeFirst('/api/portal/home')).toBeUndefined()
  })
})

describe('a kept sign-in', () => {
  const token = (exp: number): string => `h.${btoa(JSON.stringify({ exp }))}.s`
  it('holds until its end by the device’s clock, and tells who listens', () => {
    const store = new DeviceAuthStore()
    const heard: string[] = []
    const stop = store.onChange((one) => heard.push(one))
    store.save(token(Date.now() / 1000 + 60), { id: 'a', collectionName: 'members' })
    expect(store.isValid).toBe(true)
    expect(new DeviceAuthStore().record?.id).toBe('a')
    store.save(token(Date.now() / 1000 - 60), { id: 'a', collectionName: 'members' })
    expect(store.isValid).toBe(false)
    store.clear()
    stop()
    store.save('nonsense')
    expect(store.isValid).toBe(false)
    expect(heard).toHaveLength(3)
    expect(sessionStorage.getItem('kjy.auth')).toContain('nonsense')
  })
})
