package hooks

import (
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

// TestContractByRole: who gets the draft, from when on, and that looks are noted.
func TestContractByRole(t *testing.T) {
	k := newTalk(t)
	for _, c := range []struct {
		state    string
		accepted bool
		parties  int
	}{{"expressed", false, 409}, {"negotiating", true, 200}, {"negotiating", false, 409}, {"completed", true, 200}, {"failed", true, 409}} {
		k.becomes(c.state, c.accepted)
		for who, as := range k.people() {
			want := map[string]int{"visitor": 401, "carl": 404, "far": 404, "leader": 403}[who]
			if want == 0 {
				want = c.parties
			}
			r := k.call(as, "GET", k.at+"/contract", nil)
			if r.status != want || want != 200 && strings.Contains(r.body, "真名bert") {
				t.Errorf("%s drafts in %s: %d, want %d: %s", who, c.state, r.status, want, r.body)
			}
		}
	}
	if n := k.count("events", "action = 'contract_seen'"); n != 12 {
		t.Errorf("%d looks were noted, want 12", n)
	}
}

// TestContractFacts: the draft knows what the records know.
func TestContractFacts(t *testing.T) {
	k := newTalk(t)
	k.becomes("negotiating", true)
	r := k.call(k.anna, "GET", k.at+"/contract", nil).want(t, 200)
	for _, known := range []string{"技术服务合同", "不构成法律意见", "云溪花椒合作社", "91350100M000100Y43", "真名bert", "县农业农村局", "两百亩花椒树", "400 公斤", "贰万元整", "2027年3月1日", "保密协议"} {
		if !strings.Contains(r.body, known) {
			t.Errorf("the draft does not know %s: %s", known, r.body)
		}
	}
	k.app.DB().Update("dockings", dbx.Params{"contract_type": "licensing", "amount": 35000}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if r := k.call(k.bert, "GET", k.at+"/contract", nil).want(t, 200); r.data["type"] != "licensing" || !strings.Contains(r.body, "叁万伍仟元整") {
		t.Errorf("the draft of what was agreed: %s", r.body)
	}
	for asked, status := range map[string]int{"development": 200, "transfer": 200, "consulting": 200, "service": 200, "non_technical": 400, "../x": 400} {
		if r := k.call(k.bert, "GET", k.at+"/contract?type="+asked, nil); r.status != status || status == 200 && r.data["type"] != asked {
			t.Errorf("%s: %d %s", asked, r.status, r.body)
		}
	}
	team := k.add("teams", map[string]any{"name": "止戈椒业工作室", "kind": "studio", "lead": k.bertWorker.Id, "region": township})
	k.app.DB().Update("dockings", dbx.Params{"worker": "", "team": team.Id, "need": ""}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if r := k.call(k.bert, "GET", k.at+"/contract", nil).want(t, 200); !strings.Contains(r.body, "真名bert（代表“止戈椒业工作室”）") {
		t.Errorf("the lead of a team signs: %s", r.body)
	}
}

// TestYearOfService: a worker's own record, and nobody else's.
func TestYearOfService(t *testing.T) {
	k := newTalk(t)
	served := func(worker, outcome, completed, state string, hours, people int) {
		d := k.begun(map[string]any{"side": "need", "org": k.annaOrg.Id, "need": k.need.Id, "worker": worker, "region": township, "state": "expressed"})
		k.app.DB().Update("dockings", dbx.Params{"state": state, "outcome": outcome, "completed_at": completed, "hours": hours, "people": people}, dbx.HashExp{"id": d.Id}).Execute()
	}
	bert := k.bertWorker.Id
	served(bert, "free", "2026-03-01 08:00:00.000Z", "reviewed", 8, 30)
	served(bert, "contract", "2025-12-31 17:00:00.000Z", "completed", 4, 1) // 2026 in China
	served(bert, "service", "2025-06-01 08:00:00.000Z", "completed", 100, 1)
	served(bert, "service", "2026-06-01 08:00:00.000Z", "voided", 100, 1)
	served(k.annaWorker.Id, "service", "2026-06-01 08:00:00.000Z", "completed", 100, 1)
	r := k.call(k.bert, "GET", "/api/portal/me/service?year=2026", nil).want(t, 200)
	totals := r.data["totals"].(map[string]any)
	if totals["times"] != 2.0 || totals["hours"] != 12.0 || totals["people"] != 31.0 || totals["orgs"] != 1.0 || totals["free"] != 1.0 || len(r.data["items"].([]any)) != 2 {
		t.Errorf("bert's year: %s", r.body)
	}
	if !strings.Contains(r.body, "真名bert") || !strings.Contains(r.body, "云溪花椒合作社") || !strings.Contains(r.body, "两百亩") {
		t.Errorf("what the record says: %s", r.body)
	}
	for who, want := range map[string]int{"visitor": 401, "anna": 200, "carl": 404, "broker": 403, "staff": 403, "leader": 403, "super": 403} {
		if r := k.call(k.people()[who], "GET", "/api/portal/me/service", nil); r.status != want {
			t.Errorf("%s asks for a record: %d, want %d", who, r.status, want)
		}
	}
	for _, year := range []string{"abc", "1999", "99999999999999"} {
		k.call(k.bert, "GET", "/api/portal/me/service?year="+year, nil).want(t, 400)
	}
}

// TestProof: who adds and gets the proof of an outcome.
func TestProof(t *testing.T) {
	k := newTalk(t)
	add := func(who string) reply {
		return k.attach(k.people()[who], k.at+"/proof", "proof", nil, map[string][]byte{"合同扫描件.pdf": []byte("%PDF-1.7 密件")})
	}
	if r := add("anna"); r.status != 409 || r.code("error") != "proof_too_early" {
		t.Errorf("before acceptance: %d %s", r.status, r.body)
	}
	k.becomes("negotiating", true)
	for who, want := range map[string]int{"visitor": 401, "carl": 404, "far": 404, "broker2": 403, "leader": 403, "super": 403, "anna": 201, "bert": 201, "broker": 201, "staff": 201} {
		if r := add(who); r.status != want {
			t.Errorf("%s adds proof: %d, want %d: %s", who, r.status, want, r.body)
		}
	}
	r := add("anna").want(t, 201)
	for who, want := range map[string]int{"visitor": 401, "carl": 404, "far": 404, "anna": 200, "bert": 200, "broker": 200, "broker2": 200, "staff": 200, "leader": 200, "super": 200} {
		if f := k.call(k.people()[who], "GET", k.at+"/proof/"+stored(t, r, "proof"), nil); f.status != want || strings.Contains(f.body, "密件") != (want == 200) {
			t.Errorf("%s gets proof: %d, want %d", who, f.status, want)
		}
	}
	add("anna").want(t, 201)
	if r := add("anna"); r.status != 400 || r.code("proof") != "too_many" {
		t.Errorf("a seventh file: %d %s", r.status, r.body)
	}
	if r := k.attach(k.anna, k.at+"/proof", "proof", nil, nil); r.status != 400 || r.code("proof") != "required" {
		t.Errorf("no file: %d %s", r.status, r.body)
	}
	k.call(k.anna, "GET", k.at+"/proof/nothing.pdf", nil).want(t, 404)
}
