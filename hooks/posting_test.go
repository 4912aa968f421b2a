package hooks

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// at brings a posting into a state past the laws, as if it had come there.
func (w *world) at(r *core.Record, status string) *core.Record {
	w.t.Helper()
	now := store.Stamp(time.Now())
	_, err := w.app.DB().Update(r.Collection().Name, dbx.Params{"status": status, "published_at": now, "last_confirmed": now,
		"valid_until": store.Stamp(time.Now().AddDate(0, 0, 180))}, dbx.HashExp{"id": r.Id}).Execute()
	if err != nil {
		w.t.Fatal(err)
	}
	return w.fresh(r)
}

// step asks for a step of a posting.
func (w *world) step(as, r *core.Record, action string, body map[string]any) reply {
	w.t.Helper()
	return w.call(as, "POST", "/api/portal/"+r.Collection().Name+"/"+r.Id+"/"+action, body)
}

// TestEveryActionInEveryState holds the routes against the table of package
// posting: what it allows happens, everything else is refused and changes nothing.
func TestEveryActionInEveryState(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "proxy_consent": "proof00000000000"[:15]}))
	body := map[string]any{"reasons": []string{"too_vague"}, "note": "请写清楚", "close_reason": "elsewhere"}
	who := map[posting.Capacity]*core.Record{posting.AsOwner: w.anna, posting.AsBroker: w.broker, posting.AsStaff: w.staff}
	for action := range byPeople {
		for _, from := range domain.PostingStatuses {
			for as, account := range who {
				w.at(need, from)
				r := w.step(account, need, string(action), body)
				name := fmt.Sprintf("%s takes %s from %s", as, action, from)
				known, lawful, to := false, false, from
				for _, rule := range posting.Rules() {
					if rule.Action == action && slices.Contains(rule.From, from) {
						known = true
						if slices.Contains(rule.Who, as) && !(action == posting.Publish && as == posting.AsBroker) {
							lawful, to = true, rule.To
						}
					}
				}
				switch {
				case lawful && r.status != 200:
					t.Errorf("%s: %d %s", name, r.status, r.body)
				case lawful && action != posting.Submit && r.data["status"] != to:
					t.Errorf("%s: comes to %v", name, r.data["status"])
				case !lawful && known && (r.status != 403 || r.code("error") != "not_allowed"):
					t.Errorf("%s: %d %s", name, r.status, r.body)
				case !known && (r.status != 409 || r.code("error") != "unlawful_step" || !strings.Contains(r.body, `"status":"`+from+`"`)):
					t.Errorf("%s: %d %s", name, r.status, r.body)
				case !lawful && w.fresh(need).GetString("status") != from:
					t.Errorf("%s: refused, and now %s", name, w.fresh(need).GetString("status"))
				}
			}
		}
	}
}

func TestWhoMayAct(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	for _, c := range []struct {
		name   string
		who    *core.Record
		action string
		status int
		code   string
	}{
		{"a visitor", nil, "submit", 401, "auth_required"},
		{"another member", w.bert, "submit", 404, "not_found"},
		{"a broker elsewhere", w.far, "close", 404, "not_found"},
		{"a leader", w.leader, "submit", 403, "not_allowed"},
		{"an unknown action", w.anna, "bless", 404, "not_found"},
		{"an unknown action by a visitor", nil, "bless", 404, "not_found"},
		{"the clock's action", w.staff, "expire", 404, "not_found"},
		{"a docking's action", w.staff, "engage", 404, "not_found"},
		{"a broker without the owner's consent", w.broker, "submit", 403, "proxy_consent_required"},
	} {
		if r := w.step(c.who, need, c.action, nil); r.status != c.status || r.code("error") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	w.call(w.anna, "POST", "/api/portal/needs/nosuchneed00000/submit", nil).want(t, 404)
	w.call(w.anna, "POST", "/api/portal/offers/"+need.Id+"/submit", nil).want(t, 404)
	for name, body := range map[string]string{"broken": `{"reasons":`, "a word for a list": `{"reasons": "too_vague"}`, "a number for a note": `{"note": 7}`} {
		if r := w.send(w.anna, "POST", "/api/portal/needs/"+need.Id+"/submit", body); r.status != 400 || r.code("error") != "invalid_json" {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if got := w.fresh(need).GetString("status"); got != "draft" {
		t.Errorf("after all refusals: %s", got)
	}
}

func TestReasons(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	for _, c := range []struct {
		name, from, action string
		who                *core.Record
		body               map[string]any
		status             int
		code               string
	}{
		{"returning without a reason", "pending", "return", w.staff, nil, 400, "reason_required"},
		{"returning for an unknown reason", "pending", "return", w.staff, map[string]any{"reasons": []string{"ugly"}}, 400, "unknown_reason"},
		{"returning for another reason, unsaid", "pending", "return", w.staff, map[string]any{"reasons": []string{"other"}}, 400, "note_required"},
		{"returning with a long note", "pending", "return", w.staff, map[string]any{"reasons": []string{"other"}, "note": strings.Repeat("长", 801)}, 400, "note_too_long"},
		{"returning with the longest note", "pending", "return", w.staff, map[string]any{"reasons": []string{"other", "too_vague"}, "note": strings.Repeat("长", 800)}, 200, ""},
		{"closing without a reason", "published", "close", w.anna, nil, 400, "reason_required"},
		{"closing for an unknown reason", "published", "close", w.anna, map[string]any{"close_reason": "bored"}, 400, "unknown_reason"},
		{"closing for a reason", "published", "close", w.anna, map[string]any{"close_reason": "solved_here"}, 200, ""},
		{"removing without a note", "published", "remove", w.staff, nil, 400, "note_required"},
		{"removing with a note of spaces", "published", "remove", w.staff, map[string]any{"note": " \u200b "}, 400, "note_required"},
		{"removing with the longest note", "published", "remove", w.staff, map[string]any{"note": strings.Repeat("违", 800)}, 200, ""},
	} {
		w.at(need, c.from)
		r := w.step(c.who, need, c.action, c.body)
		if r.status != c.status || c.code != "" && r.code("error") != c.code {
			t.Errorf("%s: %d %s", c.name, r.status, r.body)
		}
	}
	got := w.fresh(need)
	if got.GetString("close_reason") != "solved_here" || len([]rune(got.GetString("removed_reason"))) != 800 || !slices.Equal(got.GetStringSlice("return_reasons"), []string{"too_vague", "other"}) {
		t.Errorf("kept: %v %v %v", got.Get("close_reason"), got.Get("removed_reason"), got.Get("return_reasons"))
	}
}

func TestAutoPublish(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, verify string
		change       map[string]any
		status       string
		events       []string
	}{
		{"a clear need of a verified org", "association", nil, "published", []string{"create", "submit", "publish"}},
		{"a clear need of a new org", "none", nil, "pending", []string{"create", "submit"}},
		{"a clear need of a refused org", "refused", nil, "pending", []string{"create", "submit"}},
		{"a vague need of a verified org", "unit", map[string]any{"summary": "花椒有病", "detail": "", "metrics": "", "tried": "", "deadline": "", "budget": ""}, "pending", []string{"create", "submit"}},
	} {
		w.app.DB().Update("orgs", dbx.Params{"verify": c.verify}, dbx.HashExp{"id": w.annaOrg.Id}).Execute()
		need := w.add("needs", with(with(needText, c.change), map[string]any{"org": w.annaOrg.Id}))
		r := w.step(w.anna, need, "submit", nil).want(t, 200)
		if r.data["status"] != c.status || r.data["auto_published"] != (c.status == "published") {
			t.Errorf("%s: %s", c.name, r.body)
		}
		if got := w.events("needs", need.Id); !slices.Equal(got, c.events) {
			t.Errorf("%s: events %v", c.name, got)
		}
		if now := w.fresh(need); now.GetDateTime("valid_until").IsZero() != (c.status == "pending") {
			t.Errorf("%s: valid until %v", c.name, now.Get("valid_until"))
		}
	}
	if w.count("events", "action = 'publish' AND actor_role = 'system' AND actor = ''") != 1 {
		t.Error("publishing at once is not the system's step")
	}
}
