import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flaws, open, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
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

it('rings the bell live, and lists what one was told', async () => {
  const { page, complaints, close } = await visit(browser)
  page.setDefaultTimeout(25_000)
  await signIn(page, server.url, county.owner.login, county.owner.password, '/me')
  await page.getByRole('link', { name: /站内消息，\d+条未读/ }).waitFor()
  const needs = server.admin.collection('needs')
  const staff = server.admin.collection('notifications')
  const owner = await server.admin.collection('members').getFirstListItem(server.admin.filter('phone = {:phone}', { phone: county.owner.login }))
  const before = (await staff.getFullList({ filter: server.admin.filter('member = {:id}', { id: owner.id }) })).length
  expect(before).toBeGreaterThan(0)
  expect((await needs.getOne(county.owner.need)).status).toBe('published')
  await staff.create({ key: 'e2e:live', member: owner.id, topic: 'account', kind: 'join_asked', title: '有人申请加入单位（现场）', url: '/me/org' })
  await page.getByRole('link', { name: `站内消息，${before + 1}条未读` }).waitFor()
  await page.getByRole('link', { name: /站内消息/ }).click()
  await page.getByRole('link', { name: '有人申请加入单位（现场）' }).waitFor()
  expect(await flaws(page)).toEqual([])
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByText('都看过了').waitFor()
  await page.getByRole('link', { name: '站内消息', exact: true }).waitFor()

  await open(page, `${server.url}/me/settings`)
  await page.getByRole('heading', { name: '下一期摘要' }).waitFor()
  await page.getByLabel('我发布的内容').selectOption({ label: '写进摘要邮件' })
  await page.locator('form', { has: page.getByRole('heading', { name: '哪些事发邮件' }) }).getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').first().waitFor()
  expect((await server.admin.collection('members').getOne(owner.id)).mail_wishes.posting).toBe('digest')
  expect(await flaws(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})
