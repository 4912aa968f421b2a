import { zhCN, type Key } from './zh-CN'

export type { Key }
export type Params = Record<string, string | number>

const words: Record<string, string> = { ...zhCN }

/** Brings in the words of pages that are loaded later; those pages call this before they show anything. */
export function addWords(more: Record<string, string>): void {
  Object.assign(words, more)
}

export function has(key: string): key is Key {
  return Object.hasOwn(words, key)
}

/** The sentence behind a key, with {name} replaced by its parameter. */
export function t(key: Key, params?: Params): string {
  return fill(words[key] ?? '', params)
}

/** The label of an enumeration's value; a value the catalogue does not know reads as "其他", never as raw code. */
export function label(name: string, value: string | undefined | null): string {
  if (!value) return ''
  return words[`enum.${name}.${value}`] ?? words['enum.unknown'] ?? ''
}

/** All values of an enumeration in the order the catalogue lists them. */
export function options(name: string): { value: string; label: string }[] {
  const prefix = `enum.${name}.`
  return Object.keys(words)
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ value: key.slice(prefix.length), label: words[key] ?? '' }))
}

function fill(text: string, params?: Params): string {
  if (!params) return text
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole))
}
