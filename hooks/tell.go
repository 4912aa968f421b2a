package hooks

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// siteOf names the portal and those behind it, for the footer of every mail.
func siteOf(app core.App) digest.Site {
	return digest.Site{
		URL: app.Settings().Meta.AppURL, Name: store.Setting(app, "site.name", "科技云"),
		Host: store.Setting(app, "site.host", ""), Phone: store.Setting(app, "site.phone", ""),
	}
}

// told are the mails that a step of a posting's life sends to its owners.
var told = map[string]digest.Kind{
	posting.StatusReturned:    digest.PostingReturned,
	posting.StatusPublished:   digest.PostingPublished,
	posting.StatusUnconfirmed: digest.PostingConfirm,
	posting.StatusExpired:     digest.PostingExpired,
	posting.StatusRemoved:     digest.PostingRemoved,
}

// tellOwners tells every owner about a step, in the transaction of the step.
func tellOwners(tx core.App, r *core.Record, res posting.Result) error {
	kind, ok := told[res.To]
	if !ok || !slices.Contains(res.Tell, posting.TellOwner) {
		return nil
	}
	owners, err := ownersOf(tx, r)
	if err != nil || len(owners) == 0 {
		return err
	}
	members, err := tx.FindRecordsByIds("members", owners)
	if err != nil {
		return fmt.Errorf("find owners of %s: %w", r.Id, err)
	}
	what, note := "need", r.GetString("return_note")
	if r.Collection().Name == "offers" {
		what = "offer"
	}
	if res.To == posting.StatusRemoved {
		note = r.GetString("removed_reason")
	}
	url := "/publish/" + what + "/" + r.Id
	if what == "offer" && r.GetBool("profile") {
		url = "/me/worker"
	}
	key := fmt.Sprintf("%s:%s:%d", kind, r.Id, time.Now().UnixMilli())
	for _, m := range members {
		err := inform(tx, m, notice{kind: string(kind), title: digest.Told(kind, r.GetString("title")), url: url, key: key + ":" + m.Id,
			mail: func() (digest.Mail, error) {
				open := url
				if kind == digest.PostingConfirm {
					secret, err := store.MailSecret(tx)
					if err != nil {
						return digest.Mail{}, err
					}
					open = cmp.Or(actLink(digest.ActConfirm, m.Id, r.Id, time.Now(), secret), url)
				}
				return digest.System(kind, digest.Data{Recipient: m.GetString("name"), Site: siteOf(tx), URL: open,
					Posting: what, Title: r.GetString("title"), Reasons: r.GetStringSlice("return_reasons"), Note: note, Until: store.Time(r, "valid_until")})
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// queueMail writes a composed mail for an account into the outbox.
func queueMail(app core.App, key, kind string, account *core.Record, mail digest.Mail) error {
	m := store.OutMail{Key: key, Kind: kind, To: account.Email(), ToName: account.GetString("name"),
		Subject: mail.Subject, HTML: mail.HTML, Text: mail.Text, Headers: mail.Headers}
	if account.Collection().Name == "members" {
		m.Member = account.Id
	}
	return store.Queue(app, m)
}

// queueAccountExists tells the owner of an address that somebody, probably
// they, registered with it again; at most once an hour.
func queueAccountExists(app core.App, member *core.Record) error {
	mail, err := digest.System(digest.AccountExists, digest.Data{Recipient: member.GetString("name"), Site: siteOf(app), URL: "/forgot"})
	if err != nil {
		return fmt.Errorf("compose account-exists mail: %w", err)
	}
	return queueMail(app, "exists:"+member.Id+":"+time.Now().UTC().Format("2006010215"), "system", member, mail)
}

// queueInvitation mails a new member of staff the link to set a password with.
func queueInvitation(tx core.App, account, inviter *core.Record) error {
	token, err := account.NewPasswordResetToken()
	if err != nil {
		return fmt.Errorf("invitation token: %w", err)
	}
	names, err := store.NamesOf(tx)
	if err != nil {
		return err
	}
	mail, err := digest.System(digest.StaffInvitation, digest.Data{Recipient: account.GetString("name"), Site: siteOf(tx), URL: "/staff/accept#" + token,
		Valid: time.Duration(account.Collection().PasswordResetToken.Duration) * time.Second,
		Role:  account.GetString("role"), Region: names.Place(account.GetString("region")).Name, Inviter: inviter.GetString("name")})
	if err != nil {
		return fmt.Errorf("compose invitation: %w", err)
	}
	return queueMail(tx, fmt.Sprintf("invite:%s:%d", account.Id, time.Now().UnixMilli()), "invite", account, mail)
}

// openJoins lists the requests to join an org that wait for an answer. Nobody
// is mailed about each: they stand in the digest and on the pages of everyone
// who may answer them.
func openJoins(app core.App, where dbx.Expression) ([]*core.Record, error) {
	rows := []*core.Record{}
	err := app.RecordQuery("org_joins").AndWhere(dbx.HashExp{"state": "asked"}).AndWhere(where).OrderBy("created", "rowid").Limit(100).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("find requests to join: %w", err)
	}
	return rows, nil
}
