package hooks

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

const (
	brokerMailEvery = 3 * time.Hour       // no more than one mail of cases in that time
	brokerMailSince = 14 * 24 * time.Hour // what was escalated earlier stands in the workbench alone
)

// caseReasons say by the state why a case was given to the broker.
var caseReasons = map[string]string{"expressed": "unanswered", "clarifying": "unreplied", "negotiating": "unconfirmed"}

// tellBrokers writes to each broker about the cases given to them since the last
// such mail, all in one: an outage of the server brings no heap of mails. A
// mail's key holds the moment up to which it speaks, so that none is left out
// and none told twice, wherever a run was cut short.
func tellBrokers(app core.App, now time.Time) (int, error) {
	cases, err := store.EscalatedCases(app, now.Add(-brokerMailSince))
	if err != nil || len(cases) == 0 {
		return 0, err
	}
	brokers, err := casesByBroker(app, cases)
	if err != nil {
		return 0, err
	}
	mails := 0
	for _, id := range slices.Sorted(maps.Keys(brokers)) {
		wrote, err := tellBroker(app, id, brokers[id], now)
		if err != nil {
			return mails, err
		}
		if wrote {
			mails++
		}
	}
	return mails, nil
}

// casesByBroker gives every case to its broker; one that nobody handles to those
// who answer for its region.
func casesByBroker(app core.App, cases []store.EscalatedCase) (map[string][]store.EscalatedCase, error) {
	out, near := map[string][]store.EscalatedCase{}, map[string][]*core.Record{}
	for _, c := range cases {
		if c.Broker != "" {
			out[c.Broker] = append(out[c.Broker], c)
			continue
		}
		if _, known := near[c.Region]; !known {
			found, err := store.BrokersFor(app, c.Region)
			if err != nil {
				return nil, err
			}
			near[c.Region] = found
		}
		for _, b := range near[c.Region] {
			out[b.Id] = append(out[b.Id], c)
		}
	}
	return out, nil
}

// tellBroker queues the mail about those cases that the broker was not told of.
func tellBroker(app core.App, id string, cases []store.EscalatedCase, now time.Time) (bool, error) {
	broker, err := app.FindRecordById("staff", id)
	if err != nil {
		return false, fmt.Errorf("find broker %s: %w", id, err)
	}
	prefix := "cases:" + id + ":"
	last, at, err := store.LastTold(app, prefix)
	if err != nil || !at.IsZero() && now.Before(at.Add(brokerMailEvery)) {
		return false, err
	}
	told, _ := strconv.ParseInt(strings.TrimPrefix(last, prefix), 10, 64) // 0 before the first
	cases = slices.DeleteFunc(cases, func(c store.EscalatedCase) bool { return c.EscalatedAt().UnixMilli() <= told })
	if len(cases) == 0 {
		return false, nil
	}
	data := digest.DockingData{Recipient: broker.GetString("name"), Site: siteOf(app), URL: "/staff/today"}
	for _, c := range cases {
		told = max(told, c.EscalatedAt().UnixMilli())
		data.Cases = append(data.Cases, digest.DockingCase{Why: caseReasons[c.State], Title: c.Title, Who: bothSides(c.Org, c.Provider),
			Since: inZone(c.SinceTime()), URL: caseURL(c.ID)})
	}
	mail, err := digest.Docking(digest.DockingCases, data)
	if err != nil {
		return false, err
	}
	return true, inform(app, broker, notice{kind: string(digest.DockingCases), title: mail.Subject, url: data.URL,
		key: fmt.Sprintf("%s%014d", prefix, told), mail: func() (digest.Mail, error) { return mail, nil }})
}
