import { describe, expect, it } from 'vitest'
import './words'
import { emptyNeed, needFromRow, needSpec, type NeedForm } from './need'
import { emptyOffer, offerFromRow, offerSpec, ownerColumns, type OfferForm } from './offer'
import { needAnswers } from './need-answers'
import { offerAnswers } from './offer-answers'
import { endOfDay, numberIn, readNumber } from './spec'
import type { NeedRow, OfferRow } from '@/lib/records'

const today = '2026-11-23'
const need = (more: Partial<NeedForm>): NeedForm => ({ ...emptyNeed(), ...more })
const offer = (more: Partial<OfferForm>): OfferForm => ({ ...emptyOffer(), ...more })
const wrong = (found: object): string[] => Object.entries(found).filter(([, issue]) => issue).map(([name]) => name)

describe('a need, step by step', () => {
  it('asks for what its kind is about', () => {
    const names = (kind: string): string[] => needSpec.steps(need({ kind })).map((step) => step.name)
    expect(names('service')).toEqual(['kind', 'what', 'detail', 'goal', 'fields', 'terms', 'open'])
    expect(names('talent')).toEqual(['kind', 'what', 'post', 'detail', 'fields', 'terms', 'open'])
  })

  it('requires on submit what the server requires, and nothing more', () => {
    const all = (form: NeedForm): string[] => needSpec.steps(form).flatMap((step) => wrong(needSpec.check(step.name, form, today)))
    expect(all(need({}))).toEqual(['kind', 'org', 'title', 'summary', 'fields', 'region'])
    expect(all(need({ kind: 'talent', org: 'o', title: '聘技术员', summary: '管鱼塘', fields: ['s1'], region: '511423000000' }))).toEqual(['post', 'headcount'])
    expect(all(need({ kind: 'service', org: 'o', title: '防治', summary: '茶园', fields: ['s1'], region: '511423000000' }))).toEqual([])
  })

  it('names what is wrong by the codes of the server', () => {
    expect(needSpec.check('what', need({ title: '长'.repeat(61), summary: 'x' }), today).title).toEqual({ code: 'too_long', params: { max: 60 } })
    expect(needSpec.check('terms', need({ region: 'r', deadline: '2026-11-22' }), today).deadline).toEqual({ code: 'date_past' })
    expect(needSpec.check('terms', need({ region: 'r', deadline: today }), today).deadline).toBeUndefined()
    const call = need({ kind: 'challenge', call_on: true, call_goal: '降褐变', call_term: '48' })
    expect(needSpec.check('goal', call, today).call_term).toEqual({ code: 'out_of_range', params: { min: 1, max: 36 } })
    expect(wrong(needSpec.check('goal', { ...call, call_on: false }, today))).toEqual([])
  })

  it('sends only the blocks of its kind', () => {
    const form = need({ kind: 'service', title: ' 茶园\t防治 ', metrics: '虫口\u200b减退80%', call_on: true, call_goal: 'x', post: '兽医', amount: '12万' })
    expect(needSpec.columns(form)).toMatchObject({ title: '茶园 防治', metrics: '虫口减退80%', open_call: null, talent: null, amount: 0 })
    const people = needSpec.columns(need({ kind: 'talent', post: '兽医', headcount: '２', metrics: '不该有', amount: '50,000' }))
    expect(people).toMatchObject({ metrics: '', talent: { post: '兽医', headcount: 2 }, amount: 50000 })
  })

  it('comes back from the server as it was typed', () => {
    const form = need({ kind: 'challenge', org: 'o', title: '标题', deadline: '2027-06-30', call_on: true, call_goal: '目标', call_term: '12', amount: '120000' })
    const row = { ...needSpec.columns(form), id: 'n1', org: 'o', updated: '2026-11-23 01:00:00.000Z', deadline: '2027-06-30 15:59:59.000Z' } as unknown as NeedRow
    expect(needFromRow(row)).toEqual({ ...form, id: 'n1', base: '2026-11-23 01:00:00.000Z' })
  })

  it('finds the input behind every column that the server may complain about', () => {
    const inputs = ['challenge', 'talent'].flatMap((kind) => needSpec.steps(need({ kind })).flatMap((step) => step.inputs))
    for (const column of ['title', 'summary', 'fields', 'keywords', 'region', 'detail', 'metrics', 'tried', 'deadline', 'amount', 'open_call.goal', 'open_call.term_months', 'talent.post', 'talent.headcount']) {
      expect(inputs, column).toContain(needSpec.ids[column] ?? column)
    }
  })

  it('reads back every answer that was asked for', () => {
    const form = need({ kind: 'challenge', call_on: true })
    const ids = needAnswers(form, { org: '', fields: '', place: '', fixed: false }).map((one) => one.id)
    for (const id of wrong(Object.assign({}, ...needSpec.steps(form).map((step) => needSpec.check(step.name, form, today))))) expect(ids).toContain(id)
  })
})

describe('an offer, step by step', () => {
  it('asks a result how far it has come and a service how it works', () => {
    expect(offerSpec.steps(offer({ kind: 'result' })).map((step) => step.name)).toContain('stage')
    expect(offerSpec.steps(offer({ kind: 'service' })).map((step) => step.name)).toContain('modes')
    expect(wrong(offerSpec.check('stage', offer({ kind: 'result' }), today))).toEqual(['stage', 'region'])
  })
  it('has exactly one owner', () => {
    expect(ownerColumns(offer({ owner: 'team:t1' }))).toEqual({ team: 't1' })
    expect(ownerColumns(offer({}))).toEqual({})
    expect(offerFromRow({ ...offerSpec.columns(offer({ kind: 'service' })), id: 'o1', updated: 'u', worker: '', team: '', org: 'x' } as unknown as OfferRow).owner).toBe('org:x')
  })
  it('reads back what is required', () => {
    const form = offer({ kind: 'result' })
    const ids = offerAnswers(form, { owner: '', fields: '', place: '', fixed: false }).filter((one) => one.required).map((one) => one.id)
    expect(ids).toEqual(expect.arrayContaining(['title', 'summary', 'stage', 'region', 'fields', 'fee', 'owner']))
  })
})

describe('numbers and days', () => {
  it('takes numbers as people type them', () => {
    expect(readNumber('５0,000元')).toBe(50000)
    expect(readNumber('约5万')).toBeNaN()
    expect(numberIn('约5万', 0, 10)).toEqual({ code: 'number_invalid' })
    expect(numberIn('', 1, 36)).toBeUndefined()
  })
  it('lets a deadline hold until its day is over', () => {
    expect(endOfDay('2027-06-30')).toBe('2027-06-30T15:59:59.000Z')
    expect(endOfDay('')).toBe('')
  })
})
