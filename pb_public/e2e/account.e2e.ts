import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, phone, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { signIn } from './people'
import { startServer, type Server } from './server'

// How somebody reads the portal goes with the account from one device to the next.
let server: Server
let browser: Browser
let county: County
beforeAll(async () => {
  server = await startServer()
  county = await fillCounty(server)
  browser = await startBrowser()
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

describe('reading habits', () => {
  it('chosen on one device hold on another one', async () => {
    const first = await visit(browser, desk)
    await signIn(first.page, server.url, county.owner.login, county.owner.password, '/me/settings')
    const kept = first.page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.url().includes('/members/records/'))
    await first.page.getByRole('button', { name: '字号：特大' }).click()
    expect((await kept).status()).toBe(200)
    const spoken = first.page.waitForEvent('load')
    await first.page.getByRole('radio', { name: 'English' }).check()
    await spoken
    await first.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    const second = await visit(browser, phone)
    await signIn(second.page, server.url, county.owner.login, county.owner.password, '/me/settings')
    await second.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    expect(await second.page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.size])).toEqual(['en', 'xlarge'])
    await Promise.all([first.close(), second.close()])
  })
})
