package main

import (
	"context"
	"path/filepath"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// bleveIndex is an index of bleve on disk, scored by BM25, that keeps neither
// texts nor positions.
type bleveIndex struct {
	index  bleve.Index
	folder string
}

// analyzer reads the terms of terms.go.
type analyzer struct{}

const analyzerName = "pairs"

func init() {
	err := registry.RegisterAnalyzer(analyzerName, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return analyzer{}, nil
	})
	if err != nil {
		panic(err)
	}
}

// Analyze is called for every text.
func (analyzer) Analyze(s []byte) analysis.TokenStream {
	bytes := make([]byte, 0, 2*len(s))
	out := make(analysis.TokenStream, 0, len(s)/3)
	emit(string(s), func(term []byte) {
		from := len(bytes)
		bytes = append(bytes, term...)
		out = append(out, &analysis.Token{Term: bytes[from:], Position: len(out) + 1})
	})
	return out
}

func openBleve(folder string) (peer, error) {
	column := mapping.NewTextFieldMapping()
	column.Analyzer = analyzerName
	column.Store, column.IncludeInAll, column.IncludeTermVectors, column.DocValues = false, false, false, false
	m := mapping.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	m.DefaultMapping.Dynamic = false
	m.DefaultMapping.AddFieldMappingsAt("title", column)
	m.DefaultMapping.AddFieldMappingsAt("body", column)
	p := &bleveIndex{folder: filepath.Join(folder, "bleve")}
	var err error
	p.index, err = bleve.NewUsing(p.folder, m, scorch.Name, scorch.Name, nil)
	return p, err
}

const bleveBatch = 2000

// build writes the documents in batches, merges everything into one segment,
// and opens the index anew, with updates that do not wait for the disk.
func (p *bleveIndex) build(docs []document) error {
	for from := 0; from < len(docs); from += bleveBatch {
		batch := p.index.NewBatch()
		for i := from; i < min(from+bleveBatch, len(docs)); i++ {
			if err := batch.Index(strconv.Itoa(i), fields(docs[i])); err != nil {
				return err
			}
		}
		if err := p.index.Batch(batch); err != nil {
			return err
		}
	}
	inner, err := p.index.Advanced()
	if err != nil {
		return err
	}
	if s, ok := inner.(*scorch.Scorch); ok {
		if err := s.ForceMerge(context.Background(), nil); err != nil {
			return err
		}
	}
	if err := p.index.Close(); err != nil {
		return err
	}
	anew, err := bleve.OpenUsing(p.folder, map[string]any{"unsafe_batch": true})
	if err == nil {
		p.index = anew
	}
	return err
}

func fields(d document) map[string]any { return map[string]any{"title": d.title, "body": d.body} }

func (p *bleveIndex) query(terms []string) any {
	any := make([]query.Query, 0, 2*len(terms))
	for _, t := range terms {
		title, body := query.NewTermQuery(t), query.NewTermQuery(t)
		title.SetField("title")
		title.SetBoost(3)
		body.SetField("body")
		any = append(any, title, body)
	}
	return query.NewDisjunctionQuery(any)
}

func (p *bleveIndex) search(q any, k int) ([]int, error) {
	found, err := p.index.Search(bleve.NewSearchRequestOptions(q.(query.Query), k, 0, false))
	if err != nil {
		return nil, err
	}
	out := make([]int, 0, k)
	for _, hit := range found.Hits {
		n, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func (p *bleveIndex) update(n int, d document) error {
	return p.index.Index(strconv.Itoa(n), fields(d))
}

func (p *bleveIndex) close() error { return p.index.Close() }
