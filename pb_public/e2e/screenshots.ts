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
// Every page is taken at two widths; with PICTURES also in every way of showing it, those beside the standard one in
// folders of their own.
type Mode = 'standard' | 'large' | 'xlarge' | 'contrast' | 'print'
const shown = new Set([
  'home.png', 'need-390.png', 'me-1440.png', 'review-1440.png', 'me-docking-390.png', 'me-docking-1440.png', 'staff-today-390.png', 'staff-today-1440.png', 'staff-case-1440.png',
])
const given = process.env.PICTURES ?? ''
const folder = given || mkdtempSync(join(tmpdir(), 'kejiyun-pictures-'))
const modes: Mode[] = given ? ['standard', 'large', 'xlarge', 'contrast', 'print'] : ['standard']
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

async function take(one: Visit, name: string): Promise<void> {
  for (const mode of modes) await takeIn(one, name, mode)
  await show(one, 'standard')
}

/** Shows the page as somebody who chose this way, or a printer, sees it, and all of it: also what is laid out when it is scrolled to. */
async function show({ page }: Visit, mode: Mode): Promise<void> {
  await page.emulateMedia({ media: mode === 'print' ? 'print' : 'screen' })
  const dress = { size: mode === 'large' || mode === 'xlarge' ? mode : 'standard', contrast: mode === 'contrast' ? 'high' : 'normal' }
  await page.evaluate((chosen) => {
    Object.assign(document.documentElement.dataset, chosen)
    document.documentElement.classList.add('whole')
  }, dress)
}

async function takeIn(one: Visit, name: string, mode: Mode): Promise<void> {
  const { page } = one
  await show(one, mode)
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await page.evaluate(() => { window.scrollTo(0, 0) })
    const wide = size === desk
    const file = name === 'home' && wide ? 'home.png' : `${name}-${size.width}.png`
    const known = mode === 'standard' && shown.has(file)
    const at = mode === 'standard' ? folder : join(folder, mode)
    await page.screenshot({ path: join(known ? docs : at, file), fullPage: !known || given !== '', animations: 'disabled' })
  }
}

const nameOf = (who: Who, stop: Stop): string => stop.name === 'me' && who !== 'org' ? `home-${who}` : stop.name === 'staff-review' ? 'review' : stop.name

it.each(['visitor', 'worker', 'org', 'staff'] as const)('every page: %s', async (who) => {
  const one = await enter(browser, server, who)
  const own = inside(who, stops[who]).map((stop) => ({ ...stop, name: /[?]/.test(stop.path) && who !== 'visitor' ? `${who}-${stop.name}` : stop.name }))
  for (const stop of [...stops[who], ...own]) {
    await open(one.page, server.url + stop.path)
    await take(one, nameOf(who, stop))
  }
  await one.close()
}, 900_000)

it('what no address shows: a new account, a form with errors', async () => {
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
  expect(one.complaints).toEqual([])
  await one.close()
}, 600_000)
