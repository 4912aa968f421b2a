package match

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const goodNeeds = "\ufeff" + `{"id":"n1","title":"花椒烘干设备","detail":"热泵烘干","budget":5,"x":{"y":[1]}}

{"id":"n2","title":"仔猪腹泻防控"}
`

const goodOffers = `{"id":"a","title":"热泵烘干房设计","description":"花椒、辣椒烘干"}
{"id":"b","title":"仔猪腹泻诊断"}
{"id":"c","title":"小程序"}`

func TestRankFiles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run.txt")
	if err := RankFiles(write(t, "n", goodNeeds), write(t, "o", goodOffers), out, 2); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(got)), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines:\n%s", len(lines), got)
	}
	for i, want := range []string{"n1 Q0 a 1 ", "n1 Q0 ", "n2 Q0 b 1 ", "n2 Q0 "} {
		f := strings.Fields(lines[i])
		if !strings.HasPrefix(lines[i], want) || len(f) != 6 || f[5] != "kejiyun" {
			t.Errorf("line %d is %q, want %q…", i+1, lines[i], want)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	for _, c := range []struct{ name, needs, offers, want string }{
		{"no JSON", goodNeeds, `{"id":"a","title":"花椒"}` + "\nnonsense", "o 第 2 行：不是合法的 JSON"},
		{"cut off", `{"id":"n1","title":`, goodOffers, "n 第 1 行：不是合法的 JSON"},
		{"a list instead of an object", `["n1"]`, goodOffers, "n 第 1 行：应为一个 JSON 对象"},
		{"a number instead of a text", `{"id":7,"title":"花椒"}`, goodOffers, "n 第 1 行：字段 id 应为文本"},
		{"a text instead of a list", `{"id":"n1","fields":"proc"}`, goodOffers, "n 第 1 行：字段 fields 应为文本列表"},
		{"no id", goodNeeds, `{"title":"花椒"}`, "o 第 1 行：缺少 id"},
		{"a space in the id", goodNeeds, `{"id":"a b"}`, `o 第 1 行：id "a b" 不能含空白`},
		{"an id twice", goodNeeds, goodOffers + "\n" + `{"id":"b"}`, `o 第 4 行：id "b" 与第 2 行重复`},
		{"an empty file", "\n\n", goodOffers, "n：没有记录"},
	} {
		out := filepath.Join(t.TempDir(), "run.txt")
		if err := os.WriteFile(out, []byte("before"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := RankFiles(write(t, "n", c.needs), write(t, "o", c.offers), out, 10)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want …%s…", c.name, err, c.want)
		}
		if left, _ := os.ReadFile(out); string(left) != "before" {
			t.Errorf("%s: the output was touched", c.name)
		}
		if entries, _ := os.ReadDir(filepath.Dir(out)); len(entries) != 1 {
			t.Errorf("%s: something was left beside the output", c.name)
		}
	}
}

func TestRankFilesThatCannotBe(t *testing.T) {
	good, offers := write(t, "n", goodNeeds), write(t, "o", goodOffers)
	for name, err := range map[string]error{
		"a missing file":   RankFiles(filepath.Join(t.TempDir(), "none"), offers, "run.txt", 10),
		"a missing folder": RankFiles(good, offers, filepath.Join(t.TempDir(), "none", "run.txt"), 10),
		"nothing asked":    RankFiles(good, offers, filepath.Join(t.TempDir(), "run.txt"), 0),
	} {
		if err == nil {
			t.Errorf("%s is no error", name)
		}
	}
}
