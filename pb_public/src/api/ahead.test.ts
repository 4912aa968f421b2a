import { beforeEach, expect, it, vi } from 'vitest'
import { askAhead, auth, forgetAhead, get } from './client'

let asked = 0
beforeEach(() => {
  asked = 0
  forgetAhead()
  auth.save('x.y.z', { id: 'm1', collectionName: 'members' })
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ n: ++asked })))
})

it('serves an answer that was asked for ahead once', async () => {
  askAhead('/api/portal/me')
  expect(await get('/api/portal/me')).toEqual({ n: 1 })
  expect(await get('/api/portal/me')).toEqual({ n: 2 })
})

it('asks anew once the page stands that it was asked for', async () => {
  askAhead('/api/portal/me')
  forgetAhead()
  expect(await get('/api/portal/me')).toEqual({ n: 2 })
})
