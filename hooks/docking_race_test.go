package hooks

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
)

// TestBothSidesRace: while one side accepts, the other withdraws. Exactly one of
// them wins, the loser is told how things stand, and the log tells one story.
func TestBothSidesRace(t *testing.T) {
	w := newDockingWorld(t)
	ends := map[string]int{}
	for range 12 {
		id := w.interest()
		replies, wg := make([]reply, 2), sync.WaitGroup{}
		for i, do := range []func() reply{
			func() reply { return w.act(w.bert, id, "accept", nil) },
			func() reply { return w.act(w.anna, id, "withdraw", nil) },
		} {
			wg.Go(func() { replies[i] = do() })
		}
		wg.Wait()
		won, state := 0, w.state(id)
		for _, r := range replies {
			switch r.status {
			case 200:
				won++
			case 409:
				if r.code("error") != "unlawful_step" {
					t.Errorf("the loser hears %s", r.body)
				}
			default:
				t.Errorf("a racer got %d: %s", r.status, r.body)
			}
		}
		if won != 1 || state != docking.StateNegotiating && state != docking.StateWithdrawn {
			t.Errorf("%d won, the docking is %s", won, state)
		}
		w.oneStory(id)
		if ends[state]++; state == docking.StateNegotiating {
			w.act(w.anna, id, "fail", map[string]any{"note": "下一轮"}).want(t, 200)
		}
	}
	t.Logf("ends: %v", ends)
}

// oneStory replays the log of a docking.
func (w *dockingWorld) oneStory(id string) {
	w.t.Helper()
	state := ""
	for _, ev := range w.steps(id) {
		if ev[1] != state {
			w.t.Errorf("the log of %s goes on from %q where it was %q", id, ev[1], state)
		}
		state = ev[2]
	}
	if now := w.state(id); now != state {
		w.t.Errorf("the log of %s ends in %s, the docking is %s", id, state, now)
	}
}

// steps lists the logged steps of a docking: action, from, to.
func (w *dockingWorld) steps(id string) (out [][3]string) {
	w.t.Helper()
	rows, err := w.app.FindAllRecords("events", hash("record", id))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range rows {
		if r.GetString("to") != "" {
			out = append(out, [3]string{r.GetString("action"), r.GetString("from"), r.GetString("to")})
		}
	}
	return out
}

// TestSixteenWantOneWorker: sixteen orgs get a yes from the same worker at the
// same moment; there is room for one.
func TestSixteenWantOneWorker(t *testing.T) {
	w := newDockingWorld(t)
	w.bertWorker.Set("max_open", 1)
	if err := w.app.Save(w.bertWorker); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for i := range 16 {
		need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": fmt.Sprintf("花椒树叶子发黄、根部发黑，请专家来诊断（第 %d 片园子）", i)})))
		ids = append(ids, w.express(w.anna, map[string]any{"need": need.Id, "offer": w.offer.Id}))
	}
	replies, wg := make([]reply, len(ids)), sync.WaitGroup{}
	for i, id := range ids {
		wg.Go(func() { replies[i] = w.act(w.bert, id, "accept", nil) })
	}
	wg.Wait()
	won := 0
	for i, r := range replies {
		switch {
		case r.status == 200:
			won++
		case r.status != 409 || r.code("error") != "provider_full":
			t.Errorf("accept %d: %d %s", i, r.status, r.body)
		}
		w.oneStory(ids[i])
	}
	open, err := w.app.CountRecords("dockings", hash("state", docking.StateNegotiating))
	if err != nil || won != 1 || open != 1 {
		t.Errorf("%d won, %d are negotiated (%v)", won, open, err)
	}
}

// TestAnybodyAtOnce lets the parties and the desk press every button of one
// docking at the same moment, again and again.
func TestAnybodyAtOnce(t *testing.T) {
	w := newDockingWorld(t)
	id := w.express(w.broker, map[string]any{"need": w.need.Id, "offer": w.offer.Id})
	bodies := map[string]any{"reason": "no_time", "note": "说明", "outcome": solved["outcome"]}
	for range 3 {
		var wg sync.WaitGroup
		for _, who := range []*core.Record{w.anna, w.bert, w.broker, w.staff} {
			for _, action := range []string{"ask", "reply", "accept", "propose", "confirm", "dispute", "resume"} {
				wg.Go(func() {
					if r := w.act(who, id, action, bodies); !slices.Contains([]int{200, 400, 403, 409}, r.status) {
						t.Errorf("%s: %d %s", action, r.status, r.body)
					}
				})
			}
		}
		wg.Wait()
		w.oneStory(id)
	}
	if !slices.Contains(domain.DockingStates, w.state(id)) || len(w.steps(id)) < 3 {
		t.Errorf("%s after %v", w.state(id), w.steps(id))
	}
}
