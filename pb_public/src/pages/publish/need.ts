import './need-words'
import type { NeedRow } from '@/lib/records'
import { dayOf, parseDate } from '@/lib/format'
import type { Issues } from '@/lib/form'
import { tidyLine, tidyText } from '@/lib/tidy'
import { t } from '@/words'
import { fieldParts, whatParts } from './common'
import { endOfDay, filled, numberIn, readNumber, required, within, type BaseForm, type Spec, type Step } from './spec'

export interface NeedForm extends BaseForm {
  org: string; detail: string; tried: string; metrics: string; challenge_class: string; cooperation: string[]
  call_on: boolean; call_goal: string; call_metrics: string; call_term: string; call_ip: string; call_funding: string; call_bidders: string
  post: string; headcount: string; employment: string; term: string; pay: string
  deadline: string; urgency: string; budget: string; amount: string; anonymity: string; detail_to: string; nda: boolean; share: string
}

export function emptyNeed(): NeedForm {
  return {
    id: '', base: '', mark: '', kind: '', org: '', title: '', summary: '', detail: '', tried: '', metrics: '', challenge_class: '', cooperation: [],
    call_on: false, call_goal: '', call_metrics: '', call_term: '', call_ip: '', call_funding: '', call_bidders: '',
    post: '', headcount: '', employment: '', term: '', pay: '', fields: [], keywords: [], region: '',
    deadline: '', urgency: 'normal', budget: '', amount: '', anonymity: 'named', detail_to: 'members', nda: false, share: 'province',
  }
}

export function needFromRow(row: NeedRow): NeedForm {
  const call = row.open_call
  const post = row.talent
  const day = parseDate(row.deadline)
  return {
    id: row.id, base: row.updated, mark: '', kind: row.kind, org: row.org, title: row.title, summary: row.summary, detail: row.detail, tried: row.tried, metrics: row.metrics,
    challenge_class: row.challenge_class, cooperation: row.cooperation ?? [], fields: row.fields ?? [], keywords: row.keywords ?? [], region: row.region,
    call_on: !!(call?.goal || call?.metrics || call?.funding), call_goal: call?.goal ?? '', call_metrics: call?.metrics ?? '',
    call_term: call?.term_months ? String(call.term_months) : '', call_ip: call?.ip_ownership ?? '', call_funding: call?.funding ?? '', call_bidders: call?.bidders ?? '',
    post: post?.post ?? '', headcount: post?.headcount ? String(post.headcount) : '', employment: post?.employment ?? '', term: post?.term ?? '', pay: post?.pay ?? '',
    deadline: day ? dayOf(day) : '', urgency: row.urgency || 'normal', budget: row.budget, amount: row.amount ? String(row.amount) : '',
    anonymity: row.anonymity || 'named', detail_to: row.detail_to || 'members', nda: row.nda, share: row.share || 'province',
  }
}

const number = (text: string): number => readNumber(text) || 0

function columns(form: NeedForm): Record<string, unknown> {
  const people = form.kind === 'talent'
  const challenge = form.kind === 'challenge'
  return {
    kind: form.kind, title: tidyLine(form.title), summary: tidyText(form.summary), detail: tidyText(form.detail),
    tried: people ? '' : tidyText(form.tried), metrics: people ? '' : tidyText(form.metrics), challenge_class: challenge ? form.challenge_class : '',
    open_call: challenge && form.call_on
      ? {
          goal: tidyText(form.call_goal), metrics: tidyText(form.call_metrics), term_months: Math.round(number(form.call_term)),
          ip_ownership: tidyText(form.call_ip), funding: tidyText(form.call_funding), bidders: tidyText(form.call_bidders),
        }
      : null,
    talent: people
      ? { post: tidyLine(form.post), headcount: Math.round(number(form.headcount)), employment: form.employment, term: tidyLine(form.term), pay: tidyLine(form.pay) }
      : null,
    fields: form.fields, keywords: form.keywords, cooperation: form.cooperation, region: form.region, deadline: endOfDay(form.deadline),
    urgency: form.urgency, budget: form.budget, amount: number(form.amount), anonymity: form.anonymity, detail_to: form.detail_to, nda: form.nda, share: form.share,
  }
}

const call = ['call_goal', 'call_metrics', 'call_term', 'call_ip', 'call_funding', 'call_bidders']

function steps(form: NeedForm): Step[] {
  const people = form.kind === 'talent'
  const photos: Step = { name: 'photos', label: t('step.photos'), title: t('step.title_photos'), inputs: ['attachments'] }
  const goal: Step = people
    ? {
        name: 'post', label: t('need.step_post'), title: t('need.title_post'), inputs: ['post', 'headcount', 'employment', 'term', 'pay'],
        parts: [
          { name: 'post', label: t('need.step_post'), title: t('step.title_post'), inputs: ['post', 'headcount'] },
          { name: 'post_terms', label: t('step.post_terms'), title: t('step.title_post_terms'), inputs: ['employment', 'term', 'pay'] },
        ],
      }
    : { name: 'goal', label: t('need.step_goal'), title: t('need.title_goal'), inputs: ['metrics', 'challenge_class', ...call] }
  const story: Step = { name: 'detail', label: t('need.step_detail'), title: t('need.title_detail'), inputs: ['detail'] }
  const tried: Step = { name: 'tried', label: t('step.tried'), title: t('step.title_tried'), inputs: ['tried'] }
  const detail: Step = { ...story, inputs: people ? ['detail', 'attachments'] : ['detail', 'tried', 'attachments'], parts: people ? [story, photos] : [story, tried, photos] }
  return [
    { name: 'kind', label: t('need.step_kind'), title: t('need.title_kind'), inputs: ['kind', 'org'] },
    { name: 'what', label: t('need.step_what'), title: t('need.title_what'), inputs: ['title', 'summary'], parts: whatParts() },
    ...(people ? [goal, detail] : [detail, goal]),
    { name: 'fields', label: t('need.step_fields'), title: t('need.title_fields'), inputs: ['fields', 'keywords', 'cooperation'], parts: fieldParts() },
    {
      name: 'terms', label: t('need.step_terms'), title: t('need.title_terms'), inputs: ['region', 'deadline', 'urgency', 'budget', 'amount'],
      parts: [
        { name: 'terms', label: t('step.region'), title: t('step.title_region'), inputs: ['region'] },
        { name: 'when', label: t('step.when'), title: t('step.title_when'), inputs: ['deadline', 'urgency'] },
        { name: 'budget', label: t('step.budget'), title: t('step.title_budget'), inputs: ['budget', 'amount'] },
      ],
    },
    {
      name: 'open', label: t('need.step_open'), title: t('need.title_open'), inputs: ['anonymity', 'detail_to', 'nda', 'share'],
      parts: [
        { name: 'open', label: t('need.step_open'), title: t('step.title_anonymity'), inputs: ['anonymity'] },
        { name: 'readers', label: t('step.readers'), title: t('step.title_readers'), inputs: ['detail_to', 'nda'] },
        { name: 'share', label: t('step.share'), title: t('step.title_share'), inputs: ['share'] },
      ],
    },
  ]
}

function check(step: string, form: NeedForm, today: string): Issues {
  switch (step) {
    case 'kind': return { kind: required(form.kind), org: required(form.org) }
    case 'what': return { title: required(form.title) ?? filled(form.title) ?? within(form.title, 60), summary: required(form.summary) ?? filled(form.summary) ?? within(form.summary, 300) }
    case 'detail': return { detail: filled(form.detail) ?? within(form.detail, 3000), tried: filled(form.tried) ?? within(form.tried, 800) }
    case 'goal': return {
      metrics: filled(form.metrics) ?? within(form.metrics, 800),
      ...(form.kind === 'challenge' && form.call_on
        ? {
            call_goal: required(form.call_goal) ?? within(form.call_goal, 800), call_metrics: within(form.call_metrics, 800), call_term: numberIn(form.call_term, 1, 36),
            call_ip: within(form.call_ip, 800), call_funding: within(form.call_funding, 800), call_bidders: within(form.call_bidders, 800),
          }
        : {}),
    }
    case 'post': return {
      post: required(form.post) ?? filled(form.post) ?? within(form.post, 100), headcount: required(form.headcount) ?? numberIn(form.headcount, 1, 1000),
      term: filled(form.term) ?? within(form.term, 100), pay: filled(form.pay) ?? within(form.pay, 100),
    }
    case 'fields': return { fields: required(form.fields) }
    case 'terms': return {
      region: required(form.region), deadline: form.deadline && form.deadline < today ? { code: 'date_past' } : undefined,
      amount: numberIn(form.amount, 0, 1e10),
    }
    default: return {}
  }
}

export const needSpec: Spec<NeedForm> = {
  side: 'needs', steps, check, columns,
  ids: {
    'open_call.goal': 'call_goal', 'open_call.metrics': 'call_metrics', 'open_call.term_months': 'call_term', 'open_call.ip_ownership': 'call_ip', 'open_call.funding': 'call_funding',
    'open_call.bidders': 'call_bidders', 'talent.post': 'post', 'talent.headcount': 'headcount', 'talent.term': 'term', 'talent.pay': 'pay', 'talent.employment': 'employment',
  },
}
