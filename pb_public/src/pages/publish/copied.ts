import type { Side } from '@/api/portal'
import type { NeedRow, OfferRow } from '@/lib/records'
import { needFromRow, needSpec } from './need'
import { offerFromRow, offerSpec, ownerColumns } from './offer'

/** The columns of a new draft that says what an old posting said: the same owner and text, no files, no deadline that has passed. */
export function copied(side: Side, row: NeedRow | OfferRow, today: string): Record<string, unknown> {
  if (side === 'offers') {
    const form = offerFromRow(row as OfferRow)
    return { ...offerSpec.columns(form), ...ownerColumns(form) }
  }
  const form = needFromRow(row as NeedRow)
  if (form.deadline < today) form.deadline = ''
  return { ...needSpec.columns(form), org: form.org }
}
