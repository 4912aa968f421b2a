package hooks

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"

	"kejiyun/internal/match"
)

const (
	peersProgram = "kejiyun-peers"
	peersOffers  = 100000 // more would take the peers hours
)

var errNoPeers = errors.New("找不到对比程序 " + peersProgram + "：请先在源码目录运行 make peers，并把它放在 kejiyun 旁边或 PATH 里")

// findPeers is the path of the program that measures other search engines,
// which is no part of this one: beside the executable self, else in PATH.
func findPeers(self string) (string, error) {
	name := peersProgram
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if beside, err := exec.LookPath(filepath.Join(filepath.Dir(self), name)); err == nil {
		return beside, nil
	}
	found, err := exec.LookPath(peersProgram)
	if err != nil {
		return "", errNoPeers
	}
	return found, nil
}

// runPeers measures other engines on the documents of b, at most peersOffers
// of them, and writes their lines to out.
func runPeers(program string, b match.Bench, out, problems io.Writer) error {
	debug.FreeOSMemory() // the other program wants the memory of our engine
	cmd := exec.Command(program,
		"--offers", strconv.Itoa(min(b.Offers, peersOffers)), "--needs", strconv.Itoa(b.Needs), "--seed", strconv.FormatInt(b.Seed, 10))
	cmd.Stdout, cmd.Stderr = out, problems
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("对比程序 %s 没有完成: %w", program, err)
	}
	return nil
}

// ownPath is the path of this executable, empty if the system does not tell.
func ownPath() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	return self
}
