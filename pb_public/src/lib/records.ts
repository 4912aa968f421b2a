import type { RecordModel } from 'pocketbase'
import { call, pb } from '@/api/client'
import type { OpenCall, Talent } from '@/api/types'
import { held } from './again'

/** The columns of own records, as the collections hold them. */
export interface WorkerRow extends RecordModel {
  member: string; display_name: string; real_name: string; unit: string; unit_public: boolean; unit_type: string; title_level: string
  title_name: string; degree: string; fields: string[]; keywords: string[] | null; intro: string; region: string; radius: string
  modes: string[]; fee: string; fee_note: string; availability: string; max_open: number; verify: string; updated: string; evidence?: string[]
}
export interface TeamRow extends RecordModel {
  name: string; kind: string; lead: string; members: string[]; unit: string; intro: string; fields: string[]; region: string; verify: string
}
export interface OrgRow extends RecordModel {
  name: string; uscc: string; type: string; industry: string; scale: string; region: string; address: string; intro: string
  members: string[]; verify: string; verify_note: string
}
export interface ContactRow extends RecordModel { member: string; phone: string; email: string; wechat: string; best_time: string }
export interface JoinRow extends RecordModel { org: string; member: string; state: string; created: string }
interface PostingRow extends RecordModel {
  kind: string; title: string; summary: string; fields: string[]; keywords: string[] | null; cooperation: string[]; region: string; share: string
  status: string; return_reasons: string[]; return_note: string; updated: string; attachments?: string[]
}
export interface NeedRow extends PostingRow {
  org: string; detail: string; detail_to: string; metrics: string; tried: string; budget: string; amount: number; deadline: string; urgency: string
  challenge_class: string; open_call: OpenCall | null; talent: Talent | null; anonymity: string; nda: boolean
}
export interface OfferRow extends PostingRow {
  worker: string; team: string; org: string; profile: boolean; description: string; advantages: string; stage: string; trl: number; ipr: string
  ipr_note: string; fee: string; price: string; price_note: string; modes: string[]; radius: string
}

export interface ConsentRow extends RecordModel { purpose: string; version: string; given_at: string; withdrawn_at: string }
export interface Rows { workers: WorkerRow; teams: TeamRow; orgs: OrgRow; contacts: ContactRow; needs: NeedRow; offers: OfferRow; org_joins: JoinRow; members: RecordModel; staff: RecordModel; consents: ConsentRow }
type Name = keyof Rows

export const readRow = <N extends Name>(name: N, id: string) => held(() => call(() => pb.collection(name).getOne<Rows[N]>(id)))
export const listRows = <N extends Name>(name: N, filter = '') => held(() => call(() => pb.collection(name).getFullList<Rows[N]>(filter ? { filter } : {})))
export const addRow = <N extends Name>(name: N, body: object) => held(() => call(() => pb.collection(name).create<Rows[N]>({ ...body })))
export const changeRow = <N extends Name>(name: N, id: string, body: object) => held(() => call(() => pb.collection(name).update<Rows[N]>(id, { ...body })))
export const removeRow = (name: Name, id: string) => held(() => call(() => pb.collection(name).delete(id)))
