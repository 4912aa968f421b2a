package domain

// The codes of every enumeration, in the order in which people choose them.
var (
	UnitTypes        = []string{"enterprise", "university", "institute", "hospital", "school", "agency", "cooperative", "self_employed", "other"}
	TitleLevels      = []string{"senior", "associate_senior", "intermediate", "junior", "technician", "local_expert", "none"}
	Degrees          = []string{"doctor", "master", "bachelor", "college", "other"}
	Radii            = []string{"township", "county", "city", "province", "nation", "online"}
	Modes            = []string{"phone_advice", "online_diagnosis", "on_site", "training", "testing", "joint_rnd", "part_time"}
	Fees             = []string{"free", "cost", "negotiable", "listed"}
	Availabilities   = []string{"open", "full", "paused"}
	Verifications    = []string{"none", "unit", "association", "refused"}
	TeamKinds        = []string{"studio", "lab", "backyard", "society", "station"}
	OrgTypes         = []string{"enterprise", "institution", "cooperative", "family_farm", "social_org", "agency", "hospital", "school"}
	Scales           = []string{"micro", "small", "medium", "large"}
	OfferKinds       = []string{"skill", "service", "result"}
	NeedKinds        = []string{"service", "challenge", "talent"}
	Stages           = []string{"concept", "lab", "pilot", "prototype", "production"}
	IPRs             = []string{"none", "pending", "patent", "software", "plant_variety", "secret"}
	Cooperations     = []string{"development", "transfer", "licensing", "consulting", "service", "joint_production", "training"}
	Shares           = []string{"county", "province"}
	Budgets          = []string{"welfare", "under_1", "1_5", "5_20", "20_50", "50_100", "over_100", "negotiable"}
	Urgencies        = []string{"normal", "soon", "urgent"}
	ChallengeTypes   = []string{"bottleneck", "process", "new_product", "quality", "energy", "digital", "pests_disease", "other"}
	Anonymities      = []string{"named", "masked"}
	DetailReaders    = []string{"members", "accepted"}
	Employments      = []string{"full_time", "flexible", "adviser"}
	Digests          = []string{"weekly", "daily", "monthly", "off"}
	PostingStatuses  = []string{"draft", "pending", "returned", "published", "paused", "unconfirmed", "expired", "engaged", "closed", "removed"}
	CloseReasons     = []string{"solved_here", "elsewhere", "dropped"}
	ComplaintReasons = []string{"false", "contact", "illegal", "outdated", "infringing", "other"}
	NoticeKinds      = []string{"news", "policy", "call"}
	ReturnReasons    = []string{"too_vague", "no_metrics", "wrong_field", "contact_in_text", "confidential", "duplicate", "not_allowed", "other"}
	DismissReasons   = []string{"too_far", "wrong_field", "solved", "no_time", "too_vague", "other"}
	Purposes         = []string{"privacy", "publish", "share_contact", "proxy"}
	ConsentWays      = []string{"ticked", "recording", "photo", "sms"}
	Schemes          = []string{"discipline", "industry", "speciality"}
	RegionLevels     = []string{"province", "city", "county", "township"}
	DockingStates    = []string{"expressed", "clarifying", "accepted", "negotiating", "agreed", "underway", "completed", "reviewed", "declined", "withdrawn", "lapsed", "passed_over", "failed", "disputed", "voided"}
	DockingSides     = []string{"need", "supply", "association"} // who began
	AcceptWays       = []string{"portal", "link", "phone"}
	DeclineReasons   = []string{"no_time", "wrong_field", "better", "too_little", "other"}
	Outcomes         = []string{"contract", "service", "free", "intent", "none", "referred"}
	ContractTypes    = []string{"development", "transfer", "licensing", "consulting", "service", "non_technical", "none"}
	OutcomeSides     = []string{"need", "supply", "broker"}
	MessageSides     = []string{"need", "supply", "broker", "system"}
	ReviewSides      = []string{"need", "supply"}
	VisitKinds       = []string{"call", "visit", "online", "event"}
	VisitResults     = []string{"reached", "not_reached", "later"}
	DayKinds         = []string{"holiday", "workday"}
)

// Lengths in characters of the free texts, as product.md §3 sets them.
const (
	MaxTitle       = 60
	MaxSummary     = 300
	MaxLongText    = 3000 // description, detail
	MaxShortText   = 800  // intro, advantages, metrics, tried
	MaxKeywords    = 10
	MaxKeyword     = 20
	MaxTermMonths  = 36
	DefaultMaxOpen = 3

	MaxDockingMessage = 600 // said with an interest
	MaxDeclineNote    = 300
	MaxDockingReason  = 600 // why it failed, is disputed or void; how a telephone acceptance went
	MaxMessage        = 2000
	MaxReview         = 500
	MaxVisitNote      = 1000
	MaxRegistration   = 40 // a registration number
)

// NoticePublished is the status of a notice that is out; any other is a draft.
const NoticePublished = "published"
