package hooks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// fewVectors is up to how many new vectors only their postings are ranked anew;
// with more, everything is.
const fewVectors = 100

// meaningText is what the embedding service is told of a posting: what every
// visitor may read, and nothing else.
func meaningText(r *core.Record) string {
	var keywords []string
	_ = r.UnmarshalJSONField("keywords", &keywords) // none is none
	return strings.Join(append([]string{r.GetString("title"), r.GetString("summary")}, keywords...), "\n")
}

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

// fill asks for the vectors of those of some postings whose text has changed,
// writes them, and returns those postings.
func (s *meaningService) fill(ctx context.Context, app core.App, records []*core.Record) (changed []*core.Record, err error) {
	var texts []string
	hashes := map[string]string{}
	for _, r := range records {
		text := meaningText(r)
		sum := sha256.Sum256([]byte(text))
		hash := hex.EncodeToString(sum[:])
		before, err := store.EmbeddingHash(app, r.Collection().Name, r.Id, s.model)
		if err != nil {
			return nil, err
		}
		if before != hash {
			hashes[r.Id] = hash
			texts, changed = append(texts, text), append(changed, r)
		}
	}
	var vectors [][]int8
	if len(texts) > 0 {
		if vectors, err = s.vectors(ctx, app, texts); err != nil {
			return nil, err
		}
	}
	return changed, app.RunInTransaction(func(tx core.App) error {
		for i, r := range changed {
			err := store.SaveEmbedding(tx, store.Embedding{Collection: r.Collection().Name, Record: r.Id, Model: s.model,
				Hash: hashes[r.Id], Seen: r.GetString("updated"), Vector: vectors[i]})
			if err != nil {
				return err
			}
		}
		for _, r := range records {
			if hashes[r.Id] == "" {
				if err := store.SawEmbedding(tx, r.Collection().Name, r.Id, r.GetString("updated")); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// vectors is embed in bytes, all of the size that this model's vectors have.
func (s *meaningService) vectors(ctx context.Context, app core.App, texts []string) ([][]int8, error) {
	size, err := store.EmbeddingSize(app, s.model)
	if err != nil {
		return nil, err
	}
	numbers, err := s.embed(ctx, texts)
	if err != nil {
		return nil, err
	}
	out := make([][]int8, len(numbers))
	for i, v := range numbers {
		if size > 0 && len(v) != size {
			return nil, fmt.Errorf("语义服务的向量有 %d 个数，以前是 %d 个：是不是换了模型？换模型请同时改 meaning.model", len(v), size)
		}
		q, ok := match.Quantised(v)
		if !ok {
			return nil, fmt.Errorf("语义服务给出的第 %d 个向量全是 0", i+1)
		}
		out[i] = q
	}
	return out, nil
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
