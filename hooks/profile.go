package hooks

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// bindProfile keeps the skill offer of a worker in step with the profile, so
// that matching and reviewing know a single kind of supply.
func bindProfile(app core.App) {
	app.OnRecordCreate("workers").BindFunc(func(e *core.RecordEvent) error {
		for column, value := range map[string]any{"availability": "open", "verify": "none", "title_level": "none", "radius": "county", "fee": "negotiable"} {
			if e.Record.GetString(column) == "" {
				e.Record.Set(column, value)
			}
		}
		if e.Record.GetInt("max_open") == 0 {
			e.Record.Set("max_open", domain.DefaultMaxOpen)
		}
		return e.Next()
	})
	app.OnRecordCreate("orgs", "teams").BindFunc(func(e *core.RecordEvent) error {
		if e.Record.GetString("verify") == "" {
			e.Record.Set("verify", "none")
		}
		return e.Next()
	})
	app.OnRecordCreate("workers").BindFunc(oneProfile)
	app.OnRecordUpdateRequest("offers").BindFunc(keepSkill)
	app.OnRecordDeleteRequest("offers").BindFunc(func(e *core.RecordRequestEvent) error {
		if e.Record.GetBool("profile") {
			return answer(domain.Errorf(domain.Forbidden, "edit_profile"))
		}
		return e.Next()
	})
	follow := func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return syncSkill(e.App, e.Record)
	}
	app.OnRecordCreateExecute("workers").BindFunc(follow)
	app.OnRecordUpdateExecute("workers").BindFunc(follow)
}

// keepSkill keeps a skill offer from being written past its profile: its texts
// change with the profile, and it goes with it.
func keepSkill(e *core.RecordRequestEvent) error {
	now, was := e.Record, e.Record.Original()
	if !was.GetBool("profile") {
		return e.Next()
	}
	bad := domain.FieldErrors{}
	for column := range skillTexts(domain.Worker{}, nil) {
		if fmt.Sprint(now.Get(column)) != fmt.Sprint(was.Get(column)) {
			bad.Add(column, "edit_profile")
		}
	}
	if err := bad.Err(); err != nil {
		return answer(err)
	}
	return e.Next()
}

// oneProfile refuses a second profile of a member.
func oneProfile(e *core.RecordEvent) error {
	if member := e.Record.GetString("member"); member != "" {
		if n, err := e.App.CountRecords("workers", dbx.HashExp{"member": member}); err != nil || n > 0 {
			if err != nil {
				return fmt.Errorf("find worker of member: %w", err)
			}
			return answer(domain.FieldErrors{"member": domain.Errorf(domain.Conflict, "worker_exists")}.Err())
		}
	}
	return e.Next()
}
