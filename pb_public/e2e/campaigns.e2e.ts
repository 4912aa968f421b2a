import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { desk, flaws, open, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { signInStaff } from './people'
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

it('sends a notice to members: seen by oneself first, counted before and after', async () => {
  const members = server.admin.collection('members')
  const owner = await members.getFirstListItem(server.admin.filter('phone = {:phone}', { phone: county.owner.login }))
  await members.update(owner.id, { email: 'owner@hezuoshe.test', verified: true, mail_wishes: { news: 'now' } })
  await server.admin.collection('notices').create({ kind: 'call', title: '征集花椒技术需求', body: '月底以前都可以报。', region: owner.region, status: 'published' })

  const { page, complaints, close } = await visit(browser)
  await signInStaff(page, server.url, county.staff)
  await open(page, `${server.url}/staff/campaigns`)
  await page.getByText('还没有寄过').waitFor()
  expect(await flaws(page)).toEqual([])
  await page.getByRole('button', { name: '把“征集花椒技术需求”寄给会员' }).click()
  await page.getByText(/会有 \d+ 人看到：1 人马上收到邮件/).waitFor()
  expect(await flaws(page)).toEqual([])
  expect(await page.getByRole('button', { name: /^寄给这/ }).count()).toBe(0)
  await page.getByLabel('企事业单位').check()
  await page.getByRole('button', { name: '先寄一封给自己看看' }).click()
  await page.getByText('已寄到staff@kejiyun.test').waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/campaigns-390.png`, fullPage: true })
  await page.getByRole('button', { name: /^寄给这 \d+ 人$/ }).click()
  await page.getByText(/寄给企事业单位.*(正在寄|寄完了)/).waitFor()
  server.run('job', 'run', 'campaigns')
  await page.getByText(/寄给企事业单位.*寄完了/).waitFor()
  await page.getByText(/共告知 \d+ 人/).waitFor()
  await page.setViewportSize(desk)
  expect(await flaws(page)).toEqual([])
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/campaigns-1440.png`, fullPage: true })
  const mails = await server.admin.collection('outbox').getFullList({ filter: 'subject ~ "征集花椒技术需求"', sort: 'created' })
  expect(mails.map((mail) => mail.to).sort()).toEqual(['owner@hezuoshe.test', 'staff@kejiyun.test'])
  expect(complaints).toEqual([])
  await close()

  // The link in the mail says what it ends.
  const token = /\/u\/(c[^>]+)>/.exec(String(mails.find((mail) => mail.member)?.headers['List-Unsubscribe']))?.[1] ?? ''
  const reader = await visit(browser)
  await open(reader.page, `${server.url}/unsubscribe#${token}`)
  await reader.page.getByText('通知公告和活动不再发邮件给您').waitFor()
  await reader.page.getByRole('button', { name: '确认退订' }).click()
  await reader.page.getByText('已退订').first().waitFor()
  expect((await members.getOne(owner.id)).mail_wishes).toEqual({ news: 'never' })
  await reader.close()
})

it('tries a group bot from its form in the admin area', async () => {
  await server.admin.collection('webhooks').create({ name: '业务群', kind: 'json', url: 'https://bot.invalid.example/x', topics: ['job'], active: true })
  const { page, close } = await visit(browser, desk)
  await page.goto(`${server.url}/_/`)
  await page.locator('input[type=email], input[name=identity]').first().fill('root@kejiyun.test')
  await page.locator('input[type=password]').first().fill('root-for-this-test-1')
  await page.locator('input[type=password]').first().press('Enter')
  await page.waitForFunction(() => location.hash.includes('collections'))
  // Just signed in, the dashboard may still be on its way to the first collection and take the address along.
  const row = page.getByText('业务群').first()
  for (let tries = 0; tries < 8; tries++) {
    await page.goto(`${server.url}/_/#/collections?collection=webhooks`)
    await page.reload()
    if (await row.waitFor({ timeout: 8_000 }).then(() => true, () => false)) break
  }
  await row.click()
  await page.getByRole('button', { name: '测试发送' }).click()
  await page.getByText(/没有发成：连不上/).waitFor()
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/webhook-test.png` })
  // Other records have no such button.
  await page.goto(`${server.url}/_/#/collections?collection=members`)
  await page.locator('.records-table tbody tr').first().click()
  await page.locator('.record-upsert-modal .modal-footer').last().waitFor()
  expect(await page.locator('.record-upsert-modal').last().getByRole('button', { name: '测试发送' }).count()).toBe(0)
  await close()
})
