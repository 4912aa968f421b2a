package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// TestJudgements: what people did with their matches and dockings, and what it says.
func TestJudgements(t *testing.T) {
	app := cloud(t, 12)
	app.DB().Delete("matches", dbx.NewExp("1=1")).Execute()
	id := func(kind string, n int) string { return fmt.Sprintf("%s%012d", kind, n) }
	const (
		early = "2026-03-01 00:00:00.000Z"
		noon  = "2026-03-02 12:00:00.000Z"
		late  = "2026-03-03 00:00:00.000Z"
	)
	for _, m := range []struct {
		need, offer        int
		score              float64
		active             bool
		mailed, by, reason string
		at                 string
	}{
		// Need 1: its side put offer 3 away for its field at noon.
		{1, 1, .9, true, early, "", "", ""},                     // above it and let stand: 1
		{1, 2, .7, true, early, "", "", ""},                     // as high and let stand: 1
		{1, 3, .7, false, early, "need", "wrong_field", noon},   // 0
		{1, 4, .6, true, early, "", "", ""},                     // below: perhaps never looked at
		{1, 5, .9, true, late, "", "", ""},                      // shown only later
		{1, 6, .9, true, "", "", "", ""},                        // never shown
		{1, 7, .9, false, early, "", "", ""},                    // held no more then
		{1, 8, .9, false, early, "need", "too_far", noon},       // says nothing about the texts
		{1, 9, .9, false, early, "offer", "no_time", noon},      // nor does this
		{1, 10, .5, false, early, "offer", "wrong_field", noon}, // the offer's side says so: 0
		// Need 2: only the offer's side put anything away; nobody looked through the need's list.
		{2, 1, .9, false, early, "offer", "wrong_field", noon},
		{2, 2, .9, true, early, "", "", ""},
		// Need 3: nobody said anything about fields.
		{3, 1, .9, false, early, "need", "solved", noon},
		{3, 2, .9, true, early, "", "", ""},
		// Need 4: its side began a docking with offer 2 at noon.
		{4, 1, .9, true, early, "", "", ""}, // above it and passed by: 1
		{4, 2, .7, true, early, "", "", ""},
		{4, 3, .6, true, early, "", "", ""},  // below
		{4, 4, .9, true, early, "", "", ""},  // has a docking of its own, declined for its field
		{4, 5, .9, true, late, "", "", ""},   // shown only later
		{4, 9, .9, false, early, "", "", ""}, // passed by, and withdrawn when the need was closed: 1
	} {
		updated := m.mailed
		if m.need == 4 {
			updated = late
		}
		_, err := app.DB().Insert("matches", dbx.Params{"id": core.GenerateDefaultRandomId(), "need": id("nee", m.need), "offer": id("off", m.offer), "score": m.score,
			"active": m.active, "mailed_need_at": m.mailed, "mailed_offer_at": early, "dismissed_by": m.by, "dismissed_reason": m.reason, "dismissed_at": m.at, "updated": updated}).Execute()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []struct {
		need, offer         int
		side, state, reason string
		at, negotiating     string
	}{
		{4, 2, "need", "lapsed", "", noon, ""},                // somebody wanted it: 2
		{4, 4, "need", "declined", "wrong_field", early, ""},  // 0
		{4, 6, "supply", "declined", "no_time", late, ""},     // says nothing against the texts: 2
		{4, 7, "supply", "failed", "", late, late},            // both said yes: 3
		{4, 8, "need", "withdrawn", "", late, ""},             // none; there is no match to look up from either
		{2, 1, "association", "negotiating", "", late, late},  // 3 beside the 0 of the match: the higher counts
		{0, 9, "need", "negotiating", "", late, late},         // about no need
		{5, 1, "association", "declined", "better", late, ""}, // 2
	} {
		need := id("nee", d.need)
		if d.need == 0 {
			need = ""
		}
		_, err := app.DB().Insert("dockings", dbx.Params{"id": core.GenerateDefaultRandomId(), "need": need, "offer": id("off", d.offer), "side": d.side,
			"state": d.state, "decline_reason": d.reason, "created": d.at, "negotiating_at": d.negotiating}).Execute()
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := Judgements(app)
	if err != nil {
		t.Fatal(err)
	}
	want := []domain.Judgement{{Need: id("nee", 1), Offer: id("off", 1), Level: 1}, {Need: id("nee", 1), Offer: id("off", 2), Level: 1},
		{Need: id("nee", 1), Offer: id("off", 3)}, {Need: id("nee", 1), Offer: id("off", 10)},
		{Need: id("nee", 2), Offer: id("off", 1)}, {Need: id("nee", 2), Offer: id("off", 1), Level: 3},
		{Need: id("nee", 4), Offer: id("off", 1), Level: 1}, {Need: id("nee", 4), Offer: id("off", 2), Level: 2}, {Need: id("nee", 4), Offer: id("off", 4)},
		{Need: id("nee", 4), Offer: id("off", 6), Level: 2}, {Need: id("nee", 4), Offer: id("off", 7), Level: 3}, {Need: id("nee", 4), Offer: id("off", 9), Level: 1},
		{Need: id("nee", 5), Offer: id("off", 1), Level: 2}}
	if !slices.Equal(got, want) {
		t.Errorf("judgements\n%v, want\n%v", got, want)
	}
}
