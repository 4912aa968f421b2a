package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
)

// bindTelling tells people what becomes of their profile, their org and who
// wants to join it, in the transaction of the change.
func bindTelling(app core.App) {
	app.OnRecordUpdateExecute("workers", "orgs").BindFunc(func(e *core.RecordEvent) error {
		before, now := e.Record.Original().GetString("verify"), e.Record.GetString("verify")
		if err := e.Next(); err != nil || before == now || now == "" || now == "none" {
			return err
		}
		return tellVerified(e.App, e.Record)
	})
	app.OnRecordCreateExecute("org_joins").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil || e.Record.GetString("state") != "asked" {
			return err
		}
		return tellJoinAsked(e.App, e.Record)
	})
	app.OnRecordUpdateExecute("org_joins").BindFunc(func(e *core.RecordEvent) error {
		before, now := e.Record.Original().GetString("state"), e.Record.GetString("state")
		if err := e.Next(); err != nil || before == now || now == "asked" {
			return err
		}
		return tellJoinDecided(e.App, e.Record, now)
	})
}

// tellVerified tells whose profile or org it is that the desk has looked at it.
func tellVerified(tx core.App, r *core.Record) error {
	ids, name, url := []string{r.GetString("member")}, r.GetString("display_name"), "/me/worker"
	if r.Collection().Name == "orgs" {
		ids, name, url = r.GetStringSlice("members"), r.GetString("name"), "/me/org"
	}
	refused, note := r.GetString("verify") == "refused", r.GetString("verify_note")
	title := "“" + name + "”已通过核验"
	if refused {
		title = "“" + name + "”没有通过核验：" + note
	}
	key := fmt.Sprintf("%s:%s:%d:", digest.AccountVerified, r.Id, time.Now().UnixMilli())
	return eachMember(tx, ids, func(m *core.Record) error {
		return inform(tx, m, notice{kind: string(digest.AccountVerified), title: title, url: url, key: key + m.Id, mail: func() (digest.Mail, error) {
			return digest.System(digest.AccountVerified, digest.Data{Recipient: m.GetString("name"), Site: siteOf(tx), URL: url, Title: name, Note: note, Refused: refused})
		}})
	})
}

// tellJoinAsked tells all who may answer; mail they get by the digest, where it
// waits until it is answered.
func tellJoinAsked(tx core.App, join *core.Record) error {
	org, err := tx.FindRecordById("orgs", join.GetString("org"))
	if err != nil {
		return fmt.Errorf("find org of request %s: %w", join.Id, err)
	}
	return eachMember(tx, org.GetStringSlice("members"), func(m *core.Record) error {
		return notify(tx, m, "join_asked", "有人申请加入“"+org.GetString("name")+"”", "/me/org", "join_asked:"+join.Id+":"+m.Id)
	})
}

func tellJoinDecided(tx core.App, join *core.Record, state string) error {
	org, err := tx.FindRecordById("orgs", join.GetString("org"))
	if err != nil {
		return fmt.Errorf("find org of request %s: %w", join.Id, err)
	}
	title := "您加入“" + org.GetString("name") + "”的申请" + map[bool]string{true: "已同意", false: "没有通过"}[state == "accepted"]
	return eachMember(tx, []string{join.GetString("member")}, func(m *core.Record) error {
		return notify(tx, m, "join_"+state, title, "/me/org", "join_"+state+":"+join.Id)
	})
}

// eachMember calls f with every member of a list that is still there.
func eachMember(tx core.App, ids []string, f func(m *core.Record) error) error {
	members, err := tx.FindRecordsByIds("members", ids)
	if err != nil {
		return fmt.Errorf("find members to be told: %w", err)
	}
	for _, m := range members {
		if !m.GetDateTime("deleted_at").IsZero() {
			continue
		}
		if err := f(m); err != nil {
			return err
		}
	}
	return nil
}
