package hooks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"kejiyun/internal/store"
)

func TestSynonymWords(t *testing.T) {
	for _, c := range []struct{ name, typed, want, code string }{
		{"words with the usual mark", "马铃薯、土豆、洋芋", "马铃薯、土豆、洋芋", ""},
		{"any mark and any space", " 马铃薯 ，土豆;洋芋\n山药蛋 ", "马铃薯、土豆、洋芋、山药蛋", ""},
		{"a word twice counts once", "土豆、马铃薯、土豆", "土豆、马铃薯", ""},
		{"letters of either width and case are one word", "ＧＩＳ、gis、地理信息系统", "ＧＩＳ、地理信息系统", ""},
		{"a single character is a word", "混凝土、砼", "混凝土、砼", ""},
		{"one word alone", "土豆", "", "synonym_alone"},
		{"one word twice", "土豆、土豆", "", "synonym_alone"},
		{"nothing", "、，", "", "synonym_alone"},
		{"a sentence", "土豆、这是一个长得不能再长的怎么也不像词语的句子啊", "", "synonym_long"},
		{"a word that every posting has", "土豆、技术", "", "synonym_hollow"},
		{"punctuation", "土豆、……", "", "synonym_hollow"},
		{"a telephone number", "土豆、13800000001", "", "contact_in_text"},
		{"thirteen words", "甲烷、乙烷、丙烷、丁烷、戊烷、己烷、庚烷、辛烷、壬烷、癸烷、苯环、甲苯、二甲苯", "", "too_many"},
	} {
		got, err := synonymWords(c.typed)
		code := ""
		if err != nil {
			code = err.Code
		}
		if strings.Join(got, "、") != c.want || code != c.code {
			t.Errorf("%s: %q %q, want %q %q", c.name, got, code, c.want, c.code)
		}
	}
}

// TestShippedSynonyms: every group the portal begins with is one that its own
// check lets pass unchanged, and no word stands in two of them.
func TestShippedSynonyms(t *testing.T) {
	w := newWorld(t)
	groups, err := store.Synonyms(w.app)
	if err != nil || len(groups) < 60 {
		t.Fatalf("%d groups, %v", len(groups), err)
	}
	seen := map[string]bool{}
	for _, g := range groups {
		if words, err := synonymWords(strings.Join(g, "、")); err != nil || !slices.Equal(words, g) {
			t.Errorf("%q: %v", g, err)
		}
		for _, word := range g {
			if seen[word] {
				t.Errorf("%s stands in two groups", word)
			}
			seen[word] = true
		}
	}
}

// TestSynonymsReachMatches: a superuser writes a group in the admin UI; the
// matches are ranked anew by it and say so; switched off, it is forgotten.
func TestSynonymsReachMatches(t *testing.T) {
	w := newWorld(t)
	matcherOf(w.app).stop() // the test takes its turns itself
	need := w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": "三百亩巴山豆老是死苗，请专家来诊断"})))
	offer := w.publish(w.add("offers", with(offerText, map[string]any{"org": w.bertOrg.Id, "title": "饭豇豆死苗诊断与绿色防控"})))
	m, now := matcherOf(w.app), time.Now()
	must(m.rematchAll(t.Context(), w.app, now)) // rarity is that of a fresh load, before and after
	terms := func() (score float64, terms []string) {
		m := must(w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o}", dbx.Params{"n": need.Id, "o": offer.Id}))
		if err := m.UnmarshalJSONField("terms", &terms); err != nil {
			t.Fatal(err)
		}
		return m.GetFloat("score"), terms
	}
	before, told := terms()
	if slices.Contains(told, "巴山豆→饭豇豆") {
		t.Fatalf("told before anybody knew: %q", told)
	}
	const url = "/api/collections/synonyms/records"
	if r := w.call(w.super, "POST", url, map[string]any{"words": "巴山豆", "active": true}); r.status != 400 || r.code("words") != "synonym_alone" {
		t.Errorf("a word alone: %d %s", r.status, r.body)
	}
	if m.outdated.Load() {
		t.Error("a refused row makes the engine outdated")
	}
	id := w.call(w.super, "POST", url, map[string]any{"words": "巴山豆, 饭豇豆", "active": true}).want(t, 200).data["id"].(string)
	refresh := func() {
		t.Helper()
		if !m.outdated.Load() {
			t.Error("the engine is not outdated")
		}
		if err := m.refresh(t.Context(), w.app, now); err != nil || m.outdated.Load() {
			t.Fatalf("refresh: %v", err)
		}
	}
	refresh()
	after, told := terms()
	if after <= before || !slices.Contains(told, "巴山豆→饭豇豆") {
		t.Errorf("score %v → %v, terms %q", before, after, told)
	}
	if len(w.events("synonyms", id)) != 1 {
		t.Errorf("events %v", w.events("synonyms", id))
	}
	w.call(w.super, "PATCH", url+"/"+id, map[string]any{"active": false}).want(t, 200)
	refresh()
	if again, told := terms(); again != before || slices.Contains(told, "巴山豆→饭豇豆") {
		t.Errorf("switched off: score %v, terms %q", again, told)
	}
	engine := m.engine
	if err := m.refresh(t.Context(), w.app, now); err != nil || m.engine != engine {
		t.Errorf("nothing has changed, and the engine is built anew: %v", err)
	}
	field := must(w.app.FindRecordById("fields", "s0601"))
	w.call(w.super, "PATCH", "/api/collections/fields/records/"+field.Id, map[string]any{"name": "花椒与巴山豆"}).want(t, 200)
	refresh()
}
