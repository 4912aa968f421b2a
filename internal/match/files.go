package match

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"kejiyun/internal/domain"
)

// runTag names this engine in the runs it writes.
const runTag = "kejiyun"

// RankFiles ranks the offers of one file for every need of another and writes
// the at most top best offers of each need to outPath in TREC format (need Q0
// offer rank score kejiyun, scores 0–1 falling). See readRecords for the format
// of the files. Texts, fields and regions count as they do in the portal; there
// are no filters and no floor. An error names file, line and reason in Chinese;
// outPath is written whole or not at all.
func RankFiles(needsPath, offersPath, outPath string, top int) error {
	if top < 1 {
		return errors.New("每条需求保留的条数必须大于 0")
	}
	needs, err := readRecords(needsPath)
	if err != nil {
		return err
	}
	offers, err := readRecords(offersPath)
	if err != nil {
		return err
	}
	e := New(Config{Weights: DefaultWeights()})
	e.Load(mapped(offers, record.offer), mapped(needs, record.need))
	lists := e.rankAll(mapped(needs, record.need), top)
	return writeWhole(outPath, func(w *bufio.Writer) {
		for i, n := range needs {
			writeRun(w, n.ID, lists[i])
		}
	})
}

func mapped[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i, x := range in {
		out[i] = f(x)
	}
	return out
}

// rankAll scores all offers for each need, on two goroutines.
func (e *Engine) rankAll(needs []domain.Need, top int) [][]hit {
	v := e.now.Load()
	lists := make([][]hit, len(needs))
	var wg sync.WaitGroup
	const workers = 2
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(needs); i += workers {
				a := e.begin(v, v.sides[needSide].doc(needs[i].ID), needSide, time.Time{})
				a.free = true
				lists[i] = append([]hit(nil), a.best(top)...)
				a.end()
			}
		})
	}
	wg.Wait()
	return lists
}

// writeRun writes one need's list. Offers of equal score are told apart by the
// text blend behind the last digit of the score.
func writeRun(w *bufio.Writer, need string, hits []hit) {
	for i, h := range hits {
		score := float64(h.score)*step + h.blend*step/2
		_, _ = w.WriteString(need + " Q0 " + h.id() + " " + strconv.Itoa(i+1) + " " +
			strconv.FormatFloat(score, 'f', 9, 64) + " " + runTag + "\n")
	}
}

// writeWhole writes a file in full or leaves what was there.
func writeWhole(path string, write func(*bufio.Writer)) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".run-*")
	if err != nil {
		return fileError(path, err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fileError(path, err)
		}
	}()
	w := bufio.NewWriterSize(f, 1<<16)
	write(w)
	if err = w.Flush(); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// fileError tells in Chinese what went wrong with a file as a whole.
func fileError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s：文件或目录不存在：%w", path, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s：没有权限：%w", path, err)
	}
	return fmt.Errorf("%s：读写失败：%w", path, err)
}
