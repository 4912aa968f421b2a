import type { PostingEvent } from '@/api/types'
import { formatAmount, formatDate } from '@/lib/format'
import { label, t } from '@/words'

/** The columns that a reviewer reads, in the order of the page, each with the enumeration of its values where it has one. */
export const columns: Record<string, string> = {
  kind: '', title: '', summary: '', detail: '', description: '', metrics: '', tried: '', advantages: '', challenge_class: 'challenge_class', open_call: '', talent: '',
  fields: '', keywords: '', cooperation: 'cooperation', region: '', deadline: '', urgency: 'urgency', budget: 'budget', amount: '', modes: 'mode', radius: 'radius',
  stage: 'stage', trl: '', ipr: 'ipr', ipr_note: '', fee: 'fee', price: '', price_note: '', anonymity: 'anonymity', detail_to: 'detail_to', nda: '', share: 'share',
  attachments: '', confidential: '',
}
const decisions = ['publish', 'return', 'remove']

export interface Change { column: string; before: string; after: string }
export interface Changes {
  /** The decision since which these are the changes; null when nobody has decided yet. */
  since: PostingEvent | null
  list: Change[]
}

type Diff = Record<string, [unknown, unknown]>
const diffOf = (event: PostingEvent): Diff => (event.diff && typeof event.diff === 'object' ? (event.diff as Diff) : {})

/** What was changed since the last decision of the desk; `events` come newest first. */
export function changesSince(events: readonly PostingEvent[]): Changes {
  const at = events.findIndex((one) => decisions.includes(one.action))
  if (at < 0) return { since: null, list: [] }
  return { since: events[at] ?? null, list: fold(events.slice(0, at)) }
}

/** One change a column: from what it was before the first of these events to what it was after the last. */
export function fold(events: readonly PostingEvent[]): Change[] {
  const found = new Map<string, Change>()
  for (const event of [...events].reverse()) {
    for (const [column, pair] of Object.entries(diffOf(event))) {
      if (!(column in columns) || !Array.isArray(pair)) continue
      const [before, after] = [String(pair[0] ?? ''), String(pair[1] ?? '')]
      const known = found.get(column)
      if (known) known.after = after
      else found.set(column, { column, before, after })
    }
  }
  const order = Object.keys(columns)
  return [...found.values()].filter((one) => one.before !== one.after).sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column))
}

export interface Names { field(id: string): string; place(code: string): string }

/** A value of the log as people read it; what the log has cut is shown as it stands. */
export function readable(column: string, value: string, side: 'needs' | 'offers', names: Names): string {
  if (!value || value === 'null' || value === '[]' || value === '{}') return ''
  const values = value.split(',')
  const enumeration = column === 'kind' ? (side === 'needs' ? 'need_kind' : 'offer_kind') : (columns[column] ?? '')
  if (enumeration) return values.map((one) => label(enumeration, one)).join('、')
  switch (column) {
    case 'fields': return values.map(names.field).join('、')
    case 'region': return names.place(value)
    case 'deadline': return formatDate(value)
    case 'amount': return formatAmount(Number(value))
    case 'nda': return value === 'true' ? t('changes.yes') : ''
    case 'attachments': case 'confidential': return t('list.count_teams', { n: values.length })
    case 'keywords': case 'open_call': case 'talent': return parts(value)
    default: return value
  }
}

function parts(value: string): string {
  try {
    const read = JSON.parse(value) as unknown
    const list = Array.isArray(read) ? read : Object.values(read as object)
    return list.filter((one) => one !== '' && one !== 0 && one !== null).map(String).join('、')
  } catch {
    return value
  }
}
