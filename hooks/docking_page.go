package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// dockingView is the page of a docking, as one of its sides or the desk sees it.
type dockingView struct {
	dockingCard
	NeedCard         *store.NeedCard  `json:"need_card"`
	OfferCard        *store.OfferCard `json:"offer_card"`
	Message          string           `json:"message"`
	Why              string           `json:"why"`
	Terms            []string         `json:"terms"`
	Missing          []string         `json:"missing"`
	NeedAcceptedAt   string           `json:"need_accepted_at"`
	SupplyAcceptedAt string           `json:"supply_accepted_at"`
	AcceptWay        string           `json:"accept_way"`
	DeclineReason    string           `json:"decline_reason"`
	DeclineNote      string           `json:"decline_note"`
	FailReason       string           `json:"fail_reason"`
	DisputeNote      string           `json:"dispute_note"`
	VoidReason       string           `json:"void_reason"`
	AskedBy          string           `json:"asked_by"`
	Revived          bool             `json:"revived"`
	CompletedAt      string           `json:"completed_at"`
	ReviewsUntil     string           `json:"reviews_until"`
	Outcome          *outcomeView     `json:"outcome"`
	Next             []docking.Action `json:"next"`
	ContactsOpen     bool             `json:"contacts_open"`
	Broker           *store.Ref       `json:"broker"`
	Reviews          []reviewView     `json:"reviews"`
	Timeline         []dockingEvent   `json:"timeline"`
	// Instead is the next best match of the initiator, for whom it came to nothing.
	Instead *store.MatchItem `json:"instead"`
}

// outcomeView is what came of a docking, as proposed or agreed.
type outcomeView struct {
	Outcome          string           `json:"outcome"`
	ContractType     string           `json:"contract_type"`
	Amount           float64          `json:"amount"`
	SignedAt         string           `json:"signed_at"`
	RegistrationNo   string           `json:"registration_no"`
	RegisteredAmount float64          `json:"registered_amount"`
	Hours            float64          `json:"hours"`
	People           int              `json:"people"`
	Side             string           `json:"side"` // who proposed it
	At               string           `json:"at"`   // when; confirm sends it back as seen
	AgreedAt         string           `json:"agreed_at"`
	Proof            []store.FileView `json:"proof"`
}

type reviewView struct {
	Side  string `json:"side"`
	Score int    `json:"score"`
	Text  string `json:"text"`
}

// dockingEvent is one step in the history of a docking. By says in which capacity
// it was taken, not by whom.
type dockingEvent struct {
	At     string `json:"at"`
	Action string `json:"action"`
	From   string `json:"from"`
	To     string `json:"to"`
	By     string `json:"by"` // need, supply, broker, staff, system
	Note   string `json:"note,omitempty"`
}

// dockingViewOf makes the page of a docking that is there for the viewer.
func dockingViewOf(l *store.Lens, id string) (*dockingView, error) {
	r, err := l.App.FindRecordById("dockings", id)
	if err != nil {
		return nil, err
	}
	cards, err := dockingCards(l, []*core.Record{r})
	if err != nil {
		return nil, err
	}
	card := cards[0]
	d := card.facts.Docking
	if card.facts, err = dockingFacts(l.App, d); err != nil {
		return nil, err
	}
	s := dockingSettings(l.App)
	v := &dockingView{dockingCard: card, NeedCard: card.meeting.Need, OfferCard: card.meeting.Offer, Message: d.Message, Terms: []string{}, Missing: []string{},
		NeedAcceptedAt: moment(d.NeedAccepted), SupplyAcceptedAt: moment(d.SupplyAccepted), AcceptWay: d.AcceptWay, DeclineReason: d.DeclineReason,
		DeclineNote: d.DeclineNote, FailReason: d.FailReason, DisputeNote: d.DisputeNote, VoidReason: d.VoidReason, AskedBy: d.AskedBy, Revived: d.Revived,
		CompletedAt: moment(d.Completed), ReviewsUntil: moment(s.ReviewsEnd(d.Completed)), Outcome: outcomeOf(r, d), Next: docking.Next(card.facts, card.as),
		ContactsOpen: d.Opened(), Reviews: []reviewView{}}
	for _, fill := range []func(*store.Lens, *dockingView, docking.Settings) error{fillWhy, fillBroker, fillReviews, fillTimeline, fillInstead} {
		if err := fill(l, v, s); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// outcomeOf is nil until there is one to look at.
func outcomeOf(r *core.Record, d domain.Docking) *outcomeView {
	if d.OutcomeAt.IsZero() {
		return nil
	}
	o := d.Outcome
	v := &outcomeView{Outcome: o.Kind, ContractType: o.Contract, Amount: o.Amount, RegistrationNo: o.Registration, RegisteredAmount: o.RegisteredAmount,
		Hours: o.Hours, People: o.People, Side: d.OutcomeSide, At: moment(d.OutcomeAt), AgreedAt: moment(d.Agreed), Proof: store.FilesOf(r, "proof")}
	if !o.Signed.IsZero() {
		v.SignedAt = o.Signed.In(zone).Format(time.DateOnly)
	}
	return v
}

// fillWhy says why the two match, as the matcher did.
func fillWhy(l *store.Lens, v *dockingView, _ docking.Settings) error {
	d := v.facts.Docking
	if d.Need == "" || d.Offer == "" {
		return nil
	}
	m, err := l.App.FindFirstRecordByFilter("matches", "need = {:need} && offer = {:offer}", dbx.Params{"need": d.Need, "offer": d.Offer})
	if errors.Is(err, sql.ErrNoRows) {
		return nil // brought together by hand
	}
	if err != nil {
		return fmt.Errorf("find match of docking: %w", err)
	}
	v.Why = m.GetString("why")
	return errors.Join(m.UnmarshalJSONField("terms", &v.Terms), m.UnmarshalJSONField("missing", &v.Missing))
}

func fillBroker(l *store.Lens, v *dockingView, _ docking.Settings) error {
	id := v.facts.Broker
	if id == "" {
		return nil
	}
	broker, err := l.App.FindRecordById("staff", id)
	if err != nil {
		return fmt.Errorf("find broker of docking: %w", err)
	}
	v.Broker = &store.Ref{ID: id, Name: broker.GetString("name")}
	return nil
}

// fillReviews shows a side its own review, and the other's in its time; the desk
// sees both.
func fillReviews(l *store.Lens, v *dockingView, s docking.Settings) error {
	rows, err := l.App.FindAllRecords("reviews", hash("docking", v.ID))
	if err != nil {
		return fmt.Errorf("read reviews: %w", err)
	}
	for _, r := range rows {
		side := r.GetString("side")
		if side == v.Me || v.Me == "broker" || v.Me == "desk" || s.Shown(v.facts, time.Now()) {
			v.Reviews = append(v.Reviews, reviewView{side, r.GetInt("score"), r.GetString("text")})
		}
	}
	return nil
}

// notes are the columns whose new value tells why a step was taken.
var notes = []string{"decline_note", "fail_reason", "dispute_note", "void_reason"}

// fillTimeline reads the steps of a docking out of the log.
func fillTimeline(l *store.Lens, v *dockingView, _ docking.Settings) error {
	rows := []*core.Record{}
	err := l.App.RecordQuery("events").AndWhere(dbx.HashExp{"collection": "dockings", "record": v.ID}).OrderBy("at", "rowid").All(&rows)
	if err != nil {
		return fmt.Errorf("read history of docking: %w", err)
	}
	v.Timeline = []dockingEvent{}
	for _, r := range rows {
		if r.GetString("to") == "" && !slices.Contains([]string{handOverEvent, goneEvent}, r.GetString("action")) {
			continue // looks and reminders
		}
		diff := map[string][2]any{}
		_ = r.UnmarshalJSONField("diff", &diff) // an event without one tells the rest
		ev := dockingEvent{At: moment(store.Time(r, "at")), Action: r.GetString("action"), From: r.GetString("from"), To: r.GetString("to"), By: r.GetString("actor_role")}
		if as, ok := diff["as"]; ok {
			ev.By = fmt.Sprint(as[1])
		}
		for _, column := range notes {
			if change, ok := diff[column]; ok {
				ev.Note = fmt.Sprint(change[1])
			}
		}
		v.Timeline = append(v.Timeline, ev)
	}
	return nil
}

// fillInstead finds for the initiator of a docking that came to nothing the next
// best match whom they have not met.
func fillInstead(l *store.Lens, v *dockingView, _ docking.Settings) error {
	d := v.facts.Docking
	if v.Me != d.Side || !slices.Contains([]string{docking.StateDeclined, docking.StateLapsed, docking.StatePassedOver}, d.State) {
		return nil
	}
	own, id, other := "needs", d.Need, "offer"
	if d.Side == docking.SideSupply {
		own, id, other = "offers", d.Offer, "need"
	}
	if id == "" || !recommends(l.App, l.Viewer.ID) {
		return nil
	}
	items, err := l.MatchesOf(own, id)
	if err != nil {
		return err
	}
	var met []string
	if err := l.App.DB().Select(other).From("dockings").Where(hash(own[:len(own)-1], id)).Column(&met); err != nil {
		return fmt.Errorf("read whom %s has met: %w", id, err)
	}
	for _, item := range items {
		with := item.Offer.ID
		if other == "need" {
			with = item.Need.ID
		}
		if !slices.Contains(met, with) {
			v.Instead = &item
			return nil
		}
	}
	return nil
}

// recommends tells whether a member wants to be shown matches.
func recommends(app core.App, member string) bool {
	m, err := app.FindRecordById("members", member)
	return err == nil && m.GetBool("reco_on")
}
