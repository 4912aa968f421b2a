package match

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
)

// maxLevel is the highest level of relevance a label may have.
const maxLevel = 4

// readQrels reads labels in TREC format, "need 0 offer level" per line with
// levels from 0 (unrelated) to maxLevel: level by need and offer. needs and
// offers tell which ids there are.
func readQrels(path string, needs, offers []record) (map[string]map[string]int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer func() { _ = f.Close() }()
	known := [2]map[string]bool{idsIn(needs), idsIn(offers)}
	out := map[string]map[string]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		fields := bytes.Fields(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(fields) == 0 {
			continue
		}
		if err := readLabel(fields, known, out); err != nil {
			return nil, fmt.Errorf("%s 第 %d 行：%w", path, n, err)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s 第 %d 行：超过 %d MB", path, n+1, maxLine>>20)
	} else if err != nil {
		return nil, fileError(path, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s：没有标注", path)
	}
	return out, nil
}

func idsIn(records []record) map[string]bool {
	m := make(map[string]bool, len(records))
	for _, r := range records {
		m[r.ID] = true
	}
	return m
}

// readLabel puts one line into the labels.
func readLabel(fields [][]byte, known [2]map[string]bool, into map[string]map[string]int) error {
	if len(fields) != 4 {
		return fmt.Errorf("应有 4 列（需求 0 所能 等级），实际是 %d 列", len(fields))
	}
	need, offer := string(fields[0]), string(fields[2])
	level, err := strconv.Atoi(string(fields[3]))
	_, twice := into[need][offer]
	switch {
	case err != nil || level < 0 || level > maxLevel:
		return fmt.Errorf("等级应为 0 到 %d 的整数，实际是 %q", maxLevel, fields[3])
	case !known[0][need]:
		return fmt.Errorf("需求文件里没有 %q", need)
	case !known[1][offer]:
		return fmt.Errorf("所能文件里没有 %q", offer)
	case twice:
		return fmt.Errorf("%q 与 %q 这一对重复标注", need, offer)
	}
	if into[need] == nil {
		into[need] = map[string]int{}
	}
	into[need][offer] = level
	return nil
}
