package hooks

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/spf13/cobra"

	"kejiyun/internal/match"
)

// history writes n needs whose org put away, for their field, the two offers
// that share some of the need's title and let stand the two that share its text.
func (w *world) history(n int) {
	w.t.Helper()
	r := rand.New(rand.NewPCG(5, 0))
	words := func(k int) string {
		var b strings.Builder
		for range k {
			b.WriteRune(rune(0x4e00 + r.IntN(3000)))
		}
		return b.String()
	}
	insert := func(table string, values dbx.Params) {
		if _, err := w.app.DB().Insert(table, values).Execute(); err != nil {
			w.t.Fatal(err)
		}
	}
	for i := range n {
		title, detail := words(8), words(40)
		insert("needs", dbx.Params{"id": fmt.Sprintf("need%011d", i), "org": w.annaOrg.Id, "kind": "service", "title": title, "detail": detail, "region": township, "status": "closed"})
		for k := range 4 {
			offer := dbx.Params{"id": fmt.Sprintf("offer%09d%d", i, k), "org": w.bertOrg.Id, "kind": "service", "title": words(8), "description": words(40), "region": township, "status": "published"}
			m := dbx.Params{"id": fmt.Sprintf("match%09d%d", i, k), "need": offer["need"], "offer": offer["id"], "score": .6, "mailed_need_at": "2026-03-01 00:00:00.000Z",
				"active": k < 2, "dismissed_by": "", "dismissed_reason": "", "dismissed_at": ""}
			m["need"] = fmt.Sprintf("need%011d", i)
			if k < 2 {
				offer["description"] = detail[:3*(22+3*k)] + words(8)
			} else {
				offer["title"] = title[:3*(2+k)] + words(6-k)
				m["dismissed_by"], m["dismissed_reason"], m["dismissed_at"] = "need", "wrong_field", "2026-03-02 00:00:00.000Z"
			}
			insert("offers", offer)
			insert("matches", m)
		}
	}
}

// TestTrainOnHistory: too little says how much it takes; enough writes the file
// that the portal ranks by; the same history has nothing more to teach.
func TestTrainOnHistory(t *testing.T) {
	w := newWorld(t)
	matcherOf(w.app).stop()
	run := func(args ...string) (string, error) {
		cmd := trainCommand(w.app)
		var out bytes.Buffer
		cmd.SetOut(&out)
		cmd.SetErr(&out)
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		cmd.SetArgs(args)
		err := cmd.Execute()
		return out.String(), err
	}
	if _, err := run("--history"); !errors.Is(err, match.ErrFewJudgements) || !strings.Contains(err.Error(), "0 条所需") || !strings.Contains(err.Error(), "至少要 50 条") {
		t.Errorf("an empty history: %v", err)
	}
	if _, err := os.Stat(weightsPath(w.app)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty history leaves a file: %v", err)
	}
	w.history(60)
	out, err := run("--history")
	if err != nil || !strings.Contains(out, "新权重通过检验，已写入 "+weightsPath(w.app)) {
		t.Fatalf("%v\n%s", err, out)
	}
	live, learned, err := liveWeights(w.app)
	if err != nil || !learned || live.Blend == match.DefaultWeights().Blend {
		t.Errorf("live weights %+v, learned %v, %v", live.Blend, learned, err)
	}
	before, err := os.ReadFile(weightsPath(w.app))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run("--history"); err == nil || !strings.Contains(err.Error(), "没有通过检验") {
		t.Errorf("the same history again: %v", err)
	}
	if after, err := os.ReadFile(weightsPath(w.app)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("refused weights are written: %v", err)
	}
	if _, err := run("--history", "--needs", "n.jsonl"); err == nil || !strings.Contains(err.Error(), "不能再给文件") {
		t.Errorf("history and files: %v", err)
	}
	if err := os.WriteFile(weightsPath(w.app), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := run("--history"); err == nil || !strings.Contains(err.Error(), "请先改好或删掉") {
		t.Errorf("from a broken file: %v", err)
	}
}

func TestNeedsNoDatabase(t *testing.T) {
	w := newWorld(t)
	root := &cobra.Command{Use: "kejiyun"}
	addCommands(w.app, root)
	for line, want := range map[string]bool{
		"match --needs a": true, "train --needs a --offers b": true, "train --history": false, "train --history=true --out x": false,
		"doctor": false, "serve": false, "nonsense": false,
	} {
		if got := NeedsNoDatabase(root, strings.Fields(line)); got != want {
			t.Errorf("%s needs no database: %v", line, got)
		}
	}
}
