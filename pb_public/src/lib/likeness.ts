// Punctuation and spaces say nothing about what a text is about.
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function pairs(text: string): Map<string, number> {
  const letters = [...plain(text)]
  const found = new Map<string, number>()
  for (let i = 0; i + 1 < letters.length; i++) {
    const pair = `${letters[i]}${letters[i + 1]}`
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

/** How alike two short texts are, 0 to 1: the share of pairs of neighbouring characters that both have. */
export function likeness(one: string, other: string): number {
  const a = pairs(one)
  const b = pairs(other)
  const size = (of: Map<string, number>): number => [...of.values()].reduce((sum, n) => sum + n, 0)
  const all = size(a) + size(b)
  if (all === 0) return 0
  let both = 0
  for (const [pair, n] of a) both += Math.min(n, b.get(pair) ?? 0)
  return (2 * both) / all
}

export interface Text { title: string; summary: string }

/** Whether two postings are likely the same: nearly the same title, or a similar one over nearly the same summary. */
export function twins(one: Text, other: Text): boolean {
  const title = likeness(one.title, other.title)
  return title >= 0.65 || (title >= 0.45 && likeness(one.summary, other.summary) >= 0.75)
}
