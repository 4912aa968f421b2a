package hooks

import (
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/demo"
	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// history is how far back the dockings of the sample county reach.
const history = 540 // days

// couple is a match that a story can be told of.
type couple struct {
	Need     string `db:"need"`
	Offer    string `db:"offer"`
	Org      string `db:"org"`
	Worker   string `db:"worker"`
	Team     string `db:"team"`
	Supplier string `db:"supplier"`
	Region   string `db:"region"`
	Supply   string `db:"supply_region"`
	Ours     bool   `db:"ours"` // of somebody whose password is printed
}

// storyteller makes the dockings of the sample county out of its matches. Every
// step goes through docking.Advance and the law of dockings, each at its own
// moment; only mails are left out, since nobody waits for them.
type storyteller struct {
	tx            core.App
	now           time.Time
	days          docking.Calendar
	settings      docking.Settings
	broker, staff *core.Record
	couples       []couple
	met           map[string]bool // couples that have a docking, by what it is about and the provider
	busy          map[string]bool // needs with a docking on hand
	told          int
}

// fillDockings tells every story as often as it wants and says how many there are.
func fillDockings(tx core.App, now time.Time, stories []demo.Story) (int, error) {
	s := &storyteller{tx: tx, now: now, settings: dockingSettings(tx), met: map[string]bool{}, busy: map[string]bool{}}
	if err := s.gather(); err != nil {
		return 0, err
	}
	// What is over comes first: it holds nobody's capacity.
	for _, running := range []bool{false, true} {
		for _, story := range stories {
			if story.Running != running {
				continue
			}
			for n := range story.Times {
				if err := s.tell(story, n); err != nil {
					return s.told, err
				}
			}
		}
	}
	return s.told, nil
}

func (s *storyteller) gather() (err error) {
	if s.days, err = workCalendar(s.tx); err != nil {
		return err
	}
	if s.broker, err = s.tx.FindAuthRecordByEmail("staff", "broker@demo.example"); err != nil {
		return fmt.Errorf("find broker: %w", err)
	}
	if s.staff, err = s.tx.FindAuthRecordByEmail("staff", "staff@demo.example"); err != nil {
		return fmt.Errorf("find staff: %w", err)
	}
	err = s.tx.DB().NewQuery(`SELECT m.need, m.offer, n.org, o.worker, o.team, o.org AS supplier, n.region, o.region AS supply_region,
		(EXISTS (SELECT 1 FROM workers w JOIN members a ON a.id = w.member WHERE w.id = o.worker AND a.email = 'worker@demo.example') OR
		EXISTS (SELECT 1 FROM orgs g, json_each(g.members) x JOIN members a ON a.id = x.value WHERE g.id = n.org AND a.email = 'org@demo.example')) AS ours
		FROM matches m JOIN needs n ON n.id = m.need JOIN offers o ON o.id = m.offer
		WHERE m.active = TRUE AND n.status = 'published' AND o.status = 'published' ORDER BY m.score DESC, m.id`).All(&s.couples)
	if err != nil {
		return fmt.Errorf("read matches: %w", err)
	}
	return nil
}

// tell tells a story of the next couple that it fits; every fifth of people whom
// the reader can sign in as.
func (s *storyteller) tell(story demo.Story, n int) error {
	for _, ours := range []bool{(s.told % 5) == 0, false} {
		for _, c := range s.couples {
			if ours && !c.Ours {
				continue
			}
			d := domain.Docking{Need: c.Need, Offer: c.Offer, Side: story.Side, Org: c.Org, Worker: c.Worker, Team: c.Team, Supplier: c.Supplier,
				Region: c.Region, SupplyRegion: c.Supply}
			about := c.Need
			if story.Apart {
				d.Need, about = "", c.Org
			}
			_, provider := d.Provider()
			if s.met[about+provider] || story.Running && s.busy[d.Need] {
				continue
			}
			f, err := dockingFacts(s.tx, d)
			if err != nil {
				return err
			}
			if f.Availability != "" && f.Availability != "open" || f.MaxOpen > 0 && f.OnHand >= f.MaxOpen || f.NeedGone || f.SupplyGone {
				continue
			}
			s.met[about+provider] = true
			if story.Running && d.Need != "" {
				s.busy[d.Need] = true
			}
			return s.play(story, d, s.begins(story, n))
		}
	}
	return errors.New("配出的太少，讲不完所有的故事")
}

// begins says when the n-th docking of a story began.
func (s *storyteller) begins(story demo.Story, n int) time.Time {
	lasts := story.Beats[len(story.Beats)-1].Day
	ago := lasts + n%9
	if !story.Running {
		ago = lasts + 20 + (n*history/story.Times+len(story.Beats)*37)%(history-lasts-20)
	}
	return s.now.AddDate(0, 0, -ago).Add(-time.Duration(n%7) * time.Hour)
}

// play takes the beats of a story.
func (s *storyteller) play(story demo.Story, d domain.Docking, begin time.Time) error {
	c, err := s.tx.FindCachedCollectionByNameOrId("dockings")
	if err != nil {
		return err
	}
	r, at := core.NewRecord(c), begin
	d.Message = story.Beats[0].Say
	store.SetParties(r, d)
	store.SetDocking(r, domain.Docking{Side: d.Side})
	backdate(r, "created", begin)
	for _, b := range story.Beats {
		if t := begin.AddDate(0, 0, b.Day); t.After(at) {
			at = t
		}
		if at, err = s.beat(r, b, at); err != nil {
			return fmt.Errorf("%s on day %d of a docking by %s: %w", b.Action, b.Day, story.Side, err)
		}
	}
	s.told++
	seen := store.Stamp(at)
	if story.Running {
		seen = store.Stamp(begin)
	}
	_, err = s.tx.DB().Update("dockings", dbx.Params{"need_seen_at": seen, "supply_seen_at": store.Stamp(at), "broker_seen_at": seen, "updated": store.Stamp(at)}, hash("id", r.Id)).Execute()
	return err
}

// backdate sets a date that PocketBase keeps by itself.
func backdate(r *core.Record, column string, at time.Time) {
	if stamp, err := types.ParseDateTime(at); err == nil {
		r.SetRaw(column, stamp)
	}
}

// beat takes one beat at its moment and returns when that was: nothing lapses
// before its day.
func (s *storyteller) beat(r *core.Record, b demo.Beat, at time.Time) (time.Time, error) {
	if b.Action == string(docking.Lapse) {
		d := store.Docking(r)
		if d.Lapse.After(at) {
			at = d.Lapse.Add(time.Hour)
		}
		r.Load(map[string]any{"half_told_at": d.Due.AddDate(0, 0, -3), "due_told_at": d.Due, "escalated_at": d.Due}) // what the job of reminders does
	}
	account := s.accountOf(r, b.As)
	if b.Action != "" {
		if err := s.move(r, b, at, account); err != nil {
			return at, err
		}
	}
	switch {
	case b.Visit != "":
		values := map[string]any{"broker": s.broker.Id, "docking": r.Id, "org": r.GetString("org"), "region": r.GetString("region"), "kind": "visit",
			"date": at, "result": "reached", "note": b.Visit}
		if r.GetString("state") == docking.StateNegotiating {
			values["next"], values["next_note"] = s.now.AddDate(0, 0, s.told%5-1), "再联系，看谈得怎样"
		}
		return at, s.add("visits", at, values, account)
	case b.Score > 0:
		return at, s.add("reviews", at, map[string]any{"docking": r.Id, "side": b.As, "by": account.ID, "score": b.Score, "text": b.Note}, account)
	case b.Say != "" && b.Action != string(docking.Express) && b.Action != string(docking.Introduce):
		return at, s.add("messages", at, map[string]any{"docking": r.Id, "side": b.As, "from": account.ID, "body": b.Say}, account)
	}
	return at, nil
}

// move takes a step as it was taken then.
func (s *storyteller) move(r *core.Record, b demo.Beat, at time.Time, account domain.Actor) error {
	f, err := dockingFacts(s.tx, store.Docking(r))
	if err != nil {
		return err
	}
	m := docking.Move{Docking: f, Action: docking.Action(b.Action), As: docking.Capacity(b.As), Account: account.ID, Reason: b.Reason, Note: b.Note,
		Outcome: b.Outcome, Settings: s.settings, Calendar: s.days, Now: at}
	if b.Score > 0 {
		m.Note = ""
	}
	if m.Outcome != nil && m.Outcome.Kind == "contract" {
		o := *m.Outcome
		o.Signed = at
		m.Outcome = &o
	}
	if (b.As == "need" || b.As == "supply") && account.ID == "" { // somebody without account: the broker spoke to them
		account = actorFor(s.broker)
		if m.Action == docking.Accept {
			m.As, m.For, m.Way, m.Proof, m.Note, m.Account = docking.AsBroker, b.As, "phone", true, "电话同意，录音已存档", s.broker.Id
		}
	}
	res, err := docking.Advance(m)
	if err != nil {
		return err
	}
	for _, step := range res.Steps {
		store.At(r, at)
		backdate(r, "updated", at)
		if err := saveStep(s.tx, r, account, step); err != nil {
			return err
		}
	}
	return nil
}

// accountOf finds who acts for a side; nobody for one without account.
func (s *storyteller) accountOf(r *core.Record, as string) domain.Actor {
	switch as {
	case "broker":
		return actorFor(s.broker)
	case "staff":
		return actorFor(s.staff)
	case "system":
		return domain.Actor{Role: domain.System}
	}
	members, err := store.SideMembers(s.tx, r, as)
	if err != nil || len(members) == 0 {
		return domain.Actor{Role: domain.Member}
	}
	return domain.Actor{ID: members[0], Role: domain.Member}
}

// add writes a row that belongs to a docking, as of its moment.
func (s *storyteller) add(collection string, at time.Time, values map[string]any, account domain.Actor) error {
	c, err := s.tx.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	r.Load(values)
	backdate(r, "created", at)
	backdate(r, "updated", at)
	store.At(r, at)
	if err := s.tx.Save(store.By(r, account)); err != nil {
		return fmt.Errorf("add to %s: %w", collection, err)
	}
	return nil
}
