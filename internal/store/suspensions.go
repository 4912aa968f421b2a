package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Suspension is an address that gets no mail, since a server has refused it for
// good: whoever it belongs to is to be called.
type Suspension struct {
	ID     string `db:"id" json:"id"`
	Email  string `db:"email" json:"-"`
	Member string `db:"member" json:"member"` // id
	Name   string `db:"name" json:"name"`     // of the member
	Region string `db:"region" json:"region"` // code, of the member
	Reason string `db:"reason" json:"reason"` // in Chinese, with the server's words
	Since  string `db:"since" json:"since"`
}

// Suspend stops all but security mails to an address. Suspending it twice is
// suspending it once; the latest reason stays.
func Suspend(app core.App, address, reason string, now time.Time) error {
	email := strings.ToLower(address)
	c, err := app.FindCachedCollectionByNameOrId("suspensions")
	if err != nil {
		return fmt.Errorf("suspend an address: %w", err)
	}
	r, err := app.FindFirstRecordByData("suspensions", "email", email)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		r = core.NewRecord(c)
		r.Set("email", email)
	case err != nil:
		return fmt.Errorf("suspend an address: %w", err)
	case r.GetString("lifted_at") == "":
		return nil
	}
	var member string
	err = app.DB().Select("id").From("members").Where(dbx.NewExp("email = {:a} OR email = {:b}", dbx.Params{"a": address, "b": email})).Limit(1).Row(&member)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find whose address is suspended: %w", err)
	}
	r.Load(map[string]any{"member": member, "reason": cut(oneLine(reason), 1000), "since": Stamp(now), "lifted_at": "", "lifted_by": ""})
	if err := app.Save(r); err != nil {
		return fmt.Errorf("suspend an address: %w", err)
	}
	return nil
}

// LiftSuspension lets mails go to an address again; by is nobody when a mail
// has come through. It says whether the address was suspended.
func LiftSuspension(app core.App, address string, by domain.Actor, now time.Time) (bool, error) {
	r, err := app.FindFirstRecordByData("suspensions", "email", strings.ToLower(address))
	if errors.Is(err, sql.ErrNoRows) || err == nil && r.GetString("lifted_at") != "" {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lift a suspension: %w", err)
	}
	r.Load(map[string]any{"lifted_at": Stamp(now), "lifted_by": by.ID})
	if err := app.Save(By(r, by)); err != nil {
		return false, fmt.Errorf("lift a suspension: %w", err)
	}
	return true, nil
}

// Suspensions lists the members of a region who are to be called since their
// address takes no mail, the longest waiting first. An empty region is all.
func Suspensions(app core.App, region string, limit int64) ([]Suspension, error) {
	rows := []Suspension{}
	q := app.DB().Select("s.id", "s.email", "s.member", "m.name", "m.region", "s.reason", "s.since").From("suspensions s").
		InnerJoin("members m", dbx.NewExp("m.id = s.member AND lower(m.email) = s.email AND m.deleted_at = ''")).
		Where(dbx.HashExp{"s.lifted_at": ""}).OrderBy("s.since", "s.id").Limit(limit)
	if region != "" {
		q.AndWhere(dbx.Between("m.region", region, domain.RegionLast(region)))
	}
	if err := q.All(&rows); err != nil {
		return nil, fmt.Errorf("list suspended addresses: %w", err)
	}
	return rows, nil
}

// Suspended tells whether an address takes no mail but security mails.
func Suspended(app core.App, address string) (bool, error) {
	var n int
	err := app.DB().Select("COUNT(*)").From("suspensions").Where(dbx.HashExp{"email": strings.ToLower(address), "lifted_at": ""}).Row(&n)
	if err != nil {
		return false, fmt.Errorf("look up a suspension: %w", err)
	}
	return n > 0, nil
}
