// Package internal holds no code of its own; its test holds the walls of the
// house: who may import whom.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists, for each package of ours, which others of ours it may import.
// Engines never import each other; only main imports hooks.
var mayImport = map[string][]string{
	".":                {"hooks", "pb_migrations"},
	"hooks":            {"hooks/adminui", "pb_public", "internal/domain", "internal/text", "internal/match", "internal/posting", "internal/docking", "internal/digest", "internal/report", "internal/share", "internal/store", "internal/demo", "internal/photo", "internal/refusal", "internal/bounce"},
	"hooks/adminui":    {},
	"pb_migrations":    {},
	"pb_public":        {},
	"internal":         {},
	"internal/domain":  {},
	"internal/text":    {},
	"internal/match":   {"internal/domain", "internal/text"},
	"internal/posting": {"internal/domain", "internal/text"},
	"internal/docking": {"internal/domain", "internal/text"},
	"internal/digest":  {"internal/domain", "internal/text"},
	"internal/report":  {"internal/domain", "internal/text"},
	"internal/share":   {"internal/domain", "internal/text"},
	"internal/store":   {"internal/domain", "internal/text"},
	"internal/demo":    {"internal/domain"},
	"internal/peers":   {"internal/domain", "internal/text", "internal/match"}, // a module of its own: nobody imports it
	"internal/photo":   {"internal/domain"},
	"internal/refusal": {},
	"internal/bounce":  {},
}

// onlyStd are the packages that import nothing but the standard library and
// what is named here.
var onlyStd = map[string][]string{
	"internal/domain":  {},
	"internal/text":    {"golang.org/x/text"},
	"internal/match":   {},
	"internal/posting": {},
	"internal/photo":   {"golang.org/x/image"},
	"internal/digest":  {},
	"internal/refusal": {},
	"internal/bounce":  {},
	"internal/demo":    {},
}

func TestHouse(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		checkFile(t, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 40 {
		t.Fatalf("saw %d files only: is the test run from its folder?", files)
	}
}

func checkFile(t *testing.T, path string) {
	rel, err := filepath.Rel("..", path)
	if err != nil {
		t.Fatal(err)
	}
	pkg := filepath.ToSlash(filepath.Dir(rel))
	allowed, known := mayImport[pkg]
	if !known {
		t.Errorf("%s: package %s has no place in the house", rel, pkg)
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range f.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if ours, ok := strings.CutPrefix(name, "kejiyun/"); ok {
			if !slices.Contains(allowed, ours) {
				t.Errorf("%s may not import %s", rel, name)
			}
			continue
		}
		std := !strings.Contains(strings.SplitN(name, "/", 2)[0], ".")
		if outside, strict := onlyStd[pkg]; strict && !std && !slices.ContainsFunc(outside, func(p string) bool { return strings.HasPrefix(name, p) }) {
			t.Errorf("%s may not import %s: this package knows the standard library alone", rel, name)
		}
	}
}
