package store

// Masked is what stands in place of the name of an org that stays anonymous.
const Masked = "（匿名单位）"

// Owner is whose offer it is. ID is empty when the owner has no page that this
// viewer may open.
type Owner struct {
	Type       string `json:"type"` // worker, team, org
	ID         string `json:"id"`
	Name       string `json:"name"`
	TitleLevel string `json:"title_level,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Verify     string `json:"verify"`
}

// OrgRef is whose need it is; ID and Name are covered when it is anonymous.
type OrgRef struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Type     string `json:"type"`
	Industry *Ref   `json:"industry"`
	Verify   string `json:"verify"`
}

// Card is what everybody sees of a posting. Times are RFC 3339 in UTC, empty
// when there is none.
type Card struct {
	ID            string   `json:"id"`
	Kind          string   `json:"kind"`
	Title         string   `json:"title"`
	Summary       string   `json:"summary"`
	Fields        []Ref    `json:"fields"`
	Place         Place    `json:"place"`
	Cooperation   []string `json:"cooperation"`
	Status        string   `json:"status"`
	PublishedAt   string   `json:"published_at"`
	LastConfirmed string   `json:"last_confirmed"`
	Marks         Marks    `json:"marks,omitempty"`
}

// OfferCard is an offer in a list.
type OfferCard struct {
	Card
	Stage string   `json:"stage"`
	Fee   string   `json:"fee"`
	Modes []string `json:"modes"`
	Owner Owner    `json:"owner"`
}

// NeedCard is a need in a list.
type NeedCard struct {
	Card
	Budget         string `json:"budget"`
	Deadline       string `json:"deadline"`
	Urgency        string `json:"urgency"`
	ChallengeClass string `json:"challenge_class"`
	Org            OrgRef `json:"org"`
	Masked         bool   `json:"masked"` // whether the org stays anonymous to the public
}
