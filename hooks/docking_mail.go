package hooks

import (
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// dockingMail writes the mails about one docking as it stands, in the
// transaction of what caused them.
type dockingMail struct {
	tx     core.App
	d      domain.Docking
	words  store.DockingNames
	names  *store.Names
	site   digest.Site
	secret []byte
}

func newDockingMail(tx core.App, r *core.Record) (*dockingMail, error) {
	l := &dockingMail{tx: tx, d: store.Docking(r), site: siteOf(tx)}
	var err error
	if l.words, err = store.DockingNamesOf(tx, r.Id); err != nil {
		return nil, err
	}
	if l.names, err = store.NamesOf(tx); err != nil {
		return nil, err
	}
	l.secret, err = store.MailSecret(tx)
	return l, err
}

// title of the case, for who stands on no side.
func (l *dockingMail) title() string {
	if l.words.Need != "" {
		return l.words.Need
	}
	return l.words.Offer
}

// seenBy words the docking for a side or the broker: what they may see of the
// other side now.
func (l *dockingMail) seenBy(as docking.Audience) digest.DockingData {
	d := digest.DockingData{Site: l.site, URL: "/me/dockings/" + l.d.ID, Title: l.title(), Why: l.words.Why,
		Due: inZone(l.d.Due), Lapse: inZone(l.d.Lapse), Outcome: l.d.Outcome.Kind, Contract: l.d.Outcome.Contract}
	switch as {
	case docking.TellNeed:
		d.Who, d.Place = l.words.Provider, l.names.Place(l.d.SupplyRegion).Name
		if l.words.Need != "" {
			d.Theirs = l.words.Offer
		}
	case docking.TellSupply:
		d.Place = l.names.Place(l.d.Region).Name
		if !l.words.Masked || l.d.Opened() {
			d.Who = l.words.Org
		}
		if l.words.Offer != "" {
			d.Title, d.Theirs = l.words.Offer, l.words.Need
		}
	default:
		d.URL, d.Who = caseURL(l.d.ID), bothSides(l.words.Org, l.words.Provider)
	}
	return d
}

// caseURL is the page of a case at the desk.
func caseURL(id string) string { return "/staff/cases/" + id }

// bothSides words the two sides of a case.
func bothSides(org, provider string) string {
	return strings.Trim(org+" ↔ "+provider, " ↔")
}

// inZone brings a time into the portal's zone; zero stays zero.
func inZone(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

// accepted tells whether a side has said yes.
func (l *dockingMail) accepted(as docking.Audience) bool {
	return as == docking.TellNeed && !l.d.NeedAccepted.IsZero() || as == docking.TellSupply && !l.d.SupplyAccepted.IsZero()
}

// send tells one account, in the portal and by mail as it wishes. turn tells it
// from an earlier one of its kind. Whoever has no confirmed address gets no mail:
// the broker's call list has them.
func (l *dockingMail) send(kind digest.Kind, to listener, turn string, data digest.DockingData) error {
	account := to.Account
	data.Recipient = account.GetString("name")
	if to.As != docking.TellBroker && !l.d.Lapse.IsZero() {
		if token := digest.AnswerToken(l.d.ID, account.Id, string(to.As), l.d.Lapse, l.secret); token != "" {
			data.Answer = "/a/" + token
		}
	}
	data.Message, data.Note = withoutDetails(data.Message), withoutDetails(data.Note)
	mail, err := digest.Docking(kind, data)
	if err != nil {
		return fmt.Errorf("compose %s: %w", kind, err)
	}
	return inform(l.tx, account, notice{kind: string(kind), title: mail.Subject, url: data.URL,
		key: dockingKey(l.d.ID, account.Id) + string(kind) + ":" + turn, mail: func() (digest.Mail, error) { return mail, nil }})
}

// mailable tells whether an account has a confirmed address. Accounts of the desk
// are made by invitation to theirs.
func mailable(account *core.Record) bool {
	return account.Email() != "" && (account.Verified() || account.Collection().Name == "staff")
}

// dockingKey is how the keys of all mails about a docking to one account begin.
func dockingKey(id, account string) string { return "docking:" + id + ":" + account + ":" }

// withoutDetails takes contact details out of what people wrote: no mail holds any, also
// when both sides may see them in the portal.
func withoutDetails(s string) string {
	s, _ = text.MaskContacts("", s)
	if _, _, _, found := text.FindContact(s); found {
		return "（内容请登录后查看）"
	}
	return s
}
