import type { Expression, Party } from '@/api/dockings'
import type { MeMember, MyPostings } from '@/api/types'
import { t } from '@/words'

export interface Titled { id: string; title: string }
export interface OwnChoice { value: string; label: string; hint?: string }

const live = (status: string): boolean => ['published', 'unconfirmed', 'engaged'].includes(status)

/**
 * What a person may express interest with: the own offers for somebody's need (`as` supply), the own needs for somebody's
 * offer, and each own org without a need.
 */
export function choicesOf(as: Party, member: MeMember, postings: MyPostings): OwnChoice[] {
  if (as === 'supply') {
    return postings.offers.filter((one) => live(one.status)).map((one) => ({
      value: `offer:${one.id}`, label: one.title, hint: one.profile ? t('express.own_profile') : undefined,
    }))
  }
  return [
    ...postings.needs.filter((one) => live(one.status)).map((one) => ({ value: `need:${one.id}`, label: one.title })),
    ...member.orgs.map((one) => ({ value: `org:${one.id}`, label: t('express.as_org', { name: one.name }), hint: t('express.as_org_hint') })),
  ]
}

/** The body that says who is interested in what; `own` is the chosen value where only one side is given. */
export function chosenBody(need: Titled | undefined, offer: Titled | undefined, own: string): Expression {
  const body: Expression = {}
  if (need) body.need = need.id
  if (offer) body.offer = offer.id
  const [kind, id] = own.split(':')
  if (id && !(need && offer) && (kind === 'need' || kind === 'offer' || kind === 'org')) body[kind] = id
  return body
}
