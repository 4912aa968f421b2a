import { formatAmount, formatDate } from '@/lib/format'
import { label, t } from '@/words'
import { labels, only } from './answers'
import type { NeedForm } from './need'
import { readNumber, type Answer } from './spec'

const amount = (text: string): string => (text.trim() ? formatAmount(readNumber(text)) : '')

/** What is read back before submitting: every answer in the order in which it was asked. */
export function needAnswers(form: NeedForm, names: { org: string; fields: string; place: string; fixed: boolean }): Answer[] {
  const people = form.kind === 'talent'
  const challenge = form.kind === 'challenge'
  const list: (Answer | false)[] = [
    { step: 'kind', id: 'kind', label: t('need.kind'), value: label('need_kind', form.kind), required: true },
    { step: 'kind', id: 'org', label: t('detail.by_need'), value: names.org, required: true, fixed: names.fixed },
    { step: 'what', id: 'title', label: t('need.title'), value: form.title, required: true },
    { step: 'what', id: 'summary', label: t('need.summary'), value: form.summary, required: true },
    people && { step: 'post', id: 'post', label: t('need.post'), value: form.post, required: true },
    people && { step: 'post', id: 'headcount', label: t('need.headcount'), value: form.headcount ? t('detail.talent_headcount_value', { n: form.headcount }) : '', required: true },
    people && { step: 'post', id: 'employment', label: t('need.employment'), value: label('employment', form.employment) },
    people && { step: 'post', id: 'term', label: t('need.term'), value: form.term },
    people && { step: 'post', id: 'pay', label: t('need.pay'), value: form.pay },
    { step: 'detail', id: 'detail', label: t(people ? 'need.detail_talent' : 'need.detail'), value: form.detail },
    !people && { step: 'detail', id: 'tried', label: t('need.tried'), value: form.tried },
    challenge && { step: 'goal', id: 'challenge_class', label: t('need.challenge_class'), value: label('challenge_class', form.challenge_class) },
    !people && { step: 'goal', id: 'metrics', label: t('need.metrics'), value: form.metrics },
    challenge && form.call_on && { step: 'goal', id: 'call_goal', label: t('need.call_goal'), value: form.call_goal, required: true },
    challenge && form.call_on && !!form.call_metrics && { step: 'goal', id: 'call_metrics', label: t('need.call_metrics'), value: form.call_metrics },
    challenge && form.call_on && !!form.call_term && { step: 'goal', id: 'call_term', label: t('need.call_term'), value: form.call_term },
    challenge && form.call_on && !!form.call_funding && { step: 'goal', id: 'call_funding', label: t('need.call_funding'), value: form.call_funding },
    challenge && form.call_on && !!form.call_ip && { step: 'goal', id: 'call_ip', label: t('need.call_ip'), value: form.call_ip },
    challenge && form.call_on && !!form.call_bidders && { step: 'goal', id: 'call_bidders', label: t('need.call_bidders'), value: form.call_bidders },
    { step: 'fields', id: 'fields', label: t('need.fields'), value: names.fields, required: true },
    { step: 'fields', id: 'keywords', label: t('need.keywords'), value: form.keywords.join('、') },
    { step: 'fields', id: 'cooperation', label: t('need.cooperation'), value: labels('cooperation', form.cooperation) },
    { step: 'terms', id: 'region', label: t('need.region'), value: names.place, required: true },
    { step: 'terms', id: 'deadline', label: t('need.deadline'), value: formatDate(form.deadline) },
    { step: 'terms', id: 'urgency', label: t('need.urgency'), value: label('urgency', form.urgency) },
    { step: 'terms', id: 'budget', label: t('need.budget'), value: label('budget', form.budget) },
    !!form.amount && { step: 'terms', id: 'amount', label: t('need.amount'), value: amount(form.amount) },
    { step: 'open', id: 'anonymity', label: t('need.anonymity'), value: label('anonymity', form.anonymity) },
    { step: 'open', id: 'detail_to', label: t('need.detail_to'), value: label('detail_to', form.detail_to) },
    form.nda && { step: 'open', id: 'nda', label: t('detail.nda'), value: t('flow.yes') },
    { step: 'open', id: 'share', label: t('need.share'), value: label('share', form.share) },
  ]
  return only(list)
}
