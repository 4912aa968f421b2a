package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// The results of a run.
const (
	RunRunning = "running"
	RunOK      = "ok"
	RunFailed  = "failed"
)

// Run is one run of a job. Rows are written past the record hooks: they are the
// machine's diary, nobody waits for their events.
type Run struct {
	ID       string
	Job      string
	Started  time.Time
	Finished time.Time // zero while it runs
	Result   string
	Counts   map[string]int
	Error    string
}

// StartRun writes a run that begins and returns it with its id.
func StartRun(app core.App, job string, now time.Time) (Run, error) {
	r := Run{ID: core.GenerateDefaultRandomId(), Job: job, Started: now, Result: RunRunning}
	_, err := app.DB().Insert("job_runs", dbx.Params{
		"id": r.ID, "job": job, "started": Stamp(now), "finished": "", "result": RunRunning, "counts": "null", "error": "",
	}).Execute()
	if err != nil {
		return r, fmt.Errorf("note the start of job %s: %w", job, err)
	}
	return r, nil
}

// FinishRun writes how a run ended.
func FinishRun(app core.App, r Run, now time.Time, counts map[string]int, failure error) error {
	result, why := RunOK, ""
	if failure != nil {
		result, why = RunFailed, cut(failure.Error(), 1000)
	}
	text, err := json.Marshal(counts)
	if err != nil {
		return fmt.Errorf("counts of job %s: %w", r.Job, err)
	}
	_, err = app.DB().Update("job_runs", dbx.Params{
		"finished": Stamp(now), "result": result, "counts": string(text), "error": why,
	}, dbx.HashExp{"id": r.ID}).Execute()
	if err != nil {
		return fmt.Errorf("note the end of job %s: %w", r.Job, err)
	}
	return nil
}

// LastRun returns the latest run of a job; false when it never ran.
func LastRun(app core.App, job string) (Run, bool, error) {
	var row struct {
		ID       string         `db:"id"`
		Started  string         `db:"started"`
		Finished string         `db:"finished"`
		Result   string         `db:"result"`
		Counts   sql.NullString `db:"counts"`
		Error    string         `db:"error"`
	}
	err := app.DB().Select("id", "started", "finished", "result", "counts", "error").From("job_runs").
		Where(dbx.HashExp{"job": job}).OrderBy("started DESC", "rowid DESC").Limit(1).One(&row)
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, false, nil
	}
	if err != nil {
		return Run{}, false, fmt.Errorf("last run of job %s: %w", job, err)
	}
	r := Run{ID: row.ID, Job: job, Started: parseStamp(row.Started), Finished: parseStamp(row.Finished), Result: row.Result, Error: row.Error}
	if row.Counts.Valid {
		_ = json.Unmarshal([]byte(row.Counts.String), &r.Counts) // counts are for reading; a bad one is none
	}
	return r, true, nil
}

// InterruptRuns marks the runs that an earlier process never finished.
func InterruptRuns(app core.App, now time.Time) error {
	_, err := app.DB().Update("job_runs", dbx.Params{
		"result": RunFailed, "finished": Stamp(now), "error": "任务运行途中程序退出",
	}, dbx.HashExp{"result": RunRunning}).Execute()
	if err != nil {
		return fmt.Errorf("mark interrupted jobs: %w", err)
	}
	return nil
}

// parseStamp reads what Stamp wrote; the zero time for an empty text.
func parseStamp(s string) time.Time {
	t, err := time.Parse(types.DefaultDateLayout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
