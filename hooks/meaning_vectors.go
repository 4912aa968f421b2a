package hooks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// meaningText is what the embedding service is told of a posting: what every
// visitor may read, and nothing else.
func meaningText(r *core.Record) string {
	var keywords []string
	_ = r.UnmarshalJSONField("keywords", &keywords) // none is none
	return strings.Join(append([]string{r.GetString("title"), r.GetString("summary")}, keywords...), "\n")
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
