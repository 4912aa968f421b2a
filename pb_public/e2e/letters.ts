import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'

const goldens = join(import.meta.dirname, '../../internal/digest/testdata')

/** The names of all mails that the portal writes, as its tests keep them. */
export const letters = readdirSync(goldens).filter((file) => file.endsWith('.html')).map((file) => file.slice(0, -5)).sort()

/** A mail program's window, as wide as a phone. What it asks the network for is kept: a mail should ask for nothing. */
export async function mailProgram(browser: Browser): Promise<{ page: Page; asked: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => { if (!request.isNavigationRequest()) asked.push(request.url()) })
  return { page, asked, close: () => context.close() }
}

/** Opens a mail in light or dark colours, at a width in pixels. */
export async function openLetter(page: Page, name: string, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: 844 })
  await page.goto(pathToFileURL(join(goldens, `${name}.html`)).href)
}
