import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { flaws, overflow, startBrowser } from './browser'
import { letters, mailProgram, openLetter } from './letters'

// Mails as a phone shows them: they fit, can be read in light and in dark colours, their buttons can be hit, and they ask for nothing.
let browser: Browser
beforeAll(async () => { browser = await startBrowser() })
afterAll(() => browser?.close())

it('every mail fits, and has buttons for a thumb', async () => {
  const { page, asked, close } = await mailProgram(browser)
  const wrong: string[] = []
  for (const name of letters) {
    await openLetter(page, name, 'light', 390)
    wrong.push(...(await overflow(page)).map((flaw) => `${name}: ${flaw}`))
    for (const box of await page.locator('td[bgcolor="#0b6b4f"] a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height))) {
      if (box < 44) wrong.push(`${name}: a button of ${box} pixels`)
    }
  }
  expect(wrong).toEqual([])
  expect(asked).toEqual([])
  expect(letters.length).toBeGreaterThan(40)
  await close()
}, 300_000)

// All mails are made of the same few blocks: these have all of them.
it.each(['light', 'dark'] as const)('can be read: %s', async (colours) => {
  const { page, close } = await mailProgram(browser)
  for (const name of ['digest_full', 'docking_interest', 'otp', 'posting_returned']) {
    await openLetter(page, name, colours, 390)
    expect(await flaws(page, ['color-contrast', 'link-name', 'empty-heading', 'html-has-lang', 'document-title']), name).toEqual([])
  }
  await close()
}, 300_000)
