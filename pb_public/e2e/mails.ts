import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { startBrowser } from './browser'
import { letters, mailProgram, openLetter } from './letters'

// Pictures of every mail at the width of a phone, and dark and at 640 pixels beside it. All go into the folder named by PICTURES;
// without it the few that the documentation shows are renewed in docs/pictures, and the others go into a temporary folder.
const shown = new Set(['digest_full-390', 'digest_full-390-dark', 'digest_matches-640', 'docking_interest-390', 'posting_confirm-390', 'campaign-390', 'otp-390-dark'])
const given = process.env.PICTURES ?? ''
const folder = given || mkdtempSync(join(tmpdir(), 'kejiyun-mails-'))
const docs = given || join(import.meta.dirname, '../../docs/pictures')

let browser: Browser
beforeAll(async () => {
  for (const one of [folder, docs]) mkdirSync(one, { recursive: true })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  console.log(`pictures of ${letters.length} mails: ${folder}${given ? '' : `, ${shown.size} of them as docs/pictures/mail-*`}`)
})

it('every mail', async () => {
  const { page, close } = await mailProgram(browser)
  for (const name of letters) {
    for (const [ending, colours, width] of [['390', 'light', 390], ['390-dark', 'dark', 390], ['640', 'light', 640]] as const) {
      const file = `${name}-${ending}`
      await openLetter(page, name, colours, width)
      // A long mail is cut in the documentation: what it looks like shows on its first screens.
      const clip = { x: 0, y: 0, width, height: Math.min(1400, await heightOf(page)) }
      await (shown.has(file) && !given
        ? page.screenshot({ path: join(docs, `mail-${file}.png`), clip, fullPage: true })
        : page.screenshot({ path: join(folder, `${file}.png`), fullPage: true }))
    }
  }
  await close()
}, 600_000)

async function heightOf(page: Awaited<ReturnType<typeof mailProgram>>['page']): Promise<number> {
  return (await page.locator('body').boundingBox())?.height ?? 0
}
