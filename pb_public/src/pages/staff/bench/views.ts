type Value = string | null | (string | null)[] | undefined

/** What of an address makes a view: its filters in the order of their names, without the page one stands on. */
export function queryOf(query: Record<string, Value>): string {
  const kept = Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' && value && name !== 'page' ? [[name, value]] : []))
  return new URLSearchParams(kept.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toString()
}

/** Whether two views ask for the same. */
export function sameQuery(a: string, b: string): boolean {
  return queryOf(Object.fromEntries(new URLSearchParams(a))) === queryOf(Object.fromEntries(new URLSearchParams(b)))
}
