/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

// The words of a page arrive with it, so each page must bring those that its parts ask for: what is missing shows as nothing at all.
const src = join(import.meta.dirname, '..')
const texts = new Map<string, string>()
const text = (file: string): string => {
  if (!texts.has(file)) texts.set(file, readFileSync(file, 'utf8'))
  return texts.get(file) ?? ''
}

/** The file behind an import of ours; nothing for a package, an icon, a style. */
function resolved(from: string, name: string): string[] {
  if (!/^[.@]/.test(name) || name.endsWith('.css') || name.endsWith('.json')) return []
  const at = name.startsWith('@/') ? join(src, name.slice(2)) : join(dirname(from), name)
  return [at, `${at}.ts`, join(at, 'index.ts')].filter((one) => /\.(ts|vue)$/.test(one) && existsSync(one)).slice(0, 1)
}

const code = (file: string): string => text(file).replace(/\bimport type [^;\n]*/g, '').replace(/typeof import\(/g, '')
const imports = (file: string): string[] => [...code(file).matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"()]*?\sfrom\s)?'([^']+)'/g)].flatMap((m) => resolved(file, m[1] ?? ''))
const later = (file: string): string[] => [...code(file).matchAll(/\bimport\('([^']+)'\)/g)].flatMap((m) => resolved(file, m[1] ?? ''))

function reach(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const next of imports(file)) reach(next, found)
  return found
}

/** What is there when a part that comes later is opened: the least that any of those who open it have. */
const main = reach(join(src, 'main.ts'))
const there = new Map<string, Set<string>>([[join(src, 'main.ts'), main]])
for (const [opener, has] of there) {
  for (const next of [...has].flatMap(later)) {
    if (next.includes('/words/')) continue
    const all = new Set([...has, ...reach(next)])
    const before = there.get(next)
    const least = before ? new Set([...before].filter((one) => all.has(one))) : all
    if (next === opener || (before && least.size === before.size)) continue
    there.delete(next)
    there.set(next, least) // and whatever it opens is looked at again
  }
}

const keys = (file: string): string[] => [...text(file).matchAll(/^ {2}'([\w.-]+)':/gm)].map((m) => m[1] ?? '')
const asked = (file: string): string[] => [...text(file).matchAll(/\bt\('([^']+)'|\bt\([^()']*\? '([^']+)' : '([^']+)'\)/g)].flatMap((m) => m.slice(1)).filter((key): key is string => !!key)

describe('the words of every page', () => {
  it('arrive with it', () => {
    expect(there.size).toBeGreaterThan(80)
    const missing = [...there].flatMap(([page, has]) => {
      const words = new Set([...has].filter((file) => file.includes('/zh-CN')).flatMap(keys))
      return [...has].flatMap((file) => (file.includes('/words/') ? [] : asked(file).filter((key) => !words.has(key)).map((key) => `${page.slice(src.length + 1)} (${file.slice(src.length + 1)}): ${key}`)))
    })
    expect(missing).toEqual([])
  })
})
