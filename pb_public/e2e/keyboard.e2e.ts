import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, open, phone, startBrowser, visit } from './browser'
import { fillCounty, type County } from './county'
import { startServer, type Server } from './server'

// The portal without a mouse: Tab, Enter, Space and the arrows, and nothing else.
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

/** Goes on with Tab until the focus is where it should be; every stop on the way must show that it has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab')
    const [there, seen, name] = await page.evaluate((wanted) => {
      const at = document.activeElement
      if (!at || at === document.body) return [false, true, 'body'] as const
      // The ring may stand around the whole card or label.
      const rings = [getComputedStyle(at), getComputedStyle(at, '::after'), getComputedStyle(at.closest('label') ?? at)]
      const ring = rings.some((one) => one.outlineStyle !== 'none' && Number.parseFloat(one.outlineWidth) >= 2 && one.outlineColor !== 'rgba(0, 0, 0, 0)')
      const box = at.getBoundingClientRect()
      return [at.matches(wanted), ring && box.width > 0 && box.bottom > 0 && box.top < innerHeight, at.outerHTML.slice(0, 120)] as const
    }, selector)
    expect(seen, `the focus can be seen on ${name}`).toBe(true)
    if (there) return
  }
  throw new Error(`Tab never reached ${selector}`)
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id || (document.activeElement?.tagName ?? ''))

async function write(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.insertText(text)
}

async function press(page: Page, selector: string, key: string): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press(key)
}

/** The error summary has the focus; Enter on its first link leads to the input. */
async function mend(page: Page, input: string): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.classList.contains('summary'))
  await press(page, `.summary a[href="#${input}"]`, 'Enter')
}

describe('with the keyboard alone', () => {
  it('registers, led by the error summary, and loses nothing when the server fails', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await open(page, `${server.url}/register`)
    await write(page, '#name', '李秀英')
    await press(page, 'form button[type="submit"]', 'Enter')
    await mend(page, 'login')
    expect(await focused(page)).toBe('login')
    await page.keyboard.insertText('13912340001')
    await write(page, '#password', 'chayuan2026')
    await tabTo(page, 'select#region')
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowDown')
    expect(await page.locator('select#region').inputValue()).not.toBe('')
    await press(page, '#adult', 'Space')
    await press(page, '#consent', 'Space')

    await page.route('**/api/portal/register', (route) => route.fulfill({ status: 500, json: { status: 500, data: {} } }), { times: 1 })
    await press(page, 'form button[type="submit"]', 'Enter')
    await page.waitForFunction(() => document.activeElement?.classList.contains('summary'))
    for (const [id, value] of [['login', '13912340001'], ['password', 'chayuan2026'], ['name', '李秀英']] as const) {
      expect(await page.locator(`#${id}`).inputValue()).toBe(value)
    }
    expect(await page.locator('#adult').isChecked()).toBe(true)
    await press(page, 'form button[type="submit"]', 'Enter')
    await page.waitForURL(`${server.url}/me`)
    await page.getByRole('heading', { level: 1, name: '李秀英' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    expect(complaints).toEqual([])
    await close()
  })

  it('searches and opens a detail, on a phone-sized screen', async () => {
    const { page, complaints, close } = await visit(browser, phone)
    await open(page, server.url)
    await tabTo(page, 'input[name="side"]')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('input[name="side"][value="needs"]').isChecked()).toBe(true)
    await write(page, '#home-q', '茶园')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/needs\?q=/)
    await page.getByText('“茶园”共找到2条').waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await press(page, 'button[aria-controls="filter-selects"]', 'Enter')
    await tabTo(page, '#filter-kind')
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/kind=service/)
    await press(page, `main a[href="/needs/${county.owner.need}"]`, 'Enter')
    await page.waitForURL(`**/needs/${county.owner.need}`)
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await page.getByRole('heading', { name: '详细内容登录后可以看' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('signs in and takes a need one step on, over a wrong password, a missing answer and a failing server', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await open(page, `${server.url}/sign-in?next=/publish/need`)
    await write(page, '#login', county.owner.login)
    await write(page, '#password', 'not-the-password1')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.classList.contains('summary'))
    expect(await page.locator('#login').inputValue()).toBe(county.owner.login)
    await tabTo(page, '#password')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(county.owner.password)
    await press(page, 'form button[type="submit"]', 'Enter')

    await page.getByRole('heading', { level: 1, name: '您需要哪一类帮助？' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await press(page, 'form.form button[type="submit"]', 'Enter')
    await mend(page, 'kind')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('kind')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('input[name="kind"]:checked').getAttribute('value')).toBe('challenge')
    await press(page, 'form.form button[type="submit"]', 'Enter')
    await page.getByRole('heading', { level: 1, name: '一句话说清要解决什么' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')

    await write(page, '#title', '鲜叶萎凋槽温湿度不均，求改造方案')
    await write(page, '#summary', '6条萎凋槽靠人工翻叶，冷热不均，成品青味重，想改成自动控温控湿。')
    await page.route('**/api/collections/needs/records', (route) => route.fulfill({ status: 500, json: { status: 500, data: {} } }), { times: 1 })
    await press(page, 'form.form button[type="submit"]', 'Enter')
    await page.waitForFunction(() => document.activeElement?.classList.contains('summary'))
    expect(await page.locator('#title').inputValue()).toBe('鲜叶萎凋槽温湿度不均，求改造方案')
    expect(await page.locator('#summary').inputValue()).toContain('自动控温控湿')
    await press(page, 'form.form button[type="submit"]', 'Enter')
    await page.getByRole('heading', { level: 1, name: '现在是什么情况？' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    expect(complaints).toEqual([])
    await close()
  })

  it('chooses a field and a keyword with the arrows and Enter, and dismisses a dialog with Escape', async () => {
    const { page, complaints, close } = await visit(browser, desk)
    await open(page, `${server.url}/sign-in?next=/needs/${county.owner.need}`)
    await write(page, '#login', county.owner.login)
    await write(page, '#password', county.owner.password)
    await page.keyboard.press('Enter')
    await page.locator('.match').first().waitFor()
    await press(page, '.match summary', 'Enter')
    await page.getByText('共同的关键词').waitFor()
    await press(page, '.match button.btn--quiet', 'Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await page.waitForFunction(() => document.querySelector('[role="dialog"]')?.contains(document.activeElement))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('不合适'))

    await open(page, `${server.url}/me/worker`)
    await write(page, '#fields', '茶叶')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '移除茶叶' }).waitFor()
    expect(await focused(page)).toBe('fields')
    await write(page, '#keywords', '萎凋')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '移除萎凋' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
