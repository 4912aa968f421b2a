import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, overflow, phone, startBrowser, type Visit } from './browser'
import { goOn } from './people'
import { accounts, enter, everyRoute, inside, type Stop, type Who } from './routes'
import { startServer, type Server } from './server'

// Every page of the portal, full of a county's data, at both widths and in every way of showing it.
let server: Server
let browser: Browser
let stops: Record<Who, Stop[]>
beforeAll(async () => {
  server = await startServer({ demo: true })
  stops = await everyRoute(server)
  browser = await startBrowser()
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

// Standard is looked at with every rule; text size and contrast change colours and sizes, not what the page is made of.
const looks = [
  { size: 'standard', contrast: 'normal', rules: undefined },
  { size: 'large', contrast: 'normal', rules: ['color-contrast', 'target-size', 'scrollable-region-focusable'] },
  { size: 'xlarge', contrast: 'high', rules: ['color-contrast', 'target-size', 'scrollable-region-focusable'] },
] as const

/** What is wrong with the page that stands, in all its looks. */
async function wrong({ page }: Visit): Promise<string[]> {
  const found: string[] = []
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport)
    for (const { size, contrast, rules } of looks) {
      await page.evaluate(([s, c]) => Object.assign(document.documentElement.dataset, { size: s, contrast: c }), [size, contrast] as const)
      found.push(...(await flaws(page, rules)).map((one) => `${viewport.width}px ${size} ${contrast}: ${one}`))
    }
    await page.evaluate(() => Object.assign(document.documentElement.dataset, { size: 'xlarge', contrast: 'normal' }))
    found.push(...(await overflow(page)).map((one) => `${viewport.width}px xlarge: ${one}`))
  }
  return found
}

describe('every page', () => {
  it('is looked at by something that sees', async () => {
    const one = await enter(browser, server, 'visitor', phone)
    await open(one.page, `${server.url}/about`)
    await one.page.evaluate(() => {
      const main = document.querySelector('main')
      main?.insertAdjacentHTML('beforeend', '<button></button><p class="faint">faint</p><p class="wide">wide</p>')
      Object.assign((main?.querySelector('.faint') as HTMLElement).style, { color: '#ddd', background: '#fff' })
      Object.assign((main?.querySelector('.wide') as HTMLElement).style, { width: '500px' })
    })
    const found = (await flaws(one.page)).join('\n')
    for (const rule of ['button-name', 'color-contrast', 'wider than the screen']) expect(found).toContain(rule)
    await one.close()
  })

  it.for(['visitor', 'worker', 'org', 'staff'] as const)('has no flaw, one heading and a name of its own: %s', { concurrent: true, timeout: 400_000 }, async (who, { expect }) => {
    const one = await enter(browser, server, who)
    const { page } = one
    for (const stop of [...stops[who], ...inside(who, stops[who])]) {
      await open(page, server.url + stop.path)
      expect(new URL(page.url()).pathname, stop.path).toBe(stop.path.split('?')[0])
      expect(await page.locator('h1').count(), `headings on ${stop.path}`).toBe(1)
      const heading = (await page.locator('h1').textContent())?.trim()
      expect(heading, stop.path).not.toBe('')
      expect((await page.title()).split(' · ')[0], stop.path).toBe(stop.title || heading)
      expect.soft(await wrong(one), stop.path).toEqual([])
    }
    expect(one.complaints).toEqual([])
    await one.close()
  })
})

describe('the header', () => {
  it.for(['visitor', 'org', 'staff'] as const)('keeps to one line at every width and text size: %s', async (who) => {
    const one = await enter(browser, server, who)
    const { page } = one
    await open(page, `${server.url}/about`)
    if (who !== 'visitor') await page.locator('.bell').waitFor()
    for (const width of [1440, 1280, 1024, phone.width]) {
      await page.setViewportSize({ width, height: 900 })
      for (const { size } of looks) {
        await page.evaluate((chosen) => { document.documentElement.dataset.size = chosen }, size)
        const lines = (): Promise<number> => page.locator('.bar').evaluate((bar) => bar.getBoundingClientRect().height / parseFloat(getComputedStyle(document.documentElement).fontSize) / 4.25)
        await expect.poll(lines, { message: `${width}px ${size}` }).toBeCloseTo(1, 1)
        expect(await overflow(page), `${width}px ${size}`).toEqual([])
      }
    }
    expect(one.complaints).toEqual([])
    await one.close()
  })

  it('opens the public lists by keyboard, and closes them again', async () => {
    const one = await enter(browser, server, 'staff')
    const { page } = one
    await open(page, `${server.url}/about`)
    const button = page.getByRole('button', { name: '大厅和名录' })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '科技团队' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/needs')
    await one.close()
  })
})

describe('what is being written', () => {
  const title = '猕猴桃溃疡病早期诊断，求田间快速检测'
  const input = (one: Visit) => one.page.getByRole('textbox', { name: '标题' })

  async function begin(): Promise<Visit> {
    const one = await enter(browser, server, 'org', desk) // a phone asks one question a step: see publish.e2e.ts
    await open(one.page, `${server.url}/publish/need`)
    await one.page.getByLabel('技术服务').check()
    await goOn(one.page, '一句话说清要解决什么')
    await input(one).fill(title)
    await one.page.getByText('已保存在这台设备上').waitFor()
    return one
  }

  async function signInAgain({ page }: Visit): Promise<void> {
    await page.waitForURL(/\/sign-in\?next=/)
    await page.getByLabel('邮箱或手机号').fill(accounts.org.email)
    await page.getByLabel('密码', { exact: true }).fill(server.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '一句话说清要解决什么' }).waitFor()
  }

  it('lasts over a reload and over a sign-in that is gone from the device', async () => {
    const one = await begin()
    await one.page.reload()
    await input(one).waitFor()
    expect(await input(one).inputValue()).toBe(title)
    await one.page.evaluate(() => { sessionStorage.clear() })
    await one.page.reload()
    await signInAgain(one)
    expect(await input(one).inputValue()).toBe(title)
    expect(one.complaints).toEqual([])
    await one.close()
  })

  it('lasts over a sign-in that the server has ended', async () => {
    const one = await begin()
    const { page } = one
    await page.getByRole('textbox', { name: '摘要' }).fill('园区八百亩猕猴桃，溃疡病每年毁树百余株，想在田间就查出病株。')
    // A new password, even the same one, ends every sign-in there is.
    const member = await server.admin.collection('members').getFirstListItem(server.admin.filter('email = {:email}', { email: accounts.org.email }))
    await server.admin.collection('members').update(member.id, { password: server.password, passwordConfirm: server.password })
    await page.locator('form.form').getByRole('button', { name: '保存并继续' }).click()
    await page.getByText('登录已过期，请重新登录').first().waitFor()
    await signInAgain(one)
    expect(await input(one).inputValue()).toBe(title)
    expect(await page.getByRole('textbox', { name: '摘要' }).inputValue()).toContain('八百亩猕猴桃')
    await goOn(page, '现在是什么情况？')
    expect(one.complaints).toEqual([])
    await one.close()
  })
})
