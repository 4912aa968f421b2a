//go:build unix

package match

import (
	"errors"
	"os"
	"syscall"
)

// mapFile maps a file for reading. It may be replaced by another meanwhile, but
// not be written to.
func mapFile(path string) (*mapping, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 || int64(int(info.Size())) != info.Size() {
		return nil, errors.New("file is empty or too large")
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	return newMapping(b, func(b []byte) { _ = syscall.Munmap(b) }), nil
}
