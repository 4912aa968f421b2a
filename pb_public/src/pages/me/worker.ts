import type { WorkerRow } from '@/lib/records'
import type { Issue } from '@/api/errors'
import type { Issues } from '@/lib/form'
import { lengthOf, tidyLine, tidyText } from '@/lib/tidy'

export interface WorkerForm {
  display_name: string; real_name: string; unit: string; unit_public: boolean; unit_type: string; title_level: string; title_name: string; degree: string
  fields: string[]; keywords: string[]; intro: string; region: string; radius: string; modes: string[]; fee: string; fee_note: string
  availability: string; max_open: string; consent: boolean
}

export function emptyWorker(name: string, region: string): WorkerForm {
  return {
    display_name: '', real_name: name, unit: '', unit_public: true, unit_type: '', title_level: '', title_name: '', degree: '', fields: [], keywords: [],
    intro: '', region, radius: 'county', modes: [], fee: 'negotiable', fee_note: '', availability: 'open', max_open: '3', consent: false,
  }
}

export function workerFromRow(row: WorkerRow): WorkerForm {
  return {
    display_name: row.display_name, real_name: row.real_name, unit: row.unit, unit_public: row.unit_public, unit_type: row.unit_type,
    title_level: row.title_level, title_name: row.title_name, degree: row.degree, fields: row.fields ?? [], keywords: row.keywords ?? [], intro: row.intro,
    region: row.region, radius: row.radius || 'county', modes: row.modes ?? [], fee: row.fee || 'negotiable', fee_note: row.fee_note,
    availability: row.availability || 'open', max_open: String(row.max_open || 3), consent: false,
  }
}

export function workerColumns(form: WorkerForm): Record<string, unknown> {
  return {
    display_name: tidyLine(form.display_name), real_name: tidyLine(form.real_name), unit: tidyLine(form.unit), unit_public: form.unit_public, unit_type: form.unit_type,
    title_level: form.title_level, title_name: tidyLine(form.title_name), degree: form.degree, fields: form.fields, keywords: form.keywords,
    intro: tidyText(form.intro), region: form.region, radius: form.radius, modes: form.modes, fee: form.fee, fee_note: tidyLine(form.fee_note),
    availability: form.availability, max_open: Number(form.max_open) || 3,
  }
}

const need = (value: string | readonly string[]): Issue | undefined => (value.length && (typeof value !== 'string' || value.trim()) ? undefined : { code: 'required' })
const short = (value: string, max: number): Issue | undefined => (lengthOf(value.trim()) > max ? { code: 'too_long', params: { max } } : undefined)

/** What the record cannot be stored without, even as a draft. */
export function draftIssues(form: WorkerForm): Issues {
  return {
    display_name: need(form.display_name) ?? short(form.display_name, 40), real_name: short(form.real_name, 40), unit: need(form.unit) ?? short(form.unit, 60),
    title_name: short(form.title_name, 40), fields: need(form.fields), intro: short(form.intro, 800), region: need(form.region), fee_note: short(form.fee_note, 200),
  }
}

/** What the profile wants before it may be shown: without an intro there is nothing to review; `consent` when it is not public yet. */
export function publicIssues(form: WorkerForm, consent: boolean): Issues {
  const draft = draftIssues(form)
  // In the order of the page, which is the order of the summary.
  return {
    display_name: draft.display_name, real_name: draft.real_name, unit: draft.unit, title_level: need(form.title_level), title_name: draft.title_name,
    fields: draft.fields, intro: need(form.intro) ?? draft.intro, region: draft.region, modes: need(form.modes), fee_note: draft.fee_note,
    consent: consent && !form.consent ? { code: 'consent_public' } : undefined,
  }
}

/** The profile as the skill offer the server makes of it, for the clarity check. */
export function asSkill(form: WorkerForm): Record<string, unknown> {
  const words = form.keywords.slice(0, 4).join('、')
  const intro = tidyText(form.intro)
  return {
    kind: 'skill', title: form.title_name ? `${tidyLine(form.title_name)}：${words}` : words, summary: [...intro].slice(0, 300).join(''), description: intro,
    fields: form.fields, keywords: form.keywords, region: form.region, modes: form.modes, radius: form.radius, fee: form.fee,
  }
}

/** The skill offer's columns → the profile's inputs: errors and hints about the one belong to the other. */
export const skillIds: Record<string, string> = { summary: 'intro', description: 'intro', title: 'keywords', price_note: 'fee_note' }
