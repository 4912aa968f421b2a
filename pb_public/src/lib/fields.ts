import type { Field } from '@/api/types'

export interface FieldOption { id: string; name: string; parentName: string }

/**
 * The fields to offer for what somebody has typed: names that begin with it first, then names, then synonyms
 * containing it. With nothing typed, the top level, from which everybody can start.
 */
export function findFields(fields: readonly Field[], query: string, limit = 40): FieldOption[] {
  const names = new Map(fields.map((one) => [one.id, one.name]))
  const option = (one: Field): FieldOption => ({ id: one.id, name: one.name, parentName: names.get(one.parent) ?? '' })
  const q = query.trim().toLowerCase()
  if (!q) return fields.filter((one) => !one.parent).map(option)
  return fields
    .map((one) => ({ one, rank: rank(one, q) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ one }) => option(one))
}

function rank(field: Field, q: string): number {
  const name = field.name.toLowerCase()
  if (name === q) return 0
  if (name.startsWith(q)) return 1
  if (name.includes(q)) return 2
  const synonyms = field.synonyms ?? []
  if (synonyms.some((one) => one.toLowerCase() === q)) return 3
  if (synonyms.some((one) => one.toLowerCase().includes(q))) return 4
  // "苹果树修剪" should find 苹果: the typed text may say more than the field's name.
  if (name.length > 1 && q.includes(name)) return 5
  return synonyms.some((one) => one.length > 1 && q.includes(one.toLowerCase())) ? 6 : 9
}
