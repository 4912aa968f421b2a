package digest

import (
	"fmt"
	"slices"
	"time"
)

// Kind names one of the system's mails.
type Kind string

// The system's mails.
const (
	Verification     Kind = "verification"      // confirm the address; URL
	PasswordReset    Kind = "password_reset"    // URL
	EmailChange      Kind = "email_change"      // confirm the new address; URL
	AccountExists    Kind = "account_exists"    // somebody registered with an address that has an account; URL: reset
	StaffInvitation  Kind = "staff_invitation"  // URL, Role, Region, Inviter
	PostingReturned  Kind = "posting_returned"  // URL, Title, Reasons, Note
	PostingPublished Kind = "posting_published" // URL, Title
	PostingConfirm   Kind = "posting_confirm"   // URL, Title, Until
	PostingExpired   Kind = "posting_expired"   // URL, Title
	PostingRemoved   Kind = "posting_removed"   // Title, Note
	AccountVerified  Kind = "account_verified"  // a profile or an org was verified, or Refused; URL, Title, Note
	OTP              Kind = "otp"               // Code
	LoginAlert       Kind = "login_alert"       // somebody signed in from a new device; URL: change the password, Note: when and from where
)

// Data fills a system mail; each kind says above which fields it uses beside
// Recipient, Site and Valid.
type Data struct {
	Recipient string // how the recipient is addressed; may be empty
	Site      Site
	URL       string        // the page the button opens; absolute, or a path in the portal
	Valid     time.Duration // how long the link or code works; 0: not said
	Code      string        // OTP
	Posting   string        // need | offer
	Title     string        // of the posting
	Reasons   []string      // codes of domain.ReturnReasons
	Note      string        // what staff wrote; login_alert: when and from where
	Refused   bool          // account_verified: it was not
	Until     time.Time     // when the posting would expire
	Role      string        // code of domain.StaffRoles
	Region    string        // words for the place
	Inviter   string        // display name
}

// Kinds are all system mails.
var Kinds = []Kind{Verification, PasswordReset, EmailChange, AccountExists, StaffInvitation,
	PostingReturned, PostingPublished, PostingConfirm, PostingExpired, PostingRemoved, AccountVerified, OTP, LoginAlert}

// System composes one of the system's mails. Its error is a programmer's: an
// unknown kind, or an address or code missing. System mails cannot be
// unsubscribed from.
func System(kind Kind, d Data) (Mail, error) {
	switch {
	case !slices.Contains(Kinds, kind):
		return Mail{}, fmt.Errorf("digest: no mail of kind %q", kind)
	case kind == OTP && line(d.Code) == "":
		return Mail{}, fmt.Errorf("digest: mail %s without a code", kind)
	case kind != OTP && kind != PostingRemoved && absolute(d.Site.URL, d.URL) == "":
		return Mail{}, fmt.Errorf("digest: mail %s without an http address (%q)", kind, d.URL)
	}
	p, err := parse(systemWords, string(kind), d, d.Site, d.URL)
	if err != nil {
		return Mail{}, err
	}
	p.Hello, p.Footer = hello(d.Recipient), footer(systemWords)
	for _, b := range p.Blocks {
		if b.Sign == "" && kind != OTP { // a code must not show on a locked screen, nor its talk
			p.Preheader = b.Text
			break
		}
	}
	return write(p, map[string]string{})
}
