import PocketBase from 'pocketbase'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flaws, open, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
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

it('answers an interest from the mail, on a phone, without signing in, once', async () => {
  const members = server.admin.collection('members')
  const worker = await members.getFirstListItem(server.admin.filter('phone = {:phone}', { phone: county.worker.login }))
  await members.update(worker.id, { email: 'wang@nongji.test', verified: true })
  const owner = new PocketBase(server.url)
  await owner.collection('members').authWithPassword(county.owner.login, county.owner.password)
  const docking = await owner.send('/api/portal/dockings', { method: 'POST', body: { need: county.owner.need, offer: county.worker.offer, message: '请来看看茶园' } })
  const mail = await server.admin.collection('outbox').getFirstListItem(server.admin.filter('to = {:to} && subject ~ {:s}', { to: 'wang@nongji.test', s: '请答复' }))
  expect(mail.text).not.toContain(county.owner.login)
  const token = /\/a\/([\w.-]+)/.exec(String(mail.text))?.[1] ?? ''
  expect(token).not.toBe('')
  const state = async (): Promise<unknown> => (await server.admin.collection('dockings').getOne(docking.id)).state

  // A program that looks at links answers for nobody.
  expect((await fetch(`${server.url}/a/${token}`)).url).toContain('/answer')
  const { page, complaints, close } = await visit(browser)
  await open(page, `${server.url}/answer#${token}`)
  await page.getByText('请来看看茶园').waitFor()
  expect(await state()).toBe('expressed')
  expect(await flaws(page)).toEqual([])

  await page.getByRole('button', { name: '谢绝' }).click()
  await page.getByRole('button', { name: '近来没有时间' }).click()
  await page.getByText('已谢绝').first().waitFor()
  expect(await state()).toBe('declined')
  expect(await flaws(page)).toEqual([])

  await page.reload()
  await page.getByText('这个链接已经用过').first().waitFor()
  expect(await flaws(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})
