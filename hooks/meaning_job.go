package hooks

import (
	"context"
	"fmt"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// fewVectors is up to how many new vectors only their postings are ranked anew;
// with more, everything is.
const fewVectors = 100

// runMeaning asks the embedding service for the vectors of new and changed
// postings. A failing service stops the run, not the portal; after several
// failures nothing is asked for a while.
func runMeaning(ctx context.Context, app core.App, now time.Time) (map[string]int, error) {
	s, err := meaningOf(app)
	if err != nil || s == nil || s.weight == 0 {
		return nil, err
	}
	counts, memory := map[string]int{}, meaningMemoryOf(app)
	if !memory.breaker.allows(now) {
		counts["waiting"] = 1
		return counts, nil
	}
	begun := time.Now()
	var fresh []*core.Record
	for _, collection := range postings {
		for last := ""; ctx.Err() == nil; {
			records, err := store.Unembedded(app, collection, s.model, last, meaningBatch)
			if err != nil {
				return counts, err
			}
			if len(records) == 0 {
				break
			}
			last = records[len(records)-1].Id
			changed, err := s.fill(ctx, app, records)
			if ctx.Err() != nil {
				return counts, ctx.Err()
			}
			memory.breaker.note(err != nil, now.Add(time.Since(begun)))
			if err != nil {
				return counts, err
			}
			counts["seen"] += len(records)
			counts["vectors"] += len(changed)
			fresh = append(fresh, changed...)
		}
	}
	if ctx.Err() != nil {
		return counts, ctx.Err()
	}
	if gone, err := store.ForgetEmbeddings(app, s.model); err != nil {
		return counts, err
	} else if gone > 0 {
		counts["forgotten"] = gone
	}
	return counts, rankByMeaning(app, memory, fresh)
}

// rankByMeaning lets the matches of postings with new vectors be ranked anew.
func rankByMeaning(app core.App, memory *meaningMemory, fresh []*core.Record) error {
	if len(fresh) == 0 {
		return nil
	}
	memory.forget()
	m := matcherOf(app)
	if len(fresh) > fewVectors || !m.means() {
		m.expire()
		return nil
	}
	for _, r := range fresh {
		if err := store.Enqueue(app, r.Collection().Name, r.Id); err != nil {
			return err
		}
	}
	m.wake()
	return nil
}

// meaningQuiet: a run that had nothing to do leaves no row.
func meaningQuiet(counts map[string]int, _ store.Run) bool {
	return counts["vectors"] == 0 && counts["forgotten"] == 0
}

// checkMeaning is the doctor's look at the embedding service; it asks it once.
func checkMeaning(app core.App, _ time.Time) finding {
	s, err := meaningOf(app)
	switch {
	case err != nil:
		return finding{"语义服务", false, err.Error() + "。"}
	case s == nil:
		return finding{"语义服务", true, "没有使用（可选，见手册）"}
	}
	postings, vectors, err := store.EmbeddingCounts(app, s.model)
	if err != nil {
		return finding{"语义服务", false, "读不到语义向量：" + err.Error()}
	}
	if _, err := s.vectors(context.Background(), app, []string{"花椒烘干"}); err != nil {
		return finding{"语义服务", false, err.Error() + "。配对照常进行，只是新的内容暂时不比语义；请检查 meaning.url、meaning.model、meaning.key。"}
	}
	return finding{"语义服务", true, fmt.Sprintf("%s，%d 条所能和所需里 %d 条有语义向量", s.model, postings, vectors)}
}
