package hooks

import (
	"os"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/match"
)

// TestLiveWeights: the file in the data directory is what the engine ranks by,
// from the next look on; one that is not valid changes nothing and is told.
func TestLiveWeights(t *testing.T) {
	w := newWorld(t)
	m, now := matcherOf(w.app), time.Now()
	m.stop() // the test takes its turns itself
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id})))
	w.publish(w.add("offers", with(offerText, map[string]any{"org": w.bertOrg.Id})))
	must(m.rematchAll(t.Context(), w.app, now))
	score := func() float64 {
		return must(w.app.FindFirstRecordByData("matches", "need", need.Id)).GetFloat("score")
	}
	look := func() {
		t.Helper()
		m.watchWeights(w.app)
		if err := m.refresh(t.Context(), w.app, now); err != nil {
			t.Fatal(err)
		}
	}
	shipped := score()
	if f := checkWeights(w.app, now); !f.fine || !strings.Contains(f.says, "随程序") {
		t.Errorf("without a file the doctor says %+v", f)
	}
	learned := match.DefaultWeights()
	learned.Text, learned.Field = .5, .24
	if err := match.WriteWeights(weightsPath(w.app), learned); err != nil {
		t.Fatal(err)
	}
	look()
	after := score()
	if after == shipped {
		t.Error("the weights of the file change nothing")
	}
	if f := checkWeights(w.app, now); !f.fine || !strings.Contains(f.says, weightsFile) {
		t.Errorf("with a file the doctor says %+v", f)
	}
	engine := m.engine
	if look(); m.engine != engine {
		t.Error("the engine is built anew though the file is the same")
	}
	if err := os.WriteFile(weightsPath(w.app), []byte(`{"Text": 1e999}`), 0o600); err != nil {
		t.Fatal(err)
	}
	look()
	if got := score(); got != shipped {
		t.Errorf("with a broken file the score is %v, with the shipped weights %v", got, shipped)
	}
	if err := os.Remove(weightsPath(w.app)); err != nil {
		t.Fatal(err)
	}
	if look(); score() != shipped {
		t.Errorf("without the file again: %v", score())
	}
}
