// Shapes of the portal's routes, as docs/api.md gives them.

export interface Ref { id: string; name: string }
export interface Place { code: string; name: string }
export type OwnerType = 'worker' | 'team' | 'org'
export interface Owner { type: OwnerType; id: string; name: string; title_level?: string; unit?: string; verify: string }
export interface OrgRef { id: string; name: string; type: string; industry: Ref | null | string; verify: string }
export interface Hint { code: string; field: string; points: number; text: string }

/** What only the owner of a posting and staff see of it. */
export interface Desk {
  clarity: number
  hints: Hint[]
  return_reasons: string[]
  return_note: string
  close_reason: string
  removed_reason: string
  can: PostingAction[]
}
export type PostingAction = 'submit' | 'publish' | 'return' | 'pause' | 'resume' | 'confirm' | 'close' | 'remove'

/** From and to of a run of a text, in the units of its length. */
export type Span = readonly [number, number]
/** By column, where the words that were looked for stand. */
export type Marks = Record<string, readonly Span[]>

interface Card {
  id: string
  kind: string
  title: string
  summary: string
  fields: Ref[]
  place: Place
  cooperation: string[]
  status: string
  published_at: string
  last_confirmed: string
  marks?: Marks
}
export interface OfferCard extends Card { stage: string; fee: string; modes: string[]; owner: Owner }
export interface NeedCard extends Card {
  budget: string
  deadline: string
  urgency: string
  challenge_class: string
  org: OrgRef
  masked: boolean
}

export interface OpenCall { goal: string; metrics: string; term_months: number; ip_ownership: string; funding: string; bidders: string }
export interface Talent { post: string; headcount: number; term: string; pay: string; employment: string }

export interface Offer extends OfferCard, Partial<Desk> {
  keywords: string[]
  share: string
  valid_until: string
  description?: string
  advantages?: string
  trl?: number
  ipr?: string
  ipr_note?: string
  price?: string
  fee_note?: string
  radius?: string
  availability?: string
  attachments?: string[]
}
export interface Need extends NeedCard, Partial<Desk> {
  keywords: string[]
  share: string
  valid_until: string
  detail?: string
  metrics?: string
  tried?: string
  open_call?: OpenCall | null
  talent?: Talent | null
  nda?: boolean
  amount?: number
  detail_to?: string
  anonymity?: string
  attachments?: string[]
}

export interface WorkerCard {
  id: string
  display_name: string
  title_level: string
  title_name: string
  unit?: string
  unit_type: string
  fields: Ref[]
  keywords: string[]
  intro: string
  place: Place
  radius: string
  modes: string[]
  fee: string
  availability: string
  verify: string
  teams?: Ref[]
  marks?: Marks
}
export interface Worker extends WorkerCard { offers: OfferCard[]; teams: Ref[] }
export interface TeamCard {
  id: string
  name: string
  kind: string
  unit: string
  intro: string
  fields: Ref[]
  place: Place
  lead: Ref | null
  members: Ref[]
}
export interface Team extends TeamCard { offers: OfferCard[] }
export interface Org {
  id: string
  name: string
  type: string
  industry: Ref | null
  scale: string
  place: Place
  intro: string
  verify: string
  needs: NeedCard[]
  offers: OfferCard[]
  address?: string
  members?: string[]
}

export type Grade = 'high' | 'good' | 'possible'
export interface MatchPart { name: string; score: number; note: string }
export interface MatchItem {
  id: string
  score: number
  grade: Grade
  parts: MatchPart[]
  terms: string[]
  missing: string[]
  why: string
  first_seen: string
  offer: OfferCard
  need: NeedCard
}
/** For each filter, how many records each of its values would leave; none are left out. */
export type Counts = Record<string, Record<string, number>>
export interface List<T> { page: number; per_page: number; total: number; items: T[]; counts?: Counts }
export interface Related { needs: NeedCard[]; offers: OfferCard[]; workers: WorkerCard[]; teams: TeamCard[] }
export interface FilterInfo { fields: Ref[]; industries: Ref[]; regions: Ref[] }
export interface OrgCard {
  id: string
  name: string
  type: string
  industry: Ref | null
  scale: string
  place: Place
  intro: string
  verify: string
  need_count: number
  offer_count: number
}

export interface Site {
  name: string
  host: string
  phone: string
  icp: string
  police: string
  url: string
  region: Place
  consent_version: string
  accent: string
  mail: boolean
  /** Working days within which an interest is answered. */
  answer_days?: number
}
export interface Figures { workers: number; teams: number; orgs: number; offers: number; needs: number; matches: number }
export interface Home { figures: Figures; needs: NeedCard[]; offers: OfferCard[]; news: NoticeCard[] }
export interface NoticeCard { id: string; kind: string; title: string; intro: string; place: Place; published_at: string }
export interface Notice extends NoticeCard { body: string }
export interface Region { code: string; name: string; level: string; parent: string }
export interface Field { id: string; parent: string; scheme: string; name: string; synonyms: string[] }

export interface Registration {
  login: string
  password: string
  name: string
  region: string
  adult: boolean
  consent: boolean
  consent_version: string
}

export interface WaitingItem { kind: string; id: string; title: string; url: string; note: string }
export interface MeMember {
  kind: 'member'
  id: string
  name: string
  email: string
  phone: string
  verified: boolean
  region: Place
  large_text: boolean
  digest: string
  digest_weekday: number
  digest_hour: string
  reco_on: boolean
  /** Per topic: now, digest or never; what is missing is as usual. */
  mail_wishes: Record<string, string>
  worker: { id: string; offer?: string; display_name: string; availability: string; verify: string; status: string; clarity: number; can: PostingAction[] } | null
  teams: Ref[]
  orgs: { id: string; name: string; verify: string }[]
  joins: { id: string; org: Ref; state: string }[]
  waiting: WaitingItem[]
}
export interface MeStaff {
  kind: 'staff'
  id: string
  name: string
  role: string
  region: Place
  waiting: { postings: number; accounts: number; orgs: number; workers: number; joins: number }
}
export type Me = MeMember | MeStaff

export interface MyMatches { reco_on: boolean; for_needs: MatchItem[]; for_offers: MatchItem[] }
export interface PostingMatches { reco_on: boolean; items: MatchItem[] }
export interface MyPostings {
  offers: (OfferCard & Desk & { matches: number; profile?: boolean })[]
  needs: (NeedCard & Desk & { matches: number })[]
}
export interface PostingEvent { at: string; actor_role: string; action: string; from: string; to: string; diff: unknown }
export interface ActionResult { status: string; can: PostingAction[]; clarity: number; hints: Hint[]; auto_published?: boolean }
export interface Clarity { score: number; hints: Hint[] }
export interface OrgJoined { id: string; name?: string; joined: boolean }

export interface Review {
  postings: {
    collection: 'needs' | 'offers'
    id: string
    title: string
    summary: string
    owner: string | Owner
    place: Place
    clarity: number
    hints: Hint[]
    submitted_at: string
    kind: string
  }[]
  accounts: { id: string; name: string; login_kind: 'email' | 'phone'; place: Place; created: string }[]
  orgs: { id: string; name: string; uscc: string; type: string; place: Place; created: string }[]
  workers: { id: string; display_name: string; title_level: string; title_name?: string; unit: string; place: Place; evidence?: string[] }[]
  joins: { id: string; org: Ref; member: Ref; created: string }[]
}
export interface MemberContact { name: string; email: string; phone: string; wechat: string; best_time: string }

export interface Wish {
  name: string
  phone: string
  topic: string
  consent: true
  consent_version: string
  collection: string
  record: string
}
export interface Complaint { collection: string; record: string; reason: string; text: string }
export type LetterKind = 'callbacks' | 'complaints'
export interface Letter {
  id: string
  name?: string
  topic?: string
  reason?: string
  text?: string
  member: boolean
  about: { collection: string; id: string; title: string } | null
  place: Place
  state: string
  note: string
  created: string
}
export interface Letterbox { callbacks: Letter[]; complaints: Letter[] }
