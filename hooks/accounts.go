package hooks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/mails"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindAccounts binds registering, deleting and the lock-out of members.
func bindAccounts(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/register", guard(register))
		e.Router.POST("/api/portal/me/delete", guard(deleteMe))
		return e.Next()
	})
	app.OnRecordUpdateExecute("members").BindFunc(followEmail)
	bindLockout(app)
	bindPasswords(app)
}

// followEmail brings a new address into the contacts, unless the member has
// another one there.
func followEmail(e *core.RecordEvent) error {
	before, now := e.Record.Original().Email(), e.Record.Email()
	if err := e.Next(); err != nil || before == now {
		return err
	}
	rows, err := e.App.FindAllRecords("contacts", dbx.HashExp{"member": e.Record.Id, "email": before})
	if err != nil {
		return fmt.Errorf("find contacts: %w", err)
	}
	for _, r := range rows {
		r.Set("email", now)
		if err := e.App.Save(store.By(r, store.Actor(e.Record))); err != nil {
			return fmt.Errorf("new address in contacts: %w", err)
		}
	}
	return nil
}

// registration is the body of POST /api/portal/register.
type registration struct {
	Login          string `json:"login"`
	Password       string `json:"password"`
	Name           string `json:"name"`
	Region         string `json:"region"`
	Adult          bool   `json:"adult"`
	Consent        bool   `json:"consent"`
	ConsentVersion string `json:"consent_version"`

	locale string // in which the form was read
}

// check tells what is wrong with a registration, field by field, and returns
// the kind and the normal form of the login.
func (in *registration) check(app core.App) (kind, login string, err error) {
	bad := domain.FieldErrors{}
	kind, login = domain.LoginKind(in.Login)
	if strings.TrimSpace(in.Login) == "" {
		bad.Add("login", "required")
	} else if kind == "" {
		bad.Add("login", "login_invalid")
	}
	if in.Password == "" {
		bad.Add("password", "required")
	} else if domain.WeakPassword(in.Password, domain.Member) {
		bad.Add("password", "password_weak")
	}
	in.Name = posting.CleanLine(in.Name)
	if in.Name == "" {
		bad.Add("name", "required")
	} else if len([]rune(in.Name)) > 40 {
		bad.Add("name", "too_long", "max", 40)
	}
	if in.Region == "" {
		bad.Add("region", "required")
	} else if _, err := app.FindRecordById("regions", in.Region); err != nil {
		bad.Add("region", "region_unknown")
	}
	if !in.Adult {
		bad.Add("adult", "adult_required")
	}
	if !in.Consent || in.ConsentVersion != store.Setting(app, "consent.version", "") {
		bad.Add("consent", "consent_required")
	}
	return kind, login, bad.Err()
}

// register makes a member with contacts and consent in one transaction. An
// email that has an account already gets the same answer and a mail that says
// so, lest the form tell strangers who is registered. A phone number has no
// mailbox to say it to: its owner is told on the page, behind the rate limit.
func register(e *core.RequestEvent) error {
	var in registration
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	kind, login, err := in.check(e.App)
	if err != nil {
		return err
	}
	in.locale = localeOf(e)
	member, err := newMember(e.App, in, kind, login) // hashes the password, so that a taken login takes as long
	if err != nil {
		return err
	}
	err = e.App.RunInTransaction(func(tx core.App) error {
		existing, err := findByLogin(tx, "members", kind, login)
		switch {
		case err != nil:
			return err
		case existing == nil:
			return createMember(tx, member, kind, domain.Actor{Role: domain.Visitor, IP: e.RealIP()})
		case kind == "phone":
			return domain.FieldErrors{"login": domain.Errorf(domain.Conflict, "phone_taken")}.Err()
		}
		return queueAccountExists(tx, existing)
	})
	if err != nil {
		return err
	}
	return e.JSON(202, map[string]string{"login_kind": kind})
}

// localeOf is the language in which the portal was read: it names one in every
// request of its own.
func localeOf(e *core.RequestEvent) string {
	if e.Request.Header.Get("Accept-Language") == "en" {
		return "en"
	}
	return "zh-CN"
}

// findByLogin finds the account with an email or phone; nil when there is none.
func findByLogin(app core.App, collection, kind, login string) (*core.Record, error) {
	r, err := app.FindFirstRecordByFilter(collection, kind+" = {:login}", dbx.Params{"login": login})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find %s by %s: %w", collection, kind, err)
	}
	return r, nil
}

// newMember is the member a registration asks for, not yet saved.
func newMember(app core.App, in registration, kind, login string) (*core.Record, error) {
	c, err := app.FindCachedCollectionByNameOrId("members")
	if err != nil {
		return nil, err
	}
	now := types.NowDateTime()
	member := core.NewRecord(c)
	member.Load(map[string]any{
		"name": in.Name, "region": in.Region, "locale": in.locale, "digest": "weekly", "digest_weekday": 2, "digest_hour": "08:30",
		"reco_on": true, "digest_period": digest.Passed("weekly", 2, "08:30", now.Time().In(zone)), "consent_version": in.ConsentVersion, "consent_at": now, "adult_at": now,
	})
	member.Set(kind, login)
	if c.Fields.GetByName(kind).ValidateValue(context.Background(), app, member) != nil {
		return nil, domain.FieldErrors{"login": domain.Errorf(domain.Invalid, "login_invalid")}.Err()
	}
	member.SetPassword(in.Password)
	return member, nil
}

// createMember saves a member with contacts, consent and, for an email, the mail
// that asks to verify it.
func createMember(tx core.App, member *core.Record, kind string, actor domain.Actor) error {
	if err := tx.Save(store.By(member, actor)); err != nil {
		return fmt.Errorf("create member: %w", err)
	}
	if err := addRecord(tx, "contacts", actor, map[string]any{"member": member.Id, kind: member.GetString(kind)}); err != nil {
		return err
	}
	err := addRecord(tx, "consents", actor, map[string]any{"member": member.Id, "purpose": "privacy", "version": member.GetString("consent_version"),
		"given_at": member.GetDateTime("consent_at"), "how": "ticked", "ip": actor.IP})
	if err != nil || kind != "email" {
		return err
	}
	if err := mails.SendRecordVerification(tx, member); err != nil { // into the outbox, in this transaction
		return fmt.Errorf("verification mail: %w", err)
	}
	return nil
}

// addRecord saves a new record of a collection.
func addRecord(app core.App, collection string, actor domain.Actor, values map[string]any) error {
	c, err := app.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(values)
	if err := app.Save(store.By(r, actor)); err != nil {
		return fmt.Errorf("create %s: %w", collection, err)
	}
	return nil
}
