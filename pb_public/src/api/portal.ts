import { get, post, postForm, type Query } from './client'
import type * as T from './types'

const at = (id: string): string => encodeURIComponent(id)
export type Side = 'needs' | 'offers'

// Public reading.
export const listNeeds = (query: Query) => get<T.List<T.NeedCard>>('/api/portal/needs', query)
export const listOffers = (query: Query) => get<T.List<T.OfferCard>>('/api/portal/offers', query)
export const listWorkers = (query: Query) => get<T.List<T.WorkerCard>>('/api/portal/workers', query)
export const listTeams = (query: Query) => get<T.List<T.TeamCard>>('/api/portal/teams', query)
export const listOrgs = (query: Query) => get<T.List<T.OrgCard>>('/api/portal/orgs', query)
export const getRelated = (kind: 'needs' | 'offers' | 'workers' | 'teams', id: string) =>
  get<T.Related>(`/api/portal/${kind}/${at(id)}/related`)
export const listNotices = (query: Query) => get<T.List<T.NoticeCard>>('/api/portal/news', query)
export const getNotice = (id: string) => get<T.Notice>(`/api/portal/news/${at(id)}`)
export const getHome = () => get<T.Home>('/api/portal/home')
export const getNeed = (id: string) => get<T.Need>(`/api/portal/needs/${at(id)}`)
export const getOffer = (id: string) => get<T.Offer>(`/api/portal/offers/${at(id)}`)
export const getWorker = (id: string) => get<T.Worker>(`/api/portal/workers/${at(id)}`)
export const getTeam = (id: string) => get<T.Team>(`/api/portal/teams/${at(id)}`)
export const getOrg = (id: string) => get<T.Org>(`/api/portal/orgs/${at(id)}`)
export const checkClarity = (collection: Side, record: object) =>
  post<T.Clarity>('/api/portal/clarity', { collection, record })

// What anybody may leave for the desk, and what the desk does with it.
export const askCallback = (body: T.Wish) => post<unknown>('/api/portal/callbacks', body)
export const complain = (body: T.Complaint) => post<void>('/api/portal/complaints', body)
export const getLetterbox = (state: 'open' | 'done') => get<T.Letterbox>('/api/portal/letterbox', { state })
export const getCallbackContact = (id: string) => get<{ name: string; phone: string }>(`/api/portal/callbacks/${at(id)}/contact`)
export const decideLetter = (kind: T.LetterKind, id: string, state: string, note: string) =>
  post<void>(`/api/portal/${kind}/${at(id)}/decide`, { state, note })

// Accounts.
export const register = (body: T.Registration) => post<{ login_kind: 'email' | 'phone' }>('/api/portal/register', body)
export const unsubscribe = (token: string) => postForm(`/u/${at(token)}`, { 'List-Unsubscribe': 'One-Click' })

// Members.
export const getMe = () => get<T.Me>('/api/portal/me')
export const getMyPostings = () => get<T.MyPostings>('/api/portal/me/postings')
export const getMyMatches = () => get<T.MyMatches>('/api/portal/me/matches')
export const deleteMe = (password: string) => post<unknown>('/api/portal/me/delete', { password })
export const createOrg = (body: object) => post<T.OrgJoined>('/api/portal/orgs', body)
export const answerJoin = (id: string, answer: 'accept' | 'refuse') =>
  post<{ state: string }>(`/api/portal/joins/${at(id)}/${answer}`)
export const act = (side: Side, id: string, action: T.PostingAction, body: object = {}) =>
  post<T.ActionResult>(`/api/portal/${side}/${at(id)}/${action}`, body)
export const getMatches = (side: Side, id: string) => get<T.PostingMatches>(`/api/portal/${side}/${at(id)}/matches`)
export const getEvents = (side: Side, id: string) => get<T.PostingEvent[]>(`/api/portal/${side}/${at(id)}/events`)
export const dismissMatch = (id: string, reason: string) =>
  post<unknown>(`/api/portal/matches/${at(id)}/dismiss`, { reason })

// Staff.
export const getReview = () => get<T.Review>('/api/portal/review')
export const confirmMember = (id: string) => post<unknown>(`/api/portal/members/${at(id)}/confirm`)
export const getMemberContact = (id: string) => get<T.MemberContact>(`/api/portal/members/${at(id)}/contact`)
export const verifyRecord = (collection: 'orgs' | 'workers', id: string, verify: string, note: string) =>
  post<{ verify: string }>(`/api/portal/${collection}/${at(id)}/verify`, { verify, note })
export const inviteStaff = (body: { email: string; name: string; role: string; region: string }) =>
  post<unknown>('/api/portal/staff/invite', body)
