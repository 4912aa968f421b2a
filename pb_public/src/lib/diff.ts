/** A stretch of a text before or after a change: the same in both, or only in this one. */
export interface Piece { text: string; same: boolean }

// Beyond this a table of all pairs is too large; such texts come cut from the server anyway.
const longest = 1200

/** What two versions of a text have in common and what only one of them has, character by character. */
export function diff(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const a = [...before]
  const b = [...after]
  if (a.length > longest || b.length > longest) return { before: [{ text: before, same: before === after }], after: [{ text: after, same: before === after }] }
  const common = table(a, b)
  const out = { before: [] as Piece[], after: [] as Piece[] }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(out.before, a[i++]!, true)
      add(out.after, b[j++]!, true)
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) add(out.before, a[i++]!, false)
    else add(out.after, b[j++]!, false)
  }
  return out
}

/** For every pair of places, how many characters the rests of the two texts have in common. */
function table(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      rows[i]![j] = a[i] === b[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!)
    }
  }
  return rows
}

function add(to: Piece[], text: string, same: boolean): void {
  const last = to[to.length - 1]
  if (last && last.same === same) last.text += text
  else to.push({ text, same })
}
