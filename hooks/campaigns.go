package hooks

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// campaignChunk is how many people are told in one transaction: constant memory,
// and nobody else waits long for the database.
const campaignChunk = 50

// runCampaigns tells the people of every campaign that runs, from where the last
// run stopped. Telling somebody again is telling them once.
func runCampaigns(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	counts := map[string]int{}
	running := []*core.Record{}
	if err := app.RecordQuery("campaigns").AndWhere(dbx.HashExp{"state": "running"}).OrderBy("rowid").Limit(50).All(&running); err != nil {
		return counts, fmt.Errorf("find campaigns: %w", err)
	}
	for _, c := range running {
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				return counts, err
			}
			var n int
			var err error
			if n, more, err = campaignStep(app, c, now); err != nil {
				return counts, fmt.Errorf("campaign %s: %w", c.Id, err)
			}
			if n > 0 {
				counts["told"] += n
			}
		}
	}
	return counts, nil
}

// campaignsQuiet: a run with nothing to send leaves no row.
func campaignsQuiet(counts map[string]int, last store.Run) bool {
	return len(counts) == 0 && last.Result == store.RunOK
}

// campaignStep tells the next people of a campaign, in one transaction with how
// far it has come; more says that there may be others.
func campaignStep(app core.App, c *core.Record, now time.Time) (told int, more bool, err error) {
	notice, err := app.FindRecordById("notices", c.GetString("notice"))
	if err != nil {
		return 0, false, err
	}
	a, err := audienceOf(app, c.GetString("audience"), c.GetString("region"), c.GetString("field"))
	if err != nil {
		return 0, false, err
	}
	ids, err := store.AudienceAfter(app, a, c.GetString("cursor"), campaignChunk)
	if err != nil {
		return 0, false, err
	}
	end := ""
	if !out(notice, now) {
		end = "stopped"
	} else if len(ids) == 0 {
		end = "done"
	}
	if end != "" {
		_, err := store.CampaignEnds(app, c.Id, end, now)
		return 0, false, err
	}
	secret, err := store.MailSecret(app)
	if err != nil {
		return 0, false, err
	}
	err = app.RunInTransaction(func(tx core.App) error {
		last := ids[len(ids)-1]
		if more, err = store.CampaignMoved(tx, c.Id, c.GetString("cursor"), last, len(ids), now); err != nil || !more {
			return err
		}
		c.Set("cursor", last)
		return eachMember(tx, ids, func(m *core.Record) error {
			told++
			return tellNotice(tx, notice, m, secret)
		})
	})
	return told, more, err
}

// out tells whether everybody may read a notice.
func out(notice *core.Record, now time.Time) bool {
	return notice.GetString("status") == domain.NoticePublished && !store.Time(notice, "published_at").After(now)
}

// audienceOf makes an audience; a field means those below it, too.
func audienceOf(app core.App, who, region, field string) (store.Audience, error) {
	a := store.Audience{Who: who, Region: region}
	if field == "" {
		return a, nil
	}
	names, err := store.NamesOf(app)
	if err != nil {
		return a, err
	}
	a.Fields = names.FieldAndBelow(field)
	return a, nil
}

// tellNotice tells one member of a notice as they wish for news.
func tellNotice(tx core.App, r *core.Record, m *core.Record, secret []byte) error {
	n := notice{kind: string(digest.CampaignKind), title: r.GetString("title"), url: "/news/" + r.Id, key: store.CampaignKey(r.Id) + m.Id}
	dead, err := store.Suspended(tx, m.Email())
	if err != nil {
		return err
	}
	if !dead {
		n.mail = func() (digest.Mail, error) { return noticeMail(tx, r, m.GetString("name"), m.Id, secret) }
	}
	return inform(tx, m, n)
}

// noticeMail composes the mail of a notice; member is an id, whose unsubscribing
// it carries.
func noticeMail(app core.App, r *core.Record, name, member string, secret []byte) (digest.Mail, error) {
	site := siteOf(app)
	return digest.Campaign(digest.Notice{Recipient: name, Site: site, Kind: r.GetString("kind"), Title: r.GetString("title"), Body: r.GetString("body"),
		URL: "/news/" + r.Id, Settings: "/me/settings#part-mails",
		Unsubscribe: strings.TrimRight(site.URL, "/") + "/u/" + digest.UnsubscribeToken(member, digest.ListCampaign, secret)})
}
