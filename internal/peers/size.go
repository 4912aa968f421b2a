package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// resident is how many bytes of memory this process holds for itself. Files
// mapped into memory do not count where the system tells them apart; elsewhere
// it is the Go heap, which does not show what SQLite holds.
func resident() int64 {
	runtime.GC() // what pools hold goes with the second
	debug.FreeOSMemory()
	pages, err := os.ReadFile("/proc/self/statm")
	if f := strings.Fields(string(pages)); err == nil && len(f) > 2 {
		all, err1 := strconv.ParseInt(f[1], 10, 64)
		shared, err2 := strconv.ParseInt(f[2], 10, 64)
		if err1 == nil && err2 == nil {
			return (all - shared) * int64(os.Getpagesize())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// onDisk is how many bytes the files of a folder have.
func onDisk(folder string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}

// version is the version of a module in this program, empty if unknown.
func version(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return ""
}
