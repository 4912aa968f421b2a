import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flaws, open, startBrowser, visit } from './browser'
import { digestOf, fillCounty, type County } from './county'
import { signIn, signInStaff } from './people'
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

it('declines a match from a mail without signing in; the link alone changes nothing', async () => {
  const matches = await server.admin.collection('matches').getFullList({ filter: server.admin.filter('need = {:id}', { id: county.owner.need }) })
  const mail = await digestOf(server, county.owner.login, 'owner@hezuoshe.test')
  const token = /\/d\/([\w-]+)/.exec(String(mail.text))?.[1] ?? ''
  expect(matches.length).toBeGreaterThan(0)
  expect(token).not.toBe('')
  expect((await fetch(`${server.url}/d/${token}`)).url).toContain('/one-click')
  const { page, complaints, close } = await visit(browser)
  await open(page, `${server.url}/one-click#${token}`)
  const dismissed = async (): Promise<number> => (await server.admin.collection('matches').getFullList({ filter: 'dismissed_by != ""' })).length
  expect(await dismissed()).toBe(0)
  expect(await flaws(page)).toEqual([])
  await page.getByRole('button', { name: '不合适，不再推荐' }).click()
  await page.getByText('已记下').waitFor()
  expect(await dismissed()).toBe(1)
  expect(await flaws(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

it('shows staff who answer for the site its jobs and mails', async () => {
  const settings = server.admin.collection('settings')
  const site = await settings.getFirstListItem('key = "site.region"')
  await settings.update(site.id, { value: JSON.stringify('511423000000') })
  const { page, complaints, close } = await visit(browser)
  await signInStaff(page, server.url, county.staff)
  await open(page, `${server.url}/staff/jobs`)
  await page.getByText('生成到期的摘要邮件').waitFor()
  expect(await flaws(page)).toEqual([])
  await open(page, `${server.url}/staff/outbox?state=waiting`)
  await page.getByText('还没有设置发信服务器').waitFor()
  expect(await flaws(page)).toEqual([])
  await page.getByRole('button', { name: '发一封测试邮件' }).click()
  await page.getByText('没有发成').waitFor()
  expect(complaints).toEqual([])
  await close()
})
