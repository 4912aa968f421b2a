import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { open, phone, startBrowser, visit } from './browser'
import { startServer, type Server } from './server'

// Interaction to next paint: how long after a tap or a key the page shows something, on a processor four times slower, with POSTINGS
// (10,000) offers behind the list. What counts is the slowest of a visit's interactions; of RUNS (5) visits, the median is held against the
// aim. Figures need a quiet machine: this is not part of `make test`. Beside each stands what holds on a busy one, too: the time that the
// page's own thread worked from the event to the next picture, on this processor, times four.
const postings = Number(process.env.POSTINGS ?? 10_000)
const runs = Number(process.env.RUNS ?? 5)
const slower = 4
const aim = 200 // milliseconds

let server: Server
let browser: Browser
beforeAll(async () => {
  server = await startServer({ demo: true, offers: postings })
  browser = await startBrowser()
}, 1_200_000)
afterAll(async () => {
  await Promise.allSettled([browser?.close(), server?.stop()])
})

/** Writes down how long every interaction took, in milliseconds, from here on. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const took = new Map<number, number>()
    Object.assign(window, { took })
    new PerformanceObserver((list) => {
      for (const one of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        if (one.interactionId) took.set(one.interactionId, Math.max(took.get(one.interactionId) ?? 0, one.duration))
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
}

interface Traced { name: string; ph: string; pid: number; tid: number; ts: number; dur: number; tdur?: number; args?: { data?: { type?: string } } }

/** The longest that the page's thread worked from one event of a person to the next picture, in milliseconds of this processor. */
function worked(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: Traced[] }
  const done = traceEvents.filter((one) => one.ph === 'X')
  const events = done.filter((one) => one.name === 'EventDispatch' && /^(click|pointer(down|up)|key(down|up)|input|change)$/.test(one.args?.data?.type ?? ''))
  return Math.max(0, ...events.map((event) => {
    const own = done.filter((one) => one.pid === event.pid && one.tid === event.tid)
    const picture = own.filter((one) => one.name === 'Commit' && one.ts >= event.ts + event.dur).sort((a, b) => a.ts - b.ts)[0]
    if (!picture) return 0
    const tasks = own.filter((one) => /RunTask$/.test(one.name) && one.ts + one.dur >= event.ts && one.ts <= picture.ts + picture.dur)
    const names = new Set(tasks.map((one) => one.name))
    return tasks.filter((one) => names.size === 1 || one.name === 'RunTask').reduce((sum, one) => sum + (one.tdur ?? one.dur), 0) / 1000
  }))
}

const paint = (): Promise<unknown> => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) })

/** What somebody does with a list on a phone: searches letter by letter, filters, sorts, turns the page, goes back. */
const deeds: Record<string, (page: Page) => Promise<void>> = {
  'search': async (page) => {
    await page.getByRole('searchbox').click()
    await page.keyboard.type('柑橘', { delay: 150 })
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=/)
  },
  'filter': async (page) => {
    await page.getByRole('button', { name: '筛选' }).first().click()
    await page.locator('#filter-kind').focus()
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/kind=/)
  },
  'page': async (page) => {
    await page.getByRole('link', { name: '下一页' }).click()
    await page.waitForURL(/page=2/)
  },
  'detail': async (page) => {
    await page.locator('main article a').first().click()
    await page.waitForURL(/\/offers\/\w+/)
  },
}

it(`answers a tap within ${aim} ms, ${slower}× slower, with ${postings} offers behind the list`, { timeout: 1_200_000 }, async () => {
  const total = await fetch(`${server.url}/api/portal/offers?per_page=1`).then((answer) => answer.json()) as { total: number }
  expect(total.total).toBeGreaterThanOrEqual(postings)
  const worst: number[] = []
  for (let run = 0; run < runs; run++) {
    const said: string[] = []
    let most = 0
    for (const [name, deed] of Object.entries(deeds)) {
      const one = await visit(browser, phone)
      await open(one.page, `${server.url}/offers`)
      await browser.startTracing(one.page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] })
      await deed(one.page)
      await one.page.evaluate(paint)
      const work = slower * worked(await browser.stopTracing())
      await open(one.page, `${server.url}/offers`)
      const wire = await one.page.context().newCDPSession(one.page)
      await wire.send('Emulation.setCPUThrottlingRate', { rate: slower })
      await listen(one.page)
      await deed(one.page)
      await one.page.waitForFunction(() => !document.querySelector('.skeleton'))
      await one.page.evaluate(paint)
      const took = await one.page.evaluate(() => [...(window as unknown as { took: Map<number, number> }).took.values()])
      const slowest = Math.max(0, ...took)
      said.push(`${name} ${slowest} (work ${Math.round(work)})`)
      most = Math.max(most, slowest)
      await one.close()
    }
    worst.push(most)
    console.log(`visit ${run + 1}: ${said.join(' · ')} ms`)
  }
  const median = [...worst].sort((a, b) => a - b)[Math.floor(worst.length / 2)] ?? 0
  console.log(`INP, median of ${runs}: ${median} ms (≤ ${aim}) with ${total.total} offers, processor ${slower}× slower`)
  expect(median).toBeLessThanOrEqual(aim)
})
