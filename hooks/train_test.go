package hooks

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kejiyun/internal/match"
)

// TestTrainCommand learns from a set that the shipped weights already rank
// without a fault: nothing can be better, so nothing is written.
func TestTrainCommand(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	var needs, offers, qrels strings.Builder
	for i, crop := range strings.Fields("花椒 生猪 水稻 茶叶 柑橘 蚕桑") {
		fmt.Fprintf(&needs, `{"id":"n%d","title":"%s烘干"}`+"\n", i, crop)
		fmt.Fprintf(&offers, `{"id":"a%d","title":"%s烘干房"}`+"\n"+`{"id":"b%d","title":"小程序%d"}`+"\n", i, crop, i, i)
		fmt.Fprintf(&qrels, "n%d 0 a%d 3\nn%d 0 b%d 0\n", i, i, i, i)
	}
	for name, content := range map[string]string{"needs": needs.String(), "offers": offers.String(), "qrels": qrels.String()} {
		if err := os.WriteFile(path(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (string, error) {
		cmd := trainCommand(nil)
		var out bytes.Buffer
		cmd.SetOut(&out)
		cmd.SetErr(&out)
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		cmd.SetArgs(args)
		err := cmd.Execute()
		return out.String(), err
	}
	files := []string{"--needs", path("needs"), "--offers", path("offers"), "--qrels", path("qrels")}

	out, err := run(append(files, "--out", path("weights.json"),
		"--also", path("needs"), path("offers"), path("qrels"), "--also", path("needs"), path("offers"), path("qrels"))...)
	if err == nil || !strings.Contains(err.Error(), "没有通过检验") {
		t.Errorf("no better weights: error %v", err)
	}
	for _, want := range []string{"TitleChars", "CoverPairs", "主要一组", "另一组 1", "另一组 2", "1.0000"} {
		if !strings.Contains(out, want) {
			t.Errorf("the table lacks %s:\n%s", want, out)
		}
	}
	if _, err := os.Stat(path("weights.json")); err == nil {
		t.Error("refused weights were written")
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "请给出"},
		{append(files, "--also", path("needs")), "三个文件"},
		{append(files[:4:4], "--qrels", path("none")), "不存在"},
		{append(files[:4:4], "--qrels", path("needs")), "第 1 行"},
	} {
		if out, err := run(c.args...); err == nil || !strings.Contains(err.Error(), c.want) || out != "" {
			t.Errorf("%v: error %v, output %q; want …%s… and no output", c.args, err, out, c.want)
		}
	}
}

func TestTrainingAccepted(t *testing.T) {
	for _, c := range []struct{ out, want string }{{"", "未写出"}, {filepath.Join(t.TempDir(), "w.json"), "已写入"}} {
		var to bytes.Buffer
		if err := finishTraining(&to, &match.Training{Accepted: true, New: match.DefaultWeights()}, c.out); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(to.String(), c.want) {
			t.Errorf("%q lacks %s", to.String(), c.want)
		}
		if c.out != "" {
			if _, err := os.Stat(c.out); err != nil {
				t.Error(err)
			}
		}
	}
}
