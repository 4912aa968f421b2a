import { describe, expect, it } from 'vitest'
import { addWords, options } from '@/words'
import { publish } from '@/words/zh-CN/publish'
import { publishLater } from '@/words/zh-CN/publish-later'
import { publishNeed } from '@/words/zh-CN/publish-need'
import { publishOffer } from '@/words/zh-CN/publish-offer'
import { emptyNeed, needSpec } from './need'
import { emptyOffer, offerSpec } from './offer'
import { asked, stepNamed } from './spec'
import { templates } from './templates'

addWords(publish)
addWords({ ...publishNeed, ...publishOffer, ...publishLater })
const length = (text: unknown): number => [...String(text)].length

describe('templates', () => {
  it('are at least a dozen for needs and some for offers, each under a name of its own', () => {
    expect(templates.filter((one) => one.side === 'needs').length).toBeGreaterThanOrEqual(12)
    expect(templates.filter((one) => one.side === 'offers').length).toBeGreaterThanOrEqual(4)
    expect(new Set(templates.map((one) => one.key)).size).toBe(templates.length)
  })
  it('fill only inputs that the form has, with values it knows, within its limits', () => {
    for (const { key, side, values } of templates) {
      const form: Record<string, unknown> = { ...(side === 'needs' ? emptyNeed() : emptyOffer()) }
      for (const [name, value] of Object.entries(values)) {
        expect(form, `${key}.${name}`).toHaveProperty(name)
        expect(Array.isArray(form[name]), `${key}.${name}`).toBe(Array.isArray(value))
      }
      const known = options(side === 'needs' ? 'need_kind' : 'offer_kind').map((one) => one.value)
      expect(known, key).toContain(values.kind)
      for (const way of values.cooperation ?? []) expect(options('cooperation').map((one) => one.value), key).toContain(way)
      for (const way of values.modes ?? []) expect(options('mode').map((one) => one.value), key).toContain(way)
      expect(length(values.title), key).toBeLessThanOrEqual(60)
      expect(length(values.summary), key).toBeLessThanOrEqual(260)
    }
  })
  it('cannot be sent before their blanks are filled in', () => {
    for (const { key, side, values } of templates) {
      if (side === 'needs') expect(needSpec.check('what', { ...emptyNeed(), ...values } as ReturnType<typeof emptyNeed>, '2026-11-25').title, key).toEqual({ code: 'blank_left' })
      else expect(offerSpec.check('what', { ...emptyOffer(), ...values } as ReturnType<typeof emptyOffer>, '').title, key).toEqual({ code: 'blank_left' })
    }
    const form = { ...emptyNeed(), title: '四百亩柑橘园诊断', summary: '发病约两成，面积＿＿亩' }
    expect(needSpec.check('what', form, '2026-11-25')).toMatchObject({ title: undefined, summary: { code: 'blank_left' } })
  })
})

describe('one question a step', () => {
  const forms = [...options('need_kind')].map(({ value }) => needSpec.steps({ ...emptyNeed(), kind: value }))
    .concat([...options('offer_kind')].map(({ value }) => offerSpec.steps({ ...emptyOffer(), kind: value })))
  it('asks on a phone for exactly what it asks at a desk, in the same order', () => {
    for (const steps of forms) {
      for (const step of steps) if (step.parts) expect(step.parts.flatMap((one) => one.inputs).sort(), step.name).toEqual([...step.inputs].sort())
      expect(new Set(asked(steps, true).map((one) => one.name)).size).toBe(asked(steps, true).length)
    }
  })
  it('finds the way from an address of the other screen', () => {
    const steps = needSpec.steps({ ...emptyNeed(), kind: 'service' })
    expect(stepNamed(steps, true, 'summary')).toBe('summary')
    expect(stepNamed(steps, false, 'summary')).toBe('what')
    expect(stepNamed(steps, true, 'terms')).toBe('terms')
    expect(stepNamed(steps, false, 'post')).toBe('')
    expect(asked(steps, false)).toHaveLength(7)
  })
})
