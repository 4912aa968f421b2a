import type { Need, Offer } from '@/api/types'
import type { Fact } from '@/parts/FactList.vue'
import { formatAmount, formatDate } from './format'
import { joined, label, listed, t } from '@/words'

const names = (list: readonly { name: string }[] | null | undefined): string => listed((list ?? []).map((one) => one.name))
const labels = (name: string, values: readonly string[] | null | undefined): string =>
  listed((values ?? []).map((value) => label(name, value)))

/** The facts of a need that this viewer was given, in the order in which people ask for them. */
export function needFacts(need: Need): Fact[] {
  return [
    { label: t('detail.budget'), value: label('budget', need.budget) },
    { label: t('detail.amount'), value: need.amount ? formatAmount(need.amount) : '' },
    { label: t('detail.deadline'), value: formatDate(need.deadline) },
    { label: t('detail.urgency'), value: label('urgency', need.urgency) },
    { label: t('detail.place'), value: need.place?.name },
    { label: t('detail.challenge_class'), value: label('challenge_class', need.challenge_class) },
    { label: t('detail.cooperation'), value: labels('cooperation', need.cooperation) },
    { label: t('detail.fields'), value: names(need.fields) },
    { label: t('detail.keywords'), value: listed(need.keywords ?? []) },
    { label: t('detail.published'), value: formatDate(need.published_at) },
    { label: t('detail.confirmed'), value: formatDate(need.last_confirmed) },
    { label: t('detail.valid_until'), value: formatDate(need.valid_until) },
  ]
}

export function callFacts(need: Need): Fact[] {
  const call = need.open_call
  if (!call?.goal && !call?.metrics) return []
  return [
    { label: t('detail.call_goal'), value: call.goal },
    { label: t('detail.call_metrics'), value: call.metrics },
    { label: t('detail.call_term'), value: call.term_months ? t('detail.call_term_value', { n: call.term_months }) : '' },
    { label: t('detail.call_ip'), value: call.ip_ownership },
    { label: t('detail.call_funding'), value: call.funding },
    { label: t('detail.call_bidders'), value: call.bidders },
  ]
}

export function talentFacts(need: Need): Fact[] {
  const post = need.talent
  if (!post?.post) return []
  return [
    { label: t('detail.talent_post'), value: post.post },
    { label: t('detail.talent_headcount'), value: post.headcount ? t('detail.talent_headcount_value', { n: post.headcount }) : '' },
    { label: t('detail.talent_employment'), value: label('employment', post.employment) },
    { label: t('detail.talent_term'), value: post.term },
    { label: t('detail.talent_pay'), value: post.pay },
  ]
}

export function offerFacts(offer: Offer): Fact[] {
  return [
    { label: t('detail.fee'), value: joined([label('fee', offer.fee), offer.fee_note]) },
    { label: t('detail.price'), value: offer.price },
    { label: t('detail.modes'), value: labels('mode', offer.modes) },
    { label: t('detail.place'), value: offer.place?.name },
    { label: t('detail.radius'), value: label('radius', offer.radius) },
    { label: t('detail.availability'), value: label('availability', offer.availability) },
    { label: t('detail.stage'), value: label('stage', offer.stage) },
    { label: t('detail.trl'), value: offer.trl ? t('detail.trl_value', { n: offer.trl }) : '' },
    { label: t('detail.ipr'), value: joined([label('ipr', offer.ipr), offer.ipr_note]) },
    { label: t('detail.cooperation'), value: labels('cooperation', offer.cooperation) },
    { label: t('detail.fields'), value: names(offer.fields) },
    { label: t('detail.keywords'), value: listed(offer.keywords ?? []) },
    { label: t('detail.published'), value: formatDate(offer.published_at) },
    { label: t('detail.confirmed'), value: formatDate(offer.last_confirmed) },
    { label: t('detail.valid_until'), value: formatDate(offer.valid_until) },
  ]
}
