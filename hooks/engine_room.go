package hooks

import (
	"context"
	"net/http"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindEngineRoom binds what those who answer for the whole site see of jobs and
// mails: staff act, leaders look. Whoever answers for a part of it alone sees
// neither, since mails and jobs know no regions; they see whom of their own
// people no mail reaches.
func bindEngineRoom(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/staff/jobs", guard(showJobs))
		e.Router.POST("/api/portal/staff/jobs/{name}/run", guard(startJob))
		e.Router.GET("/api/portal/staff/outbox", guard(showOutbox))
		e.Router.POST("/api/portal/staff/outbox/requeue", guard(requeueMails))
		e.Router.POST("/api/portal/staff/outbox/{id}/requeue", guard(requeueMail))
		e.Router.POST("/api/portal/staff/mail/test", guard(sendTestMail))
		e.Router.GET("/api/portal/staff/suspensions", guard(showSuspensions))
		e.Router.POST("/api/portal/staff/suspensions/{id}/lift", guard(liftSuspension))
		return e.Next()
	})
	app.OnRecordUpdateRequest("outbox").BindFunc(freshQueue)
}

// keeper lets those pass who answer for the whole site; acting, not leaders.
func keeper(e *core.RequestEvent, acts bool) (domain.Actor, error) {
	actor := actorOf(e)
	switch actor.Role {
	case domain.Staff, domain.Leader, domain.Superuser:
		if actor.Answers(store.SettingText(e.App, "site.region")) && !(acts && actor.Role == domain.Leader) {
			return actor, nil
		}
	case domain.Visitor:
		return actor, signInFirst()
	}
	return actor, domain.Errorf(domain.Forbidden, "not_allowed")
}

// freshQueue makes a mail that a superuser sets to "queued" in the admin UI one
// that is tried at once and from the beginning.
func freshQueue(e *core.RecordRequestEvent) error {
	if now := e.Record.GetString("state"); now == store.MailQueued && e.Record.Original().GetString("state") != now {
		at := store.Stamp(time.Now())
		e.Record.Load(map[string]any{"attempts": 0, "next_at": at, "requeued_at": at, "leased_until": ""})
		breakerOf(e.App).reset()
	}
	return e.Next()
}

// jobView is a job as the page of jobs shows it.
type jobView struct {
	Name     string         `json:"name"`
	Label    string         `json:"label"`
	NextAt   string         `json:"next_at"`
	Started  string         `json:"started"`
	Finished string         `json:"finished"`
	Result   string         `json:"result"` // running, ok, failed; empty: it never ran
	Counts   map[string]int `json:"counts"`
	Said     string         `json:"said"` // the counts in Chinese
	Error    string         `json:"error"`
}

func showJobs(e *core.RequestEvent) error {
	if _, err := keeper(e, false); err != nil {
		return err
	}
	now, views := time.Now(), []jobView{}
	for _, j := range jobs() {
		s, err := scheduleOf(j)
		if err != nil {
			return err
		}
		last, ran, err := store.LastRun(e.App, j.name)
		if err != nil {
			return err
		}
		v := jobView{Name: j.name, Label: j.label, NextAt: s.Next(now).UTC().Format(time.RFC3339), Counts: map[string]int{}}
		if ran {
			v.Started, v.Result, v.Error = last.Started.UTC().Format(time.RFC3339), last.Result, last.Error
			if !last.Finished.IsZero() {
				v.Finished = last.Finished.UTC().Format(time.RFC3339)
			}
			if last.Counts != nil {
				v.Counts = last.Counts
			}
			v.Said = countsText(last.Counts)
		}
		views = append(views, v)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, views)
}

// startJob runs a job now, beside the request: through the scheduler where it
// runs, so that it never runs twice at once.
func startJob(e *core.RequestEvent) error {
	actor, err := keeper(e, true)
	if err != nil {
		return err
	}
	name := e.Request.PathValue("name")
	if _, err := findJob(name); err != nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	if err := store.Event(e.App, actor, "job_runs", name, "run", "", "", nil); err != nil {
		return err
	}
	for _, j := range e.App.Cron().Jobs() {
		if j.Id() == name {
			go j.Run()
			return e.NoContent(http.StatusAccepted)
		}
	}
	if _, err := runJob(context.WithoutCancel(e.Request.Context()), e.App, name, time.Now()); err != nil {
		e.App.Logger().Error("job failed", "job", name, "error", err)
	}
	return e.NoContent(http.StatusAccepted)
}

func showOutbox(e *core.RequestEvent) error {
	if _, err := keeper(e, false); err != nil {
		return err
	}
	group := e.Request.URL.Query().Get("state")
	if group == "" {
		group = "failed"
	}
	if store.MailStates[group] == nil {
		return domain.FieldErrors{"state": domain.Errorf(domain.Invalid, "unknown_choice")}.Err()
	}
	page := pageAsked(e)
	const perPage = 50
	items, err := store.Mails(e.App, group, perPage, int64(page-1)*perPage)
	if err != nil {
		return err
	}
	for i, m := range items {
		items[i].To, items[i].ToName = maskAddress(m.To), store.Mask(m.ToName)
		items[i].NextAt, items[i].SentAt, items[i].Created = rfc(m.NextAt), rfc(m.SentAt), rfc(m.Created)
		if m.Kind == "system" || m.Kind == "invite" {
			items[i].Subject = "" // what somebody asked for about their account is theirs
		}
	}
	counts, err := store.MailCounts(e.App)
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, map[string]any{"counts": counts, "page": page, "per_page": perPage, "total": counts[group], "items": items,
		"smtp": e.App.Settings().SMTP.Enabled, "paused": !breakerOf(e.App).allows(time.Now())})
}

// maskAddress leaves the first letter of the mailbox and the host.
func maskAddress(address string) string {
	for i := len(address) - 1; i >= 0; i-- {
		if address[i] == '@' {
			return store.Mask(address[:i]) + address[i:]
		}
	}
	return store.Mask(address)
}

func requeueMails(e *core.RequestEvent) error {
	actor, err := keeper(e, true)
	if err != nil {
		return err
	}
	var in struct {
		State string `json:"state"` // failed or unsure
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	n, err := requeueGroup(e.App, actor, in.State, time.Now())
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]int{"requeued": n})
}

func requeueMail(e *core.RequestEvent) error {
	actor, err := keeper(e, true)
	if err != nil {
		return err
	}
	id := e.Request.PathValue("id")
	err = e.App.RunInTransaction(func(tx core.App) error {
		n, err := store.Requeue(tx, dbx.HashExp{"id": id}, time.Now())
		if err != nil {
			return err
		}
		if n == 0 {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		return store.Event(tx, actor, "outbox", id, "requeue", "", "", nil)
	})
	if err != nil {
		return err
	}
	breakerOf(e.App).reset()
	return e.NoContent(http.StatusNoContent)
}

// sendTestMail sends a test mail: staff to themselves, superusers to whom they say.
func sendTestMail(e *core.RequestEvent) error {
	actor, err := keeper(e, true)
	if err != nil {
		return err
	}
	to := e.Auth.Email()
	if actor.Role == domain.Superuser {
		var in struct {
			To string `json:"to"`
		}
		if err := e.BindBody(&in); err != nil {
			return domain.Errorf(domain.Invalid, "invalid_json")
		}
		if in.To != "" {
			if to, err = checkedAddress(in.To); err != nil {
				return err
			}
		}
	}
	return e.JSON(http.StatusOK, testMail(e.Request.Context(), e.App, to))
}

// showSuspensions lists whom of the desk's own people no mail reaches.
func showSuspensions(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role != domain.Leader {
		if _, err := deskOnly(e); err != nil {
			return err
		}
	}
	rows, err := store.Suspensions(e.App, actor.Region, 200)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Since = rfc(rows[i].Since)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, rows)
}

// liftSuspension lets mails go to an address again: somebody has talked to the
// person, and the address is right.
func liftSuspension(e *core.RequestEvent) error {
	actor, err := deskOnly(e)
	if err != nil {
		return err
	}
	s, err := e.App.FindRecordById("suspensions", e.Request.PathValue("id"))
	if err != nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	m, err := e.App.FindRecordById("members", s.GetString("member"))
	if err != nil && actor.Role != domain.Superuser || err == nil && !actor.Answers(m.GetString("region")) {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		did, err := store.LiftSuspension(tx, s.GetString("email"), actor, time.Now())
		if err != nil {
			return err
		}
		if !did {
			return domain.Errorf(domain.Conflict, "already_decided")
		}
		if err := store.Event(tx, actor, "members", s.GetString("member"), "mail_resumed", "", "", nil); err != nil {
			return err
		}
		return e.NoContent(http.StatusNoContent)
	})
}
