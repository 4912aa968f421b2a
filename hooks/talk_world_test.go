package hooks

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// talk is a world with a docking: anna's org asked bert, who is a worker.
type talk struct {
	*world
	carl    *core.Record // a member who is nothing to it
	broker2 *core.Record // a broker of the same county, who does not handle it
	need    *core.Record
	docking *core.Record
	at      string // the docking's address
}

func newTalk(t testing.TB) *talk {
	k := &talk{world: newWorld(t)}
	matcherOf(k.app).stop()
	k.carl, k.broker2 = k.member("carl"), k.desk("broker2", here)
	k.need = k.add("needs", with(needText, map[string]any{"org": k.annaOrg.Id, "nda": true}))
	k.docking = k.begun(map[string]any{"side": "need", "by": k.anna.Id, "need": k.need.Id, "org": k.annaOrg.Id, "worker": k.bertWorker.Id,
		"broker": k.broker.Id, "region": township, "supply_region": township, "state": "expressed", "message": "请来看看", "need_accepted_at": time.Now()})
	k.at = "/api/portal/dockings/" + k.docking.Id
	return k
}

// begun saves a docking as if somebody had begun it.
func (k *talk) begun(values map[string]any) *core.Record {
	k.t.Helper()
	r := core.NewRecord(must(k.app.FindCachedCollectionByNameOrId("dockings")))
	r.Load(values)
	store.StepAs(r, "express", "need")
	if err := k.app.Save(r); err != nil {
		k.t.Fatalf("begin docking: %v", err)
	}
	store.StepAs(r, "", "")
	return r
}

// becomes brings the docking into a state past the laws, accepted by both or not.
func (k *talk) becomes(state string, accepted bool) {
	k.t.Helper()
	supply := ""
	if accepted {
		supply = store.Stamp(time.Now())
	}
	_, err := k.app.DB().Update("dockings", dbx.Params{"state": state, "supply_accepted_at": supply}, dbx.HashExp{"id": k.docking.Id}).Execute()
	if err != nil {
		k.t.Fatal(err)
	}
}

// people are everybody who may try, by name; nil is a visitor.
func (k *talk) people() map[string]*core.Record {
	return map[string]*core.Record{"visitor": nil, "anna": k.anna, "bert": k.bert, "carl": k.carl, "broker": k.broker, "broker2": k.broker2, "far": k.far,
		"staff": k.staff, "leader": k.leader, "super": k.super}
}

// attach posts a form with files of one column, by name.
func (k *talk) attach(as *core.Record, url, column string, values map[string]string, files map[string][]byte) reply {
	k.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range values {
		if err := form.WriteField(name, value); err != nil {
			k.t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := form.CreateFormFile(column, name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			k.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		k.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", url, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	if as != nil {
		req.Header.Set("Authorization", must(as.NewAuthToken()))
	}
	rec := httptest.NewRecorder()
	k.mux.ServeHTTP(rec, req)
	return reply{status: rec.Code, body: rec.Body.String(), header: rec.Header(), data: decoded(rec.Body.String())}
}

// stored returns the stored name of the first file of a message or a list of proofs.
func stored(t testing.TB, r reply, key string) string {
	t.Helper()
	files, _ := r.data[key].([]any)
	if len(files) == 0 {
		t.Fatalf("no file: %s", r.body)
	}
	return files[0].(map[string]any)["stored"].(string)
}
