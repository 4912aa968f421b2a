//go:build unix

package match

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
)

// spill is a nameless file that takes bytes out of memory: the system keeps of
// them what there is room for.
type spill struct {
	mu    sync.Mutex
	f     *os.File
	at    int64
	parts [][]byte
}

// newSpill makes a spill in a folder.
func newSpill(dir string) (*spill, error) {
	f, err := os.CreateTemp(dir, ".spill-*")
	if err != nil {
		return nil, fmt.Errorf("create spill: %w", err)
	}
	return &spill{f: f}, os.Remove(f.Name())
}

// take moves bytes to the file and returns them as they stand there, for reading,
// until close.
func (s *spill) take(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return b, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.f.WriteAt(b, s.at); err != nil {
		return nil, fmt.Errorf("write spill: %w", err)
	}
	part, err := syscall.Mmap(int(s.f.Fd()), s.at, len(b), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map spill: %w", err)
	}
	page := int64(os.Getpagesize())
	s.at += (int64(len(b)) + page - 1) / page * page
	s.parts = append(s.parts, part)
	return part, nil
}

// close gives everything back; nothing of it may be read any more.
func (s *spill) close() error {
	var err error
	for _, part := range s.parts {
		err = errors.Join(err, syscall.Munmap(part))
	}
	return errors.Join(err, s.f.Close())
}
