import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desk, flaws, open, overflow, phone, startBrowser, visit, type Visit } from './browser'
import { goOn, signIn, signInStaff } from './people'
import { accounts, everyRoute, type Stop, type Who } from './routes'
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

async function enter(who: Who, viewport = desk): Promise<Visit> {
  const one = await visit(browser, viewport)
  if (who === 'staff') await signInStaff(one.page, server.url, { email: accounts.staff.email, password: server.password })
  else if (who !== 'visitor') await signIn(one.page, server.url, accounts[who].email, server.password, '/me')
  return one
}

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

/** Steps and lists that an address alone does not show. */
function inside(who: Who): Stop[] {
  const under = (path: string, query: string, names: string[], title: string): Stop[] =>
    names.map((one) => ({ name: one, path: `${path}?${query}=${one}`, title }))
  const edit = (name: string): string => Object.values(stops).flat().find((one) => one.name === name)?.path ?? ''
  switch (who) {
    case 'staff': return [{ name: 'me', path: '/me', title: '我的主页' }, ...under('/staff/review', 'list', ['accounts', 'orgs', 'workers', 'joins'], '审核台')]
    case 'org': return under(edit('publish-need-edit'), 'step', ['kind', 'what', 'detail', 'goal', 'fields', 'terms', 'open'], '发布需求')
    case 'worker': return [{ name: 'me', path: '/me', title: '我的主页' }, ...under(edit('publish-offer-edit'), 'step', ['what', 'fields', 'price'], '发布所能')]
    default: return [
      { name: 'search', path: '/offers?q=%E6%9F%91%E6%A9%98&sort=relevance', title: '所能大厅' },
      { name: 'nothing', path: '/needs?q=%E7%AB%99%E7%A9%BA%E9%97%B4', title: '需求大厅' },
      { name: 'missing', path: '/no-such-page', title: '没有这个页面' },
    ]
  }
}

describe('every page', () => {
  it('is looked at by something that sees', async () => {
    const one = await enter('visitor', phone)
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

  it.each(['visitor', 'worker', 'org', 'staff'] as const)('has no flaw, one heading and a name of its own: %s', async (who) => {
    const one = await enter(who)
    const { page } = one
    for (const stop of [...stops[who], ...inside(who)]) {
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
  }, 240_000)
})

describe('what is being written', () => {
  const title = '猕猴桃溃疡病早期诊断，求田间快速检测'
  const input = (one: Visit) => one.page.getByRole('textbox', { name: '标题' })

  async function begin(): Promise<Visit> {
    const one = await enter('org', phone)
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
    await page.locator('form.form').getByRole('button', { name: '下一步' }).click()
    await page.getByText('登录已过期，请重新登录').first().waitFor()
    await signInAgain(one)
    expect(await input(one).inputValue()).toBe(title)
    expect(await page.getByRole('textbox', { name: '摘要' }).inputValue()).toContain('八百亩猕猴桃')
    await goOn(page, '现在是什么情况？')
    expect(one.complaints).toEqual([])
    await one.close()
  })
})
