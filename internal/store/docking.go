package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Docking reads a record of dockings.
func Docking(r *core.Record) domain.Docking {
	d := domain.Docking{ID: r.Id, Need: r.GetString("need"), Offer: r.GetString("offer"), Org: r.GetString("org"), Worker: r.GetString("worker"),
		Team: r.GetString("team"), Supplier: r.GetString("supplier"), Region: r.GetString("region"), SupplyRegion: r.GetString("supply_region"),
		Message: r.GetString("message"), LeftDays: r.GetInt("left_days"), LapseLeft: r.GetInt("lapse_left"), FollowedUp: r.GetInt("followed_up"),
		Revived: r.GetBool("revived"), Created: Time(r, "created"), Updated: Time(r, "updated"),
		Outcome: domain.Outcome{Kind: r.GetString("outcome"), Contract: r.GetString("contract_type"), Amount: r.GetFloat("amount"),
			Signed: Time(r, "signed_at"), Registration: r.GetString("registration_no"), RegisteredAmount: r.GetFloat("registered_amount"),
			Hours: r.GetFloat("hours"), People: r.GetInt("people")}}
	for column, to := range dockingTexts(&d) {
		*to = r.GetString(column)
	}
	for column, to := range dockingTimes(&d) {
		*to = Time(r, column)
	}
	return d
}

// SetDocking writes what a step may change of a docking into its record. The
// parties stay as they are.
func SetDocking(r *core.Record, d domain.Docking) {
	for column, from := range dockingTexts(&d) {
		r.Set(column, *from)
	}
	for column, from := range dockingTimes(&d) {
		setTime(r, column, *from)
	}
	r.Load(map[string]any{"left_days": d.LeftDays, "lapse_left": d.LapseLeft, "followed_up": d.FollowedUp, "revived": d.Revived,
		"outcome": d.Outcome.Kind, "contract_type": d.Outcome.Contract, "amount": d.Outcome.Amount, "registration_no": d.Outcome.Registration,
		"registered_amount": d.Outcome.RegisteredAmount, "hours": d.Outcome.Hours, "people": d.Outcome.People})
	setTime(r, "signed_at", d.Outcome.Signed)
}

// SetParties writes who meets in a docking: of a new one alone.
func SetParties(r *core.Record, d domain.Docking) {
	r.Load(map[string]any{"need": d.Need, "offer": d.Offer, "org": d.Org, "worker": d.Worker, "team": d.Team, "supplier": d.Supplier,
		"region": d.Region, "supply_region": d.SupplyRegion, "message": d.Message})
}

// setTime writes a date column; the zero time empties it.
func setTime(r *core.Record, column string, t time.Time) {
	if t.IsZero() {
		r.Set(column, "")
		return
	}
	r.Set(column, t)
}

// dockingTexts are the texts and codes of a docking that steps change, by column.
func dockingTexts(d *domain.Docking) map[string]*string {
	return map[string]*string{"side": &d.Side, "by": &d.By, "broker": &d.Broker, "state": &d.State, "accept_way": &d.AcceptWay, "accept_note": &d.AcceptNote,
		"asked_by": &d.AskedBy, "decline_reason": &d.DeclineReason, "decline_note": &d.DeclineNote, "fail_reason": &d.FailReason,
		"dispute_note": &d.DisputeNote, "void_reason": &d.VoidReason, "outcome_side": &d.OutcomeSide}
}

// dockingTimes are the moments of a docking, by column.
func dockingTimes(d *domain.Docking) map[string]*time.Time {
	return map[string]*time.Time{"need_accepted_at": &d.NeedAccepted, "supply_accepted_at": &d.SupplyAccepted, "due_at": &d.Due, "lapse_at": &d.Lapse,
		"stopped_at": &d.Stopped, "half_told_at": &d.HalfTold, "due_told_at": &d.DueTold, "escalated_at": &d.Escalated, "answered_at": &d.Answered,
		"outcome_at": &d.OutcomeAt, "negotiating_at": &d.Negotiating, "agreed_at": &d.Agreed, "completed_at": &d.Completed, "closed_at": &d.Closed}
}

// onHand counts the dockings of a provider or a posting that are on hand; column
// names what id is of.
func onHand(app core.App, column, id, without string) (int, error) {
	n, err := app.CountRecords("dockings", dbx.HashExp{column: id}, dbx.In("state", anys(domain.DockingsOnHand)...), dbx.NewExp("id != {:without}", dbx.Params{"without": without}))
	if err != nil {
		return 0, fmt.Errorf("count dockings of %s %s: %w", column, id, err)
	}
	return int(n), nil
}

// OnHand is how many dockings a provider has on hand, one of them left out.
func OnHand(app core.App, d domain.Docking) (int, error) {
	switch collection, id := d.Provider(); collection {
	case "workers":
		return onHand(app, "worker", id, d.ID)
	case "teams":
		return onHand(app, "team", id, d.ID)
	case "orgs":
		return onHand(app, "supplier", id, d.ID)
	}
	return 0, nil
}

// Engaged tells whether a posting is taken up by a docking; column is need or
// offer. A need stays so once it was served: it is its owner's to close it.
func Engaged(app core.App, column, id string) (bool, error) {
	states := anys(domain.DockingsOnHand)
	if column == "need" {
		states = append(states, "completed", "reviewed")
	}
	n, err := app.CountRecords("dockings", dbx.HashExp{column: id}, dbx.In("state", states...))
	if err != nil {
		return false, fmt.Errorf("count dockings of %s %s: %w", column, id, err)
	}
	return n > 0, nil
}

// DockingsOf returns the dockings with a value in a column that are in one of
// some states, oldest first.
func DockingsOf(app core.App, column, id string, states []string) ([]*core.Record, error) {
	rows := []*core.Record{}
	err := app.RecordQuery("dockings").AndWhere(dbx.HashExp{column: id}).AndWhere(dbx.In("state", anys(states)...)).OrderBy("created", "rowid").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("find dockings of %s %s: %w", column, id, err)
	}
	return rows, nil
}

// Between finds the docking of a need (or, without one, of an org) with a
// provider that has not ended; "" when there is none.
func Between(app core.App, d domain.Docking) (string, error) {
	where := dbx.HashExp{"org": d.Org, "need": d.Need, "worker": d.Worker, "team": d.Team, "supplier": d.Supplier}
	if d.Need == "" {
		where["offer"] = d.Offer
	}
	var ids []string
	err := app.DB().Select("id").From("dockings").Where(where).AndWhere(dbx.In("state", anys(append(domain.DockingInterests[:2:2], domain.DockingsOnHand...))...)).
		Limit(1).Column(&ids)
	if err != nil {
		return "", fmt.Errorf("find docking between: %w", err)
	}
	if len(ids) == 0 {
		return "", nil
	}
	return ids[0], nil
}

// Declined tells whether the asked side declined the last docking of the same need
// and offer that the same side or the association had begun, and neither record was
// changed since. Without a need, the org stands for it.
func Declined(app core.App, d domain.Docking) (bool, error) {
	var closed string
	err := app.DB().Select("COALESCE(MAX(closed_at), '')").From("dockings").
		Where(dbx.HashExp{"org": d.Org, "need": d.Need, "offer": d.Offer, "state": "declined", "side": []any{d.Side, "association"}}).Row(&closed)
	if err != nil || closed == "" {
		return false, wrapped(err, "find declined docking")
	}
	record := [2]string{"needs", d.Need}
	if d.Need == "" {
		record = [2]string{"orgs", d.Org}
	}
	changes := 0
	err = app.DB().Select("COUNT(*)").From("events").Where(dbx.HashExp{"action": "update"}).
		AndWhere(dbx.NewExp("at > {:at}", dbx.Params{"at": closed})).
		AndWhere(dbx.Or(dbx.HashExp{"collection": record[0], "record": record[1]}, dbx.HashExp{"collection": "offers", "record": d.Offer})).Row(&changes)
	return changes == 0, wrapped(err, "find changes since a docking was declined")
}

// wrapped says what was tried when something failed; nil stays nil.
func wrapped(err error, what string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// dockingOnHand says that a docking d is on hand: domain.DockingsOnHand in SQL.
var dockingOnHand = "d.state IN ('" + strings.Join(domain.DockingsOnHand, "', '") + "')"

// load is how busy a provider is, and how they answer.
type load struct {
	Provider string `db:"provider"` // id of a worker, team or org
	Open     int    `db:"open"`     // dockings on hand
	Asked    int    `db:"asked"`    // interests of orgs that were answered or lapsed
	Answered int    `db:"answered"` // those answered before they went to the broker
}

// loads reads how busy providers are; one of them, or all when id is empty. Who
// never had a docking is not among them.
func loads(app core.App, id string) (map[string]load, error) {
	where := "TRUE"
	if id != "" {
		where = "d.worker = {:id} OR d.team = {:id} OR d.supplier = {:id}"
	}
	var rows []load
	err := app.DB().NewQuery("SELECT d.worker || d.team || d.supplier AS provider, SUM(" + dockingOnHand + `) AS open,
		SUM(d.side = 'need' AND (d.answered_at != '' OR d.state = 'lapsed')) AS asked,
		SUM(d.side = 'need' AND d.answered_at != '' AND (d.escalated_at = '' OR d.escalated_at > d.answered_at)) AS answered
		FROM dockings d WHERE ` + where + " GROUP BY 1").Bind(dbx.Params{"id": id}).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read how busy providers are: %w", err)
	}
	out := make(map[string]load, len(rows))
	for _, r := range rows {
		out[r.Provider] = r
	}
	return out, nil
}

// of notes on an offer how busy its owner is.
func (l load) of(o *domain.Offer) { o.Open, o.Asked, o.Answered = l.Open, l.Asked, l.Answered }
