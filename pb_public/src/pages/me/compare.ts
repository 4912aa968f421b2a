import type { Side } from '@/api/portal'
import type { MatchItem } from '@/api/types'
import { formatAgo, formatDate } from '@/lib/format'
import { label, t } from '@/words'

export interface Column { id: string; to: string; title: string; terms: readonly string[]; rows: { label: string; text: string }[] }

const names = (list: readonly { name: string }[] | null | undefined): string => (list ?? []).map((one) => one.name).join('、')
const labels = (name: string, values: readonly string[] | null | undefined): string => (values ?? []).map((value) => label(name, value)).join('、')

/** One match as a column of the comparison: the other side of a posting of `side`, the same rows for every match. */
export function compared(match: MatchItem, side: Side): Column {
  const other = side === 'needs' ? match.offer : match.need
  const row = (key: Parameters<typeof t>[0], text: string): { label: string; text: string } => ({ label: t(key), text })
  const own = side === 'needs'
    ? [
        row('compare.money', label('fee', match.offer.fee)), row('compare.modes', labels('mode', match.offer.modes)),
        row('compare.stage', label('stage', match.offer.stage)),
      ]
    : [row('compare.budget', label('budget', match.need.budget)), row('compare.deadline', formatDate(match.need.deadline))]
  return {
    id: match.id, to: `/${side === 'needs' ? 'offers' : 'needs'}/${other.id}`, title: other.title, terms: match.terms ?? [],
    rows: [
      row('compare.grade', label('grade', match.grade)),
      row('compare.who', who(match, side)),
      row('compare.place', other.place?.name ?? ''),
      row('compare.far', match.parts.find((part) => part.name === 'place')?.note ?? ''),
      row('compare.why', match.why),
      row('compare.missing', match.missing?.length ? match.missing.join('\n') : t('compare.no_missing')),
      ...own,
      row('compare.fields', names(other.fields)),
      row('compare.cooperation', labels('cooperation', other.cooperation)),
      row('compare.confirmed', formatAgo(other.last_confirmed || other.published_at)),
    ],
  }
}

function who(match: MatchItem, side: Side): string {
  const parts = side === 'needs'
    ? [match.offer.owner.name, label('title_level', match.offer.owner.title_level), match.offer.owner.unit]
    : [match.need.org.name || t('site.masked_org'), label('org_type', match.need.org.type)]
  return parts.filter(Boolean).join(' · ')
}
