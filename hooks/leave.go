package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// deleteMe closes the caller's account: what they own closes, their dockings end
// as far as nobody else goes on with them, contacts are erased, the profile loses its name, and all sessions end. Rows that others
// rely on (events, matches) keep the bare id.
func deleteMe(e *core.RequestEvent) error {
	actor, err := memberOnly(e)
	if err != nil {
		return err
	}
	var body struct {
		Password string `json:"password"`
	}
	if err := e.BindBody(&body); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if err := unlocked(e.App, e.Auth); err != nil {
		return err
	}
	if !e.Auth.ValidatePassword(body.Password) {
		if err := logAuth(e.App, e.Auth, e.RealIP(), "sign_in_failed"); err != nil {
			return err
		}
		return domain.FieldErrors{"password": domain.Errorf(domain.Invalid, "password_wrong")}.Err()
	}
	err = e.App.RunInTransaction(func(tx core.App) error {
		if err := closeAll(tx, actor); err != nil {
			return err
		}
		if err := leaveDockings(tx, actor); err != nil {
			return err
		}
		if err := forgetContacts(tx, actor); err != nil {
			return err
		}
		if err := leaveOrgs(tx, actor); err != nil {
			return err
		}
		if err := forgetMails(tx, e.Auth); err != nil {
			return err
		}
		if err := anonymise(tx, actor); err != nil {
			return err
		}
		return eraseMember(tx, actor)
	})
	if err != nil {
		return err
	}
	return e.NoContent(204)
}

// closeAll closes the open postings that nobody but the member owns.
func closeAll(tx core.App, actor domain.Actor) error {
	for _, collection := range postings {
		var ids []string
		if err := ownedPostings(tx, collection, actor.ID).Column(&ids); err != nil {
			return fmt.Errorf("find %s of member: %w", collection, err)
		}
		for _, id := range ids {
			r, err := tx.FindRecordById(collection, id)
			if err != nil {
				return fmt.Errorf("find %s %s: %w", collection, id, err)
			}
			owners, err := ownersOf(tx, r)
			if err != nil {
				return err
			}
			if len(owners) > 1 {
				continue // colleagues go on with it
			}
			m := posting.Move{Posting: factsOf(tx, r), Action: posting.Close, As: posting.AsOwner,
				Reasons: []string{"dropped"}, Settings: postingSettings(tx), Now: time.Now(), ActorVerified: true}
			if _, err := advance(tx, r, actor, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// ownedPostings selects the ids of a member's postings that are still open.
func ownedPostings(app core.App, collection, member string) *dbx.SelectQuery {
	open := dbx.NotIn("p.status", "closed", "removed")
	q := app.DB().Select("p.id").From(collection + " p").OrderBy("p.id")
	inOrg := "EXISTS (SELECT 1 FROM orgs o, json_each(o.members) m WHERE o.id = p.org AND m.value = {:m})"
	who := dbx.NewExp(inOrg, dbx.Params{"m": member})
	if collection == "offers" {
		who = dbx.NewExp("p.worker IN (SELECT id FROM workers WHERE member = {:m}) OR p.team IN (SELECT t.id FROM teams t JOIN workers w ON w.id = t.lead WHERE w.member = {:m}) OR "+inOrg,
			dbx.Params{"m": member})
	}
	return q.Where(dbx.And(open, who))
}

func forgetContacts(tx core.App, actor domain.Actor) error {
	rows, err := tx.FindAllRecords("contacts", dbx.HashExp{"member": actor.ID})
	if err != nil {
		return fmt.Errorf("find contacts: %w", err)
	}
	for _, r := range rows {
		if err := tx.Delete(store.By(r, actor)); err != nil {
			return fmt.Errorf("erase contacts: %w", err)
		}
	}
	return nil
}

func leaveOrgs(tx core.App, actor domain.Actor) error {
	orgs, err := tx.FindRecordsByFilter("orgs", "members.id ?= {:m}", "", 0, 0, dbx.Params{"m": actor.ID})
	if err != nil {
		return fmt.Errorf("find orgs of member: %w", err)
	}
	for _, org := range orgs {
		org.Set("members-", actor.ID)
		if err := tx.Save(store.By(org, actor)); err != nil {
			return fmt.Errorf("leave org %s: %w", org.Id, err)
		}
	}
	asked, err := openJoins(tx, dbx.HashExp{"member": actor.ID})
	if err != nil {
		return err
	}
	for _, join := range asked { // nobody may let in who is gone
		if err := tx.Delete(store.By(join, actor)); err != nil {
			return fmt.Errorf("withdraw request to join: %w", err)
		}
	}
	return nil
}

// forgetMails takes back what is not sent yet and erases address and text of
// what was; the rows stay, for the figures. What is being sent right now is left.
func forgetMails(tx core.App, member *core.Record) error {
	mine := dbx.Or(dbx.HashExp{"member": member.Id}, dbx.HashExp{"to": member.Email()})
	_, err := tx.DB().Delete("outbox", dbx.And(mine, dbx.In("state", "queued", "deferred"))).Execute()
	if err == nil {
		_, err = tx.DB().Update("outbox", dbx.Params{"to": goneAddress(member.Id), "to_name": "", "html": "", "text": ""},
			dbx.And(mine, dbx.NotIn("state", "claimed", "sending"))).Execute()
	}
	if err != nil {
		return fmt.Errorf("forget mails: %w", err)
	}
	return nil
}

// goneAddress stands for the address of a closed account: an auth record keeps an identity.
func goneAddress(member string) string {
	return "deleted-" + strings.ToLower(member) + "@deleted.invalid"
}

// anonymise takes what names a person out of the member's worker profile.
func anonymise(tx core.App, actor domain.Actor) error {
	w, err := tx.FindFirstRecordByData("workers", "member", actor.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // never had a profile
	}
	if err != nil {
		return fmt.Errorf("find worker of member: %w", err)
	}
	w.Load(map[string]any{"display_name": "已注销", "real_name": "", "unit": "—", "unit_public": false, "title_name": "", "degree": "", "intro": "", "fee_note": "",
		"keywords": []string{}, "availability": "paused", "evidence": nil, "verify_note": ""})
	if err := tx.Save(store.By(w, actor)); err != nil {
		return fmt.Errorf("anonymise worker: %w", err)
	}
	return nil
}

func eraseMember(tx core.App, actor domain.Actor) error {
	m, err := tx.FindRecordById("members", actor.ID)
	if err != nil {
		return fmt.Errorf("find member: %w", err)
	}
	m.Load(map[string]any{"name": "已注销", "phone": "", "digest": "off", "reco_on": false, "deleted_at": types.NowDateTime()})
	m.SetEmail(goneAddress(m.Id))
	m.SetVerified(false)
	m.SetPassword("Gone-" + security.RandomString(24) + "1a")
	m.RefreshTokenKey()
	if err := tx.Save(store.By(m, actor)); err != nil {
		return fmt.Errorf("erase member: %w", err)
	}
	return nil
}
