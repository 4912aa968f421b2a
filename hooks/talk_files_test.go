package hooks

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestMessageFiles: who opens a plain and a confidential file, before and after
// acceptance, and in a dispute.
func TestMessageFiles(t *testing.T) {
	k := newTalk(t)
	send := func(confidential string) string {
		r := k.attach(k.anna, k.at+"/messages", "files", map[string]string{"body": "见附件", "confidential": confidential}, map[string][]byte{"检测报告.pdf": []byte("%PDF-1.7 密件")}).want(t, 201)
		if !strings.Contains(r.body, `"name":"检测报告.pdf"`) || r.data["confidential"] != (confidential == "true") {
			t.Errorf("the message: %s", r.body)
		}
		return k.at + "/messages/" + r.data["id"].(string) + "/files/" + stored(t, r, "files")
	}
	plain, secret := send("false"), send("true")
	none := map[string]int{"visitor": 401, "carl": 404, "far": 404, "broker2": 403, "staff": 403, "leader": 403, "super": 403}
	for _, c := range []struct {
		state    string
		accepted bool
		url      string
		anna     int
		bert     int
		broker   int
		staff    int
	}{
		{"expressed", false, plain, 200, 200, 200, 403}, {"expressed", false, secret, 200, 403, 200, 403},
		{"negotiating", true, plain, 200, 200, 200, 403}, {"negotiating", true, secret, 200, 200, 200, 403},
		{"disputed", true, secret, 200, 200, 200, 200}, {"declined", false, secret, 200, 403, 200, 403},
	} {
		k.becomes(c.state, c.accepted)
		for who, as := range k.people() {
			want, ok := none[who]
			if own, is := map[string]int{"anna": c.anna, "bert": c.bert, "broker": c.broker, "staff": c.staff}[who]; is {
				want, ok = own, true
			}
			r := k.call(as, "GET", c.url, nil)
			if !ok || r.status != want || want != 200 && strings.Contains(r.body, "密件") {
				t.Errorf("%s opens %s in %s: %d, want %d", who, c.url, c.state, r.status, want)
			}
			if want == 200 && (r.header.Get("Cache-Control") != "no-store" || !strings.Contains(r.header.Get("Content-Security-Policy"), "sandbox")) {
				t.Errorf("how the file is sent: %v", r.header)
			}
		}
	}
	if n := k.count("events", "action = 'messages_read'"); n != 1 {
		t.Errorf("%d events of staff who opened a file, want 1", n)
	}
	k.call(k.anna, "GET", plain+"x", nil).want(t, 404)
	other := k.begun(map[string]any{"side": "need", "need": k.need.Id, "org": k.annaOrg.Id, "worker": k.bertWorker.Id, "region": township, "state": "expressed"})
	k.call(k.anna, "GET", strings.Replace(secret, k.docking.Id, other.Id, 1), nil).want(t, 404)
}

// TestUploads: what may be attached, and what is said of the rest; nothing of a
// refused message is kept.
func TestUploads(t *testing.T) {
	k := newTalk(t)
	url := k.at + "/messages"
	r := k.attach(k.anna, url, "files", nil, map[string][]byte{"果园.jpg": snapshot(t)}).want(t, 201)
	sent := k.call(k.bert, "GET", url+"/"+r.data["id"].(string)+"/files/"+stored(t, r, "files"), nil).want(t, 200)
	if strings.Contains(sent.body, "GPS") {
		t.Error("the photo still says where it was taken")
	}
	r = k.attach(k.anna, url, "files", map[string]string{"body": "名片"}, map[string][]byte{"加我 138-0013-8000.jpg": snapshot(t)}).want(t, 201)
	if strings.Contains(r.body, "8000") || r.data["masked"] != true || !strings.Contains(r.body, "附件") {
		t.Errorf("a number in the name of a file: %s", r.body)
	}
	pdf := func(mb int) []byte { return append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), mb<<20)...) }
	before := k.count("messages", "1=1")
	for what, c := range map[string]struct {
		name, code string
		data       []byte
	}{
		"a paper called a photo":       {"合同.jpg", "file_mislabelled", pdf(0)},
		"a program called a photo":     {"a.jpg", "file_kind", []byte("MZ\x90\x00 program")},
		"a page that would run":        {"a.html", "file_kind", []byte("<!doctype html><script>alert(1)</script>")},
		"an archive called a paper":    {"a.docx", "validation_invalid_mime_type", []byte("PK\x03\x04 something else")},
		"an empty file":                {"a.pdf", "file_empty", nil},
		"a photo of a newer phone":     {"IMG_1.HEIC", "photo_heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")},
		"a file of 11 MB":              {"a.pdf", "upload_too_large", pdf(11)},
		"a file of 50 MB":              {"a.pdf", "upload_too_large", pdf(50)},
		"more than a request may hold": {"a.pdf", "upload_too_large", pdf(62)},
	} {
		r := k.attach(k.anna, url, "files", map[string]string{"body": "请看"}, map[string][]byte{c.name: c.data})
		if r.status != 400 || r.code("files") != c.code {
			t.Errorf("%s: %d %s, want %s", what, r.status, r.body, c.code)
		}
	}
	seven := map[string][]byte{}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		seven[n+".pdf"] = pdf(0)
	}
	if r := k.attach(k.anna, url, "files", nil, seven); r.status != 400 || r.code("files") != "too_many" {
		t.Errorf("seven files: %d %s", r.status, r.body)
	}
	req := httptest.NewRequest("POST", url, strings.NewReader("--x\r\nContent-Dispo"))
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	req.Header.Set("Authorization", must(k.anna.NewAuthToken()))
	rec := httptest.NewRecorder()
	k.mux.ServeHTTP(rec, req)
	if rec.Code != 400 || !strings.Contains(rec.Body.String(), "upload_broken") {
		t.Errorf("a form that broke off: %d %s", rec.Code, rec.Body.String())
	}
	if after := k.count("messages", "1=1"); after != before {
		t.Errorf("%d refused messages were kept", after-before)
	}
	if r := k.attach(k.carl, url, "files", nil, map[string][]byte{"a.pdf": pdf(0)}); r.status != 404 {
		t.Errorf("a stranger attaches a file: %d", r.status)
	}
}
