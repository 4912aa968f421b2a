import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, phone, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { register, signIn } from './people'
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
  await browser?.close()
  await server?.stop()
})

describe('a visitor', () => {
  for (const [name, size] of [['phone', phone], ['desk', desk]] as const) {
    it(`finds no flaw on a page about one record, masked or not, ${name}`, async () => {
      const { page, complaints, close } = await visit(browser, size)
      const details = [`/needs/${county.owner.need}`, `/needs/${county.masked}`, `/offers/${county.worker.offer}`, `/workers/${county.worker.id}`, `/orgs/${county.owner.org}`]
      for (const path of details) {
        await open(page, server.url + path)
        expect(await flaws(page), path).toEqual([])
      }
      expect(complaints).toEqual([])
      await close()
    })
  }

  it('reads every page at the largest text and in high contrast, and the choice is kept', async () => {
    const { page, close } = await visit(browser, phone)
    await open(page, server.url)
    await page.getByRole('button', { name: '字号：特大' }).click()
    await page.getByRole('button', { name: '高对比度' }).click()
    for (const path of ['/', '/needs', '/register', '/sign-in']) {
      await open(page, server.url + path)
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('22px')
      expect(await flaws(page), path).toEqual([])
    }
    await close()
  })

  it('gets a real 404 with a way on', async () => {
    const answer = await fetch(`${server.url}/no-such-page`)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('text/html')
  })

  it('reaches the main text, the menu and the search with the keyboard alone', async () => {
    const { page, close } = await visit(browser, phone)
    await open(page, server.url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.getByRole('button', { name: '菜单' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '需求大厅', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/needs')
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await page.getByLabel('搜索', { exact: true }).fill('茶园')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=%E8%8C%B6%E5%9B%AD/)
    await page.getByText('“茶园”共找到2条').waitFor()
    await page.goBack()
    await page.waitForURL(/needs$/)
    await close()
  })
})

describe('what a visitor is not told', () => {
  it('shows a masked need without its org, and details and contacts to nobody', async () => {
    const { page, traffic, close } = await visit(browser, desk)
    await open(page, `${server.url}/needs/${county.masked}`)
    await page.getByText('匿名单位').first().waitFor()
    await page.getByRole('heading', { name: '详细内容登录后可以看' }).waitFor()
    for (const path of ['/', `/needs/${county.owner.need}`, `/workers/${county.worker.id}`, `/offers/${county.worker.offer}`]) await open(page, server.url + path)
    const seen = traffic.join('\n')
    const secrets = ['福鼎大白茶', '"amount"', '王德明', '13800000001', '13800000002', '李秀英']
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    await close()
  })
})

describe('an owner', () => {
  it('sees the matches of a need, why they fit, and may take one off the list', async () => {
    const { page, complaints, close } = await visit(browser)
    await signIn(page, server.url, county.owner.login, county.owner.password, `/needs/${county.owner.need}`)
    const match = page.locator('.match').first()
    await match.getByText('绿色防控').first().waitFor()
    expect(await match.locator('.match__fit').textContent()).toContain('茶叶')
    await match.getByText('配对依据').click()
    await match.getByText('同属茶叶领域', { exact: true }).waitFor()
    expect(await flaws(page)).toEqual([])
    await match.getByRole('button', { name: '不合适' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('太远').check()
    expect(await flaws(page)).toEqual([])
    await dialog.getByRole('button', { name: '不合适' }).click()
    await page.getByText('已移除，以后不再推荐这一条').waitFor()
    await page.getByText('暂时没有合适的推荐').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('pauses and resumes a need from its page', async () => {
    const { page, close } = await visit(browser, desk)
    await signIn(page, server.url, county.owner.login, county.owner.password, `/needs/${county.owner.need}`)
    await page.getByRole('button', { name: '暂停' }).click()
    await page.locator('.desk').getByText('已暂停').waitFor()
    await page.getByRole('button', { name: '恢复发布' }).click()
    await page.locator('.desk').getByText('已发布').waitFor()
    await close()
  })
})

describe('registering', () => {
  it('says what is wrong beside each input and keeps what was typed', async () => {
    const { page, complaints, close } = await visit(browser)
    await open(page, `${server.url}/register`)
    await page.getByLabel('姓名').fill('李秀英')
    await page.getByRole('button', { name: '同意并注册' }).click()
    const summary = page.getByRole('alert')
    await summary.getByText('请先改正下面几处').waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('summary')
    await summary.getByRole('link', { name: '未满18周岁不能注册' }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('adult')
    expect(await page.locator('#login-error').textContent()).toContain('这一项必须填写')
    expect(await page.getByLabel('姓名').inputValue()).toBe('李秀英')
    expect(await flaws(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('takes a phone number, signs in, and signs out without leaving anything on the device', async () => {
    const { page, complaints, close } = await visit(browser)
    await register(page, server.url, { phone: '139 1234 5678', password: 'chayuan2026', name: '李秀英' })
    expect(await page.evaluate(() => localStorage.getItem('kjy.auth'))).toBeNull()
    await page.getByRole('button', { name: '菜单' }).click()
    await page.getByRole('navigation').getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL(`${server.url}/`)
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
    await open(page, `${server.url}/sign-in`)
    await page.getByLabel('邮箱或手机号').fill('13912345678')
    await page.getByLabel('密码', { exact: true }).fill('wrong-password1')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('alert').getByText('账号或密码不对').waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
