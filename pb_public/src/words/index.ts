import { zhCN, type Key } from './zh-CN'
import { locale } from './locale'

export type { Key }
export { locale }
export type Params = Record<string, string | number>

const words: Record<string, string> = { ...zhCN }
// The same keys in the language of this visit, where that is not Chinese.
const translated: Record<string, string> = {}

/** Brings in the words of pages that are loaded later; those pages call this before they show anything. */
export function addWords(more: Record<string, string>): void {
  Object.assign(words, more)
}

/**
 * Fetches the words of the visit's language: those of public pages, or with `later` those of the others too. Without them
 * the page stays Chinese, which is better than no page.
 */
export async function loadWords(later = false): Promise<void> {
  if (locale === 'zh-CN') return
  await Promise.all([
    import('./en').then(({ en }) => Object.assign(translated, en)),
    later ? import('./en/later').then(({ later: more }) => Object.assign(translated, more)) : null,
  ]).catch(() => undefined)
}

export function has(key: string): key is Key {
  return Object.hasOwn(words, key)
}

/** The sentence behind a key, with {name} replaced by its parameter. */
export function t(key: Key, params?: Params): string {
  return fill(say(key) ?? '', params)
}

/** The label of an enumeration's value; a value the catalogue does not know reads as "其他", never as raw code. */
export function label(name: string, value: string | undefined | null): string {
  if (!value) return ''
  return say(`enum.${name}.${value}`) ?? say('enum.unknown') ?? ''
}

/** All values of an enumeration in the order the catalogue lists them. */
export function options(name: string): { value: string; label: string }[] {
  const prefix = `enum.${name}.`
  return Object.keys(words)
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ value: key.slice(prefix.length), label: say(key) ?? '' }))
}

/** Several names in one line, as readers of this language separate them. */
export function listed(names: readonly (string | undefined)[]): string {
  return names.filter(Boolean).join(locale === 'en' ? ', ' : '、')
}

/** Two parts of one sentence: "中级职称，农艺师". */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(locale === 'en' ? ', ' : '，')
}

function say(key: string): string | undefined {
  return translated[key] ?? words[key]
}

function fill(text: string, params?: Params): string {
  if (!params) return text
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole))
}
