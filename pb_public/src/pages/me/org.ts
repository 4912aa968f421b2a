import type { OrgRow } from '@/lib/records'
import type { Issue } from '@/api/errors'
import type { Issues } from '@/lib/form'
import { lengthOf, tidyLine, tidyText } from '@/lib/tidy'
import { normalUscc, usccIssue } from '@/lib/uscc'

export interface OrgForm { uscc: string; name: string; type: string; industry: string[]; scale: string; region: string; address: string; intro: string }

export const emptyOrg = (region: string): OrgForm => ({ uscc: '', name: '', type: '', industry: [], scale: '', region, address: '', intro: '' })

export const orgFromRow = (row: OrgRow): OrgForm => ({
  uscc: row.uscc, name: row.name, type: row.type, industry: row.industry ? [row.industry] : [], scale: row.scale, region: row.region, address: row.address, intro: row.intro,
})

export function orgColumns(form: OrgForm): Record<string, string> {
  return {
    name: tidyLine(form.name), uscc: normalUscc(form.uscc), type: form.type, industry: form.industry[0] ?? '', scale: form.scale, region: form.region,
    address: tidyLine(form.address), intro: tidyText(form.intro),
  }
}

const need = (value: string): Issue | undefined => (value.trim() ? undefined : { code: 'required' })
const short = (value: string, max: number): Issue | undefined => (lengthOf(value.trim()) > max ? { code: 'too_long', params: { max } } : undefined)

export function orgIssues(form: OrgForm): Issues {
  return {
    uscc: usccIssue(form.uscc), name: need(form.name) ?? short(form.name, 60), type: need(form.type), region: need(form.region),
    address: short(form.address, 120), intro: short(form.intro, 800),
  }
}
