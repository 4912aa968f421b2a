//go:build unix

package match

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// mapFile maps a file for reading. It may be replaced by another meanwhile, but
// not be written to.
func mapFile(path string) (*mapping, error) {
	f, size, err := openSized(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	return newMapping(b, unmap), nil
}

func unmap(b []byte) { _ = syscall.Munmap(b) }

func openSized(path string) (*os.File, int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && (info.Size() == 0 || int64(int(info.Size())) != info.Size()) {
		err = errors.New("file is empty or too large")
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	return f, int(info.Size()), nil
}

// largePages is the advice to lay memory out in large pages where the system can
// (Linux); elsewhere it is refused, which does no harm.
const largePages = 14

// readFile reads a file into memory of its own, in large pages where there are
// any.
func readFile(path string) (*mapping, error) {
	f, size, err := openSized(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return nil, err
	}
	m := newMapping(b, unmap)
	_ = syscall.Madvise(b, largePages)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, err
	}
	return m, nil
}
