package hooks

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"
)

// snapshot is a JPEG as a phone makes it: it says where it was taken.
func snapshot(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 24)), nil); err != nil {
		t.Fatal(err)
	}
	where := "\xff\xe1\x00\x12Exif\x00\x00GPS N29.9"
	return []byte(amid(b.String(), where))
}

func amid(picture, segment string) string { return picture[:2] + segment + "\x00" + picture[2:] }

// upload sends one file to a column as the portal does.
func (w *world) upload(as *core.Record, url, column, name string, data []byte) reply {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(column, name)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	req := httptest.NewRequest("PATCH", url, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	if as != nil {
		token, err := as.NewAuthToken()
		if err != nil {
			w.t.Fatal(err)
		}
		req.Header.Set("Authorization", token)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, req)
	return reply{status: rec.Code, body: rec.Body.String(), header: rec.Header(), data: decoded(rec.Body.String())}
}

// TestUpload: a photo comes in without its place; what no browser shows, is too
// large or of another kind is refused in words, and others may not add to it.
func TestUpload(t *testing.T) {
	w := newWorld(t)
	need := w.add("needs", with(needText, map[string]any{"org": w.annaOrg.Id}))
	url := "/api/collections/needs/records/" + need.Id

	r := w.upload(w.anna, url, "attachments+", "果园.jpg", snapshot(t)).want(t, 200)
	names := r.data["attachments"].([]any)
	if len(names) != 1 || !strings.HasSuffix(names[0].(string), ".jpg") {
		t.Fatalf("attachments: %s", r.body)
	}
	sent := w.call(w.anna, "GET", "/api/portal/needs/"+need.Id+"/files/"+names[0].(string), nil).want(t, 200)
	if strings.Contains(sent.body, "GPS") {
		t.Error("the photo still says where it was taken")
	}
	if _, _, err := image.Decode(strings.NewReader(sent.body)); err != nil {
		t.Errorf("the photo is broken: %v", err)
	}
	if got := sent.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("kept in caches: %q", got)
	}
	if got := sent.header.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") {
		t.Errorf("a file may run: %q", got)
	}

	for name, c := range map[string]struct {
		file, code string
		data       []byte
	}{
		"a photo of a newer phone":     {"IMG_1.HEIC", "photo_heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")},
		"the same, called a JPEG":      {"IMG_1.jpg", "photo_heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")},
		"a photo that was cut":         {"a.jpg", "photo_broken", snapshot(t)[:40]},
		"a page that would run":        {"a.html", "validation_invalid_mime_type", []byte("<!doctype html><script>alert(1)</script>")},
		"a drawing that would run":     {"a.svg", "validation_invalid_mime_type", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		"a program called a photo":     {"a.jpg", "validation_invalid_mime_type", []byte("MZ\x90\x00 program")},
		"a file larger than is stored": {"a.pdf", "validation_file_size_limit", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), 11<<20)...)},
	} {
		if r := w.upload(w.anna, url, "attachments+", c.file, c.data).want(t, 400); r.code("attachments") != c.code {
			t.Errorf("%s: %s, want %s", name, r.body, c.code)
		}
	}
	for name, who := range map[string]*core.Record{"a visitor": nil, "another member": w.bert, "a broker elsewhere": w.far, "a leader": w.leader} {
		if r := w.upload(who, url, "attachments+", "a.jpg", snapshot(t)); r.status != 404 {
			t.Errorf("%s adds a file: %d", name, r.status)
		}
	}
	for range 5 {
		w.upload(w.anna, url, "attachments+", "a.jpg", snapshot(t)).want(t, 200)
	}
	if r := w.upload(w.anna, url, "attachments+", "a.jpg", snapshot(t)).want(t, 400); r.code("attachments") == "" {
		t.Errorf("a seventh file: %s", r.body)
	}
	w.call(w.anna, "PATCH", url, map[string]any{"attachments-": []string{names[0].(string)}}).want(t, 200)
	w.call(w.anna, "GET", "/api/portal/needs/"+need.Id+"/files/"+names[0].(string), nil).want(t, 404)
	events := w.call(w.anna, "GET", "/api/portal/needs/"+need.Id+"/events", nil).want(t, 200)
	if strings.Contains(events.body, "map[") || strings.Contains(events.body, "0xc00") || !strings.Contains(events.body, ".jpg") {
		t.Errorf("the log of uploads: %s", events.body)
	}
}

// TestFilesByRole: who may have the files of a posting and of a profile.
func TestFilesByRole(t *testing.T) {
	s := newScene(t)
	attach := func(r *core.Record, column string) string {
		f, err := filesystem.NewFileFromBytes([]byte("%PDF-1.7 密件"), "密件.pdf")
		if err != nil {
			t.Fatal(err)
		}
		s.change(r, map[string]any{column: f})
		return r.GetStringSlice(column)[0]
	}
	find := func(collection, name string) *core.Record {
		r, err := s.app.FindRecordById(collection, s.ids[name])
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	inside := map[string]int{"visitor": 401, "": 200}
	owners := map[string]int{"anna": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "visitor": 401, "": 403}
	hidden := map[string]int{"anna": 200, "broker": 200, "staff": 200, "leader": 200, "super": 200, "": 404}
	for _, c := range []struct {
		what, collection, column string
		record                   *core.Record
		want                     map[string]int // others get the one of ""
	}{
		{"an attachment of an offer", "offers", "attachments", find("offers", "所能一"), inside},
		{"an attachment of a need for members", "needs", "attachments", find("needs", "所需一"), inside},
		{"one whose details come after acceptance", "needs", "attachments", find("needs", "所需二"), owners},
		{"a confidential attachment", "needs", "confidential", find("needs", "所需三"), owners},
		{"an attachment of a draft", "needs", "attachments", find("needs", "密需草稿"), hidden},
		{"evidence of a worker", "workers", "evidence", s.annaWorker, owners},
	} {
		name := attach(c.record, c.column)
		for who, viewer := range s.viewers() {
			want, ok := c.want[who]
			if !ok {
				want = c.want[""]
			}
			r := s.call(viewer, "GET", "/api/portal/"+c.collection+"/"+c.record.Id+"/files/"+name, nil)
			if r.status != want || want != 200 && strings.Contains(r.body, "密件") {
				t.Errorf("%s as %s: %d, want %d", c.what, who, r.status, want)
			}
			if r := s.call(viewer, "GET", "/api/portal/"+c.collection+"/"+c.record.Id+"/files/nothing.pdf", nil); r.status != 404 {
				t.Errorf("a file that is not there as %s: %d", who, r.status)
			}
			if r := s.call(viewer, "GET", "/api/files/"+c.collection+"/"+c.record.Id+"/"+name, nil); r.status != 404 {
				t.Errorf("%s as %s around the portal: %d", c.what, who, r.status)
			}
		}
	}
}
