package store

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// Person is a worker or an org whom the desk should speak to, and about what.
type Person struct {
	Type  string   `json:"type"` // worker, org
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Place Place    `json:"place"`
	Why   []Reason `json:"why"`

	reach reach
}

// Reason is why somebody should be spoken to. Kind: answer (a docking waits for
// them), posting (a posting runs out), next (a step agreed on is due).
type Reason struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // of the docking, posting or visit
	Title string `json:"title"`
	DueAt string `json:"due_at"`
	Note  string `json:"note,omitempty"`
}

// reach is how somebody can be reached.
type reach struct {
	name, phone, bestTime string
	email                 bool
}

// reaches reads how workers and orgs can be reached: by their members' accounts
// and contacts, or by the contact that the desk wrote down. The keys are the ids.
func (l *Lens) reaches(workers, orgs map[string]*core.Record) (map[string]reach, error) {
	people := map[string][]string{} // worker or org → member ids
	members := map[string]bool{}
	for id, w := range workers {
		people[id] = nonEmpty(w.GetString("member"))
		gather(members, people[id]...)
	}
	for id, o := range orgs {
		people[id] = o.GetStringSlice("members")
		gather(members, people[id]...)
	}
	accounts, err := l.byID("members", members)
	if err != nil {
		return nil, err
	}
	contacts, err := l.contactsOf(members, workers, orgs)
	if err != nil {
		return nil, err
	}
	out := make(map[string]reach, len(people))
	for id, ids := range people {
		r := reach{}
		r.add(contacts[id])
		for _, member := range ids {
			if account := accounts[member]; account != nil && account.GetDateTime("deleted_at").IsZero() {
				r.add(contacts[member])
				r.add(account)
			}
		}
		out[id] = r
	}
	return out, nil
}

// add takes from an account or a contact what is not known yet.
func (r *reach) add(from *core.Record) {
	if from == nil {
		return
	}
	if r.phone == "" {
		r.phone = from.GetString("phone")
	}
	if r.name == "" {
		r.name = from.GetString("name")
	}
	if r.bestTime == "" {
		r.bestTime = from.GetString("best_time")
	}
	r.email = r.email || from.GetString("email") != ""
}

// contactsOf reads contacts by the id of whom they belong to.
func (l *Lens) contactsOf(members map[string]bool, workers, orgs map[string]*core.Record) (map[string]*core.Record, error) {
	found := map[string]*core.Record{}
	for column, ids := range map[string][]string{"member": keys(members), "worker": idsOf(workers), "org": idsOf(orgs)} {
		if len(ids) == 0 {
			continue
		}
		var rows []*core.Record
		if err := l.App.RecordQuery("contacts").AndWhere(dbx.In(column, anys(ids)...)).All(&rows); err != nil {
			return nil, fmt.Errorf("read contacts: %w", err)
		}
		for _, c := range rows {
			found[c.GetString(column)] = c
		}
	}
	return found, nil
}

func idsOf(records map[string]*core.Record) []string {
	ids := make([]string, 0, len(records))
	for id := range records {
		ids = append(ids, id)
	}
	return ids
}

// maxCalls bounds how many dockings and postings a call list is made from.
const maxCalls = 500

// Calls gathers whom the desk should speak to: those who owe an answer that is
// overdue or that no mail can ask them for, those without email whose postings
// run out, and those with whom a next step is due. Only people of the viewer's
// own region. The first to be called come first.
func (l *Lens) Calls(now time.Time) ([]*Person, error) {
	list := &callList{lens: l, at: map[string]*Person{}, workers: map[string]*core.Record{}, orgs: map[string]*core.Record{}}
	for _, gather := range []func(time.Time) error{list.answers, list.postings, list.steps} {
		if err := gather(now); err != nil {
			return nil, err
		}
	}
	reaches, err := l.reaches(list.workers, list.orgs)
	if err != nil {
		return nil, err
	}
	out := make([]*Person, 0, len(list.people))
	for _, p := range list.people {
		p.reach = reaches[p.ID]
		if p.wanted(now) {
			out = append(out, p)
		}
	}
	return out, nil
}

// wanted: a mail asks by itself whoever has an address, until it is overdue.
func (p *Person) wanted(now time.Time) bool {
	kept := p.Why[:0]
	for _, why := range p.Why {
		due, err := time.Parse(time.RFC3339, why.DueAt)
		overdue := err == nil && due.Before(now)
		if why.Kind == "next" || !p.reach.email || why.Kind == "answer" && overdue {
			kept = append(kept, why)
		}
	}
	p.Why = kept
	return len(kept) > 0
}

// WithoutEmail tells whether no mail can reach the person.
func (p *Person) WithoutEmail() bool { return !p.reach.email }

// Phone returns the number to call and whom to ask for. Who asks for it must
// leave an event.
func (p *Person) Phone() (phone, name, bestTime string) {
	return p.reach.phone, p.reach.name, p.reach.bestTime
}
