import './offer-words'
import type { OfferRow } from '@/lib/records'
import type { Issues } from '@/lib/form'
import { tidyLine, tidyText } from '@/lib/tidy'
import { t } from '@/words'
import { fieldParts, whatParts } from './common'
import { filled, required, within, type BaseForm, type Spec, type Step } from './spec'

export interface OfferForm extends BaseForm {
  /** "worker:ID", "team:ID" or "org:ID". */
  owner: string
  description: string; advantages: string; modes: string[]; radius: string; stage: string; trl: string; ipr: string; ipr_note: string
  cooperation: string[]; fee: string; price: string; price_note: string; share: string
}

export function emptyOffer(): OfferForm {
  return {
    id: '', base: '', mark: '', kind: '', owner: '', title: '', summary: '', description: '', advantages: '', modes: [], radius: '', stage: '', trl: '', ipr: '', ipr_note: '',
    fields: [], keywords: [], cooperation: [], region: '', fee: '', price: '', price_note: '', share: 'province',
  }
}

const owners = ['worker', 'team', 'org'] as const

export function offerFromRow(row: OfferRow): OfferForm {
  const type = owners.find((one) => row[one])
  return {
    id: row.id, base: row.updated, mark: '', kind: row.kind, owner: type ? `${type}:${row[type]}` : '', title: row.title, summary: row.summary, description: row.description,
    advantages: row.advantages, modes: row.modes ?? [], radius: row.radius, stage: row.stage, trl: row.trl ? String(row.trl) : '', ipr: row.ipr,
    ipr_note: row.ipr_note, fields: row.fields ?? [], keywords: row.keywords ?? [], cooperation: row.cooperation ?? [], region: row.region,
    fee: row.fee, price: row.price, price_note: row.price_note, share: row.share || 'province',
  }
}

/** The columns that name the owner; an offer keeps its owner for good, so they are sent only when it is made. */
export function ownerColumns(form: OfferForm): Record<string, string> {
  const [type, id] = form.owner.split(':')
  return type && id ? { [type]: id } : {}
}

function columns(form: OfferForm): Record<string, unknown> {
  const result = form.kind === 'result'
  return {
    kind: form.kind, title: tidyLine(form.title), summary: tidyText(form.summary), description: tidyText(form.description), advantages: tidyText(form.advantages),
    modes: result ? [] : form.modes, radius: result ? '' : form.radius, stage: result ? form.stage : '', trl: result ? Number(form.trl) || 0 : 0,
    ipr: result ? form.ipr : '', ipr_note: result ? tidyText(form.ipr_note) : '', fields: form.fields, keywords: form.keywords, cooperation: form.cooperation,
    region: form.region, fee: form.fee, price: tidyLine(form.price), price_note: tidyText(form.price_note), share: form.share,
  }
}

function steps(form: OfferForm): Step[] {
  const region: Step = { name: 'region', label: t('step.region'), title: t('step.title_region'), inputs: ['region'] }
  const way: Step = form.kind === 'result'
    ? {
        name: 'stage', label: t('offer.step_stage'), title: t('offer.title_stage'), inputs: ['stage', 'trl', 'ipr', 'ipr_note', 'region'],
        parts: [
          { name: 'stage', label: t('offer.step_stage'), title: t('offer.title_stage'), inputs: ['stage', 'trl'] },
          { name: 'ipr', label: t('step.ipr'), title: t('step.title_ipr'), inputs: ['ipr', 'ipr_note'] },
          region,
        ],
      }
    : {
        name: 'modes', label: t('offer.step_modes'), title: t('offer.title_modes'), inputs: ['modes', 'radius', 'region'],
        parts: [
          { name: 'modes', label: t('offer.step_modes'), title: t('offer.title_modes'), inputs: ['modes'] },
          { ...region, label: t('step.radius'), title: t('step.title_radius'), inputs: ['radius', 'region'] },
        ],
      }
  return [
    { name: 'kind', label: t('offer.step_kind'), title: t('offer.title_kind'), inputs: ['kind', 'owner'] },
    { name: 'what', label: t('offer.step_what'), title: t('offer.title_what'), inputs: ['title', 'summary'], parts: whatParts() },
    {
      name: 'detail', label: t('offer.step_detail'), title: t('offer.title_detail'), inputs: ['description', 'advantages', 'attachments'],
      parts: [
        { name: 'detail', label: t('offer.step_detail'), title: t('offer.title_detail'), inputs: ['description'] },
        { name: 'advantages', label: t('step.advantages'), title: t('step.title_advantages'), inputs: ['advantages'] },
        { name: 'photos', label: t('step.photos'), title: t('step.title_photos'), inputs: ['attachments'] },
      ],
    },
    way,
    { name: 'fields', label: t('offer.step_fields'), title: t('offer.title_fields'), inputs: ['fields', 'keywords', 'cooperation'], parts: fieldParts() },
    {
      name: 'price', label: t('offer.step_price'), title: t('offer.title_price'), inputs: ['fee', 'price', 'price_note', 'share'],
      parts: [
        { name: 'price', label: t('offer.step_price'), title: t('step.title_fee'), inputs: ['fee', 'price', 'price_note'] },
        { name: 'share', label: t('step.share'), title: t('step.title_share'), inputs: ['share'] },
      ],
    },
  ]
}

function check(step: string, form: OfferForm): Issues {
  switch (step) {
    case 'kind': return { kind: required(form.kind), owner: required(form.owner) }
    case 'what': return { title: required(form.title) ?? filled(form.title) ?? within(form.title, 60), summary: required(form.summary) ?? filled(form.summary) ?? within(form.summary, 300) }
    case 'detail': return { description: filled(form.description) ?? within(form.description, 3000), advantages: filled(form.advantages) ?? within(form.advantages, 800) }
    case 'modes': return { modes: required(form.modes), region: required(form.region) }
    case 'stage': return { stage: required(form.stage), ipr_note: filled(form.ipr_note) ?? within(form.ipr_note, 300), region: required(form.region) }
    case 'fields': return { fields: required(form.fields) }
    case 'price': return { fee: required(form.fee), price: within(form.price, 60), price_note: within(form.price_note, 300) }
    default: return {}
  }
}

export const offerSpec: Spec<OfferForm> = {
  side: 'offers', steps, check, columns,
  ids: { worker: 'owner', team: 'owner', org: 'owner' },
}
