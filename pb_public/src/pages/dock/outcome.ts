import type { Outcome } from '@/api/dockings'
import type { Issue } from '@/api/errors'
import type { Issues } from '@/lib/form'
import { dayOf, parseDate } from '@/lib/format'
import { lengthOf, tidyLine } from '@/lib/tidy'

export interface OutcomeForm {
  outcome: string; contract_type: string; amount: string; signed_at: string; registration_no: string; registered_amount: string; hours: string; people: string
}

const text = (n: number | undefined): string => (n ? String(n) : '')

/** The form as it opens: what the other side proposed, to be corrected, or nothing. */
export function outcomeForm(from: Outcome | null): OutcomeForm {
  const day = parseDate(from?.signed_at)
  return {
    outcome: from?.outcome ?? '', contract_type: from?.contract_type === 'none' ? '' : (from?.contract_type ?? ''), amount: text(from?.amount),
    signed_at: day ? dayOf(day) : '', registration_no: from?.registration_no ?? '', registered_amount: text(from?.registered_amount),
    hours: text(from?.hours), people: text(from?.people),
  }
}

/** Which questions an outcome of this kind has. */
export const asksContract = (kind: string): boolean => kind === 'contract' || kind === 'service'
export const asksService = (kind: string): boolean => kind === 'contract' || kind === 'service' || kind === 'free'

const plain = (value: string): string => value.replace(/[,，\s]/g, '')
const number = (value: string, max: number, whole = false): Issue | undefined => {
  const clean = plain(value)
  if (!clean) return undefined
  if (!(whole ? /^\d+$/ : /^\d+(\.\d{1,2})?$/).test(clean)) return { code: whole ? 'number_whole' : 'number_plain' }
  return Number(clean) > max ? { code: 'out_of_range', params: { min: 0, max } } : undefined
}

export function outcomeIssues(form: OutcomeForm): Issues {
  const contract = asksContract(form.outcome)
  return {
    outcome: form.outcome ? undefined : { code: 'choose_outcome' },
    contract_type: form.outcome === 'contract' && !form.contract_type ? { code: 'choose_contract' } : undefined,
    amount: contract ? number(form.amount, 1e12) : undefined,
    registration_no: contract && lengthOf(form.registration_no.trim()) > 40 ? { code: 'too_long', params: { max: 40 } } : undefined,
    registered_amount: contract ? number(form.registered_amount, 1e12) : undefined,
    hours: asksService(form.outcome) ? number(form.hours, 100_000) : undefined,
    people: asksService(form.outcome) ? number(form.people, 1_000_000, true) : undefined,
  }
}

/** What is sent: what the kind does not ask for is left empty, whatever stood there before. */
export function outcomeBody(form: OutcomeForm): Record<string, string | number> {
  const contract = asksContract(form.outcome)
  const service = asksService(form.outcome)
  return {
    outcome: form.outcome,
    contract_type: (contract && form.contract_type) || 'none',
    amount: contract ? Number(plain(form.amount)) : 0,
    signed_at: contract ? form.signed_at : '',
    registration_no: contract ? tidyLine(form.registration_no) : '',
    registered_amount: contract ? Number(plain(form.registered_amount)) : 0,
    hours: service ? Number(plain(form.hours)) : 0,
    people: service ? Number(plain(form.people)) : 0,
  }
}
