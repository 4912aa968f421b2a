package adminui

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	_ "kejiyun/pb_migrations"
)

func TestExtensionHoldsOneScriptWithAllParts(t *testing.T) {
	ext := Extension()
	if ext.Name != Name {
		t.Errorf("name %q, want %q", ext.Name, Name)
	}
	text, err := fs.ReadFile(ext.FS, "main.js")
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, mark := range []string{"const WORDS = {", "const PATTERNS = [", "const COLLECTIONS = {", "const COLUMNS = {", "const CODES = {", "observer.observe("} {
		next := strings.Index(string(text[at:]), mark)
		if next < 0 {
			t.Fatalf("%q is missing or comes too early", mark)
		}
		at += next
	}
	info, err := fs.Stat(ext.FS, "main.js")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() != int64(len(text)) {
		t.Errorf("size %d, read %d bytes", info.Size(), len(text))
	}
	if _, err := ext.FS.Open("words.js"); err == nil {
		t.Error("a part can be opened by itself")
	}
}

func TestExtensionIsServed(t *testing.T) {
	(&tests.ApiScenario{
		Method:          "GET",
		URL:             "/_/extensions.js",
		TestAppFactory:  func(t testing.TB) *tests.TestApp { return newApp(t) },
		BeforeTestFunc:  serveWith(Register),
		ExpectedStatus:  200,
		ExpectedContent: []string{"const WORDS = {", "observer.observe("},
		AfterTestFunc: func(t testing.TB, app *tests.TestApp, res *http.Response) {
			if got := res.Header.Get("Cache-Control"); got != "no-cache" {
				t.Errorf("Cache-Control %q: an old dictionary would outlive an upgrade", got)
			}
		},
	}).Test(t)
}

// A table is read line by line, so that a key given twice is seen: the script itself would take the last one and say nothing.
func TestTablesAreWellFormed(t *testing.T) {
	for _, name := range []string{"WORDS", "COLLECTIONS", "COLUMNS", "CODES", "JOBS", "SCHEDULES"} {
		t.Run(name, func(t *testing.T) {
			if len(table(t, name)) == 0 {
				t.Error("empty")
			}
		})
	}
}

func TestWordsAreChinese(t *testing.T) {
	same := []string{"(Ctrl+S)", "JSON", "(=true)", "Access key", "Secret"}
	han := regexp.MustCompile(`\p{Han}|^\pP$`)
	for _, name := range []string{"WORDS", "COLLECTIONS", "COLUMNS", "CODES", "JOBS", "SCHEDULES"} {
		for key, words := range table(t, name) {
			if !han.MatchString(words) && !slices.Contains(same, key) {
				t.Errorf("%s: %q reads %q", name, key, words)
			}
			if key != strings.Join(strings.Fields(key), " ") {
				t.Errorf("%s: %q has outer or doubled spaces and will never be found", name, key)
			}
		}
	}
}

func TestPatternsCompile(t *testing.T) {
	seen := map[string]bool{}
	for _, line := range block(t, "PATTERNS") {
		var pair []string
		if err := json.Unmarshal([]byte(strings.TrimSuffix(line, ",")), &pair); err != nil || len(pair) != 2 {
			t.Errorf("not a pattern and its words: %s", line)
			continue
		}
		re, err := regexp.Compile(pair[0])
		switch {
		case err != nil:
			t.Error(err)
		case !strings.HasPrefix(pair[0], "^") || !strings.HasSuffix(pair[0], "$"):
			t.Errorf("%q may match inside a phrase", pair[0])
		case seen[pair[0]]:
			t.Errorf("%q stands twice", pair[0])
		default:
			for _, ref := range regexp.MustCompile(`[$@](\d)`).FindAllStringSubmatch(pair[1], -1) {
				if int(ref[1][0]-'0') > re.NumSubexp() {
					t.Errorf("%q has no part %s", pair[0], ref[1])
				}
			}
		}
		seen[pair[0]] = true
	}
}

func TestEverythingInTheSchemaHasAWord(t *testing.T) {
	collections, columns, codes := table(t, "COLLECTIONS"), table(t, "COLUMNS"), table(t, "CODES")
	app := newApp(t)
	defer app.Cleanup()
	all, err := app.FindAllCollections()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{} // everything that a key may speak of
	for _, c := range all {
		known[c.Name] = true
		if collections[c.Name] == "" {
			t.Errorf("collection %s has no word", c.Name)
		}
		for _, f := range c.Fields {
			known[f.GetName()], known[c.Name+"."+f.GetName()] = true, true
			if columns[c.Name+"."+f.GetName()] == "" && columns[f.GetName()] == "" {
				t.Errorf("column %s.%s has no word", c.Name, f.GetName())
			}
			choice, ok := f.(*core.SelectField)
			if !ok {
				continue
			}
			for _, code := range choice.Values {
				column := f.GetName() + "=" + code
				known[code], known[column], known[c.Name+"."+column] = true, true, true
				if codes[c.Name+"."+column] == "" && codes[column] == "" && codes[code] == "" {
					t.Errorf("code %s.%s has no word", c.Name, column)
				}
			}
		}
	}
	for _, line := range block(t, "CODED") {
		if column := strings.Trim(line, `",`); !known[column] {
			t.Errorf("CODED: the schema has no %s", column)
		}
	}
	// a key that speaks of one collection must name something that is there: a column renamed leaves it behind
	for _, keys := range []map[string]string{columns, codes} {
		for key := range keys {
			if strings.Contains(key, ".") && !known[key] {
				t.Errorf("%s: the schema has no such thing", key)
			}
		}
	}
}

func newApp(t testing.TB) *tests.TestApp {
	t.Helper()
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return app
}

func serveWith(register func(*core.ServeEvent)) func(testing.TB, *tests.TestApp, *core.ServeEvent) {
	return func(_ testing.TB, _ *tests.TestApp, e *core.ServeEvent) { register(e) }
}

// table returns one object of the script; every entry stands on a line of its own.
func table(t *testing.T, name string) map[string]string {
	t.Helper()
	words := map[string]string{}
	for _, line := range block(t, name) {
		var entry map[string]string
		if err := json.Unmarshal([]byte("{"+strings.TrimSuffix(line, ",")+"}"), &entry); err != nil || len(entry) != 1 {
			t.Errorf("%s: not one entry: %s", name, line)
			continue
		}
		for key, value := range entry {
			if _, twice := words[key]; twice {
				t.Errorf("%s: %q stands twice", name, key)
			}
			words[key] = value
		}
	}
	return words
}

// block returns the lines of a table, without comments and blank lines.
func block(t *testing.T, name string) []string {
	t.Helper()
	text, err := script()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "\nconst "+name+" = ")
	if !ok {
		t.Fatalf("no table %s", name)
	}
	var lines []string
	for line := range strings.Lines(rest[1:]) {
		switch line = strings.TrimSpace(line); {
		case line == "};" || line == "];":
			return lines
		case line != "" && !strings.HasPrefix(line, "//"):
			lines = append(lines, line)
		}
	}
	t.Fatalf("table %s has no end", name)
	return nil
}
