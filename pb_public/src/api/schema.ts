/**
* This file was @generated using pocketbase-typegen
*/

import type PocketBase from 'pocketbase'
import type { RecordService } from 'pocketbase'

export const Collections = {
	Authorigins: "_authOrigins",
	Externalauths: "_externalAuths",
	Mfas: "_mfas",
	Otps: "_otps",
	Superusers: "_superusers",
	Callbacks: "callbacks",
	Campaigns: "campaigns",
	Complaints: "complaints",
	Consents: "consents",
	Contacts: "contacts",
	Dockings: "dockings",
	Events: "events",
	Fields: "fields",
	Holidays: "holidays",
	JobRuns: "job_runs",
	MatchQueue: "match_queue",
	Matches: "matches",
	Members: "members",
	Messages: "messages",
	Needs: "needs",
	Notices: "notices",
	Notifications: "notifications",
	Offers: "offers",
	OrgJoins: "org_joins",
	Orgs: "orgs",
	Outbox: "outbox",
	Regions: "regions",
	Reviews: "reviews",
	SavedViews: "saved_views",
	Settings: "settings",
	Staff: "staff",
	Suspensions: "suspensions",
	Synonyms: "synonyms",
	Teams: "teams",
	UsedLinks: "used_links",
	Visits: "visits",
	WebhookCalls: "webhook_calls",
	Webhooks: "webhooks",
	Workers: "workers",
} as const
export type Collections = typeof Collections[keyof typeof Collections]

// Alias types for improved usability
export type IsoDateString = string
export type IsoAutoDateString = string & { readonly autodate: unique symbol }
export type RecordIdString = string
export type FileNameString = string & { readonly filename: unique symbol }
export type HTMLString = string

export type GeoPoint = {
	lon: number
	lat: number
}

type ExpandType<T> = unknown extends T
	? T extends unknown
		? { expand?: unknown }
		: { expand: T }
	: { expand: T }

// System fields
export type BaseSystemFields<T = unknown> = {
	id: RecordIdString
	collectionId: string
	collectionName: Collections
} & ExpandType<T>

export type AuthSystemFields<T = unknown> = {
	email: string
	emailVisibility: boolean
	username: string
	verified: boolean
} & BaseSystemFields<T>

// Record types for each collection

export type AuthoriginsRecord = {
	collectionRef: string
	created: IsoAutoDateString
	fingerprint: string
	id: string
	recordRef: string
	updated: IsoAutoDateString
}

export type ExternalauthsRecord = {
	collectionRef: string
	created: IsoAutoDateString
	id: string
	provider: string
	providerId: string
	recordRef: string
	updated: IsoAutoDateString
}

export type MfasRecord = {
	collectionRef: string
	created: IsoAutoDateString
	id: string
	method: string
	recordRef: string
	updated: IsoAutoDateString
}

export type OtpsRecord = {
	collectionRef: string
	created: IsoAutoDateString
	id: string
	password: string
	recordRef: string
	sentTo?: string
	updated: IsoAutoDateString
}

export type SuperusersRecord = {
	created: IsoAutoDateString
	email: string
	emailVisibility?: boolean
	id: string
	password: string
	tokenKey: string
	updated: IsoAutoDateString
	verified?: boolean
}

export const CallbacksStateOptions = {
	"open": "open",
	"done": "done",
} as const
export type CallbacksStateOptions = typeof CallbacksStateOptions[keyof typeof CallbacksStateOptions]
export type CallbacksRecord = {
	collection?: string
	consent_version: string
	created: IsoAutoDateString
	decided_at?: IsoDateString
	decided_by?: string
	id: string
	name?: string
	note?: string
	phone?: string
	record?: string
	region: RecordIdString
	state: CallbacksStateOptions
	topic?: string
	updated: IsoAutoDateString
}

export const CampaignsAudienceOptions = {
	"workers": "workers",
	"orgs": "orgs",
	"all": "all",
} as const
export type CampaignsAudienceOptions = typeof CampaignsAudienceOptions[keyof typeof CampaignsAudienceOptions]

export const CampaignsStateOptions = {
	"running": "running",
	"done": "done",
	"stopped": "stopped",
} as const
export type CampaignsStateOptions = typeof CampaignsStateOptions[keyof typeof CampaignsStateOptions]
export type CampaignsRecord = {
	audience: CampaignsAudienceOptions
	by?: string
	created: IsoAutoDateString
	cursor?: string
	field?: RecordIdString
	finished_at?: IsoDateString
	id: string
	notice: RecordIdString
	people?: number
	reached?: number
	region: RecordIdString
	state: CampaignsStateOptions
	updated: IsoAutoDateString
}

export const ComplaintsCollectionOptions = {
	"offers": "offers",
	"needs": "needs",
	"workers": "workers",
	"teams": "teams",
	"orgs": "orgs",
} as const
export type ComplaintsCollectionOptions = typeof ComplaintsCollectionOptions[keyof typeof ComplaintsCollectionOptions]

export const ComplaintsReasonOptions = {
	"false": "false",
	"contact": "contact",
	"illegal": "illegal",
	"outdated": "outdated",
	"infringing": "infringing",
	"other": "other",
} as const
export type ComplaintsReasonOptions = typeof ComplaintsReasonOptions[keyof typeof ComplaintsReasonOptions]

export const ComplaintsStateOptions = {
	"open": "open",
	"upheld": "upheld",
	"dismissed": "dismissed",
} as const
export type ComplaintsStateOptions = typeof ComplaintsStateOptions[keyof typeof ComplaintsStateOptions]
export type ComplaintsRecord = {
	collection: ComplaintsCollectionOptions
	created: IsoAutoDateString
	decided_at?: IsoDateString
	decided_by?: string
	id: string
	member?: RecordIdString
	note?: string
	reason: ComplaintsReasonOptions
	record: string
	region: RecordIdString
	state: ComplaintsStateOptions
	text?: string
	title?: string
	updated: IsoAutoDateString
}

export const ConsentsPurposeOptions = {
	"privacy": "privacy",
	"publish": "publish",
	"share_contact": "share_contact",
	"proxy": "proxy",
} as const
export type ConsentsPurposeOptions = typeof ConsentsPurposeOptions[keyof typeof ConsentsPurposeOptions]

export const ConsentsHowOptions = {
	"ticked": "ticked",
	"recording": "recording",
	"photo": "photo",
	"sms": "sms",
} as const
export type ConsentsHowOptions = typeof ConsentsHowOptions[keyof typeof ConsentsHowOptions]
export type ConsentsRecord = {
	by?: RecordIdString
	created: IsoAutoDateString
	given_at: IsoDateString
	how: ConsentsHowOptions
	id: string
	ip?: string
	member?: RecordIdString
	org?: RecordIdString
	proof?: FileNameString[]
	proof_note?: string
	purpose: ConsentsPurposeOptions
	updated: IsoAutoDateString
	version: string
	withdrawn_at?: IsoDateString
	worker?: RecordIdString
}

export type ContactsRecord = {
	best_time?: string
	created: IsoAutoDateString
	email?: string
	id: string
	member?: RecordIdString
	org?: RecordIdString
	phone?: string
	updated: IsoAutoDateString
	wechat?: string
	worker?: RecordIdString
}

export const DockingsSideOptions = {
	"need": "need",
	"supply": "supply",
	"association": "association",
} as const
export type DockingsSideOptions = typeof DockingsSideOptions[keyof typeof DockingsSideOptions]

export const DockingsStateOptions = {
	"expressed": "expressed",
	"clarifying": "clarifying",
	"accepted": "accepted",
	"negotiating": "negotiating",
	"agreed": "agreed",
	"underway": "underway",
	"completed": "completed",
	"reviewed": "reviewed",
	"declined": "declined",
	"withdrawn": "withdrawn",
	"lapsed": "lapsed",
	"passed_over": "passed_over",
	"failed": "failed",
	"disputed": "disputed",
	"voided": "voided",
} as const
export type DockingsStateOptions = typeof DockingsStateOptions[keyof typeof DockingsStateOptions]

export const DockingsAcceptWayOptions = {
	"portal": "portal",
	"link": "link",
	"phone": "phone",
} as const
export type DockingsAcceptWayOptions = typeof DockingsAcceptWayOptions[keyof typeof DockingsAcceptWayOptions]

export const DockingsAskedByOptions = {
	"need": "need",
	"supply": "supply",
} as const
export type DockingsAskedByOptions = typeof DockingsAskedByOptions[keyof typeof DockingsAskedByOptions]

export const DockingsDeclineReasonOptions = {
	"no_time": "no_time",
	"wrong_field": "wrong_field",
	"better": "better",
	"too_little": "too_little",
	"other": "other",
} as const
export type DockingsDeclineReasonOptions = typeof DockingsDeclineReasonOptions[keyof typeof DockingsDeclineReasonOptions]

export const DockingsOutcomeOptions = {
	"contract": "contract",
	"service": "service",
	"free": "free",
	"intent": "intent",
	"none": "none",
	"referred": "referred",
} as const
export type DockingsOutcomeOptions = typeof DockingsOutcomeOptions[keyof typeof DockingsOutcomeOptions]

export const DockingsContractTypeOptions = {
	"development": "development",
	"transfer": "transfer",
	"licensing": "licensing",
	"consulting": "consulting",
	"service": "service",
	"non_technical": "non_technical",
	"none": "none",
} as const
export type DockingsContractTypeOptions = typeof DockingsContractTypeOptions[keyof typeof DockingsContractTypeOptions]

export const DockingsOutcomeSideOptions = {
	"need": "need",
	"supply": "supply",
	"broker": "broker",
} as const
export type DockingsOutcomeSideOptions = typeof DockingsOutcomeSideOptions[keyof typeof DockingsOutcomeSideOptions]
export type DockingsRecord = {
	accept_note?: string
	accept_proof?: FileNameString
	accept_way?: DockingsAcceptWayOptions
	agreed_at?: IsoDateString
	amount?: number
	answered_at?: IsoDateString
	asked_by?: DockingsAskedByOptions
	broker?: RecordIdString
	broker_seen_at?: IsoDateString
	by?: string
	closed_at?: IsoDateString
	completed_at?: IsoDateString
	contract_type?: DockingsContractTypeOptions
	created: IsoAutoDateString
	decline_note?: string
	decline_reason?: DockingsDeclineReasonOptions
	dispute_note?: string
	due_at?: IsoDateString
	due_told_at?: IsoDateString
	escalated_at?: IsoDateString
	fail_reason?: string
	followed_up?: number
	half_told_at?: IsoDateString
	hours?: number
	id: string
	lapse_at?: IsoDateString
	lapse_left?: number
	left_days?: number
	message?: string
	need?: RecordIdString
	need_accepted_at?: IsoDateString
	need_seen_at?: IsoDateString
	negotiating_at?: IsoDateString
	offer?: RecordIdString
	org: RecordIdString
	outcome?: DockingsOutcomeOptions
	outcome_at?: IsoDateString
	outcome_side?: DockingsOutcomeSideOptions
	people?: number
	proof?: FileNameString[]
	region: RecordIdString
	registered_amount?: number
	registration_no?: string
	revived?: boolean
	side: DockingsSideOptions
	signed_at?: IsoDateString
	state: DockingsStateOptions
	stopped_at?: IsoDateString
	supplier?: RecordIdString
	supply_accepted_at?: IsoDateString
	supply_region?: RecordIdString
	supply_seen_at?: IsoDateString
	team?: RecordIdString
	updated: IsoAutoDateString
	void_reason?: string
	worker?: RecordIdString
}

export const EventsActorRoleOptions = {
	"visitor": "visitor",
	"member": "member",
	"broker": "broker",
	"staff": "staff",
	"leader": "leader",
	"superuser": "superuser",
	"system": "system",
} as const
export type EventsActorRoleOptions = typeof EventsActorRoleOptions[keyof typeof EventsActorRoleOptions]
export type EventsRecord<Tdiff = unknown> = {
	action: string
	actor?: string
	actor_role: EventsActorRoleOptions
	at: IsoDateString
	collection: string
	diff?: null | Tdiff
	from?: string
	id: string
	ip?: string
	record: string
	to?: string
}

export const FieldsSchemeOptions = {
	"discipline": "discipline",
	"industry": "industry",
	"speciality": "speciality",
} as const
export type FieldsSchemeOptions = typeof FieldsSchemeOptions[keyof typeof FieldsSchemeOptions]
export type FieldsRecord<Tsynonyms = unknown> = {
	code: string
	id: string
	name: string
	parent?: string
	scheme: FieldsSchemeOptions
	synonyms?: null | Tsynonyms
}

export const HolidaysKindOptions = {
	"holiday": "holiday",
	"workday": "workday",
} as const
export type HolidaysKindOptions = typeof HolidaysKindOptions[keyof typeof HolidaysKindOptions]
export type HolidaysRecord = {
	created: IsoAutoDateString
	day: string
	id: string
	kind: HolidaysKindOptions
	name?: string
	updated: IsoAutoDateString
}

export const JobRunsResultOptions = {
	"running": "running",
	"ok": "ok",
	"failed": "failed",
} as const
export type JobRunsResultOptions = typeof JobRunsResultOptions[keyof typeof JobRunsResultOptions]
export type JobRunsRecord<Tcounts = unknown> = {
	counts?: null | Tcounts
	error?: string
	finished?: IsoDateString
	id: string
	job: string
	result: JobRunsResultOptions
	started: IsoDateString
}

export const MatchQueueCollectionOptions = {
	"offers": "offers",
	"needs": "needs",
} as const
export type MatchQueueCollectionOptions = typeof MatchQueueCollectionOptions[keyof typeof MatchQueueCollectionOptions]
export type MatchQueueRecord = {
	applied_at?: IsoDateString
	collection: MatchQueueCollectionOptions
	created: IsoAutoDateString
	error?: string
	id: string
	record: string
	seq: number
	updated: IsoAutoDateString
}

export const MatchesDismissedByOptions = {
	"need": "need",
	"offer": "offer",
} as const
export type MatchesDismissedByOptions = typeof MatchesDismissedByOptions[keyof typeof MatchesDismissedByOptions]

export const MatchesDismissedReasonOptions = {
	"too_far": "too_far",
	"wrong_field": "wrong_field",
	"solved": "solved",
	"no_time": "no_time",
	"too_vague": "too_vague",
	"other": "other",
} as const
export type MatchesDismissedReasonOptions = typeof MatchesDismissedReasonOptions[keyof typeof MatchesDismissedReasonOptions]
export type MatchesRecord<Tmissing = unknown, Tparts = unknown, Tterms = unknown, Tuntold_need = unknown, Tuntold_offer = unknown> = {
	active?: boolean
	created: IsoAutoDateString
	dismissed_at?: IsoDateString
	dismissed_by?: MatchesDismissedByOptions
	dismissed_reason?: MatchesDismissedReasonOptions
	id: string
	mailed_need_at?: IsoDateString
	mailed_offer_at?: IsoDateString
	missing?: null | Tmissing
	need: RecordIdString
	need_rank?: number
	offer: RecordIdString
	offer_rank?: number
	parts?: null | Tparts
	run?: string
	score?: number
	terms?: null | Tterms
	untold_need?: null | Tuntold_need
	untold_offer?: null | Tuntold_offer
	updated: IsoAutoDateString
	why?: string
}

export const MembersLocaleOptions = {
	"zh-CN": "zh-CN",
	"en": "en",
} as const
export type MembersLocaleOptions = typeof MembersLocaleOptions[keyof typeof MembersLocaleOptions]

export const MembersDigestOptions = {
	"weekly": "weekly",
	"daily": "daily",
	"monthly": "monthly",
	"off": "off",
} as const
export type MembersDigestOptions = typeof MembersDigestOptions[keyof typeof MembersDigestOptions]

export const MembersTextSizeOptions = {
	"standard": "standard",
	"large": "large",
	"xlarge": "xlarge",
} as const
export type MembersTextSizeOptions = typeof MembersTextSizeOptions[keyof typeof MembersTextSizeOptions]
export type MembersRecord<Tmail_wishes = unknown> = {
	adult_at?: IsoDateString
	consent_at?: IsoDateString
	consent_version?: string
	created: IsoAutoDateString
	deleted_at?: IsoDateString
	digest?: MembersDigestOptions
	digest_hour?: string
	digest_period?: string
	digest_weekday?: number
	email?: string
	emailVisibility?: boolean
	high_contrast?: boolean
	id: string
	large_text?: boolean
	last_seen?: IsoDateString
	locale?: MembersLocaleOptions
	mail_wishes?: null | Tmail_wishes
	name: string
	password: string
	phone?: string
	reco_on?: boolean
	region: RecordIdString
	text_size?: MembersTextSizeOptions
	tokenKey: string
	updated: IsoAutoDateString
	verified?: boolean
}

export const MessagesSideOptions = {
	"need": "need",
	"supply": "supply",
	"broker": "broker",
	"system": "system",
} as const
export type MessagesSideOptions = typeof MessagesSideOptions[keyof typeof MessagesSideOptions]
export type MessagesRecord = {
	body?: string
	confidential?: boolean
	created: IsoAutoDateString
	docking: RecordIdString
	files?: FileNameString[]
	from?: string
	id: string
	masked?: boolean
	side: MessagesSideOptions
	updated: IsoAutoDateString
}

export const NeedsKindOptions = {
	"service": "service",
	"challenge": "challenge",
	"talent": "talent",
} as const
export type NeedsKindOptions = typeof NeedsKindOptions[keyof typeof NeedsKindOptions]

export const NeedsCooperationOptions = {
	"development": "development",
	"transfer": "transfer",
	"licensing": "licensing",
	"consulting": "consulting",
	"service": "service",
	"joint_production": "joint_production",
	"training": "training",
} as const
export type NeedsCooperationOptions = typeof NeedsCooperationOptions[keyof typeof NeedsCooperationOptions]

export const NeedsShareOptions = {
	"county": "county",
	"province": "province",
} as const
export type NeedsShareOptions = typeof NeedsShareOptions[keyof typeof NeedsShareOptions]

export const NeedsDetailToOptions = {
	"members": "members",
	"accepted": "accepted",
} as const
export type NeedsDetailToOptions = typeof NeedsDetailToOptions[keyof typeof NeedsDetailToOptions]

export const NeedsBudgetOptions = {
	"welfare": "welfare",
	"under_1": "under_1",
	"1_5": "1_5",
	"5_20": "5_20",
	"20_50": "20_50",
	"50_100": "50_100",
	"over_100": "over_100",
	"negotiable": "negotiable",
} as const
export type NeedsBudgetOptions = typeof NeedsBudgetOptions[keyof typeof NeedsBudgetOptions]

export const NeedsUrgencyOptions = {
	"normal": "normal",
	"soon": "soon",
	"urgent": "urgent",
} as const
export type NeedsUrgencyOptions = typeof NeedsUrgencyOptions[keyof typeof NeedsUrgencyOptions]

export const NeedsChallengeClassOptions = {
	"bottleneck": "bottleneck",
	"process": "process",
	"new_product": "new_product",
	"quality": "quality",
	"energy": "energy",
	"digital": "digital",
	"pests_disease": "pests_disease",
	"other": "other",
} as const
export type NeedsChallengeClassOptions = typeof NeedsChallengeClassOptions[keyof typeof NeedsChallengeClassOptions]

export const NeedsAnonymityOptions = {
	"named": "named",
	"masked": "masked",
} as const
export type NeedsAnonymityOptions = typeof NeedsAnonymityOptions[keyof typeof NeedsAnonymityOptions]

export const NeedsStatusOptions = {
	"draft": "draft",
	"pending": "pending",
	"returned": "returned",
	"published": "published",
	"paused": "paused",
	"unconfirmed": "unconfirmed",
	"expired": "expired",
	"engaged": "engaged",
	"closed": "closed",
	"removed": "removed",
} as const
export type NeedsStatusOptions = typeof NeedsStatusOptions[keyof typeof NeedsStatusOptions]

export const NeedsReturnReasonsOptions = {
	"too_vague": "too_vague",
	"no_metrics": "no_metrics",
	"wrong_field": "wrong_field",
	"contact_in_text": "contact_in_text",
	"confidential": "confidential",
	"duplicate": "duplicate",
	"not_allowed": "not_allowed",
	"other": "other",
} as const
export type NeedsReturnReasonsOptions = typeof NeedsReturnReasonsOptions[keyof typeof NeedsReturnReasonsOptions]

export const NeedsCloseReasonOptions = {
	"solved_here": "solved_here",
	"elsewhere": "elsewhere",
	"dropped": "dropped",
} as const
export type NeedsCloseReasonOptions = typeof NeedsCloseReasonOptions[keyof typeof NeedsCloseReasonOptions]
export type NeedsRecord<Tclarity_notes = unknown, Tkeywords = unknown, Topen_call = unknown, Ttalent = unknown> = {
	amount?: number
	anonymity?: NeedsAnonymityOptions
	appeal?: string
	attachments?: FileNameString[]
	budget?: NeedsBudgetOptions
	challenge_class?: NeedsChallengeClassOptions
	clarity?: number
	clarity_notes?: null | Tclarity_notes
	close_reason?: NeedsCloseReasonOptions
	confidential?: FileNameString[]
	cooperation?: NeedsCooperationOptions[]
	created: IsoAutoDateString
	deadline?: IsoDateString
	detail?: string
	detail_to?: NeedsDetailToOptions
	entered_by?: RecordIdString
	fields?: RecordIdString[]
	id: string
	keywords?: null | Tkeywords
	kind: NeedsKindOptions
	last_confirmed?: IsoDateString
	metrics?: string
	nda?: boolean
	open_call?: null | Topen_call
	org: RecordIdString
	proxy_consent?: string
	published_at?: IsoDateString
	region: RecordIdString
	removed_reason?: string
	return_note?: string
	return_reasons?: NeedsReturnReasonsOptions[]
	share?: NeedsShareOptions
	status: NeedsStatusOptions
	submitted_at?: IsoDateString
	summary?: string
	talent?: null | Ttalent
	title?: string
	tried?: string
	updated: IsoAutoDateString
	urgency?: NeedsUrgencyOptions
	valid_until?: IsoDateString
}

export const NoticesKindOptions = {
	"news": "news",
	"policy": "policy",
	"call": "call",
} as const
export type NoticesKindOptions = typeof NoticesKindOptions[keyof typeof NoticesKindOptions]

export const NoticesStatusOptions = {
	"draft": "draft",
	"published": "published",
} as const
export type NoticesStatusOptions = typeof NoticesStatusOptions[keyof typeof NoticesStatusOptions]
export type NoticesRecord = {
	body: string
	created: IsoAutoDateString
	id: string
	kind: NoticesKindOptions
	published_at?: IsoDateString
	region: RecordIdString
	status: NoticesStatusOptions
	title: string
	updated: IsoAutoDateString
}

export const NotificationsTopicOptions = {
	"interest": "interest",
	"message": "message",
	"outcome": "outcome",
	"posting": "posting",
	"account": "account",
	"news": "news",
	"legal": "legal",
} as const
export type NotificationsTopicOptions = typeof NotificationsTopicOptions[keyof typeof NotificationsTopicOptions]
export type NotificationsRecord = {
	created: IsoAutoDateString
	id: string
	in_digest?: boolean
	key: string
	kind: string
	mailed_at?: IsoDateString
	member?: RecordIdString
	read_at?: IsoDateString
	staff?: RecordIdString
	title: string
	topic: NotificationsTopicOptions
	updated: IsoAutoDateString
	url?: string
}

export const OffersKindOptions = {
	"skill": "skill",
	"service": "service",
	"result": "result",
} as const
export type OffersKindOptions = typeof OffersKindOptions[keyof typeof OffersKindOptions]

export const OffersCooperationOptions = {
	"development": "development",
	"transfer": "transfer",
	"licensing": "licensing",
	"consulting": "consulting",
	"service": "service",
	"joint_production": "joint_production",
	"training": "training",
} as const
export type OffersCooperationOptions = typeof OffersCooperationOptions[keyof typeof OffersCooperationOptions]

export const OffersShareOptions = {
	"county": "county",
	"province": "province",
} as const
export type OffersShareOptions = typeof OffersShareOptions[keyof typeof OffersShareOptions]

export const OffersStageOptions = {
	"concept": "concept",
	"lab": "lab",
	"pilot": "pilot",
	"prototype": "prototype",
	"production": "production",
} as const
export type OffersStageOptions = typeof OffersStageOptions[keyof typeof OffersStageOptions]

export const OffersIprOptions = {
	"none": "none",
	"pending": "pending",
	"patent": "patent",
	"software": "software",
	"plant_variety": "plant_variety",
	"secret": "secret",
} as const
export type OffersIprOptions = typeof OffersIprOptions[keyof typeof OffersIprOptions]

export const OffersFeeOptions = {
	"free": "free",
	"cost": "cost",
	"negotiable": "negotiable",
	"listed": "listed",
} as const
export type OffersFeeOptions = typeof OffersFeeOptions[keyof typeof OffersFeeOptions]

export const OffersModesOptions = {
	"phone_advice": "phone_advice",
	"online_diagnosis": "online_diagnosis",
	"on_site": "on_site",
	"training": "training",
	"testing": "testing",
	"joint_rnd": "joint_rnd",
	"part_time": "part_time",
} as const
export type OffersModesOptions = typeof OffersModesOptions[keyof typeof OffersModesOptions]

export const OffersRadiusOptions = {
	"township": "township",
	"county": "county",
	"city": "city",
	"province": "province",
	"nation": "nation",
	"online": "online",
} as const
export type OffersRadiusOptions = typeof OffersRadiusOptions[keyof typeof OffersRadiusOptions]

export const OffersStatusOptions = {
	"draft": "draft",
	"pending": "pending",
	"returned": "returned",
	"published": "published",
	"paused": "paused",
	"unconfirmed": "unconfirmed",
	"expired": "expired",
	"engaged": "engaged",
	"closed": "closed",
	"removed": "removed",
} as const
export type OffersStatusOptions = typeof OffersStatusOptions[keyof typeof OffersStatusOptions]

export const OffersReturnReasonsOptions = {
	"too_vague": "too_vague",
	"no_metrics": "no_metrics",
	"wrong_field": "wrong_field",
	"contact_in_text": "contact_in_text",
	"confidential": "confidential",
	"duplicate": "duplicate",
	"not_allowed": "not_allowed",
	"other": "other",
} as const
export type OffersReturnReasonsOptions = typeof OffersReturnReasonsOptions[keyof typeof OffersReturnReasonsOptions]

export const OffersCloseReasonOptions = {
	"solved_here": "solved_here",
	"elsewhere": "elsewhere",
	"dropped": "dropped",
} as const
export type OffersCloseReasonOptions = typeof OffersCloseReasonOptions[keyof typeof OffersCloseReasonOptions]
export type OffersRecord<Tclarity_notes = unknown, Tkeywords = unknown> = {
	advantages?: string
	appeal?: string
	attachments?: FileNameString[]
	clarity?: number
	clarity_notes?: null | Tclarity_notes
	close_reason?: OffersCloseReasonOptions
	cooperation?: OffersCooperationOptions[]
	created: IsoAutoDateString
	description?: string
	entered_by?: RecordIdString
	fee?: OffersFeeOptions
	fields?: RecordIdString[]
	id: string
	ipr?: OffersIprOptions
	ipr_note?: string
	keywords?: null | Tkeywords
	kind: OffersKindOptions
	last_confirmed?: IsoDateString
	modes?: OffersModesOptions[]
	org?: RecordIdString
	price?: string
	price_note?: string
	profile?: boolean
	proxy_consent?: string
	published_at?: IsoDateString
	radius?: OffersRadiusOptions
	region: RecordIdString
	removed_reason?: string
	return_note?: string
	return_reasons?: OffersReturnReasonsOptions[]
	share?: OffersShareOptions
	stage?: OffersStageOptions
	status: OffersStatusOptions
	submitted_at?: IsoDateString
	summary?: string
	team?: RecordIdString
	title?: string
	trl?: number
	updated: IsoAutoDateString
	valid_until?: IsoDateString
	worker?: RecordIdString
}

export const OrgJoinsStateOptions = {
	"asked": "asked",
	"accepted": "accepted",
	"refused": "refused",
} as const
export type OrgJoinsStateOptions = typeof OrgJoinsStateOptions[keyof typeof OrgJoinsStateOptions]
export type OrgJoinsRecord = {
	created: IsoAutoDateString
	decided_at?: IsoDateString
	decided_by?: string
	id: string
	member: RecordIdString
	org: RecordIdString
	state: OrgJoinsStateOptions
	updated: IsoAutoDateString
}

export const OrgsTypeOptions = {
	"enterprise": "enterprise",
	"institution": "institution",
	"cooperative": "cooperative",
	"family_farm": "family_farm",
	"social_org": "social_org",
	"agency": "agency",
	"hospital": "hospital",
	"school": "school",
} as const
export type OrgsTypeOptions = typeof OrgsTypeOptions[keyof typeof OrgsTypeOptions]

export const OrgsScaleOptions = {
	"micro": "micro",
	"small": "small",
	"medium": "medium",
	"large": "large",
} as const
export type OrgsScaleOptions = typeof OrgsScaleOptions[keyof typeof OrgsScaleOptions]

export const OrgsVerifyOptions = {
	"none": "none",
	"unit": "unit",
	"association": "association",
	"refused": "refused",
} as const
export type OrgsVerifyOptions = typeof OrgsVerifyOptions[keyof typeof OrgsVerifyOptions]

export const OrgsBadgesOptions = {
	"high_tech": "high_tech",
	"little_giant": "little_giant",
	"leading_farm": "leading_farm",
	"model_coop": "model_coop",
	"science_base": "science_base",
} as const
export type OrgsBadgesOptions = typeof OrgsBadgesOptions[keyof typeof OrgsBadgesOptions]
export type OrgsRecord = {
	address?: string
	badges?: OrgsBadgesOptions[]
	created: IsoAutoDateString
	entered_by?: RecordIdString
	id: string
	industry?: RecordIdString
	intro?: string
	last_confirmed?: IsoDateString
	licence?: FileNameString
	members?: RecordIdString[]
	name: string
	region: RecordIdString
	scale?: OrgsScaleOptions
	type: OrgsTypeOptions
	updated: IsoAutoDateString
	uscc: string
	verified_at?: IsoDateString
	verified_by?: RecordIdString
	verify?: OrgsVerifyOptions
	verify_note?: string
}

export const OutboxKindOptions = {
	"digest": "digest",
	"system": "system",
	"notice": "notice",
	"invite": "invite",
} as const
export type OutboxKindOptions = typeof OutboxKindOptions[keyof typeof OutboxKindOptions]

export const OutboxStateOptions = {
	"queued": "queued",
	"claimed": "claimed",
	"sending": "sending",
	"sent": "sent",
	"deferred": "deferred",
	"failed": "failed",
	"uncertain": "uncertain",
} as const
export type OutboxStateOptions = typeof OutboxStateOptions[keyof typeof OutboxStateOptions]
export type OutboxRecord<Theaders = unknown> = {
	attempts?: number
	created: IsoAutoDateString
	headers?: null | Theaders
	html?: string
	id: string
	key: string
	kind: OutboxKindOptions
	last_error?: string
	leased_until?: IsoDateString
	member?: RecordIdString
	message_id: string
	next_at?: IsoDateString
	requeued_at?: IsoDateString
	sent_at?: IsoDateString
	state: OutboxStateOptions
	subject: string
	text?: string
	to: string
	to_name?: string
	updated: IsoAutoDateString
}

export const RegionsLevelOptions = {
	"province": "province",
	"city": "city",
	"county": "county",
	"township": "township",
} as const
export type RegionsLevelOptions = typeof RegionsLevelOptions[keyof typeof RegionsLevelOptions]
export type RegionsRecord = {
	code: string
	id: string
	last?: string
	lat?: number
	level: RegionsLevelOptions
	lng?: number
	name: string
	parent?: string
}

export const ReviewsSideOptions = {
	"need": "need",
	"supply": "supply",
} as const
export type ReviewsSideOptions = typeof ReviewsSideOptions[keyof typeof ReviewsSideOptions]
export type ReviewsRecord = {
	by?: string
	created: IsoAutoDateString
	docking: RecordIdString
	id: string
	score: number
	side: ReviewsSideOptions
	text?: string
	updated: IsoAutoDateString
}

export type SavedViewsRecord = {
	created: IsoAutoDateString
	id: string
	name: string
	page: string
	query?: string
	staff: RecordIdString
	updated: IsoAutoDateString
}

export type SettingsRecord<Tvalue = unknown> = {
	created: IsoAutoDateString
	help?: string
	id: string
	key: string
	updated: IsoAutoDateString
	value?: null | Tvalue
}

export const StaffRoleOptions = {
	"broker": "broker",
	"staff": "staff",
	"leader": "leader",
} as const
export type StaffRoleOptions = typeof StaffRoleOptions[keyof typeof StaffRoleOptions]

export const StaffLocaleOptions = {
	"zh-CN": "zh-CN",
	"en": "en",
} as const
export type StaffLocaleOptions = typeof StaffLocaleOptions[keyof typeof StaffLocaleOptions]

export const StaffTextSizeOptions = {
	"standard": "standard",
	"large": "large",
	"xlarge": "xlarge",
} as const
export type StaffTextSizeOptions = typeof StaffTextSizeOptions[keyof typeof StaffTextSizeOptions]
export type StaffRecord = {
	active?: boolean
	created: IsoAutoDateString
	email: string
	emailVisibility?: boolean
	high_contrast?: boolean
	id: string
	locale?: StaffLocaleOptions
	mfa?: boolean
	name: string
	password: string
	region: RecordIdString
	role: StaffRoleOptions
	text_size?: StaffTextSizeOptions
	tokenKey: string
	updated: IsoAutoDateString
	verified?: boolean
}

export type SuspensionsRecord = {
	created: IsoAutoDateString
	email: string
	id: string
	lifted_at?: IsoDateString
	lifted_by?: string
	member?: RecordIdString
	reason?: string
	since: IsoDateString
	updated: IsoAutoDateString
}

export type SynonymsRecord = {
	active?: boolean
	created: IsoAutoDateString
	id: string
	note?: string
	updated: IsoAutoDateString
	words: string
}

export const TeamsKindOptions = {
	"studio": "studio",
	"lab": "lab",
	"backyard": "backyard",
	"society": "society",
	"station": "station",
} as const
export type TeamsKindOptions = typeof TeamsKindOptions[keyof typeof TeamsKindOptions]

export const TeamsVerifyOptions = {
	"none": "none",
	"unit": "unit",
	"association": "association",
	"refused": "refused",
} as const
export type TeamsVerifyOptions = typeof TeamsVerifyOptions[keyof typeof TeamsVerifyOptions]
export type TeamsRecord = {
	created: IsoAutoDateString
	entered_by?: RecordIdString
	fields?: RecordIdString[]
	id: string
	intro?: string
	kind: TeamsKindOptions
	last_confirmed?: IsoDateString
	lead: RecordIdString
	location?: GeoPoint
	members?: RecordIdString[]
	name: string
	region: RecordIdString
	unit?: string
	updated: IsoAutoDateString
	verify?: TeamsVerifyOptions
}

export type UsedLinksRecord = {
	action: string
	created: IsoAutoDateString
	docking: RecordIdString
	id: string
	mark: string
	member: string
	updated: IsoAutoDateString
}

export const VisitsKindOptions = {
	"call": "call",
	"visit": "visit",
	"online": "online",
	"event": "event",
} as const
export type VisitsKindOptions = typeof VisitsKindOptions[keyof typeof VisitsKindOptions]

export const VisitsResultOptions = {
	"reached": "reached",
	"not_reached": "not_reached",
	"later": "later",
} as const
export type VisitsResultOptions = typeof VisitsResultOptions[keyof typeof VisitsResultOptions]
export type VisitsRecord = {
	broker: RecordIdString
	created: IsoAutoDateString
	date: IsoDateString
	docking?: RecordIdString
	id: string
	kind: VisitsKindOptions
	next?: IsoDateString
	next_note?: string
	note?: string
	org?: RecordIdString
	region?: RecordIdString
	result?: VisitsResultOptions
	updated: IsoAutoDateString
	worker?: RecordIdString
}

export const WebhookCallsStateOptions = {
	"queued": "queued",
	"sent": "sent",
	"deferred": "deferred",
	"failed": "failed",
} as const
export type WebhookCallsStateOptions = typeof WebhookCallsStateOptions[keyof typeof WebhookCallsStateOptions]
export type WebhookCallsRecord = {
	attempts?: number
	created: IsoAutoDateString
	id: string
	key: string
	last_error?: string
	link?: string
	next_at?: IsoDateString
	sent_at?: IsoDateString
	state: WebhookCallsStateOptions
	title: string
	topic: string
	updated: IsoAutoDateString
	webhook: RecordIdString
}

export const WebhooksKindOptions = {
	"wecom": "wecom",
	"dingtalk": "dingtalk",
	"json": "json",
} as const
export type WebhooksKindOptions = typeof WebhooksKindOptions[keyof typeof WebhooksKindOptions]

export const WebhooksTopicsOptions = {
	"review": "review",
	"published": "published",
	"letter": "letter",
	"bounce": "bounce",
	"job": "job",
} as const
export type WebhooksTopicsOptions = typeof WebhooksTopicsOptions[keyof typeof WebhooksTopicsOptions]
export type WebhooksRecord = {
	active?: boolean
	created: IsoAutoDateString
	id: string
	kind: WebhooksKindOptions
	name: string
	secret?: string
	topics?: WebhooksTopicsOptions[]
	updated: IsoAutoDateString
	url: string
}

export const WorkersUnitTypeOptions = {
	"enterprise": "enterprise",
	"university": "university",
	"institute": "institute",
	"hospital": "hospital",
	"school": "school",
	"agency": "agency",
	"cooperative": "cooperative",
	"self_employed": "self_employed",
	"other": "other",
} as const
export type WorkersUnitTypeOptions = typeof WorkersUnitTypeOptions[keyof typeof WorkersUnitTypeOptions]

export const WorkersTitleLevelOptions = {
	"senior": "senior",
	"associate_senior": "associate_senior",
	"intermediate": "intermediate",
	"junior": "junior",
	"technician": "technician",
	"local_expert": "local_expert",
	"none": "none",
} as const
export type WorkersTitleLevelOptions = typeof WorkersTitleLevelOptions[keyof typeof WorkersTitleLevelOptions]

export const WorkersDegreeOptions = {
	"doctor": "doctor",
	"master": "master",
	"bachelor": "bachelor",
	"college": "college",
	"other": "other",
} as const
export type WorkersDegreeOptions = typeof WorkersDegreeOptions[keyof typeof WorkersDegreeOptions]

export const WorkersRadiusOptions = {
	"township": "township",
	"county": "county",
	"city": "city",
	"province": "province",
	"nation": "nation",
	"online": "online",
} as const
export type WorkersRadiusOptions = typeof WorkersRadiusOptions[keyof typeof WorkersRadiusOptions]

export const WorkersModesOptions = {
	"phone_advice": "phone_advice",
	"online_diagnosis": "online_diagnosis",
	"on_site": "on_site",
	"training": "training",
	"testing": "testing",
	"joint_rnd": "joint_rnd",
	"part_time": "part_time",
} as const
export type WorkersModesOptions = typeof WorkersModesOptions[keyof typeof WorkersModesOptions]

export const WorkersFeeOptions = {
	"free": "free",
	"cost": "cost",
	"negotiable": "negotiable",
	"listed": "listed",
} as const
export type WorkersFeeOptions = typeof WorkersFeeOptions[keyof typeof WorkersFeeOptions]

export const WorkersAvailabilityOptions = {
	"open": "open",
	"full": "full",
	"paused": "paused",
} as const
export type WorkersAvailabilityOptions = typeof WorkersAvailabilityOptions[keyof typeof WorkersAvailabilityOptions]

export const WorkersVerifyOptions = {
	"none": "none",
	"unit": "unit",
	"association": "association",
	"refused": "refused",
} as const
export type WorkersVerifyOptions = typeof WorkersVerifyOptions[keyof typeof WorkersVerifyOptions]
export type WorkersRecord<Tkeywords = unknown> = {
	availability?: WorkersAvailabilityOptions
	created: IsoAutoDateString
	degree?: WorkersDegreeOptions
	display_name: string
	entered_by?: RecordIdString
	evidence?: FileNameString[]
	fee?: WorkersFeeOptions
	fee_note?: string
	fields: RecordIdString[]
	id: string
	intro?: string
	keywords?: null | Tkeywords
	last_confirmed?: IsoDateString
	max_open?: number
	member?: RecordIdString
	modes?: WorkersModesOptions[]
	radius?: WorkersRadiusOptions
	real_name?: string
	region: RecordIdString
	title_level?: WorkersTitleLevelOptions
	title_name?: string
	unit: string
	unit_public?: boolean
	unit_type?: WorkersUnitTypeOptions
	updated: IsoAutoDateString
	verified_at?: IsoDateString
	verified_by?: RecordIdString
	verify?: WorkersVerifyOptions
	verify_note?: string
}

// Response types include system fields and match responses from the PocketBase API
export type AuthoriginsResponse<Texpand = unknown> = Required<AuthoriginsRecord> & BaseSystemFields<Texpand>
export type ExternalauthsResponse<Texpand = unknown> = Required<ExternalauthsRecord> & BaseSystemFields<Texpand>
export type MfasResponse<Texpand = unknown> = Required<MfasRecord> & BaseSystemFields<Texpand>
export type OtpsResponse<Texpand = unknown> = Required<OtpsRecord> & BaseSystemFields<Texpand>
export type SuperusersResponse<Texpand = unknown> = Required<SuperusersRecord> & AuthSystemFields<Texpand>
export type CallbacksResponse<Texpand = unknown> = Required<CallbacksRecord> & BaseSystemFields<Texpand>
export type CampaignsResponse<Texpand = unknown> = Required<CampaignsRecord> & BaseSystemFields<Texpand>
export type ComplaintsResponse<Texpand = unknown> = Required<ComplaintsRecord> & BaseSystemFields<Texpand>
export type ConsentsResponse<Texpand = unknown> = Required<ConsentsRecord> & BaseSystemFields<Texpand>
export type ContactsResponse<Texpand = unknown> = Required<ContactsRecord> & BaseSystemFields<Texpand>
export type DockingsResponse<Texpand = unknown> = Required<DockingsRecord> & BaseSystemFields<Texpand>
export type EventsResponse<Tdiff = unknown, Texpand = unknown> = Required<EventsRecord<Tdiff>> & BaseSystemFields<Texpand>
export type FieldsResponse<Tsynonyms = unknown, Texpand = unknown> = Required<FieldsRecord<Tsynonyms>> & BaseSystemFields<Texpand>
export type HolidaysResponse<Texpand = unknown> = Required<HolidaysRecord> & BaseSystemFields<Texpand>
export type JobRunsResponse<Tcounts = unknown, Texpand = unknown> = Required<JobRunsRecord<Tcounts>> & BaseSystemFields<Texpand>
export type MatchQueueResponse<Texpand = unknown> = Required<MatchQueueRecord> & BaseSystemFields<Texpand>
export type MatchesResponse<Tmissing = unknown, Tparts = unknown, Tterms = unknown, Tuntold_need = unknown, Tuntold_offer = unknown, Texpand = unknown> = Required<MatchesRecord<Tmissing, Tparts, Tterms, Tuntold_need, Tuntold_offer>> & BaseSystemFields<Texpand>
export type MembersResponse<Tmail_wishes = unknown, Texpand = unknown> = Required<MembersRecord<Tmail_wishes>> & AuthSystemFields<Texpand>
export type MessagesResponse<Texpand = unknown> = Required<MessagesRecord> & BaseSystemFields<Texpand>
export type NeedsResponse<Tclarity_notes = unknown, Tkeywords = unknown, Topen_call = unknown, Ttalent = unknown, Texpand = unknown> = Required<NeedsRecord<Tclarity_notes, Tkeywords, Topen_call, Ttalent>> & BaseSystemFields<Texpand>
export type NoticesResponse<Texpand = unknown> = Required<NoticesRecord> & BaseSystemFields<Texpand>
export type NotificationsResponse<Texpand = unknown> = Required<NotificationsRecord> & BaseSystemFields<Texpand>
export type OffersResponse<Tclarity_notes = unknown, Tkeywords = unknown, Texpand = unknown> = Required<OffersRecord<Tclarity_notes, Tkeywords>> & BaseSystemFields<Texpand>
export type OrgJoinsResponse<Texpand = unknown> = Required<OrgJoinsRecord> & BaseSystemFields<Texpand>
export type OrgsResponse<Texpand = unknown> = Required<OrgsRecord> & BaseSystemFields<Texpand>
export type OutboxResponse<Theaders = unknown, Texpand = unknown> = Required<OutboxRecord<Theaders>> & BaseSystemFields<Texpand>
export type RegionsResponse<Texpand = unknown> = Required<RegionsRecord> & BaseSystemFields<Texpand>
export type ReviewsResponse<Texpand = unknown> = Required<ReviewsRecord> & BaseSystemFields<Texpand>
export type SavedViewsResponse<Texpand = unknown> = Required<SavedViewsRecord> & BaseSystemFields<Texpand>
export type SettingsResponse<Tvalue = unknown, Texpand = unknown> = Required<SettingsRecord<Tvalue>> & BaseSystemFields<Texpand>
export type StaffResponse<Texpand = unknown> = Required<StaffRecord> & AuthSystemFields<Texpand>
export type SuspensionsResponse<Texpand = unknown> = Required<SuspensionsRecord> & BaseSystemFields<Texpand>
export type SynonymsResponse<Texpand = unknown> = Required<SynonymsRecord> & BaseSystemFields<Texpand>
export type TeamsResponse<Texpand = unknown> = Required<TeamsRecord> & BaseSystemFields<Texpand>
export type UsedLinksResponse<Texpand = unknown> = Required<UsedLinksRecord> & BaseSystemFields<Texpand>
export type VisitsResponse<Texpand = unknown> = Required<VisitsRecord> & BaseSystemFields<Texpand>
export type WebhookCallsResponse<Texpand = unknown> = Required<WebhookCallsRecord> & BaseSystemFields<Texpand>
export type WebhooksResponse<Texpand = unknown> = Required<WebhooksRecord> & BaseSystemFields<Texpand>
export type WorkersResponse<Tkeywords = unknown, Texpand = unknown> = Required<WorkersRecord<Tkeywords>> & BaseSystemFields<Texpand>

// Types containing all Records and Responses, useful for creating typing helper functions

export type CollectionRecords = {
	_authOrigins: AuthoriginsRecord
	_externalAuths: ExternalauthsRecord
	_mfas: MfasRecord
	_otps: OtpsRecord
	_superusers: SuperusersRecord
	callbacks: CallbacksRecord
	campaigns: CampaignsRecord
	complaints: ComplaintsRecord
	consents: ConsentsRecord
	contacts: ContactsRecord
	dockings: DockingsRecord
	events: EventsRecord
	fields: FieldsRecord
	holidays: HolidaysRecord
	job_runs: JobRunsRecord
	match_queue: MatchQueueRecord
	matches: MatchesRecord
	members: MembersRecord
	messages: MessagesRecord
	needs: NeedsRecord
	notices: NoticesRecord
	notifications: NotificationsRecord
	offers: OffersRecord
	org_joins: OrgJoinsRecord
	orgs: OrgsRecord
	outbox: OutboxRecord
	regions: RegionsRecord
	reviews: ReviewsRecord
	saved_views: SavedViewsRecord
	settings: SettingsRecord
	staff: StaffRecord
	suspensions: SuspensionsRecord
	synonyms: SynonymsRecord
	teams: TeamsRecord
	used_links: UsedLinksRecord
	visits: VisitsRecord
	webhook_calls: WebhookCallsRecord
	webhooks: WebhooksRecord
	workers: WorkersRecord
}

export type CollectionResponses = {
	_authOrigins: AuthoriginsResponse
	_externalAuths: ExternalauthsResponse
	_mfas: MfasResponse
	_otps: OtpsResponse
	_superusers: SuperusersResponse
	callbacks: CallbacksResponse
	campaigns: CampaignsResponse
	complaints: ComplaintsResponse
	consents: ConsentsResponse
	contacts: ContactsResponse
	dockings: DockingsResponse
	events: EventsResponse
	fields: FieldsResponse
	holidays: HolidaysResponse
	job_runs: JobRunsResponse
	match_queue: MatchQueueResponse
	matches: MatchesResponse
	members: MembersResponse
	messages: MessagesResponse
	needs: NeedsResponse
	notices: NoticesResponse
	notifications: NotificationsResponse
	offers: OffersResponse
	org_joins: OrgJoinsResponse
	orgs: OrgsResponse
	outbox: OutboxResponse
	regions: RegionsResponse
	reviews: ReviewsResponse
	saved_views: SavedViewsResponse
	settings: SettingsResponse
	staff: StaffResponse
	suspensions: SuspensionsResponse
	synonyms: SynonymsResponse
	teams: TeamsResponse
	used_links: UsedLinksResponse
	visits: VisitsResponse
	webhook_calls: WebhookCallsResponse
	webhooks: WebhooksResponse
	workers: WorkersResponse
}

// Utility types for create/update operations

type ProcessCreateAndUpdateFields<T> = Omit<{
	// Omit AutoDate fields
	[K in keyof T as Extract<T[K], IsoAutoDateString> extends never ? K : never]: 
		// Convert FileNameString to File
		T[K] extends infer U ? 
			U extends (FileNameString | FileNameString[]) ? 
				U extends any[] ? File[] : File 
			: U
		: never
}, 'id'>

// Create type for Auth collections
export type CreateAuth<T> = {
	id?: RecordIdString
	email: string
	emailVisibility?: boolean
	password: string
	passwordConfirm: string
	verified?: boolean
} & ProcessCreateAndUpdateFields<T>

// Create type for Base collections
export type CreateBase<T> = {
	id?: RecordIdString
} & ProcessCreateAndUpdateFields<T>

// Update type for Auth collections
export type UpdateAuth<T> = Partial<
	Omit<ProcessCreateAndUpdateFields<T>, keyof AuthSystemFields>
> & {
	email?: string
	emailVisibility?: boolean
	oldPassword?: string
	password?: string
	passwordConfirm?: string
	verified?: boolean
}

// Update type for Base collections
export type UpdateBase<T> = Partial<
	Omit<ProcessCreateAndUpdateFields<T>, keyof BaseSystemFields>
>

// Get the correct create type for any collection
export type Create<T extends keyof CollectionResponses> =
	CollectionResponses[T] extends AuthSystemFields
		? CreateAuth<CollectionRecords[T]>
		: CreateBase<CollectionRecords[T]>

// Get the correct update type for any collection
export type Update<T extends keyof CollectionResponses> =
	CollectionResponses[T] extends AuthSystemFields
		? UpdateAuth<CollectionRecords[T]>
		: UpdateBase<CollectionRecords[T]>

// Type for usage with type asserted PocketBase instance
// https://github.com/pocketbase/js-sdk#specify-typescript-definitions

export type TypedPocketBase = {
	collection<T extends keyof CollectionResponses>(
		idOrName: T
	): RecordService<CollectionResponses[T]>
} & PocketBase
