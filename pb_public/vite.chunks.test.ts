import { describe, expect, it } from 'vitest'
import { cut, type Part } from './vite.chunks.ts'

const part = (weight: number, imports: string[] = [], later: string[] = []): Part => ({ weight, imports, later })
const files = (parts: Record<string, Part>): string[] => cut(new Map(Object.entries(parts)), 'main', (page) => (page === 'main' ? 100 : 1)).map((one) => [...one].sort().join(' ')).sort()
const heavy = 50_000

describe('cutting the portal into files', () => {
  it('keeps what two pages share out of both', () => {
    expect(files({ main: part(heavy, [], ['a', 'b']), a: part(heavy, ['shared']), b: part(heavy, ['shared']), shared: part(heavy) }))
      .toEqual(['a', 'b', 'main', 'shared'])
  })

  it('keeps what one page alone uses together', () => {
    expect(files({ main: part(heavy, [], ['a', 'b']), a: part(heavy, ['only']), only: part(heavy), b: part(heavy) })).toEqual(['a only', 'b', 'main'])
  })

  it('saves a request where few bytes are in vain', () => {
    expect(files({ main: part(heavy, [], ['a', 'b']), a: part(heavy, ['few', 'much']), b: part(heavy, ['much']), few: part(100), much: part(heavy) }))
      .toEqual(['a few', 'b', 'main', 'much'])
    expect(files({ main: part(heavy, [], ['a', 'b', 'c']), a: part(heavy, ['x', 'y']), b: part(heavy, ['x', 'y']), c: part(heavy, ['x']), x: part(heavy), y: part(100) }))
      .toEqual(['a', 'b', 'c', 'main', 'x y'])
  })

  it('does not fetch again what whoever opens a page has already', () => {
    // The dialog of page a uses a part that a has: for the dialog it costs nothing, wherever it stands.
    expect(files({ main: part(heavy, [], ['a', 'b']), a: part(heavy, ['known'], ['dialog']), b: part(heavy), known: part(heavy), dialog: part(heavy, ['known']) }))
      .toEqual(['a known', 'b', 'dialog', 'main'])
  })

  it('lets no two files bring each other along', () => {
    const parts: Record<string, Part> = { main: part(heavy, [], ['a', 'b', 'c']), a: part(10, ['x']), b: part(10, ['z']), c: part(10, ['y']), x: part(10, ['y']), y: part(heavy, ['z']), z: part(10) }
    const pieces = cut(new Map(Object.entries(parts)), 'main', () => 1)
    const of = (name: string): number => pieces.findIndex((one) => one.includes(name))
    const next = pieces.map((one) => new Set(one.flatMap((name) => parts[name]?.imports ?? []).map(of)))
    const reach = (from: number, found = new Set<number>()): Set<number> => {
      for (const one of next[from] ?? []) if (one !== from && !found.has(one)) { found.add(one); reach(one, found) }
      return found
    }
    expect(pieces.map((_, i) => reach(i).has(i))).toEqual(pieces.map(() => false))
  })
})
