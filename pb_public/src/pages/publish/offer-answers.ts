import { label, t } from '@/words'
import { labels, only } from './answers'
import type { OfferForm } from './offer'
import type { Answer } from './spec'

/** What is read back before submitting: every answer in the order in which it was asked. */
export function offerAnswers(form: OfferForm, names: { owner: string; fields: string; place: string; fixed: boolean }): Answer[] {
  const result = form.kind === 'result'
  const way = result ? 'stage' : 'modes'
  const list: (Answer | false)[] = [
    { step: 'kind', id: 'kind', label: t('offer.kind'), value: label('offer_kind', form.kind), required: true },
    { step: 'kind', id: 'owner', label: t('offer.owner'), value: names.owner, required: true, fixed: names.fixed },
    { step: 'what', id: 'title', label: t('need.title'), value: form.title, required: true },
    { step: 'what', id: 'summary', label: t('need.summary'), value: form.summary, required: true },
    { step: 'detail', id: 'description', label: t('offer.description'), value: form.description },
    { step: 'detail', id: 'advantages', label: t('offer.advantages'), value: form.advantages },
    !result && { step: 'modes', id: 'modes', label: t('offer.modes'), value: labels('mode', form.modes), required: true },
    !result && { step: 'modes', id: 'radius', label: t('offer.radius'), value: label('radius', form.radius) },
    result && { step: 'stage', id: 'stage', label: t('offer.stage'), value: label('stage', form.stage), required: true },
    result && { step: 'stage', id: 'trl', label: t('offer.trl'), value: form.trl ? t('detail.trl_value', { n: form.trl }) : '' },
    result && { step: 'stage', id: 'ipr', label: t('offer.ipr'), value: label('ipr', form.ipr) },
    result && { step: 'stage', id: 'ipr_note', label: t('offer.ipr_note'), value: form.ipr_note },
    { step: way, id: 'region', label: t('offer.region'), value: names.place, required: true },
    { step: 'fields', id: 'fields', label: t('need.fields'), value: names.fields, required: true },
    { step: 'fields', id: 'keywords', label: t('need.keywords'), value: form.keywords.join('、') },
    { step: 'fields', id: 'cooperation', label: t('need.cooperation'), value: labels('cooperation', form.cooperation) },
    { step: 'price', id: 'fee', label: t('offer.fee'), value: label('fee', form.fee), required: true },
    { step: 'price', id: 'price', label: t('offer.price'), value: form.price },
    { step: 'price', id: 'price_note', label: t('offer.price_note'), value: form.price_note },
    { step: 'price', id: 'share', label: t('need.share'), value: label('share', form.share) },
  ]
  return only(list)
}
