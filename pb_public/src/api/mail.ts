import { get, post } from './client'

// What people are told, how they are mailed, and what the desk sees of it. Shapes as in docs/api.md.

export interface Notification { id: string; topic: string; kind: string; title: string; url: string; read_at: string; created: string }
export interface Notifications { unread: number; total: number; page: number; per_page: number; items: Notification[] }

export const getNotifications = (page = 1) => get<Notifications>('/api/portal/me/notifications', { page })
/** Marks some as looked at, or all without ids. */
export const markRead = (ids: string[] = []) => post<{ unread: number }>('/api/portal/me/notifications/read', { ids })

/** `why_not` says why no digest comes, empty when one does; `html` is the whole mail as it would be now, or empty. */
export interface NextDigest { next_at: string; why_not: string; subject: string; html: string }
export const getNextDigest = () => get<NextDigest>('/api/portal/me/digest')

export interface OneClick { act: 'confirm' | 'decline'; title: string; mine: string; standing: 'open' | 'done' | 'expired' | 'closed'; url: string }
export const lookAtOneClick = (token: string) => post<OneClick>('/api/portal/one-click/look', { token })
export const doOneClick = (token: string, reason: string) => post<OneClick>('/api/portal/one-click', { token, reason })

export interface Job {
  name: string; label: string; next_at: string; started: string; finished: string; result: '' | 'running' | 'ok' | 'failed'
  counts: Record<string, number>; said: string; error: string
}
export const getJobs = () => get<Job[]>('/api/portal/staff/jobs')
export const runJob = (name: string) => post<void>(`/api/portal/staff/jobs/${encodeURIComponent(name)}/run`)

export const mailGroups = ['failed', 'unsure', 'waiting', 'sent'] as const
export type MailGroup = (typeof mailGroups)[number]
/** Addresses are masked; security mails come without their subject. */
export interface MailRow {
  id: string; kind: string; to: string; to_name: string; subject: string; state: string; attempts: number; next_at: string
  last_error: string; sent_at: string; created: string
}
export interface Outbox {
  counts: Record<MailGroup, number>; total: number; page: number; per_page: number; items: MailRow[]; smtp: boolean; paused: boolean
}
export const getOutbox = (state: MailGroup, page: number) => get<Outbox>('/api/portal/staff/outbox', { state, page })
export const requeueMail = (id: string) => post<void>(`/api/portal/staff/outbox/${encodeURIComponent(id)}/requeue`)
export const requeueMails = (state: MailGroup) => post<{ requeued: number }>('/api/portal/staff/outbox/requeue', { state })

export interface MailReport { fine: boolean; steps: { step: string; fine: boolean; says: string }[] }
export const sendTestMail = () => post<MailReport>('/api/portal/staff/mail/test')

export interface Suspension { id: string; member: string; name: string; region: string; reason: string; since: string }
export const getSuspensions = () => get<Suspension[]>('/api/portal/staff/suspensions')
export const liftSuspension = (id: string) => post<void>(`/api/portal/staff/suspensions/${encodeURIComponent(id)}/lift`)

export const audiences = ['workers', 'orgs', 'all'] as const
export interface Campaign {
  id: string; audience: string; region: { code: string; name: string }; field: string; state: 'running' | 'done' | 'stopped'
  people: number; reached: number; created: string; finished_at: string
}
/** What became of a notice that was sent: people told and who of them read it here; mails by their state. */
export interface Told { told: number; read: number; waiting: number; sent: number; failed: number }
export interface CampaignNotice { id: string; kind: string; title: string; published_at: string; campaigns: Campaign[]; told: Told | null }
export const getCampaigns = () => get<{ items: CampaignNotice[] }>('/api/portal/staff/campaigns')
/** An empty region is the whole one that the caller answers for; an empty field is any. */
export interface Audience { audience: string; region: string; field: string }
export interface Reach { people: number; at_once: number; in_digest: number; in_portal: number }
export const countAudience = (whom: Audience) => post<Reach>('/api/portal/staff/campaigns/count', { ...whom })
export const testCampaign = (notice: string) => post<{ to: string }>('/api/portal/staff/campaigns/test', { notice })
export const startCampaign = (notice: string, whom: Audience) => post<{ id: string; people: number }>('/api/portal/staff/campaigns', { notice, ...whom })
export const stopCampaign = (id: string) => post<void>(`/api/portal/staff/campaigns/${encodeURIComponent(id)}/stop`)
