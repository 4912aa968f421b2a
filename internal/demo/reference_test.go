package demo

import (
	"os"
	"strings"
	"testing"

	"kejiyun/internal/domain"
)

// The reference data of the migrations is checked here, beside its first user.

func rows(t *testing.T, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile("../../pb_migrations/data/" + file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	width := strings.Count(lines[0], "\t")
	var all [][]string
	for i, l := range lines[1:] {
		if strings.Count(l, "\t") != width || strings.TrimSpace(l) != strings.TrimRight(l, "\t") {
			t.Errorf("%s line %d is malformed: %q", file, i+2, l)
		}
		all = append(all, strings.Split(l, "\t"))
	}
	return all
}

func TestRegionsFormOneTree(t *testing.T) {
	seen := map[string]string{}
	for _, r := range rows(t, "regions.tsv") {
		code, parent, level := r[0], r[1], r[2]
		if domain.RegionLevel(code) != level || seen[code] != "" {
			t.Errorf("%s is a %s, or comes twice", code, level)
		}
		if parent == "" && level != "province" || parent != "" && (seen[parent] == "" || !domain.RegionWithin(code, parent)) {
			t.Errorf("%s does not lie in %q", code, parent)
		}
		if level != "township" && (r[4] == "" || r[5] == "") {
			t.Errorf("%s has no place on the map", code)
		}
		seen[code] = level
	}
	atLeast(t, "regions", len(seen), 3316)
}

func TestFieldsHaveTwoLevelsAndSynonyms(t *testing.T) {
	top, seen := map[string]string{}, map[string]bool{}
	names := map[string]string{}
	for _, r := range rows(t, "fields.tsv") {
		id, parent, scheme, name, synonyms := r[0], r[2], r[3], r[4], split(r[5], "|")
		if seen[id] || len(id) < 2 || len(id) > 15 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("bad or repeated id %q", id)
		}
		if seen[id] = true; parent == "" {
			top[id] = scheme
		} else if top[parent] != scheme {
			t.Errorf("%s has the parent %q of another scheme or a lower level", id, parent)
		}
		if other := names[parent+name]; other != "" || name == "" {
			t.Errorf("%s and %s are both called %q", id, other, name)
		}
		names[parent+name] = id
		if scheme == "speciality" && (len(synonyms) < 2 || len(synonyms) > 6) {
			t.Errorf("%s %s has %d synonyms", id, name, len(synonyms))
		}
		for i, s := range synonyms {
			if s == "" || s == name || has(synonyms[:i], s) {
				t.Errorf("%s %s has the useless synonym %q", id, name, s)
			}
		}
		if !has(domain.Schemes, scheme) {
			t.Errorf("%s is of no scheme: %q", id, scheme)
		}
	}
	atLeast(t, "fields", len(seen), 600)
}
