import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, standing, startBrowser, visit } from './browser'
import { enter } from './routes'
import { startServer, type Server } from './server'

let server: Server
let browser: Browser
let need = ''
beforeAll(async () => {
  server = await startServer({ demo: true })
  browser = await startBrowser()
  const list = await (await fetch(`${server.url}/api/portal/needs?per_page=1`)).json() as { items: { id: string }[] }
  need = list.items[0]?.id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('somebody who looks around', () => {
  it('finds while typing, sees how many each filter would leave, and goes back in one step', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await open(page, `${server.url}/needs`)
    const kind = page.getByLabel('类型', { exact: true })
    await page.waitForFunction(() => /（\d+）/.test(document.querySelector('#filter-kind')?.textContent ?? ''))
    const all = await page.getByRole('status').filter({ hasText: '共' }).textContent()
    await page.getByLabel('搜索', { exact: true }).pressSequentially('柑橘', { delay: 30 })
    await page.getByText(/“柑橘”共找到\d+条/).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('柑橘')
    const named = await kind.locator('option:not([disabled])').nth(1).textContent()
    await kind.selectOption({ index: await kind.locator('option').evaluateAll((options, text) => options.findIndex((one) => one.textContent === text), named) })
    const left = /（(\d+)）/.exec(named ?? '')?.[1]
    await page.getByText(`“柑橘”共找到${left}条`).waitFor()
    expect(await flaws(page)).toEqual([])
    await page.goBack()
    await page.goBack()
    await page.waitForURL(/\/needs$/)
    await page.getByText(all ?? '').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('comes back to the very place of a list that was left', async () => {
    const { page, close } = await visit(browser, phone)
    await open(page, `${server.url}/needs`)
    await page.evaluate(() => { window.scrollTo(0, 3000) })
    const top = (): Promise<string> => page.evaluate(() => {
      const card = [...document.querySelectorAll('.posting')].find((one) => one.getBoundingClientRect().top > 0)
      return `${card?.querySelector('h2, h3')?.textContent ?? ''} ${Math.round(card?.getBoundingClientRect().top ?? 0)}`
    })
    await page.waitForFunction(() => window.scrollY === 3000)
    const left = await top()
    await page.locator('.posting__title a', { hasText: left.split(' ')[0] }).click()
    await page.getByRole('link', { name: '返回需求大厅' }).waitFor()
    await page.goBack()
    await page.waitForFunction(() => window.scrollY > 2000)
    expect(await top()).toBe(left)
    await close()
  })

  it('loses nothing that is typed while the page is still on its way', async () => {
    const { page, close } = await visit(browser, phone)
    let letGo = (): void => undefined
    const held = new Promise<void>((done) => { letGo = done })
    await page.route('**/assets/index-*.js', async (route) => { await held; await route.continue() })
    await page.goto(`${server.url}/needs`, { waitUntil: 'commit' })
    await page.getByLabel('搜索', { exact: true }).pressSequentially('柑橘')
    letGo()
    await page.getByText(/“柑橘”共找到\d+条/).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter-q')
    expect(await page.getByLabel('搜索', { exact: true }).inputValue()).toBe('柑橘')
    await close()
  })

  it('passes a page on with a code, and finds what is related', async () => {
    const { page, complaints, close } = await visit(browser, phone)
    await open(page, `${server.url}/needs/${need}`)
    await page.getByRole('button', { name: '二维码' }).click()
    await page.getByRole('img', { name: /的二维码$/ }).waitFor()
    await page.getByRole('heading', { name: '相关的所能' }).waitFor()
    expect(await flaws(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('reads the organisations, and only what is public of them', async () => {
    const { page, traffic, close } = await visit(browser, phone)
    await open(page, `${server.url}/orgs`)
    await page.locator('.person__name a').first().click()
    await standing(page)
    await page.getByRole('link', { name: '返回企事业单位' }).waitFor()
    expect(traffic.join('\n')).not.toMatch(/"(uscc|address|members)"/)
    await close()
  })

  it('reads every list and record without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN', viewport: phone })
    const page = await context.newPage()
    await page.goto(`${server.url}/needs`)
    const first = page.locator('.posting__title a').first()
    const title = await first.textContent()
    await page.getByRole('link', { name: '下一页' }).click()
    await page.getByRole('link', { name: '上一页' }).click()
    await page.locator('.posting__title a').first().click()
    expect(await page.locator('h1').textContent()).toBe(title)
    await page.getByText('预算').first().waitFor()
    await page.goto(`${server.url}/offers`)
    await page.getByLabel('搜索').fill('柑橘')
    await page.getByRole('button', { name: '搜索' }).click()
    await page.getByText(/“柑橘”共找到\d+条/).waitFor()
    await context.close()
  })

  it('reads English on a device that reads no Chinese, and may change it', async () => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: phone })
    const page = await context.newPage()
    await page.goto(`${server.url}/needs`)
    await standing(page)
    expect(await page.locator('h1').textContent()).toBe('Needs')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(await flaws(page)).toEqual([])
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { level: 1, name: '需求大厅' }).waitFor()
    await page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
    await context.close()
  })
})

describe('somebody who wants help', () => {
  it('asks for a call and reports a page; the desk reads both, looks up the number and decides', async () => {
    const one = await visit(browser, phone)
    await open(one.page, `${server.url}/needs/${need}`)
    await one.page.locator('.share').getByRole('link', { name: '请科协回电' }).click()
    await one.page.getByRole('heading', { level: 1, name: '请科协回电' }).waitFor()
    await one.page.getByRole('button', { name: '请给我回电' }).click()
    await one.page.getByRole('alert').getByText('怎么称呼您：这一项必须填写').waitFor()
    expect(await flaws(one.page)).toEqual([])
    await one.page.getByLabel('怎么称呼您').fill('陈师傅')
    await one.page.getByLabel('回电号码').fill('138 1234-5678')
    await one.page.getByLabel('想问什么').fill('想问问这件事怎么报名')
    await one.page.getByRole('checkbox').check()
    await one.page.getByRole('button', { name: '请给我回电' }).click()
    await one.page.getByRole('heading', { name: '已经收到' }).waitFor()
    await one.page.getByRole('link', { name: '回到刚才那一条' }).click()
    await one.page.getByRole('link', { name: '举报这一条' }).click()
    await one.page.getByLabel('已经过时').check()
    await one.page.getByRole('button', { name: '提交举报' }).click()
    await one.page.getByRole('heading', { name: '举报已提交' }).waitFor()
    expect(await flaws(one.page)).toEqual([])
    expect(one.complaints).toEqual([])
    await one.close()

    const staff = await enter(browser, server, 'staff')
    await open(staff.page, `${server.url}/staff/inbox`)
    const call = staff.page.locator('article').filter({ hasText: '陈师傅' })
    expect(staff.traffic.join('\n')).not.toContain('13812345678')
    await call.getByRole('button', { name: '显示号码' }).click()
    await call.getByText('13812345678').waitFor()
    await call.getByLabel('办理结果').fill('已回电，请他登录报名')
    await call.getByRole('button', { name: '已回电' }).click()
    await staff.page.getByText('没有待办理的').waitFor()
    const report = staff.page.locator('article').filter({ hasText: '已经过时' })
    await report.getByLabel('办理结果').fill('与发布人核对，仍然有效')
    await report.getByRole('button', { name: '举报不属实' }).click()
    await staff.page.getByRole('button', { name: '已办理' }).click()
    await staff.page.getByText('已回电，请他登录报名').waitFor()
    await staff.page.getByText('与发布人核对，仍然有效').waitFor()
    expect(await flaws(staff.page)).toEqual([])
    expect(staff.complaints).toEqual([])
    await staff.close()
  })
})
