import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { desk, open, phone, startBrowser, visit, type Visit } from './browser'
import { register } from './people'
import { enter, everyRoute, inside, type Stop, type Who } from './routes'
import { startServer, type Server } from './server'

// Pictures of the portal, to look at before and after a change. All of them go into the folder named by PICTURES; without
// it the few that the documentation shows are renewed in docs/pictures, and the others go into a new temporary folder.
const shown = new Set(['home.png', 'need-390.png', 'me-1440.png', 'review-1440.png'])
const given = process.env.PICTURES ?? ''
const folder = given || mkdtempSync(join(tmpdir(), 'kejiyun-pictures-'))
const docs = given || join(import.meta.dirname, '../../docs/pictures')

let server: Server
let browser: Browser
let stops: Record<Who, Stop[]>
beforeAll(async () => {
  for (const one of [folder, docs]) mkdirSync(one, { recursive: true })
  server = await startServer({ demo: true })
  stops = await everyRoute(server)
  browser = await startBrowser()
})
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
  console.log(`pictures: ${folder}${given ? '' : `, ${[...shown].join(', ')} in docs/pictures`}`)
})

async function take({ page }: Visit, name: string): Promise<void> {
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await page.evaluate(() => { window.scrollTo(0, 0) })
    const wide = size === desk
    const file = name === 'home' && wide ? 'home.png' : `${name}-${size.width}.png`
    await page.screenshot({ path: join(shown.has(file) ? docs : folder, file), fullPage: !shown.has(file), animations: 'disabled' })
  }
}

const nameOf = (who: Who, stop: Stop): string => stop.name === 'me' && who !== 'org' ? `me-${who}` : stop.name === 'staff-review' ? 'review' : stop.name

it.each(['visitor', 'worker', 'org', 'staff'] as const)('every page: %s', async (who) => {
  const one = await enter(browser, server, who)
  const own = inside(who, stops[who]).map((stop) => ({ ...stop, name: /[?]/.test(stop.path) && who !== 'visitor' ? `${who}-${stop.name}` : stop.name }))
  for (const stop of [...stops[who], ...own]) {
    await open(one.page, server.url + stop.path)
    await take(one, nameOf(who, stop))
  }
  await one.close()
}, 240_000)

it('what no address shows: a new account, a form with errors, the largest text, high contrast', async () => {
  const one = await visit(browser, phone)
  const { page } = one
  await open(page, `${server.url}/register`)
  await page.getByRole('button', { name: '同意并注册' }).click()
  await page.getByRole('alert').waitFor()
  await take(one, 'register-errors')
  await page.setViewportSize(phone)
  await register(page, server.url, { phone: '13712345678', password: 'chayuan2026', name: '周晓燕' })
  await take(one, 'me-new')
  for (const [name, path] of [['need-none', '/publish/need'], ['team-none', '/me/team'], ['org-new', '/me/org'], ['worker-new', '/me/worker']] as const) {
    await open(page, server.url + path)
    await take(one, name)
  }
  for (const [size, contrast] of [['xlarge', 'normal'], ['standard', 'high']] as const) {
    for (const path of ['/', '/needs', stops.visitor.find((stop) => stop.name === 'need')?.path ?? '', '/me', '/me/worker']) {
      await open(page, server.url + path)
      await page.evaluate(([s, c]) => Object.assign(document.documentElement.dataset, { size: s, contrast: c }), [size, contrast] as const)
      await take(one, `${size === 'xlarge' ? 'xlarge' : 'contrast'}-${path.split('/').filter(Boolean).join('-') || 'home'}`.replace(/-\w{15}$/, '-one'))
    }
  }
  expect(one.complaints).toEqual([])
  await one.close()
}, 240_000)
