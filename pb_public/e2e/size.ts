import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import routes from '../src/routes.json'
import { startServer, type Server } from './server'

// What a page weighs as it goes over the line, in bytes: files as brotli, the page itself and answers as the server
// compresses them. Nothing here depends on the clock.
const firstLoad = 80_000
const further = 30_000

const dist = join(import.meta.dirname, '../dist')
const { files } = JSON.parse(readFileSync(join(dist, 'server.json'), 'utf8')) as { files: Record<string, string[]> }
const weight = (file: string): number => ['.br', ''].map((end) => join(dist, file + end)).map(sizeOf).find((n) => n > 0) ?? 0

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** A page or an answer as a browser receives it. */
function fetched(url: string): Promise<{ bytes: number; text: string }> {
  return new Promise((done, fail) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip, br' } }, (answer: IncomingMessage) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const body = Buffer.concat(parts)
        const how = answer.headers['content-encoding']
        done({ bytes: body.length, text: (how === 'br' ? brotliDecompressSync(body) : how === 'gzip' ? gunzipSync(body) : body).toString('utf8') })
      })
    }).on('error', fail)
  })
}

let server: Server
const paths: Record<string, string> = {}

beforeAll(async () => {
  server = await startServer({ demo: true })
  for (const { name, path } of routes) paths[name] = path
  for (const [name, list] of [['need', 'needs'], ['offer', 'offers'], ['worker', 'workers'], ['team', 'teams'], ['org', 'orgs'], ['notice', 'news']] as const) {
    const { text } = await fetched(`${server.url}/api/portal/${list}?per_page=1`)
    paths[name] = `/${list}/${(JSON.parse(text) as { items: { id: string }[] }).items[0]?.id ?? ''}`
  }
})
afterAll(() => server?.stop())

describe('weight', () => {
  it('of the first page that somebody opens, in all', async () => {
    const rows: [string, number, number, number][] = []
    for (const { name, who } of routes) {
      if (who !== 'visitor') continue
      const page = await fetched(server.url + (paths[name] ?? ''))
      const named = [...page.text.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/(assets\/[^"]+|[\w-]+\.(?:svg|webmanifest))"/g)].map((m) => m[1] ?? '')
      const parts = [...new Set(named)].reduce((sum, file) => sum + weight(file), 0)
      rows.push([name, page.bytes, parts, page.bytes + parts])
    }
    console.log(table(['first load', 'page', 'files', `in all (≤ ${firstLoad})`], rows))
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.filter((row) => row[3] > firstLoad)).toEqual([])
  })

  it('of every further page', async () => {
    const { text } = await fetched(server.url)
    const known = new Set([...text.matchAll(/"\/(assets\/[^"]+)"/g)].map((m) => m[1] ?? ''))
    const rows: [string, number, number, number][] = []
    for (const { name } of routes) {
      const parts = (files[name] ?? []).filter((file) => !known.has(file)).reduce((sum, file) => sum + weight(file), 0)
      const list = /^\/(needs|offers|workers|teams|orgs|news)/.test(paths[name] ?? '') ? `/api/portal${paths[name]}?counts=1&per_page=20` : ''
      const answer = list ? (await fetched(server.url + list)).bytes : 0
      rows.push([name, answer, parts, answer + parts])
    }
    console.log(table(['further page', 'answer', 'files', `in all (≤ ${further})`], rows))
    expect(rows.filter((row) => row[3] > further)).toEqual([])
  })
})

function table(head: string[], rows: [string, ...number[]][]): string {
  const cells = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  return `\n${cells.map((row) => row.map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ')).join('\n')}\n`
}
