import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const phone = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
}

/** A person's window. What the browser complains about is kept, and everything that reaches it: answers and pages as they stood. */
export interface Visit {
  page: Page
  complaints: string[]
  traffic: string[]
  /** Addresses whose answer could not be read; a test that looks for secrets wants none. */
  lost: string[]
  /** Waits for the answers under way, and keeps the page as it stands. */
  look(): Promise<void>
  close(): Promise<void>
}

interface Ear { traffic: string[]; due: Set<Promise<void>> }
const ears = new WeakMap<Page, Ear>()

export async function visit(browser: Browser, viewport = phone): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  const lost: string[] = []
  const ear: Ear = { traffic: [], due: new Set() }
  ears.set(page, ear)
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    // A refused request is the test's own doing; its answer is looked at on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  // The built files are the same for everybody; what the page made itself never travelled.
  const heard = (request: Request): boolean => request.resourceType() !== 'eventsource' && !/\/assets\/|\.svg$|^blob:/.test(request.url())
  const ends = new Map<Request, () => void>()
  context.on('request', (request) => {
    if (!heard(request)) return
    const due = new Promise<void>((end) => ends.set(request, end))
    ear.due.add(due)
    void due.then(() => { ear.due.delete(due); ends.delete(request) })
  })
  context.on('requestfailed', (request) => ends.get(request)?.())
  context.on('requestfinished', (request) => {
    if (!heard(request)) return
    request.response().then((answer) => answer?.text()).then(
      (body) => { ear.traffic.push(`${request.url()}\n${body ?? ''}`) },
      () => { lost.push(request.url()) },
    ).finally(() => ends.get(request)?.())
  })
  // A lasting line never ends: what it carries is heard piece by piece.
  const wire = await context.newCDPSession(page)
  wire.on('Network.eventSourceMessageReceived', (piece) => { ear.traffic.push(`realtime ${piece.eventName}\n${piece.data}`) })
  await wire.send('Network.enable')
  return { page, complaints, traffic: ear.traffic, lost, look: () => keep(page), close: () => context.close() }
}

async function keep(page: Page): Promise<void> {
  const ear = ears.get(page)
  if (!ear) return
  await Promise.all(ear.due)
  ear.traffic.push(`${page.url()}\n${await page.content()}`)
}

/** Opens a page of the portal and waits until it stands: an empty page passes every check. */
export async function open(page: Page, url: string): Promise<void> {
  // Once the page is left, the browser forgets the answers it had.
  await Promise.all(ears.get(page)?.due ?? [])
  await page.goto(url)
  await standing(page)
  await keep(page)
}

/** Waits until the page's own content is there. */
export async function standing(page: Page): Promise<void> {
  // The page that the server wrote is replaced by one that can be used.
  await page.waitForSelector('[data-v-app] main h1')
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
}

/** What axe finds wrong (with all rules, or the ones named), and whether the page is wider than the screen. */
export async function flaws(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Through the debugger, since the portal's own policy lets no foreign script in.
  const session = await page.context().newCDPSession(page)
  const there = await session.send('Runtime.evaluate', { expression: 'typeof axe', returnByValue: true })
  if (there.result.value === 'undefined') await session.send('Runtime.evaluate', { expression: axe })
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}) })
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document,${options}).then(r=>JSON.stringify(r.violations.map(v=>v.impact+' '+v.id+': '+v.nodes.map(n=>n.target.join(' ')).join(', '))))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return [...JSON.parse(String(result.value)) as string[], ...await overflow(page)]
}

/** What reaches over the edge of the screen, once the page has answered a change of its width or letters: it does so in the next frame. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    const root = document.scrollingElement ?? document.documentElement
    if (root.scrollWidth <= window.innerWidth) return []
    return [`${root.scrollWidth}px wide on a screen of ${window.innerWidth}px`, ...[...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => `wider than the screen: ${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} ${Math.round(one.getBoundingClientRect().right)}`).slice(0, 6)]
  })
}
