package hooks

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"embed"
)

//go:embed pages/*.html
var pageFiles embed.FS

// words are the catalogue of the portal as the build left it: what stands on a
// page is said once, whether a browser or the server writes it.
type words map[string]string

// built is what the build tells the server: the words, and for each route by its
// name the files its page is made of.
type built struct {
	Words words               `json:"words"`
	Files map[string][]string `json:"files"`
}

// builtOf reads server.json; a portal that was not built has no words.
func builtOf(files fs.FS) (built, error) {
	var b built
	raw, err := fs.ReadFile(files, "server.json")
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &b)
	}
	if err != nil {
		return b, fmt.Errorf("words of the portal: %w", err)
	}
	return b, nil
}

// t is the sentence behind a key; pairs are its parameters, name and value.
func (w words) t(key string, pairs ...any) string {
	text := w[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return text
}

// label is the name of an enumeration's value; "" has none.
func (w words) label(enumeration, value string) string {
	if value == "" {
		return ""
	}
	if text, ok := w["enum."+enumeration+"."+value]; ok {
		return text
	}
	return w["enum.unknown"]
}

// labels names several values in one line.
func (w words) labels(enumeration string, values []string) string {
	named := make([]string, len(values))
	for i, v := range values {
		named[i] = w.label(enumeration, v)
	}
	return strings.Join(named, "、")
}

// parse reads the templates of the pages, with the words and formats they use.
func (w words) parse() (*template.Template, error) {
	return template.New("pages").Funcs(template.FuncMap{"t": w.t, "count": formatCount}).ParseFS(pageFiles, "pages/*.html")
}

// formatCount writes a number as Chinese readers write it: 12,345.
func formatCount(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// formatDay writes an RFC 3339 time as a day at home: 2026年2月11日; "" stays "".
func formatDay(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return ""
	}
	return t.In(zone).Format("2006年1月2日")
}
