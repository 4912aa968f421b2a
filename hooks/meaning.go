package hooks

import (
	"sync"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// bindMeaning refuses settings of the embedding service that cannot work.
func bindMeaning(app core.App) {
	check := func(e *core.RecordEvent) error {
		var wrong *domain.Error
		switch e.Record.GetString("key") {
		case "meaning.url":
			var url string
			if e.Record.UnmarshalJSONField("value", &url) != nil || url != "" && !serviceURL(url) {
				wrong = domain.Errorf(domain.Invalid, "service_url")
			}
		case "meaning.weight":
			var weight float64
			if e.Record.UnmarshalJSONField("value", &weight) != nil || weight < 0 || weight > .9 {
				wrong = domain.Errorf(domain.Invalid, "out_of_range", "min", 0, "max", .9)
			}
		}
		if wrong != nil {
			return answer(domain.FieldErrors{"value": wrong}.Err())
		}
		return e.Next()
	}
	app.OnRecordCreate("settings").BindFunc(check)
	app.OnRecordUpdate("settings").BindFunc(check)
}

const meaningKey = "kejiyun.meaning"

// meaningMemory is what one process remembers of the embedding service: whether
// it may be asked, and the vectors that were looked up.
type meaningMemory struct {
	breaker breaker

	mu      sync.Mutex
	vectors map[string][]int8 // by model, collection and record; nil for none
}

func meaningMemoryOf(app core.App) *meaningMemory {
	return app.Store().GetOrSet(meaningKey, func() any { return &meaningMemory{} }).(*meaningMemory)
}

// maxVectorsHeld bounds the vectors in memory: about 20 MB of 1,024 numbers each.
const maxVectorsHeld = 20_000

// vector returns a vector from memory or from the database; nil when there is
// none, or it cannot be read: matching goes on without.
func (k *meaningMemory) vector(app core.App, collection, record, model string) []int8 {
	key := model + "\x00" + collection + "\x00" + record
	k.mu.Lock()
	v, held := k.vectors[key]
	k.mu.Unlock()
	if held {
		return v
	}
	v, err := store.EmbeddingOf(app, collection, record, model)
	if err != nil {
		app.Logger().Warn("a vector cannot be read", "error", err)
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.vectors) >= maxVectorsHeld || k.vectors == nil {
		k.vectors = map[string][]int8{}
	}
	k.vectors[key] = v
	return v
}

// forget drops what was looked up, after vectors have been written.
func (k *meaningMemory) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.vectors = nil
}

// sampled is how many vectors a side tell how near texts are that have nothing
// to do with each other; leastSampled is how many it takes.
const (
	sampled      = 64
	leastSampled = 10
)

// withMeaning adds the meaning of texts to what an engine is built from, when a
// service is set and there are vectors enough to know how near any two texts are.
func withMeaning(app core.App, config *match.Config) {
	config.Weights.Meaning, config.Weights.MeaningBase = 0, 0
	s, err := meaningOf(app)
	if err != nil {
		app.Logger().Warn("matching goes without meanings", "error", err)
	}
	if s == nil || s.weight == 0 {
		return
	}
	base, ok, err := meaningBase(app, s.model)
	if err != nil {
		app.Logger().Warn("matching goes without meanings", "error", err)
	}
	if !ok {
		return
	}
	config.Weights.Meaning, config.Weights.MeaningBase = s.weight, base
	memory := meaningMemoryOf(app)
	memory.forget()
	config.Meaning = func(need, offer string) (float64, bool) {
		n := memory.vector(app, "needs", need, s.model)
		if n == nil {
			return 0, false
		}
		return match.Cosine(n, memory.vector(app, "offers", offer, s.model))
	}
}

// meaningBase is the mean cosine of needs and offers taken at random; false
// while there are too few vectors to tell.
func meaningBase(app core.App, model string) (float64, bool, error) {
	needs, err := store.SampleEmbeddings(app, "needs", model, sampled)
	if err != nil {
		return 0, false, err
	}
	offers, err := store.SampleEmbeddings(app, "offers", model, sampled)
	if err != nil || len(needs) < leastSampled || len(offers) < leastSampled {
		return 0, false, err
	}
	sum, n := 0.0, 0
	for _, a := range needs {
		for _, b := range offers {
			if c, ok := match.Cosine(a, b); ok {
				sum += c
				n++
			}
		}
	}
	if n == 0 {
		return 0, false, nil
	}
	return min(sum/float64(n), .95), true, nil
}
