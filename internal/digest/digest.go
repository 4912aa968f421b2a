// Package digest composes mails from values: the digest of matches that a member
// gets once per period, and the system's mails (verification, reset, notices …).
// It never sends, reads no clock and looks nothing up: what it is given is all it
// knows, and it is never given a contact detail of anybody but the association.
//
// Every mail has an HTML and a text part that say the same. Period and Due say
// when a digest is due, exactly once per period; the unsubscribe
// token is a keyed hash, so that every mail to a member carries the same one.
package digest

import "time"

// MaxMatches is how many matches one digest shows at most, both directions
// together; the rest is counted and linked.
const MaxMatches = 10

// MaxSubject is the longest subject, in characters.
const MaxSubject = 60

// Mail is one composed mail. Subject and header values hold no line breaks and
// are not yet encoded for transport.
type Mail struct {
	Subject string
	HTML    string
	Text    string
	Headers map[string]string // e.g. List-Unsubscribe; never From, To, Date, Message-ID
}

// Site is the portal and those behind it, as the footer names them.
type Site struct {
	URL   string // base URL of the portal without a slash at the end
	Name  string // of the association or its portal
	Host  string // the organisation that runs it, if it is another
	Phone string // of the association's office
}

// Item is something that waits for the recipient.
type Item struct {
	Kind    string    // one of the Wait… kinds; others are left out
	Title   string    // of the posting or org
	Who     string    // join: display name of who asks; interest, question, outcome: of the other side, if it is to be seen
	Reasons []string  // returned: codes of domain.ReturnReasons
	Note    string    // returned: what the reviewer wrote
	Until   time.Time // confirm: when it would expire; interest: when the answer is due
	URL     string    // absolute, or a path in the portal
}

// The kinds of items that wait.
const (
	WaitReturned = "returned" // a posting was sent back
	WaitConfirm  = "confirm"  // a posting must be confirmed
	WaitJoin     = "join"     // somebody asks to join the recipient's org
	WaitExpired  = "expired"  // a posting has expired
	WaitDraft    = "draft"    // a posting was begun and not submitted
	WaitInterest = "interest" // somebody waits for a yes or a no
	WaitQuestion = "question" // the other side of a docking asks something
	WaitOutcome  = "outcome"  // an outcome is to be confirmed
)

// MatchItem is one new match, told from the recipient's side.
type MatchItem struct {
	Score float64 // orders the items, best first; not shown
	Need  string  // title of the need
	Offer string  // title of the offer
	Owner string  // display name of the other side
	Title string  // words for the title level, e.g. 高级职称; may be empty
	Place string  // words for the other side's place
	Why   string  // one sentence
	// Missing says in one sentence what does not fit; may be empty.
	Missing string
	URL     string // absolute, or a path in the portal
	Decline string // where one says without signing in that it does not fit; may be empty
}

// NewsItem is something the recipient was told in the portal and wants to read
// in the digest.
type NewsItem struct {
	Title string
	URL   string // absolute, or a path in the portal; may be empty
}

// PostingItem is a newly published posting the recipient may care for.
type PostingItem struct {
	Kind  string // need | offer
	Title string
	Owner string // display name
	Place string
	URL   string // absolute, or a path in the portal
}

// Input is all a digest is composed from.
type Input struct {
	Recipient    string // how the recipient is addressed; may be empty
	Site         Site
	PeriodLabel  string // e.g. 2026 年第 48 周; see PeriodLabel
	Unsubscribe  string // one-click URL (RFC 8058)
	Settings     string // URL of the page where mails are chosen
	Waiting      []Item
	NewForNeeds  []MatchItem // offers found for the recipient's needs
	NewForOffers []MatchItem // needs found for the recipient's offers
	News         []NewsItem
	Postings     []PostingItem // newly published near the recipient
	// Quiet holds codes of QuietReasons. When it is set and there is nothing
	// else to say, the mail says why (at most once a month: the caller's care).
	Quiet []string
	Now   time.Time // in the portal's zone
}
