package hooks

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/pocketbase/pocketbase/core"
)

// journalName is the file in the data directory in which a full re-match notes
// how far it has come. It is there only while one goes on or was cut short.
const journalName = "rematch.journal"

// journal is a file of frames, each whole or not there: 4 bytes length, 4 bytes
// CRC-32C, then the length's bytes. What a killed process left half written is
// cut off by the next one. Frames are appended only after what they speak of is
// committed; losing the last ones repeats work that then changes nothing.
type journal struct{ f *os.File }

// maxFrame keeps a broken length from asking for all memory.
const maxFrame = 1 << 28

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errRematching says that another process is at it.
var errRematching = errors.New("全部重新配对正在另一个进程里进行，请等它结束")

// openJournal opens the journal of the data directory, or begins one, and calls
// read with every frame in order. An error of read cuts the journal there.
func openJournal(app core.App, read func(frame []byte) error) (*journal, error) {
	f, err := os.OpenFile(filepath.Join(app.DataDir(), journalName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the journal of re-matching: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, errRematching
	}
	j := &journal{f}
	whole := readFrames(f, read)
	if err := j.cut(whole); err != nil {
		f.Close()
		return nil, err
	}
	return j, nil
}

// readFrames calls read with the frames of a file until one is broken, missing
// or refused, and returns how many bytes the good ones take.
func readFrames(f io.Reader, read func(frame []byte) error) (whole int64) {
	in := bufio.NewReaderSize(f, 1<<16)
	for {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return whole
		}
		n := binary.LittleEndian.Uint32(head[:])
		if n == 0 || n > maxFrame {
			return whole
		}
		frame := make([]byte, n)
		if _, err := io.ReadFull(in, frame); err != nil || crc32.Checksum(frame, castagnoli) != binary.LittleEndian.Uint32(head[4:]) {
			return whole
		}
		if read(frame) != nil {
			return whole
		}
		whole += int64(len(head)) + int64(n)
	}
}

// add appends a frame.
func (j *journal) add(frame []byte) error {
	out := make([]byte, 8, 8+len(frame))
	binary.LittleEndian.PutUint32(out, uint32(len(frame)))
	binary.LittleEndian.PutUint32(out[4:], crc32.Checksum(frame, castagnoli))
	if _, err := j.f.Write(append(out, frame...)); err != nil {
		return fmt.Errorf("write the journal of re-matching: %w", err)
	}
	return nil
}

// cut leaves the first bytes alone.
func (j *journal) cut(size int64) error {
	err := j.f.Truncate(size)
	if err == nil {
		_, err = j.f.Seek(size, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("cut the journal of re-matching: %w", err)
	}
	return nil
}

// close keeps what was noted for the next process.
func (j *journal) close() { j.f.Close() }

// finish ends the journal: there is nothing to go on with.
func (j *journal) finish() error {
	err := os.Remove(j.f.Name())
	j.f.Close()
	if err != nil {
		return fmt.Errorf("end the journal of re-matching: %w", err)
	}
	return nil
}
