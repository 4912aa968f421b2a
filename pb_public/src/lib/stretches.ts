/** A stretch of text, and whether it is one of the terms that were looked for. */
export interface Stretch { text: string; on: boolean }

/** Parts a text at the terms it has in common with another; longer terms win over shorter ones inside them. */
export function marks(text: string, terms: readonly string[]): Stretch[] {
  const wanted = [...new Set(terms.map((one) => one.trim()).filter(Boolean))].sort((a, b) => b.length - a.length)
  if (wanted.length === 0 || !text) return text ? [{ text, on: false }] : []
  const any = new RegExp(`(${wanted.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  // Splitting at a group leaves every second piece a hit.
  return text.split(any).map((piece, i) => ({ text: piece, on: i % 2 === 1 })).filter((one) => one.text !== '')
}
