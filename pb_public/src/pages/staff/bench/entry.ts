import type { Issues } from '@/lib/form'
import { isEmail } from '@/lib/login'
import { tidyLine, tidyText } from '@/lib/tidy'

/** How to reach somebody and how they agreed; `kept` when an earlier consent still holds. */
export interface EntryForm { phone: string; email: string; wechat: string; best_time: string; how: string; note: string; kept: boolean }

export const emptyEntry = (): EntryForm => ({ phone: '', email: '', wechat: '', best_time: '', how: '', note: '', kept: false })

/** What of an entry beside its record cannot be right; `phone` when nobody else can be reached for them. */
export function entryIssues(form: EntryForm, files: number, phone: boolean): Issues {
  const proof = form.kept || !form.how ? undefined : { code: 'consent_proof' }
  return {
    phone: phone && !form.phone.trim() ? { code: 'required' } : undefined,
    email: form.email.trim() && !isEmail(form.email.trim()) ? { code: 'email_invalid' } : undefined,
    how: form.kept || form.how ? undefined : { code: 'required' },
    note: form.how && form.how !== 'photo' && !form.note.trim() && files === 0 ? proof : undefined,
    proof: form.how === 'photo' && files === 0 ? proof : undefined,
  }
}

/** What is sent beside the record. */
export function entryBody(form: EntryForm): { contact: object; consent: object } {
  return {
    contact: { phone: tidyLine(form.phone), email: form.email.trim(), wechat: tidyLine(form.wechat), best_time: tidyLine(form.best_time) },
    consent: form.kept ? {} : { how: form.how, note: tidyText(form.note) },
  }
}

/** An id for a record that is made once, however often it is sent. */
export function newId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return [...crypto.getRandomValues(new Uint8Array(15))].map((n) => letters[n % letters.length]).join('')
}
