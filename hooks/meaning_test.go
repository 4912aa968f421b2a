package hooks

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// fakeService is an embedding service that behaves as it is told. Its vectors
// have a number for each of some words: texts about the same ones are near.
type fakeService struct {
	*httptest.Server
	mu      sync.Mutex
	mood    string // "" works
	asked   int
	texts   []string
	auth    []string
	release chan struct{} // closed when the slow one may answer
}

var fakeWords = []string{"花椒", "根", "水泵", "养猪", "诊断"}

func newFakeService(t *testing.T) *fakeService {
	f := &fakeService{release: make(chan struct{})}
	f.Server = httptest.NewServer(f)
	t.Cleanup(func() { close(f.release); f.Close() })
	return f
}

func (f *fakeService) be(mood string) { f.mu.Lock(); f.mood = mood; f.mu.Unlock() }

func (f *fakeService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Model string
		Input []string
	}
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.asked++
	f.auth = append(f.auth, r.Header.Get("Authorization"))
	mood := f.mood
	if json.Unmarshal(body, &in) != nil || r.URL.Path != "/v1/embeddings" || r.Method != "POST" || in.Model != "fake" {
		mood = "500"
	}
	f.texts = append(f.texts, in.Input...)
	f.mu.Unlock()
	switch mood {
	case "slow":
		select {
		case <-r.Context().Done():
		case <-f.release:
		}
		return
	case "500":
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	case "redirect":
		http.Redirect(w, r, "http://127.0.0.1:1/elsewhere", http.StatusTemporaryRedirect)
		return
	case "garbage":
		fmt.Fprint(w, "<html>ok</html>")
		return
	case "cut":
		fmt.Fprint(w, `{"data":[{"index":0,"embedding":[1,2`)
		return
	}
	data := []any{}
	for i, text := range in.Input {
		v := []float64{.5} // all texts have something in common
		for _, word := range fakeWords {
			v = append(v, float64(strings.Count(text, word)))
		}
		switch {
		case mood == "short":
			v = v[:3]
		case mood == "uneven" && i > 0:
			v = v[:4]
		case mood == "empty":
			v = []float64{}
		case mood == "zeros":
			v = make([]float64, len(v))
		}
		data = append(data, map[string]any{"object": "embedding", "index": i, "embedding": v})
	}
	switch mood {
	case "fewer":
		data = data[1:]
	case "twice":
		data[len(data)-1].(map[string]any)["index"] = 0
	case "reverse":
		slices.Reverse(data)
	}
	json.NewEncoder(w).Encode(map[string]any{"object": "list", "data": data, "model": "fake"})
}

// uses sets the portal to use the service.
func (w *world) uses(f *fakeService) {
	w.t.Helper()
	for key, value := range map[string]any{"meaning.url": f.URL + "/v1/", "meaning.model": "fake", "meaning.key": "sk-geheim", "meaning.weight": .5} {
		if err := store.SetSetting(w.app, key, value); err != nil {
			w.t.Fatal(err)
		}
	}
}

// TestEmbed: what a service may answer, and how long it may take.
func TestEmbed(t *testing.T) {
	f := newFakeService(t)
	s := &meaningService{url: f.URL + "/v1", model: "fake", key: "sk-geheim", client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	two := []string{"花椒烂根", "养猪"}
	for _, mood := range []string{"", "reverse"} {
		f.be(mood)
		got, err := s.embed(t.Context(), two)
		if err != nil || len(got) != 2 || got[0][1] != 1 || got[0][4] != 0 || got[1][4] != 1 {
			t.Errorf("%q: %v, %v", mood, got, err)
		}
	}
	if f.auth[0] != "Bearer sk-geheim" {
		t.Errorf("signed in with %q", f.auth[0])
	}
	for mood, says := range map[string]string{"500": "HTTP 500", "redirect": "HTTP 307", "garbage": "看不懂", "cut": "看不懂", "fewer": "1 个向量，应为 2 个",
		"twice": "次序不对", "uneven": "长短不对", "empty": "长短不对"} {
		f.be(mood)
		if got, err := s.embed(t.Context(), two); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v, %v", mood, got, err)
		}
	}
	f.be("slow")
	s.client.Timeout = 50 * time.Millisecond // so that the test need not wait for the real one
	if _, err := s.embed(t.Context(), two); err == nil || !strings.Contains(err.Error(), "没有应答") {
		t.Errorf("slow: %v", err)
	}
	s.url = "http://127.0.0.1:1"
	if _, err := s.embed(t.Context(), two); err == nil || !strings.Contains(err.Error(), "没有应答") {
		t.Errorf("down: %v", err)
	}
}

func TestServiceURL(t *testing.T) {
	for url, want := range map[string]bool{"http://127.0.0.1:11434/v1": true, "https://embed.keji.gov.cn/v1": true, "": false, "127.0.0.1:11434": false, "ftp://x/v1": false,
		"file:///etc/passwd": false, "http://": false, "http://root:pw@x/v1": false, "http://x/v1?key=1": false, "http://x/v1#a": false, "http://a b/": false} {
		if serviceURL(url) != want {
			t.Errorf("%q: %v", url, !want)
		}
	}
}

func TestBreaker(t *testing.T) {
	var b breaker
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	for i := range breakerFailures {
		if !b.allows(at) {
			t.Fatalf("shut after %d failures", i)
		}
		b.note(true, at)
	}
	if b.allows(at) || b.allows(at.Add(breakerPause-time.Second)) {
		t.Error("open after three failures")
	}
	if at = at.Add(breakerPause); !b.allows(at) {
		t.Error("no second chance after the pause")
	}
	if b.note(true, at); b.allows(at) {
		t.Error("open though the second chance was lost")
	}
	at = at.Add(breakerPause)
	b.note(false, at)
	b.note(true, at)
	b.note(true, at)
	if !b.allows(at) {
		t.Error("shut after two failures since it last worked")
	}
}

// meaningWorld has twelve published needs and offers, of which the last ones
// say the same in different words.
func meaningWorld(t *testing.T) (w *world, f *fakeService, needs, offers []*core.Record) {
	w, f = newWorld(t), newFakeService(t)
	matcherOf(w.app).stop() // the test takes its turns itself
	for i := range 12 {
		topic := []string{"花椒", "水泵", "养猪"}[i%3]
		needs = append(needs, w.publish(w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id, "title": fmt.Sprintf("%s第%d处出了毛病，请专家来看", topic, i)}))))
		offers = append(offers, w.publish(w.add("offers", with(offerText, map[string]any{"org": w.bertOrg.Id, "title": fmt.Sprintf("%s第%d套检修", topic, i)}))))
	}
	must(matcherOf(w.app).rematchAll(t.Context(), w.app, time.Now()))
	return w, f, needs, offers
}

func (w *world) vectors() int {
	var n int
	must(0, w.app.DB().NewQuery("SELECT count(*) FROM embeddings").Row(&n))
	return n
}

// TestMeaningJob: off by default; once set it fills the table, asks again only
// for texts that change, forgets what is gone, and the matches follow.
func TestMeaningJob(t *testing.T) {
	w, f, needs, offers := meaningWorld(t)
	m, now := matcherOf(w.app), time.Now()
	run := func() map[string]int {
		t.Helper()
		counts, err := runMeaning(t.Context(), w.app, now)
		if err != nil {
			t.Fatal(err)
		}
		return counts
	}
	if counts := run(); len(counts) > 0 || f.asked > 0 || m.means() {
		t.Errorf("off: %v, asked %d", counts, f.asked)
	}
	w.uses(f)
	m.outdated.Store(false)
	if counts := run(); counts["vectors"] != 24 || w.vectors() != 24 || !m.outdated.Load() {
		t.Errorf("the first run: %v, %d vectors", counts, w.vectors())
	}
	for _, text := range f.texts {
		if strings.Contains(text, "灌过多菌灵") || strings.Contains(text, "低洼处") || strings.Contains(text, "先看园子") || strings.Contains(text, "死树率") {
			t.Fatalf("the service is told what visitors may not read: %s", text)
		}
	}
	if err := m.refresh(t.Context(), w.app, now); err != nil || !m.means() {
		t.Fatalf("the engine does not compare meanings: %v", err)
	}
	note := func() string {
		r := must(w.app.FindFirstRecordByFilter("matches", "need = {:n} && offer = {:o}", dbx.Params{"n": needs[0].Id, "o": offers[0].Id}))
		var parts []struct{ Note string }
		r.UnmarshalJSONField("parts", &parts)
		return parts[0].Note
	}
	if got := note(); !strings.Contains(got, "语义相近") {
		t.Errorf("note %q", got)
	}
	asked := f.asked
	if counts := run(); counts["vectors"] != 0 || f.asked != asked || !meaningQuiet(counts, store.Run{}) {
		t.Errorf("nothing has changed: %v, asked %d times more", counts, f.asked-asked)
	}
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[0].Id, map[string]any{"tried": "灌过三次药"}).want(t, 200)
	if counts := run(); counts["seen"] != 1 || counts["vectors"] != 0 || f.asked != asked {
		t.Errorf("what is not told has changed: %v, asked %d times more", counts, f.asked-asked)
	}
	w.match()
	last := w.seq()
	w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[1].Id, map[string]any{"title": "水泵第1处抖得厉害，请专家来看"}).want(t, 200)
	w.match()
	if counts := run(); counts["vectors"] != 1 || f.asked != asked+1 {
		t.Errorf("a title has changed: %v, asked %d times more", counts, f.asked-asked)
	}
	w.queued("a new vector", last+1, []*core.Record{needs[1]})
	w.step(w.staff, needs[2], "pause", nil).want(t, 200)
	if counts := run(); counts["forgotten"] != 1 || w.vectors() != 23 {
		t.Errorf("a paused need: %v", counts)
	}
	if f := checkMeaning(w.app, now); !f.fine || !strings.Contains(f.says, "23 条") {
		t.Errorf("the doctor says %+v", f)
	}
}

// TestMeaningFailsSoft: whatever the service does, the run ends with a reason,
// nothing half-right is kept, matching goes on, and after three failures nobody asks.
func TestMeaningFailsSoft(t *testing.T) {
	w, f, needs, offers := meaningWorld(t)
	w.uses(f)
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	if _, err := runMeaning(t.Context(), w.app, at); err != nil {
		t.Fatal(err)
	}
	filled := w.vectors()
	for i, c := range []struct{ mood, says string }{{"500", "HTTP 500"}, {"garbage", "看不懂"}, {"short", "是不是换了模型"}, {"zeros", "全是 0"}, {"fewer", "0 个向量"}} {
		meaningMemoryOf(w.app).breaker.note(false, at)
		f.be(c.mood)
		w.call(w.anna, "PATCH", "/api/collections/needs/records/"+needs[0].Id, map[string]any{"title": fmt.Sprintf("花椒又出了毛病，第%d回了", i)}).want(t, 200)
		if _, err := runMeaning(t.Context(), w.app, at); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.mood, err)
		}
		if w.vectors() != filled {
			t.Errorf("%s: %d vectors", c.mood, w.vectors())
		}
		if f := checkMeaning(w.app, at); f.fine || f.says == "" {
			t.Errorf("%s: the doctor says %+v", c.mood, f)
		}
	}
	meaningMemoryOf(w.app).breaker.note(false, at)
	for range breakerFailures {
		if _, err := runMeaning(t.Context(), w.app, at); err == nil {
			t.Error("a failing service, and no error")
		}
	}
	asked := f.asked
	if counts, err := runMeaning(t.Context(), w.app, at.Add(time.Minute)); err != nil || counts["waiting"] != 1 || f.asked != asked {
		t.Errorf("after three failures: %v, %v, asked %d times more", counts, err, f.asked-asked)
	}
	w.match()
	if n := w.count("matches", "active = TRUE AND need = '"+needs[0].Id+"' AND offer = '"+offers[0].Id+"'"); n != 1 {
		t.Errorf("matching does not go on: %d", n)
	}
	f.be("")
	if counts, err := runMeaning(t.Context(), w.app, at.Add(2*breakerPause)); err != nil || counts["vectors"] != 1 {
		t.Errorf("when it works again: %v, %v", counts, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := runMeaning(ended, w.app, at.Add(2*breakerPause)); err != context.Canceled {
		t.Errorf("at the end of the process: %v", err)
	}
}

// TestMeaningSettings: nonsense is refused where it is typed; the key is for
// superusers alone and stands in no log.
func TestMeaningSettings(t *testing.T) {
	w := newWorld(t)
	row := func(key string) *core.Record { return must(w.app.FindFirstRecordByData("settings", "key", key)) }
	url := func(key string) string { return "/api/collections/settings/records/" + row(key).Id }
	for _, c := range []struct {
		key   string
		value any
		code  string
	}{
		{"meaning.url", "http://127.0.0.1:11434/v1", ""}, {"meaning.url", "", ""}, {"meaning.url", "file:///etc/passwd", "service_url"}, {"meaning.url", 7, "service_url"},
		{"meaning.weight", .5, ""}, {"meaning.weight", 0, ""}, {"meaning.weight", 2, "out_of_range"}, {"meaning.weight", "viel", "out_of_range"}, {"meaning.key", "sk-geheim", ""},
	} {
		m := matcherOf(w.app)
		m.outdated.Store(false)
		r := w.call(w.super, "PATCH", url(c.key), map[string]any{"value": c.value})
		if r.code("value") != c.code || (r.status == 200) != (c.code == "") {
			t.Errorf("%s = %v: %d %s", c.key, c.value, r.status, r.body)
		}
	}
	for _, who := range []*core.Record{nil, w.anna, w.broker, w.staff, w.leader} {
		if r := w.call(who, "GET", url("meaning.key"), nil); r.status == 200 || strings.Contains(r.body, "geheim") {
			t.Errorf("somebody reads the key: %s", r.body)
		}
	}
	if r := w.call(w.super, "GET", url("meaning.key"), nil); !strings.Contains(r.body, "sk-geheim") {
		t.Errorf("the superuser does not: %s", r.body)
	}
	if n := w.count("events", "diff LIKE '%geheim%'"); n != 0 {
		t.Errorf("the key stands in %d events", n)
	}
	if n := w.count("events", "collection = 'settings' AND record = '"+row("meaning.key").Id+"'"); n != 1 {
		t.Errorf("%d events of the key", n)
	}
}
