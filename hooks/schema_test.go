package hooks

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestSchema holds every collection, column, rule and index against one golden
// file: a change of any rule shows in the diff.
func TestSchema(t *testing.T) {
	w := newWorld(t)
	collections, err := w.app.FindAllCollections()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, c := range collections {
		names[c.Id] = c.Name
	}
	out := map[string]any{}
	for _, c := range collections {
		if !c.System {
			out[c.Name] = schemaOf(t, c, names)
		}
	}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		t.Fatal(err)
	}
	const path = "testdata/schema.json"
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the schema differs from %s; if it should, run go test ./hooks -run TestSchema -update and read the diff", path)
	}
}

// schemaOf describes a collection by names instead of generated ids.
func schemaOf(t *testing.T, c *core.Collection, names map[string]string) map[string]any {
	rule := func(r *string) any {
		if r == nil {
			return nil
		}
		return *r
	}
	columns := []any{}
	for _, f := range c.Fields {
		raw, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Fatal(err)
		}
		delete(m, "id")
		m["type"] = f.Type()
		if id, ok := m["collectionId"].(string); ok {
			m["collectionId"] = names[id]
		}
		for k, v := range m { // what is off or empty says nothing
			if v == nil || v == false || v == "" || v == 0.0 {
				delete(m, k)
			}
		}
		columns = append(columns, m)
	}
	out := map[string]any{"list": rule(c.ListRule), "view": rule(c.ViewRule), "create": rule(c.CreateRule), "update": rule(c.UpdateRule),
		"delete": rule(c.DeleteRule), "columns": columns, "indexes": []string(c.Indexes)}
	if c.IsAuth() {
		out["auth"], out["manage"], out["mfa"] = rule(c.AuthRule), rule(c.ManageRule), c.MFA
		out["oauth2"], out["otp"], out["identity"] = c.OAuth2.Enabled, c.OTP.Enabled, c.PasswordAuth.IdentityFields
	}
	return out
}

// TestEnumerations: a select of the schema and the list of the domain are the same.
func TestEnumerations(t *testing.T) {
	w := newWorld(t)
	roles := []string{}
	for _, r := range domain.StaffRoles {
		roles = append(roles, string(r))
	}
	for column, want := range map[string][]string{
		"workers.unit_type": domain.UnitTypes, "workers.title_level": domain.TitleLevels, "workers.degree": domain.Degrees, "workers.radius": domain.Radii,
		"workers.modes": domain.Modes, "workers.fee": domain.Fees, "workers.availability": domain.Availabilities, "workers.verify": domain.Verifications,
		"teams.kind": domain.TeamKinds, "teams.verify": domain.Verifications, "orgs.type": domain.OrgTypes, "orgs.scale": domain.Scales, "orgs.verify": domain.Verifications,
		"offers.kind": domain.OfferKinds, "offers.stage": domain.Stages, "offers.ipr": domain.IPRs, "offers.cooperation": domain.Cooperations, "offers.share": domain.Shares,
		"offers.modes": domain.Modes, "offers.radius": domain.Radii, "offers.fee": domain.Fees, "offers.status": domain.PostingStatuses,
		"offers.return_reasons": domain.ReturnReasons, "offers.close_reason": domain.CloseReasons,
		"needs.kind": domain.NeedKinds, "needs.budget": domain.Budgets, "needs.urgency": domain.Urgencies, "needs.challenge_class": domain.ChallengeTypes,
		"needs.anonymity": domain.Anonymities, "needs.detail_to": domain.DetailReaders, "needs.cooperation": domain.Cooperations, "needs.status": domain.PostingStatuses,
		"matches.dismissed_reason": domain.DismissReasons, "consents.purpose": domain.Purposes, "consents.how": domain.ConsentWays,
		"dockings.state": domain.DockingStates, "dockings.side": domain.DockingSides, "dockings.accept_way": domain.AcceptWays, "dockings.decline_reason": domain.DeclineReasons,
		"dockings.outcome": domain.Outcomes, "dockings.contract_type": domain.ContractTypes, "dockings.outcome_side": domain.OutcomeSides,
		"messages.side": domain.MessageSides, "reviews.side": domain.ReviewSides, "visits.kind": domain.VisitKinds, "visits.result": domain.VisitResults, "holidays.kind": domain.DayKinds,
		"fields.scheme": domain.Schemes, "regions.level": domain.RegionLevels, "members.digest": domain.Digests, "staff.role": roles,
	} {
		collection, name, _ := strings.Cut(column, ".")
		c, err := w.app.FindCachedCollectionByNameOrId(collection)
		if err != nil {
			t.Fatal(err)
		}
		f, ok := c.Fields.GetByName(name).(*core.SelectField)
		if !ok || !slices.Equal(f.Values, want) {
			t.Errorf("%s: schema %v, domain %v", column, f, want)
		}
	}
}

// TestSettings: what PocketBase leaves off is on.
func TestSettings(t *testing.T) {
	w := newWorld(t)
	s := w.app.Settings()
	if s.Batch.Enabled || s.Backups.Cron == "" || !s.Meta.HideControls || len(s.RateLimits.Rules) == 0 {
		t.Errorf("settings: %s", s)
	}
}
