package hooks

import (
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/store"
)

// dockingBody is a docking between anna's org and bert, which the broker handles.
func (w *matrixWorld) dockingBody() map[string]any {
	if w.annaNeed == nil {
		w.annaNeed = w.add("needs", w.needBody())
	}
	return map[string]any{"side": "need", "by": w.anna.Id, "need": w.annaNeed.Id, "org": w.annaOrg.Id, "worker": w.bertWorker.Id, "broker": w.broker.Id,
		"region": township, "supply_region": township, "state": "expressed", "message": fmt.Sprint("请来看看 ", w.next())}
}

func (w *matrixWorld) docking() *core.Record {
	c, err := w.app.FindCachedCollectionByNameOrId("dockings")
	if err != nil {
		w.t.Fatal(err)
	}
	r := core.NewRecord(c)
	r.Load(w.dockingBody())
	store.StepAs(r, "express", "need")
	if err := w.app.Save(r); err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *matrixWorld) messageBody() map[string]any {
	return map[string]any{"docking": w.docking().Id, "side": "need", "from": w.anna.Id, "body": fmt.Sprint("什么时候方便？", w.next())}
}

func (w *matrixWorld) visitBody() map[string]any {
	return map[string]any{"broker": w.broker.Id, "org": w.annaOrg.Id, "region": township, "kind": "visit", "date": types.NowDateTime(), "note": fmt.Sprint("看了园子 ", w.next())}
}

func (w *matrixWorld) reviewBody() map[string]any {
	return map[string]any{"docking": w.docking().Id, "side": "need", "by": w.anna.Id, "score": 5, "text": fmt.Sprint("很好 ", w.next())}
}

func (w *matrixWorld) holidayBody() map[string]any {
	day := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.next())
	return map[string]any{"day": day.Format(time.DateOnly), "kind": "holiday", "name": "节日"}
}

func (w *matrixWorld) savedViewBody() map[string]any {
	return map[string]any{"staff": w.broker.Id, "page": "cases", "name": fmt.Sprint("我的 ", w.next()), "query": "state=expressed"}
}

func (w *matrixWorld) usedLinkBody() map[string]any {
	return map[string]any{"mark": fmt.Sprint("mark", w.next()), "docking": w.docking().Id, "member": w.anna.Id, "action": "accept"}
}
