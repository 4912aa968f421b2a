package hooks

import (
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// bell lists what a member was told of matches in the portal, the first first.
func (c *county) bell(t testing.TB, m *core.Record) (titles []string) {
	t.Helper()
	err := c.DB().Select("title").From("notifications").Where(dbx.HashExp{"member": m.Id, "kind": "matches"}).OrderBy("rowid").Column(&titles)
	if err != nil {
		t.Fatal(err)
	}
	return titles
}

// matchAt adds an offer of the worker that matches the org's need, found at a time.
func (c *county) matchAt(t testing.TB, title string, at time.Time) {
	t.Helper()
	offer := save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": title, "status": "published", "region": "511423100000"})
	c.change(t, addMatch(t, c, c.need, offer, 0.7), dbx.Params{"created": store.Stamp(at)})
}

// Who has no address is told in the portal of what a digest would bring: once a
// period, all in one line, nothing twice, as their wishes say.
func TestMatchesInThePortal(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.li, dbx.Params{"email": ""})
	c.matchAt(t, "花椒烘干", tuesday.AddDate(0, 0, -2))
	if counts := c.digestAt(t, tuesday); counts["in_portal"] != 1 || counts["queued"] != 2 {
		t.Fatalf("counts %v", counts)
	}
	first := "2 个新匹配：花椒根部发黑请专家诊断"
	if got := c.bell(t, c.li); len(got) != 1 || got[0] != first {
		t.Fatalf("bell %v", got)
	}
	c.matchAt(t, "花椒修剪", tuesday.Add(time.Hour))
	c.digestAt(t, tuesday.Add(2*time.Hour)) // the same period
	if got := c.bell(t, c.li); len(got) != 1 {
		t.Errorf("twice in one period: %v", got)
	}
	if counts := c.digestAt(t, tuesday.AddDate(0, 0, 7)); counts["in_portal"] != 1 {
		t.Errorf("the next week: %v", counts)
	}
	if got := c.bell(t, c.li); len(got) != 2 || got[1] != "1 个新匹配：花椒根部发黑请专家诊断" {
		t.Errorf("the next week: %v", got)
	}
	if counts := c.digestAt(t, tuesday.AddDate(0, 0, 14)); counts["no_email"] != 1 || len(c.bell(t, c.li)) != 2 {
		t.Errorf("nothing new: %v, %v", counts, c.bell(t, c.li))
	}
	c.matchAt(t, "花椒施肥", tuesday.AddDate(0, 0, 15))
	c.change(t, c.li, dbx.Params{"reco_on": false})
	c.digestAt(t, tuesday.AddDate(0, 0, 21))
	c.change(t, c.li, dbx.Params{"reco_on": true, "digest": "off"})
	c.digestAt(t, tuesday.AddDate(0, 0, 28))
	if got := c.bell(t, c.li); len(got) != 2 {
		t.Errorf("against their wish: %v", got)
	}
}

// What a member was told in the portal is taken from nobody: the colleague with
// an address gets it by mail, later in the week, too.
func TestPortalTakesNothingFromColleagues(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.li, dbx.Params{"email": ""})
	c.change(t, c.zhao, dbx.Params{"digest_weekday": 5})
	c.digestAt(t, tuesday)
	if len(c.bell(t, c.li)) != 1 || len(c.to(t, "zhao@example.com")) != 0 {
		t.Fatalf("on Tuesday: %v", c.bell(t, c.li))
	}
	c.digestAt(t, tuesday.AddDate(0, 0, 3))
	if n := len(c.to(t, "zhao@example.com")); n != 1 {
		t.Errorf("the colleague gets %d mails", n)
	}
}
