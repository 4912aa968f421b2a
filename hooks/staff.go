package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindStaff binds what staff do with accounts: invite colleagues, confirm
// members, verify workers and orgs, look up a contact.
func bindStaff(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/staff/invite", guard(inviteStaff))
		e.Router.POST("/api/portal/members/{id}/confirm", guard(confirmMember))
		e.Router.GET("/api/portal/members/{id}/contact", guard(lookUpContact))
		e.Router.POST("/api/portal/orgs/{id}/verify", guard(func(e *core.RequestEvent) error { return verify(e, "orgs") }))
		e.Router.POST("/api/portal/workers/{id}/verify", guard(func(e *core.RequestEvent) error { return verify(e, "workers") }))
		return e.Next()
	})
}

// invitation is the body of POST /api/portal/staff/invite.
type invitation struct {
	Email  string `json:"email"`
	Name   string `json:"name"`
	Role   string `json:"role"`
	Region string `json:"region"`
}

func (in *invitation) check(app core.App, actor domain.Actor) error {
	bad := domain.FieldErrors{}
	kind, email := domain.LoginKind(in.Email)
	if kind != "email" {
		bad.Add("email", "email_invalid")
	}
	in.Email, in.Name = email, posting.CleanLine(in.Name)
	if in.Name == "" {
		bad.Add("name", "required")
	} else if len([]rune(in.Name)) > 40 {
		bad.Add("name", "too_long", "max", 40)
	}
	if !slices.Contains(domain.StaffRoles, domain.Role(in.Role)) {
		bad.Add("role", "unknown_choice")
	}
	if !exists(app, "regions", in.Region) {
		bad.Add("region", "region_unknown")
	} else if !actor.Answers(in.Region) {
		bad.Add("region", "not_allowed")
	}
	return bad.Err()
}

// inviteStaff makes a staff account nobody can sign in to yet and mails a link
// by which the invited person sets the first password. Inviting again sends the
// link again; an account in use is left alone.
func inviteStaff(e *core.RequestEvent) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	if actor.Role == domain.Broker {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	var in invitation
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if err := in.check(e.App, actor); err != nil {
		return err
	}
	err = e.App.RunInTransaction(func(tx core.App) error {
		account, err := tx.FindAuthRecordByEmail("staff", in.Email)
		if err == nil {
			if account.Verified() || !actor.Answers(account.GetString("region")) {
				return domain.FieldErrors{"email": domain.Errorf(domain.Conflict, "staff_exists")}.Err()
			}
		} else {
			c, err := tx.FindCachedCollectionByNameOrId("staff")
			if err != nil {
				return err
			}
			account = core.NewRecord(c)
			account.SetEmail(in.Email)
			account.SetPassword("Invited-" + security.RandomString(30) + "1a")
		}
		account.Load(map[string]any{"name": in.Name, "role": in.Role, "region": in.Region, "mfa": true, "active": true})
		if err := tx.Save(store.By(account, actor)); err != nil {
			return fmt.Errorf("invite staff: %w", err)
		}
		return queueInvitation(tx, account, e.Auth)
	})
	if err != nil {
		return err
	}
	return e.NoContent(202)
}

// confirmMember marks an account as confirmed: staff have called the number, or
// know the person.
func confirmMember(e *core.RequestEvent) error {
	actor, member, err := memberInRegion(e)
	if err != nil {
		return err
	}
	if member.Verified() {
		return domain.Errorf(domain.Conflict, "already_decided")
	}
	member.SetVerified(true)
	if err := e.App.Save(store.By(member, actor)); err != nil {
		return fmt.Errorf("confirm member: %w", err)
	}
	return e.NoContent(204)
}

// memberInRegion finds the member of a desk route, or says that there is none.
func memberInRegion(e *core.RequestEvent) (domain.Actor, *core.Record, error) {
	actor, err := deskOnly(e)
	if err != nil {
		return actor, nil, err
	}
	m, err := e.App.FindRecordById("members", e.Request.PathValue("id"))
	if err != nil || !actor.Answers(m.GetString("region")) || !m.GetDateTime("deleted_at").IsZero() {
		return actor, nil, domain.Errorf(domain.NotFound, "not_found")
	}
	return actor, m, nil
}

// lookUpContact shows staff how to reach a member; every look is an event.
func lookUpContact(e *core.RequestEvent) error {
	actor, member, err := memberInRegion(e)
	if err != nil {
		return err
	}
	if err := store.Event(e.App, actor, "members", member.Id, "contact_seen", "", "", nil); err != nil {
		return err
	}
	out := map[string]string{"name": member.GetString("name"), "email": member.Email(), "phone": member.GetString("phone"), "wechat": "", "best_time": ""}
	if c, err := e.App.FindFirstRecordByFilter("contacts", "member = {:m}", dbx.Params{"m": member.Id}); err == nil {
		for _, column := range []string{"phone", "email", "wechat", "best_time"} {
			if v := c.GetString(column); v != "" {
				out[column] = v
			}
		}
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(200, out)
}

// verify notes what staff found out about a worker or an org.
func verify(e *core.RequestEvent, collection string) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	var in struct {
		Verify string `json:"verify"`
		Note   string `json:"note"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if actor.Role == domain.Broker {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	if !slices.Contains([]string{"unit", "association", "refused"}, in.Verify) {
		return domain.FieldErrors{"verify": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	if in.Note = posting.CleanText(in.Note); in.Verify == "refused" && in.Note == "" {
		return domain.FieldErrors{"note": domain.Errorf(domain.Invalid, "note_required")}.Err()
	} else if len([]rune(in.Note)) > 300 {
		return domain.FieldErrors{"note": domain.Errorf(domain.Invalid, "too_long", "max", 300)}.Err()
	}
	r, err := e.App.FindRecordById(collection, e.Request.PathValue("id"))
	if err != nil || !actor.Answers(r.GetString("region")) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	r.Load(map[string]any{"verify": in.Verify, "verify_note": in.Note, "verified_at": types.NowDateTime()})
	if actor.Role == domain.Staff {
		r.Set("verified_by", actor.ID)
	}
	if err := e.App.Save(store.By(r, actor)); err != nil {
		return fmt.Errorf("verify %s: %w", collection, err)
	}
	return e.JSON(200, map[string]string{"verify": in.Verify})
}
