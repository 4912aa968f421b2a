package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// Five wrong passwords for one account lock it for a quarter of an hour, from
// whatever address they came, in whatever process they were counted: the
// counter is the log of events itself.
const (
	lockAfter = 5
	lockFor   = 15 * time.Minute
)

// bindLockout counts failed sign-ins per account and logs those that succeed.
func bindLockout(app core.App) {
	app.OnRecordAuthWithPasswordRequest("members", "staff", core.CollectionNameSuperusers).BindFunc(func(e *core.RecordAuthWithPasswordRequestEvent) error {
		if err := findAsTyped(e); err != nil {
			return err
		}
		if e.Record == nil {
			return e.Next() // PocketBase answers as for a wrong password
		}
		if err := unlocked(e.App, e.Record); err != nil {
			return answer(err)
		}
		if !e.Record.ValidatePassword(e.Password) {
			if err := logAuth(e.App, e.Record, e.RealIP(), "sign_in_failed"); err != nil {
				return err
			}
		}
		return e.Next()
	})
	app.OnRecordAuthRequest("members", "staff", core.CollectionNameSuperusers).BindFunc(func(e *core.RecordAuthRequestEvent) error {
		if err := e.Next(); err != nil || e.AuthMethod == "" { // "" is a token refresh
			return err
		}
		if e.Record.Collection().Name == "members" {
			_, err := e.App.DB().Update("members", dbx.Params{"last_seen": types.NowDateTime().String()}, dbx.HashExp{"id": e.Record.Id}).Execute()
			if err != nil {
				return fmt.Errorf("note sign-in: %w", err)
			}
		}
		return logAuth(e.App, e.Record, e.RealIP(), "sign_in")
	})
}

// findAsTyped finds the account of an identity that was typed otherwise than it
// is kept: in capitals, in full-width figures, with spaces.
func findAsTyped(e *core.RecordAuthWithPasswordRequestEvent) (err error) {
	kind, login := domain.LoginKind(e.Identity)
	if e.Record != nil || kind == "" || kind == "phone" && e.Collection.Name != "members" {
		return nil
	}
	e.Record, err = findByLogin(e.App, e.Collection.Name, kind, login)
	return err
}

func logAuth(app core.App, r *core.Record, ip, action string) error {
	actor := actorFor(r)
	actor.IP = ip
	return store.Event(app, actor, r.Collection().Name, r.Id, action, "", "", nil)
}

// unlocked refuses an account with too many wrong passwords of late.
func unlocked(app core.App, r *core.Record) error {
	failed, err := failedSince(app, r, time.Now().Add(-lockFor))
	if err != nil {
		return err
	}
	if failed >= lockAfter {
		return domain.Errorf(domain.Throttled, "locked_out", "minutes", int(lockFor.Minutes()))
	}
	return nil
}

// failedSince counts the failed sign-ins of an account after the last success.
func failedSince(app core.App, r *core.Record, since time.Time) (int, error) {
	at, err := types.ParseDateTime(since)
	if err != nil {
		return 0, err
	}
	var n int
	err = app.DB().NewQuery(`SELECT COUNT(*) FROM events WHERE collection = {:c} AND record = {:r} AND action = 'sign_in_failed'
		AND at > {:since} AND at > COALESCE((SELECT MAX(at) FROM events WHERE collection = {:c} AND record = {:r} AND action IN ('sign_in', 'unlock')), '')`).
		Bind(dbx.Params{"c": r.Collection().Name, "r": r.Id, "since": at.String()}).Row(&n)
	if err != nil {
		return 0, fmt.Errorf("count failed sign-ins: %w", err)
	}
	return n, nil
}

// bindPasswords refuses passwords that are easy to guess, wherever they are set.
func bindPasswords(app core.App) {
	check := func(e *core.RecordEvent) error {
		if raw, ok := e.Record.GetRaw(core.FieldNamePassword).(*core.PasswordFieldValue); ok && raw.Plain != "" {
			role := domain.Staff
			if e.Record.Collection().Name == "members" {
				role = domain.Member
			}
			if domain.WeakPassword(raw.Plain, role) {
				code := "password_weak"
				if role == domain.Staff {
					code = "password_weak_staff"
				}
				return answer(domain.FieldErrors{"password": domain.Errorf(domain.Invalid, code)}.Err())
			}
		}
		return e.Next()
	}
	app.OnRecordCreate("members", "staff").BindFunc(check)
	app.OnRecordUpdate("members", "staff").BindFunc(check)
	app.OnRecordUpdate("staff").BindFunc(endSessions)
	app.OnRecordUpdateExecute("members", "staff").BindFunc(logPassword)
}

// endSessions signs a member of staff out everywhere when what they may do changes.
func endSessions(e *core.RecordEvent) error {
	for _, column := range []string{"active", "role", "region", "mfa"} {
		if e.Record.GetString(column) != e.Record.Original().GetString(column) {
			e.Record.RefreshTokenKey()
			break
		}
	}
	return e.Next()
}

// logPassword leaves an event for a new password, of which the log of columns says nothing.
func logPassword(e *core.RecordEvent) error {
	r := e.Record
	changed := r.GetString("password:hash") != r.Original().GetString("password:hash")
	if err := e.Next(); err != nil || !changed {
		return err
	}
	return store.Event(e.App, store.Actor(r), r.Collection().Name, r.Id, "password", "", "", nil)
}
