package hooks

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"kejiyun/internal/match"
)

// TestJournalSurvivesAnyCut: however a journal was cut, the whole frames before
// the cut are there, and writing goes on after them.
func TestJournalSurvivesAnyCut(t *testing.T) {
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Cleanup)
	path := filepath.Join(app.DataDir(), journalName)
	frames := []string{"bone", "d", strings.Repeat("r", 300)}
	var ends []int
	j := must(openJournal(app, func([]byte) error { return nil }))
	for _, f := range frames {
		if err := j.add([]byte(f)); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, len(must(os.ReadFile(path))))
	}
	if _, err := openJournal(app, func([]byte) error { return nil }); !errors.Is(err, errRematching) {
		t.Errorf("a second one opens it: %v", err)
	}
	j.close()
	whole := must(os.ReadFile(path))
	for cut := range len(whole) {
		want := 0
		for _, end := range ends {
			if end <= cut {
				want++
			}
		}
		os.WriteFile(path, whole[:cut], 0o600)
		var got []string
		j := must(openJournal(app, func(f []byte) error { got = append(got, string(f)); return nil }))
		j.add([]byte("dmore"))
		j.close()
		after := 0
		readFrames(bytes.NewReader(must(os.ReadFile(path))), func([]byte) error { after++; return nil })
		if len(got) != want || after != want+1 || strings.Join(got, "|") != strings.Join(frames[:want], "|") {
			t.Fatalf("cut at %d: %d frames, then %d; want %d", cut, len(got), after, want)
		}
	}
	for _, at := range []int{1, ends[0] + 5, ends[1] + 20} {
		broken := bytes.Clone(whole)
		broken[at] ^= 4
		n := 0
		readFrames(bytes.NewReader(broken), func([]byte) error { n++; return nil })
		if n >= len(frames) || at > ends[0] && n == 0 {
			t.Errorf("byte %d broken: %d frames are read", at, n)
		}
	}
}

func TestRankedFrames(t *testing.T) {
	lists := [][]match.Choice{{{Offer: 0, Score: 65536}, {Offer: 299, Score: 1}}, nil, {{Offer: 7, Score: 30000}}}
	p := plan{offers: make([]string, 300)}
	body := rankedFrame([]string{"a", "bb", "ccc"}, lists)
	if err := p.read(body); err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"a", "bb", "ccc"} {
		if p.needs[i] != id || fmt.Sprint(p.lists.At(i)) != fmt.Sprint(lists[i]) {
			t.Errorf("need %d comes back as %s %v", i, p.needs[i], p.lists.At(i))
		}
	}
	for cut := 2; cut < len(body); cut++ { // no CRC here: only that nothing breaks
		(&plan{offers: make([]string, 300)}).read(body[:cut])
	}
	if (&plan{offers: make([]string, 5)}).read(body) == nil {
		t.Error("an offer that is not there is taken")
	}
	if (&plan{}).read([]byte("x")) == nil {
		t.Error("an unknown frame is taken")
	}
}

func TestMeter(t *testing.T) {
	at := time.Date(2026, 11, 25, 2, 10, 0, 0, zone)
	for _, c := range []struct {
		name   string
		moving bool
		want   string
	}{
		{"in a file, a line now and then", false, "排名 ░░░░░░░░░░░░░░░░░░░░░░░░ 0/100\n排名 ████████████░░░░░░░░░░░░ 50/100，每秒 10 条，还要 5s\n" +
			"排名 ████████████████████████ 100/100，每秒 14 条\n写 ████████████████████████ 3/3\n"},
		{"on a terminal, one line that moves", true, "\r排名 ░░░░░░░░░░░░░░░░░░░░░░░░ 0/100\x1b[K\r排名 █████████░░░░░░░░░░░░░░░ 40/100，每秒 10 条，还要 6s\x1b[K" +
			"\r排名 ████████████░░░░░░░░░░░░ 50/100，每秒 10 条，还要 5s\x1b[K\r排名 ████████████████████████ 100/100，每秒 14 条\x1b[K\n\r写 ████████████████████████ 3/3\x1b[K\n"},
	} {
		var out bytes.Buffer
		now := at
		m := &meter{out: &out, moving: c.moving, clock: func() time.Time { return now }}
		for _, x := range []struct {
			after time.Duration
			done  int
		}{{0, 0}, {100 * time.Millisecond, 1}, {4 * time.Second, 40}, {5 * time.Second, 50}, {7 * time.Second, 100}} {
			now = at.Add(x.after)
			m.tell("排名", x.done, 100)
		}
		m.tell("写", 3, 3)
		m.stop()
		if out.String() != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, out.String(), c.want)
		}
	}
}
