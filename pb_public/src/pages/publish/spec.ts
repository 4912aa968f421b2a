import type { Side } from '@/api/portal'
import type { Issue } from '@/api/errors'
import type { Issues } from '@/lib/form'
import { lengthOf } from '@/lib/tidy'

/** What every posting's form has, whatever its side. `id` is its record, once there is one; `base` the server's last change that the text is built on. */
export interface BaseForm { id: string; base: string; kind: string; title: string; summary: string; fields: string[]; keywords: string[]; region: string }
export interface Step { name: string; label: string; title: string; inputs: string[] }

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
