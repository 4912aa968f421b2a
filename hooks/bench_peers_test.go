package hooks

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kejiyun/internal/match"
)

// fakePeers puts a program into a new folder that prints its arguments, or
// fails, and returns the folder.
func fakePeers(t *testing.T, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, peersProgram), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFindPeers(t *testing.T) {
	beside, inPath, empty := fakePeers(t, "true"), fakePeers(t, "true"), t.TempDir()
	for _, c := range []struct{ name, self, path, want string }{
		{"beside the executable", beside, empty, beside},
		{"beside the executable goes before PATH", beside, inPath, beside},
		{"in PATH", empty, inPath, inPath},
	} {
		t.Setenv("PATH", c.path)
		got, err := findPeers(filepath.Join(c.self, "kejiyun"))
		if want := filepath.Join(c.want, peersProgram); err != nil || got != want {
			t.Errorf("%s: found %q (%v), want %q", c.name, got, err, want)
		}
	}
}

func TestBenchWithoutPeersSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	cmd := benchCommand()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetArgs([]string{"match", "--peers", "--offers", "100000000"}) // refused before anything is measured
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if err := cmd.Execute(); !errors.Is(err, errNoPeers) || !strings.Contains(err.Error(), "make peers") {
		t.Errorf("the error is %v", err)
	}
}

func TestBenchWithPeersPrintsTheirLinesAfterOurs(t *testing.T) {
	t.Setenv("PATH", fakePeers(t, `echo "$@"`)+":"+os.Getenv("PATH"))
	cmd := benchCommand()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetArgs([]string{"match", "--peers", "--offers", "60", "--needs", "5", "--seed", "3"})
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], `{"offers":60,`) || lines[1] != "--offers 60 --needs 5 --seed 3" {
		t.Errorf("printed:\n%s", out.String())
	}
}

func TestRunPeers(t *testing.T) {
	var out, problems bytes.Buffer
	program := filepath.Join(fakePeers(t, `echo "$@"`), peersProgram)
	if err := runPeers(program, match.Bench{Offers: 1000000, Needs: 2000, Seed: 1}, &out, &problems); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != "--offers 100000 --needs 2000 --seed 1\n" {
		t.Errorf("asked for %q: the peers should get a hundred thousand offers at most", got)
	}
	failing := filepath.Join(fakePeers(t, "echo broken >&2; exit 3"), peersProgram)
	err := runPeers(failing, match.Bench{Offers: 1, Needs: 1}, &out, &problems)
	if err == nil || !strings.Contains(err.Error(), failing) || problems.String() != "broken\n" {
		t.Errorf("a failing program gives %v and %q", err, problems.String())
	}
}
