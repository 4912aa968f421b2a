import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'

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

/** A visitor's window. What the browser complains about and everything the server sends is kept. */
export interface Visit { page: Page; complaints: string[]; traffic: string[]; close(): Promise<void> }

export async function visit(browser: Browser, viewport = phone): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const complaints: string[] = []
  const traffic: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A refused request is the test's own doing; its answer is looked at on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  page.on('response', (response) => {
    if (!response.url().includes('/api/')) return
    response.text().then((body) => traffic.push(`${response.url()}\n${body}`), () => undefined)
  })
  return { page, complaints, traffic, close: () => context.close() }
}

/** Opens a page of the portal and waits until it stands: an empty page passes every check. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector('main h1')
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
}

/** What axe finds wrong, and whether the page is wider than the screen. */
export async function flaws(page: Page): Promise<string[]> {
  // Through the debugger, since the portal's own policy lets no foreign script in.
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${axe};axe.run(document,{resultTypes:['violations']}).then(r=>JSON.stringify(r.violations.map(v=>v.id+': '+v.nodes.map(n=>n.target.join(' ')).join(', '))))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  const found = JSON.parse(String(result.value)) as string[]
  const wide = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => `wider than the screen: ${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} ${Math.round(one.getBoundingClientRect().right)}`))
  return [...found, ...wide.slice(0, 6)]
}
