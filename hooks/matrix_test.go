package hooks

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

func newMatrixWorld(t testing.TB) *matrixWorld {
	w := &matrixWorld{world: newWorld(t)}
	w.carl = w.member("carl")
	return w
}

func (w *matrixWorld) as(actor string) *core.Record {
	return map[string]*core.Record{"owner": w.anna, "other": w.carl, "broker": w.broker, "far": w.far, "staff": w.staff, "leader": w.leader, "super": w.super}[actor]
}

// try attempts one operation and tells whether it was allowed.
func (w *matrixWorld) try(r row, actor string, op rune) bool {
	who, base := w.as(actor), "/api/collections/"+r.collection+"/records"
	if op == 'C' {
		body := r.change
		if r.body != nil {
			body = r.body(w, actor)
		}
		if actor == "owner" && r.collection == "workers" {
			who = w.latest // one worker a member: the owner is the newcomer the body is about
		}
		return w.call(who, "POST", base, body).status == 200
	}
	rec := r.fresh(w)
	if op == 'D' && (r.collection == "members" || r.collection == "orgs" || r.collection == "workers") {
		rec = w.expendable(r.collection, rec)
	}
	switch op {
	case 'L':
		return w.lists(who, base, "id = '"+rec.Id+"'")
	case 'V':
		return w.call(who, "GET", base+"/"+rec.Id, nil).status == 200
	case 'U':
		return w.call(who, "PATCH", base+"/"+rec.Id, r.change).status == 200
	case 'D':
		return w.call(who, "DELETE", base+"/"+rec.Id, nil).status == 204
	default:
		p := r.private(w, rec)
		return w.lists(who, base, fmt.Sprintf("id = '%s' && %s = '%s'", rec.Id, p[0], p[1])) ||
			w.lists(who, base+"?sort="+p[0], "id = '"+rec.Id+"'") && r.collection != "members"
	}
}

// lists tells whether a filtered list shows a row.
func (w *matrixWorld) lists(who *core.Record, base, filter string) bool {
	sep := "?"
	if strings.Contains(base, "?") {
		sep = "&"
	}
	items, _ := w.call(who, "GET", base+sep+"filter="+url.QueryEscape(filter), nil).data["items"].([]any)
	return len(items) > 0
}

// expendable makes a row that a superuser may delete without taking the rest of
// the world along; others are tried on the real one.
func (w *matrixWorld) expendable(collection string, real *core.Record) *core.Record {
	switch collection {
	case "members":
		return w.member(fmt.Sprintf("gone%d", w.next()))
	case "orgs":
		return w.org(w.anna, w.newUSCC(), "将要删除的单位")
	}
	return w.worker(w.newcomer())
}

// wrong runs the cells of one collection and returns those that are not as the
// matrix says.
func (w *matrixWorld) wrong(r row, ops string) (bad []string, cells int) {
	for i, actor := range actors {
		for _, op := range ops {
			cells++
			if got, want := w.try(r, actor, op), strings.ContainsRune(r.rights[i], op); got != want {
				bad = append(bad, fmt.Sprintf("%s %s %c: allowed %v, want %v", r.collection, actor, op, got, want))
			}
		}
	}
	return bad, cells
}

// TestMatrix tries every collection as every actor with every operation.
func TestMatrix(t *testing.T) {
	w, cells := newMatrixWorld(t), 0
	for _, r := range matrix {
		bad, n := w.wrong(r, all)
		cells += n
		for _, b := range bad {
			t.Error(b)
		}
	}
	t.Logf("%d cells", cells)
}

// TestMatrixCoversEverything: a new collection needs a row, and none of ours is
// open to everybody.
func TestMatrixCoversEverything(t *testing.T) {
	w := newWorld(t)
	known := map[string]bool{}
	for _, r := range matrix {
		known[r.collection] = true
	}
	all, err := w.app.FindAllCollections()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if !c.System && !known[c.Name] {
			t.Errorf("collection %s has no row in the matrix", c.Name)
		}
		for _, rule := range []*string{c.ListRule, c.ViewRule, c.CreateRule, c.UpdateRule, c.DeleteRule} {
			if rule != nil && !c.System && !strings.HasPrefix(*rule, "@request.auth.id != ''") {
				t.Errorf("a rule of %s does not ask for a signed-in person first: %q", c.Name, *rule)
			}
		}
	}
}

// TestMatrixNoticesAnOpenRule turns each rule into "" in turn: some cell must
// notice. What seals the log of events lies below the rules, so that its write
// rules are not needed to keep it; likewise with making and deleting a docking,
// and with changing and deleting a message.
func TestMatrixNoticesAnOpenRule(t *testing.T) {
	w := newMatrixWorld(t)
	for _, r := range matrix {
		for _, op := range "LVCUD" {
			if r.collection == "events" && strings.ContainsRune("CUD", op) || r.collection == "dockings" && strings.ContainsRune("CD", op) ||
				r.collection == "messages" && strings.ContainsRune("UD", op) {
				continue
			}
			c, err := w.app.FindCollectionByNameOrId(r.collection)
			if err != nil {
				t.Fatal(err)
			}
			rule := map[rune]**string{'L': &c.ListRule, 'V': &c.ViewRule, 'C': &c.CreateRule, 'U': &c.UpdateRule, 'D': &c.DeleteRule}[op]
			before := *rule
			*rule = types.Pointer("")
			if err := w.app.Save(c); err != nil {
				t.Fatal(err)
			}
			if bad, _ := w.wrong(r, string(op)); len(bad) == 0 {
				t.Errorf("%s: an open %c rule went unnoticed", r.collection, op)
			}
			*rule = before
			if err := w.app.Save(c); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestOwnersCannotSetWhatTheServerSets: states, roles and verification are out
// of reach of those they are about, on create and on update.
func TestOwnersCannotSetWhatTheServerSets(t *testing.T) {
	w := newMatrixWorld(t)
	staffSelf := w.desk("staff9", here)
	life := map[string]any{"status": "published", "clarity": 100, "published_at": "2026-01-01 00:00:00Z", "submitted_at": "2026-01-01 00:00:00Z",
		"valid_until": "2099-01-01 00:00:00Z", "last_confirmed": "2026-01-01 00:00:00Z", "return_note": "x", "removed_reason": "x",
		"close_reason": "dropped", "return_reasons": []string{"other"}, "proxy_consent": "x", "entered_by": w.staff.Id, "clarity_notes": []string{}}
	verified := map[string]any{"verify": "association", "verified_by": w.staff.Id, "verified_at": "2026-01-01 00:00:00Z", "verify_note": "x", "entered_by": w.staff.Id}
	for _, c := range []struct {
		who        *core.Record
		collection string
		id         string
		columns    map[string]any
		body       map[string]any // to create with; nil where nobody creates
	}{
		{w.anna, "offers", w.add("offers", w.offerBody()).Id, with(life, map[string]any{"profile": true}), w.offerBody()},
		{w.anna, "needs", w.add("needs", w.needBody()).Id, life, w.needBody()},
		{w.anna, "workers", w.annaWorker.Id, with(verified, map[string]any{"member": w.carl.Id}), nil},
		{w.anna, "orgs", w.annaOrg.Id, with(verified, map[string]any{"members": []string{w.anna.Id, w.carl.Id}, "badges": []string{"high_tech"}, "uscc": w.newUSCC()}), nil},
		{w.anna, "teams", w.add("teams", w.teamBody()).Id, map[string]any{"verify": "association", "entered_by": w.staff.Id}, w.teamBody()},
		{w.anna, "members", w.anna.Id, map[string]any{"verified": true, "phone": "13900000000", "email": "x@example.com", "deleted_at": "2026-01-01 00:00:00Z",
			"consent_at": "2026-01-01 00:00:00Z", "consent_version": "x", "adult_at": "2020-01-01 00:00:00Z", "digest_period": "2099-W01", "tokenKey": strings.Repeat("x", 40)}, nil},
		{staffSelf, "staff", staffSelf.Id, map[string]any{"role": "leader", "region": "510000000000", "active": false, "mfa": true, "email": "y@example.com"}, nil},
		{w.broker, "needs", w.add("needs", w.needBody()).Id, life, w.needBody()},
	} {
		base := "/api/collections/" + c.collection + "/records"
		w.anna.SetVerified(false)
		for column, value := range c.columns {
			before := w.find(c.collection, c.id).GetString(column)
			w.call(c.who, "PATCH", base+"/"+c.id, map[string]any{column: value})
			w.call(c.who, "PATCH", base+"/"+c.id, map[string]any{column + "+": value})
			if after := w.find(c.collection, c.id).GetString(column); after != before && !(c.collection == "members" && column == "verified") {
				t.Errorf("%s set %s.%s from %q to %q", c.who.GetString("name"), c.collection, column, before, after)
			}
			if c.body == nil {
				continue
			}
			if r := w.call(c.who, "POST", base, with(c.body, map[string]any{column: value})); r.status == 200 {
				t.Errorf("%s created %s with %s = %v", c.who.GetString("name"), c.collection, column, value)
			}
		}
	}
}
