import { brotliCompressSync, constants } from 'node:zlib'
import type { Rolldown } from 'vite'

/** A module as far as cutting needs it: its weight in bytes, what it imports, and what it fetches only when asked to. */
export interface Part {
  weight: number
  imports: readonly string[]
  later: readonly string[]
}

type Parts = ReadonlyMap<string, Part>
type Likely = (page: string) => number

/** Parts that go into one file: what they weigh, which pages fetch it, and which need not: whoever opens those has it already. */
interface Piece {
  parts: string[]
  weight: number
  by: Set<string>
  spared: Set<string>
}

/** What one request less is worth, in bytes: county lines have long round trips, and the server speaks HTTP/1.1 by itself. */
const request = 3000

/** The most bytes that joining two files may bring to a page that does not need them. */
const most = 1500

/**
 * Cuts the portal into files by who uses what. A page is whatever is fetched later: a route, a dialog, a form of a tab.
 * Parts that the same pages use go into one file; two files become one where the requests saved are worth more
 * than the bytes that some page fetches without needing them, `likely` saying how often a page is opened. What `first`
 * brings along, the part that everything begins with, comes with every page. No two files bring each other along.
 */
export function cut(parts: Parts, first: string, likely: Likely): string[][] {
  const pieces = byPages(parts, pagesOf(parts, first))
  for (;;) {
    const after = following(pieces, parts)
    const best = circle(after) ?? bestPair(pieces, after, likely)
    if (!best) return pieces.map((one) => one.parts)
    join(best[0], best[1], after)
    pieces.splice(pieces.indexOf(best[1]), 1)
  }
}

/** A page: all that it is made of, and what whoever opens it has already. */
interface Page { all: Set<string>; has: Set<string> }

function pagesOf(parts: Parts, first: string): Map<string, Page> {
  const start = reach(parts, first)
  const pages = new Map<string, Page>([[first, { all: start, has: new Set() }]])
  const openers = new Map<string, Set<string>>()
  for (const [name, { all }] of pages) {
    for (const next of [...all].flatMap((part) => parts.get(part)?.later ?? [])) {
      openers.set(next, (openers.get(next) ?? new Set()).add(name))
      if (!pages.has(next)) pages.set(next, { all: reach(parts, next), has: new Set(parts.keys()) })
    }
  }
  // Where a page is opened from several, it can count on what all of them have.
  for (let calm = false; !calm;) {
    calm = true
    for (const [name, page] of pages) {
      for (const opener of openers.get(name) ?? []) {
        const from = pages.get(opener)
        for (const part of page.has) if (!from?.all.has(part) && !from?.has.has(part)) calm = !page.has.delete(part)
      }
    }
  }
  return pages
}

/** A part and all that it brings along. */
function reach(parts: Parts, from: string, found = new Set<string>()): Set<string> {
  if (found.has(from) || !parts.has(from)) return found
  found.add(from)
  for (const next of parts.get(from)?.imports ?? []) reach(parts, next, found)
  return found
}

/** Parts that the same pages fetch, and the same need not. */
function byPages(parts: Parts, pages: ReadonlyMap<string, Page>): Piece[] {
  const pieces = new Map<string, Piece>()
  for (const [part, { weight }] of parts) {
    const by = [...pages].filter(([, page]) => page.all.has(part) && !page.has.has(part)).map(([name]) => name)
    const spared = [...pages].filter(([, page]) => page.has.has(part)).map(([name]) => name)
    if (!by.length) continue
    const key = `${by.join()} ${spared.join()}`
    const piece = pieces.get(key) ?? { parts: [], weight: 0, by: new Set(by), spared: new Set(spared) }
    piece.parts.push(part)
    piece.weight += weight
    pieces.set(key, piece)
  }
  return [...pieces.values()]
}

/** The two pieces that are best joined, or nothing where none gains by it. */
function bestPair(pieces: readonly Piece[], after: ReadonlyMap<Piece, Set<Piece>>, likely: Likely): [Piece, Piece] | undefined {
  let best: [Piece, Piece] | undefined
  let top = 0
  pieces.forEach((a, i) => pieces.slice(i + 1).forEach((b) => {
    const gain = worth(a, b, after, likely) + worth(b, a, after, likely)
    if (gain > top && !around(a, b, after) && !around(b, a, after)) [best, top] = [[a, b], gain]
  }))
  return best
}

/** What the pages that fetch a gain, all together, when b comes with it; less than nothing where they lose. */
function worth(a: Piece, b: Piece, after: ReadonlyMap<Piece, Set<Piece>>, likely: Likely): number {
  let gain = 0
  for (const page of a.by) {
    if (b.by.has(page)) gain += likely(page) * request / 2 // one request for two; the other half is counted for b
    else if (b.spared.has(page)) gain += likely(page) * (request + a.weight) // a is there already, as b is
    else {
      let more = 0
      for (const one of [b, ...after.get(b) ?? []]) if (one !== a && !one.by.has(page) && !one.spared.has(page)) more += one.weight
      gain -= more > most ? Infinity : likely(page) * more
    }
  }
  return gain
}

/** Whether a leads to b over a third. */
function around(a: Piece, b: Piece, after: ReadonlyMap<Piece, Set<Piece>>): boolean {
  return [...after.get(a) ?? []].some((one) => one !== b && after.get(one)?.has(b))
}

/** Two pieces that bring each other along. */
function circle(after: ReadonlyMap<Piece, Set<Piece>>): [Piece, Piece] | undefined {
  for (const [one, all] of after) for (const next of all) if (after.get(next)?.has(one)) return [one, next]
  return undefined
}

/** Puts b into a; who fetches the two fetches also what they bring along. */
function join(a: Piece, b: Piece, after: ReadonlyMap<Piece, Set<Piece>>): void {
  a.parts.push(...b.parts)
  a.weight += b.weight
  b.by.forEach((page) => a.by.add(page))
  b.spared.forEach((page) => a.spared.add(page))
  a.spared.forEach((page) => a.by.delete(page))
  for (const one of [...after.get(a) ?? [], ...after.get(b) ?? []]) a.by.forEach((page) => { if (!one.spared.has(page)) one.by.add(page) })
}

/** What each piece brings along, at once or over others, itself left out. */
function following(pieces: readonly Piece[], parts: Parts): Map<Piece, Set<Piece>> {
  const home = new Map(pieces.flatMap((piece) => piece.parts.map((part) => [part, piece] as const)))
  const next = new Map(pieces.map((piece) => [piece, new Set(piece.parts.flatMap((part) => parts.get(part)?.imports ?? []).flatMap((part) => home.get(part) ?? []))]))
  return new Map(pieces.map((piece) => {
    const found = new Set<Piece>()
    const walk = (from: Piece): void => next.get(from)?.forEach((one) => { if (one !== piece && !found.has(one)) { found.add(one); walk(one) } })
    walk(piece)
    return [piece, found]
  }))
}

/**
 * For the build: the name of the file that a module goes into, worked out once the whole graph is known; `likely` is asked
 * with a page's file. The styles of the common parts come with the first file: they are small, and nothing is shown
 * before all styles of a page are there.
 */
export function byUse(first: string, likely: Likely): Rolldown.CodeSplittingNameFunction {
  let names: Map<string, string> | undefined
  return (id, context) => {
    names ??= named(cut(graph(first, (one) => context.getModuleInfo(one)), first, likely))
    return names.get(/\/src\/parts\/.*[?&]type=style/.test(id) ? first : id)
  }
}

function graph(first: string, infoOf: (id: string) => Rolldown.ModuleInfo | null): Map<string, Part> {
  const parts = new Map<string, Part>()
  const due = [first]
  for (let id = due.pop(); id !== undefined; id = due.pop()) {
    if (parts.has(id)) continue
    const info = infoOf(id)
    const part: Part = { weight: weightOf(info?.code ?? ''), imports: [...info?.importedIds ?? []], later: [...info?.dynamicallyImportedIds ?? []] }
    parts.set(id, part)
    due.push(...part.imports, ...part.later)
  }
  if (parts.size < 100) throw new Error(`only ${parts.size} modules behind ${first}`)
  return parts
}

/** What a module weighs over the line, roughly: before it is minified, by itself. */
function weightOf(code: string): number {
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length * 0.7
}

/** Names for people who look at what a page fetches: that of a part in it. */
function named(files: readonly string[][]): Map<string, string> {
  const taken = new Map<string, number>()
  return new Map(files.flatMap((parts) => {
    const plain = (parts.find((id) => /\.(vue|ts)$/.test(id)) ?? parts[0] ?? '').replace(/^.*\/|\.\w+$/g, '').replace(/\W+/g, '') || 'file'
    const times = (taken.get(plain) ?? 0) + 1
    taken.set(plain, times)
    return parts.map((id) => [id, times > 1 ? `${plain}-${times}` : plain] as const)
  }))
}
