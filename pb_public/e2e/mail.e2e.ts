import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flaws, open, startBrowser, visit } from './browser'
import { digestOf, fillCounty, type County } from './county'
import { signIn } from './people'
import { startServer, type Server } from './server'

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

it('leaves the digest by the link in its mail, without signing in, and only when the person says so', async () => {
  const mail = await digestOf(server, county.owner.login, 'owner@hezuoshe.test')
  expect(mail.text).not.toContain('13800000001')
  const token = /\/u\/([^>]+)>/.exec(String(mail.headers['List-Unsubscribe']))?.[1] ?? ''
  expect(token).not.toBe('')
  // The mail's own link leads to the page; a program that only looks at it changes nothing.
  const looked = await fetch(`${server.url}/u/${token}`)
  expect(looked.url).toContain('/unsubscribe')
  const digest = async (): Promise<unknown> => (await server.admin.collection('members').getOne(mail.member)).digest

  const { page, complaints, close } = await visit(browser)
  await open(page, `${server.url}/unsubscribe#${token}`)
  expect(await digest()).toBe('daily')
  expect(await flaws(page)).toEqual([])
  await page.getByRole('button', { name: '确认退订' }).click()
  await page.getByText('已退订').first().waitFor()
  expect(await digest()).toBe('off')
  expect(await flaws(page)).toEqual([])

  // The way back stands in the settings.
  await signIn(page, server.url, 'owner@hezuoshe.test', county.owner.password, '/me/settings')
  await page.getByRole('heading', { name: '摘要邮件' }).waitFor()
  expect(complaints).toEqual([])
  await close()
})
