package hooks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

// codesIn finds the error codes in the source of a package: the first text that
// is given to Errorf or Add and looks like a code.
func codesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	code := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || len(call.Args) < 2 || fun.Sel.Name != "Errorf" && fun.Sel.Name != "Add" {
				return true
			}
			if lit, ok := call.Args[1].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && code.MatchString(s) {
					found[s] = path
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestEveryCodeHasASentence: here, and in the catalogue of the portal.
func TestEveryCodeHasASentence(t *testing.T) {
	catalogue := ""
	for _, name := range []string{"errors", "refusals", "failures"} {
		words, err := os.ReadFile("../pb_public/src/words/zh-CN/" + name + ".ts")
		if err != nil {
			t.Fatal(err)
		}
		catalogue += string(words)
	}
	known := 0
	for _, dir := range []string{".", "../internal/posting", "../internal/store", "../internal/domain"} {
		for code, path := range codesIn(t, dir) {
			known++
			if sentences[code] == "" {
				t.Errorf("%s: %s has no sentence", path, code)
			}
			if !strings.Contains(catalogue, "'error."+code+"'") {
				t.Errorf("%s: the portal has no words for %s", path, code)
			}
		}
	}
	if known < 30 {
		t.Errorf("only %d codes found: the scan is blind", known)
	}
	for code, says := range sentences {
		if says == "" || strings.HasSuffix(says, ".") {
			t.Errorf("%s says %q", code, says)
		}
	}
}

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		err  *domain.Error
		want string
	}{
		{domain.Errorf(domain.Invalid, "too_long", "max", 60), "太长了，最多 60 个字。"},
		{domain.Errorf(domain.Conflict, "state_by_hand", "from", "draft", "to", "published"), "状态不能这样改：draft 不能变成 published。请用审核、暂停、关闭等操作。"},
		{domain.Errorf(domain.Invalid, "never_heard_of"), "没有成功（never_heard_of），请检查后再试。"},
	} {
		if got := sentence(c.err); got != c.want {
			t.Errorf("%s: %s", c.err.Code, got)
		}
	}
}
