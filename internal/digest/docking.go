package digest

import (
	"fmt"
	"slices"
	"time"
)

// The mails about a docking. Beside Recipient, Site, URL and Title each uses the
// fields named; Who and Place wherever they are known.
const (
	DockingInterest   Kind = "docking_interest"   // somebody is interested; Answer, Theirs, Message, Why, Due
	DockingIntroduced Kind = "docking_introduced" // the association brings two together; as DockingInterest
	DockingRevived    Kind = "docking_revived"    // a lapsed one is open again; Answer, Due
	DockingHalf       Kind = "docking_half"       // half of the time is over; Answer, Due
	DockingDue        Kind = "docking_due"        // the time is over; Answer, Lapse
	DockingMissed     Kind = "docking_missed"     // lapsed, told to who did not answer
	DockingLapsed     Kind = "docking_lapsed"     // lapsed, told to who waited
	DockingQuestion   Kind = "docking_question"   // the other side asks; Message
	DockingReply      Kind = "docking_reply"      // the other side has replied; Answer, Message, Due
	DockingWaits      Kind = "docking_waits"      // introduced: the other side accepted; Answer, Due
	DockingAccepted   Kind = "docking_accepted"   // both agree: contacts are open, in the portal
	DockingDeclined   Kind = "docking_declined"   // Reason, Note, Instead
	DockingPassedOver Kind = "docking_passed_over"
	DockingWithdrawn  Kind = "docking_withdrawn"
	DockingGone       Kind = "docking_gone"      // the other side closed the need or the offer
	DockingOutcome    Kind = "docking_outcome"   // an outcome to confirm; Outcome, Contract
	DockingConfirmed  Kind = "docking_confirmed" // the outcome was confirmed; Outcome, Contract
	DockingFollowUp   Kind = "docking_follow_up" // how does it go; Days
	DockingStarted    Kind = "docking_started"
	DockingCompleted  Kind = "docking_completed" // Due: until when reviews are taken
	DockingFailed     Kind = "docking_failed"    // Note
	DockingDisputed   Kind = "docking_disputed"  // Note
	DockingResumed    Kind = "docking_resumed"
	DockingVoided     Kind = "docking_voided"   // Note
	DockingMessages   Kind = "docking_messages" // Count
	DockingCases      Kind = "docking_cases"    // to a broker; Cases, Count
)

// DockingKinds are all mails about a docking.
var DockingKinds = []Kind{DockingInterest, DockingIntroduced, DockingRevived, DockingHalf, DockingDue, DockingMissed, DockingLapsed,
	DockingQuestion, DockingReply, DockingWaits, DockingAccepted, DockingDeclined, DockingPassedOver, DockingWithdrawn, DockingGone, DockingOutcome,
	DockingConfirmed, DockingFollowUp, DockingStarted, DockingCompleted, DockingFailed, DockingDisputed, DockingResumed, DockingVoided,
	DockingMessages, DockingCases}

// answering are the mails whose button answers without signing in.
var answering = []Kind{DockingInterest, DockingIntroduced, DockingRevived, DockingHalf, DockingDue, DockingReply, DockingWaits}

// MaxCases is how many cases one mail to a broker lists; the rest is counted.
const MaxCases = 20

// DockingData fills a mail about a docking. What the recipient may not see of
// the other side is left out by the caller, and so is every contact detail.
type DockingData struct {
	Recipient string // how the recipient is addressed; may be empty
	Site      Site
	URL       string // page of the docking; absolute, or a path in the portal
	Answer    string // page where one answers without signing in; may be empty
	Title     string // of the recipient's own posting, otherwise of the other side's
	Theirs    string // title of the other side's posting; may be empty
	Who       string // display name of the other side; empty: not to be seen yet
	Place     string // words for the other side's place
	Message   string // what the other side wrote
	Why       string // why the two fit, in one sentence
	Reason    string // code of DeclineReasons
	Note      string
	Instead   string // title of the next best match
	Due       time.Time
	Lapse     time.Time
	Outcome   string // code of the outcome
	Contract  string // code of the contract type
	Days      int    // since negotiating began
	Count     int    // of messages or cases
	Cases     []DockingCase
}

// DockingCase is one case that waits for a broker.
type DockingCase struct {
	Why   string // unanswered | unreplied | unconfirmed
	Title string
	Who   string // both sides, by their display names
	Since time.Time
	URL   string // absolute, or a path in the portal
}

// Docking composes a mail about a docking. Its error is a programmer's: an
// unknown kind, or no address to lead to. These mails cannot be unsubscribed
// from: each is an answer somebody waits for.
func Docking(kind Kind, d DockingData) (Mail, error) {
	if !slices.Contains(DockingKinds, kind) {
		return Mail{}, fmt.Errorf("digest: no mail of kind %q", kind)
	}
	if absolute(d.Site.URL, d.URL) == "" {
		return Mail{}, fmt.Errorf("digest: mail %s without an http address (%q)", kind, d.URL)
	}
	address := d.URL
	if !slices.Contains(answering, kind) {
		d.Answer = ""
	} else if d.Answer = absolute(d.Site.URL, d.Answer); d.Answer != "" {
		address = d.Answer
	}
	d.Count = max(d.Count, len(d.Cases))
	d.Cases = d.Cases[:min(len(d.Cases), MaxCases)]
	p, err := parse(dockingWords, string(kind), d, d.Site, address)
	if err != nil {
		return Mail{}, err
	}
	p.Hello, p.Footer = hello(d.Recipient), footer(dockingWords)
	for _, b := range p.Blocks {
		if b.Sign == "" {
			p.Preheader = b.Text
			break
		}
	}
	return write(p, map[string]string{})
}

// declineWords say why somebody declined, to the one who asked.
var declineWords = map[string]string{
	"no_time": "近来没有时间", "wrong_field": "不是自己的专长或所需", "better": "已有更合适的对象", "too_little": "信息太少，还不好判断", "other": "其他原因",
}

// outcomeWords name what came of a docking.
var outcomeWords = map[string]string{
	"contract": "签订合同", "service": "已提供服务", "free": "无偿解决", "intent": "达成意向", "referred": "转介他人", "none": "没有成果",
}

// contractWords name the contract types; none says nothing.
var contractWords = map[string]string{
	"development": "技术开发合同", "transfer": "技术转让合同", "licensing": "技术许可合同", "consulting": "技术咨询合同", "service": "技术服务合同",
	"non_technical": "非技术合同",
}

// OutcomeWords say what came of it and by which contract, if there is one.
func (d DockingData) OutcomeWords() string {
	said := or(outcomeWords[d.Outcome], "有了结果")
	if c := contractWords[d.Contract]; c != "" {
		said += "（" + c + "）"
	}
	return said
}

// ReasonWords say why the other side declined.
func (d DockingData) ReasonWords() string { return or(declineWords[d.Reason], declineWords["other"]) }

// Other words the other side: name and place, or that it is not to be seen yet.
func (d DockingData) Other() string {
	name := or(line(d.Who), "对方（同意以后才显示名称）")
	if place := line(d.Place); place != "" {
		name += " · " + place
	}
	return name
}

// More is how many cases are not listed.
func (d DockingData) More() int { return d.Count - len(d.Cases) }
