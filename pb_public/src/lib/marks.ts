import type { Span } from '@/api/types'

export interface Piece { text: string; marked: boolean }

/** Cuts a text at the runs that are to be marked. Runs that do not fit the text, as of an answer that is older than it, are left out. */
export function cut(text: string, marks: readonly Span[] = []): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of marks) {
    if (!(from >= at && to > from && to <= text.length)) continue
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/** A text from a little before its first mark on, for a card that shows only its beginning; with its marks moved along. */
export function fromFirst(text: string, marks: readonly Span[] = [], visible = 60, before = 12): { text: string; marks: Span[] } {
  const first = marks[0]?.[0] ?? 0
  if (first < visible) return { text, marks: [...marks] }
  let start = first - before
  if (/[\uDC00-\uDFFF]/.test(text.charAt(start))) start-- // not in the middle of a character
  return { text: `…${text.slice(start)}`, marks: marks.map(([from, to]): Span => [from - start + 1, to - start + 1]) }
}
