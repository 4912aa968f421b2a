package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/robfig/cron/v3"

	"kejiyun/internal/store"
)

// scheduleOf reads a job's times, in zone.
func scheduleOf(j job) (cron.Schedule, error) {
	s, err := cron.ParseStandard("CRON_TZ=" + zoneName + " " + j.spec)
	if err != nil {
		return nil, fmt.Errorf("schedule of job %s: %w", j.name, err)
	}
	return s, nil
}

// missed tells whether a job's time has come while no process was there to run
// it: it is then run once, however often its time has come. A job that never ran
// has missed nothing, and one that runs every few seconds does so anyway.
func missed(j job, s cron.Schedule, last store.Run, ran bool, now time.Time) bool {
	if _, often := s.(cron.ConstantDelaySchedule); often || !ran {
		return false
	}
	return s.Next(last.Started.In(zone)).Before(now)
}

// overdue tells whether a job is to be run at the start of the process.
func overdue(app core.App, j job, s cron.Schedule, now time.Time) (bool, error) {
	last, ran, err := store.LastRun(app, j.name)
	if err != nil {
		return false, err
	}
	return missed(j, s, last, ran, now) || j.name == "rematch" && unfinished(app, now), nil
}
