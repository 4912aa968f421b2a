package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// Embedding is the vector of the public text of one posting, as a model gave it.
type Embedding struct {
	Collection, Record string
	Model              string
	Hash               string // of the text it was made from
	Seen               string // the record's column updated when that text was read
	Vector             []int8
}

// Unembedded returns at most limit postings of a collection, by id and behind an
// id, that take part in matching and have no vector of this model, or have changed since.
func Unembedded(app core.App, collection, model, after string, limit int64) ([]*core.Record, error) {
	records := []*core.Record{}
	err := app.RecordQuery(collection).
		LeftJoin("embeddings e", dbx.NewExp("e.collection = {:collection} AND e.record = "+collection+".id", dbx.Params{"collection": collection})).
		AndWhere(dbx.NewExp(collection+".id > {:after}", dbx.Params{"after": after})).
		AndWhere(dbx.In("status", MatchableStatuses...)).
		AndWhere(dbx.NewExp("(e.record IS NULL OR e.model != {:model} OR e.seen != "+collection+".updated)", dbx.Params{"model": model})).
		OrderBy(collection + ".id").Limit(limit).All(&records)
	if err != nil {
		return nil, fmt.Errorf("find %s without a vector: %w", collection, err)
	}
	return records, nil
}

// EmbeddingHash returns the hash of the text from which this model's vector of
// a posting was made, "" when there is none.
func EmbeddingHash(app core.App, collection, record, model string) (string, error) {
	var hash string
	err := app.DB().Select("hash").From("embeddings").Where(dbx.HashExp{"collection": collection, "record": record, "model": model}).Row(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read vector of %s %s: %w", collection, record, err)
	}
	return hash, nil
}

// SaveEmbedding writes the vector of a posting in place of any other.
func SaveEmbedding(app core.App, e Embedding) error {
	raw := make([]byte, len(e.Vector))
	for i, x := range e.Vector {
		raw[i] = byte(x)
	}
	_, err := app.DB().NewQuery(`INSERT OR REPLACE INTO embeddings (collection, record, model, hash, seen, vector)
		VALUES ({:collection}, {:record}, {:model}, {:hash}, {:seen}, {:vector})`).
		Bind(dbx.Params{"collection": e.Collection, "record": e.Record, "model": e.Model, "hash": e.Hash, "seen": e.Seen, "vector": raw}).Execute()
	if err != nil {
		return fmt.Errorf("write vector of %s %s: %w", e.Collection, e.Record, err)
	}
	return nil
}

// SawEmbedding notes that the vector of a posting still stands for its text.
func SawEmbedding(app core.App, collection, record, seen string) error {
	_, err := app.DB().Update("embeddings", dbx.Params{"seen": seen}, dbx.HashExp{"collection": collection, "record": record}).Execute()
	if err != nil {
		return fmt.Errorf("note vector of %s %s: %w", collection, record, err)
	}
	return nil
}

// EmbeddingOf returns this model's vector of a posting, nil when there is none.
func EmbeddingOf(app core.App, collection, record, model string) ([]int8, error) {
	var raw []byte
	err := app.DB().Select("vector").From("embeddings").Where(dbx.HashExp{"collection": collection, "record": record, "model": model}).Row(&raw)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read vector of %s %s: %w", collection, record, err)
	}
	return signed(raw), nil
}

// SampleEmbeddings returns at most limit vectors of a model, chosen by nothing
// that has to do with what the texts say, and the same ones every time.
func SampleEmbeddings(app core.App, collection, model string, limit int64) ([][]int8, error) {
	var rows [][]byte
	err := app.DB().Select("vector").From("embeddings").Where(dbx.HashExp{"collection": collection, "model": model}).
		OrderBy("hash").Limit(limit).Column(&rows)
	if err != nil {
		return nil, fmt.Errorf("sample vectors of %s: %w", collection, err)
	}
	out := make([][]int8, len(rows))
	for i, raw := range rows {
		out[i] = signed(raw)
	}
	return out, nil
}

// EmbeddingSize returns how many numbers the vectors of a model have; 0 when
// there are none yet.
func EmbeddingSize(app core.App, model string) (int, error) {
	var size int
	err := app.DB().NewQuery("SELECT length(vector) FROM embeddings WHERE model = {:model} LIMIT 1").Bind(dbx.Params{"model": model}).Row(&size)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read size of vectors: %w", err)
	}
	return size, nil
}

// ForgetEmbeddings deletes the vectors of other models and of postings that no
// longer take part in matching, and returns how many.
func ForgetEmbeddings(app core.App, model string) (int, error) {
	res, err := app.DB().NewQuery(`DELETE FROM embeddings WHERE model != {:model}
		OR collection = 'offers' AND record NOT IN (SELECT id FROM offers WHERE status IN ('published', 'engaged'))
		OR collection = 'needs' AND record NOT IN (SELECT id FROM needs WHERE status IN ('published', 'engaged'))`).
		Bind(dbx.Params{"model": model}).Execute()
	if err != nil {
		return 0, fmt.Errorf("forget vectors: %w", err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// EmbeddingCounts returns how many postings take part in matching and how many
// of them have a vector of a model.
func EmbeddingCounts(app core.App, model string) (postings, vectors int, err error) {
	err = app.DB().NewQuery(`SELECT (SELECT count(*) FROM offers WHERE status IN ('published', 'engaged')) +
		(SELECT count(*) FROM needs WHERE status IN ('published', 'engaged')), (SELECT count(*) FROM embeddings WHERE model = {:model})`).
		Bind(dbx.Params{"model": model}).Row(&postings, &vectors)
	if err != nil {
		return 0, 0, fmt.Errorf("count vectors: %w", err)
	}
	return postings, vectors, nil
}

func signed(raw []byte) []int8 {
	if len(raw) == 0 {
		return nil
	}
	out := make([]int8, len(raw))
	for i, x := range raw {
		out[i] = int8(x)
	}
	return out
}
