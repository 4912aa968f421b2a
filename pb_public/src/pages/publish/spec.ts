import type { Side } from '@/api/portal'
import type { Issue } from '@/api/errors'
import type { Issues } from '@/lib/form'
import { lengthOf } from '@/lib/tidy'

/**
 * What every posting's form has, whatever its side. `id` is its record, once there is one; `base` the server's last change
 * that the text is built on; `mark` the id under which the record is made, so that asking twice
 * makes one.
 */
export interface BaseForm { id: string; base: string; mark: string; kind: string; title: string; summary: string; fields: string[]; keywords: string[]; region: string }
/** One topic. On a phone it is asked in `parts`, one question each, the first under the step's own name; `of` is the step a part belongs to. */
export interface Step { name: string; label: string; title: string; inputs: string[]; parts?: Step[]; of?: string }

/** The steps as this screen asks them. */
export function asked(steps: readonly Step[], narrow: boolean): Step[] {
  return narrow ? steps.flatMap((one) => one.parts?.map((part) => ({ ...part, of: one.name })) ?? [one]) : [...steps]
}

/** The step of this screen that a name means, though the name may come from another screen. */
export function stepNamed(steps: readonly Step[], narrow: boolean, name: string): string {
  const here = asked(steps, narrow)
  if (here.some((one) => one.name === name)) return name
  return steps.find((one) => one.name === name || one.parts?.some((part) => part.name === name))?.name ?? ''
}

/** How one side of the market is filled in: its steps, what each wants, and the columns that come of it. */
export interface Spec<F extends BaseForm> {
  side: Side
  steps(form: F): Step[]
  check(step: string, form: F, today: string): Issues
  columns(form: F): Record<string, unknown>
  /** Columns as the server names them in its errors → ids of the inputs, where they differ. */
  ids: Record<string, string>
}

export interface Answer { step: string; id: string; label: string; value: string; required?: boolean; fixed?: boolean }

export const required = (value: string | readonly unknown[] | boolean): Issue | undefined =>
  (typeof value === 'string' ? value.trim() : Array.isArray(value) ? value.length : value) ? undefined : { code: 'required' }

/** A template's blank that nobody has filled in. */
export const filled = (value: string): Issue | undefined => (/＿{2,}/.test(value) ? { code: 'blank_left' } : undefined)

export const within = (value: string, max: number): Issue | undefined =>
  lengthOf(value.trim()) > max ? { code: 'too_long', params: { max } } : undefined

/** A whole number from people's hands: "50,000" and "５" are fine. */
export function readNumber(text: string): number {
  const plain = text.normalize('NFKC').replace(/[\s,，元]/g, '')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

export function numberIn(text: string, min: number, max: number): Issue | undefined {
  if (!text.trim()) return undefined
  const value = readNumber(text)
  if (Number.isNaN(value)) return { code: 'number_invalid' }
  return value < min || value > max ? { code: 'out_of_range', params: { min, max } } : undefined
}

/** The last moment of a day where our people live: a deadline holds until its day is over. */
export function endOfDay(day: string): string {
  return day ? new Date(`${day}T23:59:59+08:00`).toISOString() : ''
}
