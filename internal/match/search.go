package match

import (
	"cmp"
	"runtime"
	"slices"
	"time"
)

// SearchQuery is what somebody looks for with a few characters.
type SearchQuery struct {
	Offers bool   // among the offers; otherwise among the needs
	Text   string // what was typed; of a long text about the first 30 characters count
	Kind   string // only of this kind; empty: of any
	Field  string // only of this field or of one below it
	Region string // only of places inside this region, by its 12-digit code
	// Open leaves only postings that are open at this time; the zero time leaves
	// all that the engine holds.
	Open   time.Time
	K      int // how many are wanted
	Offset int // how many better ones are passed over
	Counts bool
}

// SearchResult is what a search found.
type SearchResult struct {
	Found []Found // best first
	Total int     // how many there are in all
	// Counts say for each filter (kind, field, region) and each of its values how
	// many there would be in all with this value and the other filters as they
	// are: kinds by their codes, fields by the ids of the upper level, regions
	// by the 12-digit codes of counties and townships. Nil when nobody asked.
	Counts map[string]map[string]int
}

// Found is a posting that was found.
type Found struct {
	ID string
	// Score is above ½ when all that was asked for is shown, and higher the more
	// of it stands in the title, and the more of its neighbours side by side.
	Score float64
	// Whole tells that nothing that was asked for is missing.
	Whole bool
}

// fewWhole is how many postings must have all that was asked for so that those
// with nearly all of it are left out.
const fewWhole = 5

// Search finds the postings of one side that show what was asked for, in title,
// summary, keywords or the names of their fields; nothing else of them can be
// found. Postings that show all of it come first, titles before other texts,
// rare words before common ones, the newest first among equals. Only when there
// are few of them follow those in which one character of at least three is
// missing or another. Latin letters that are no word found are taken for the
// initials of a title in Pinyin. The same question to the same postings has
// always the same answer.
func (e *Engine) Search(q SearchQuery) SearchResult {
	v := e.now.Load()
	defer runtime.KeepAlive(v) // and with it the file that its columns lie in
	s := &searching{e: e, v: v, side: &v.sides[boolInt(q.Offers)], q: q, sieve: e.sieve(&q)}
	s.words = v.lexis.readWords(q.Text)
	s.fields = e.taxonomy.masks(&s.words)
	s.tally.init(q.Counts)
	s.want = max(0, q.K) + max(0, q.Offset)
	if len(s.words.units) > 0 {
		s.find()
	}
	if s.seen == 0 {
		s.spell()
	}
	return s.result()
}

// searching is one search at work.
type searching struct {
	e      *Engine
	v      *view
	side   *side
	q      SearchQuery
	sieve  sieve
	words  words
	fields map[uint16]uint32 // what the names of fields have, by number
	want   int

	seen, total int // of postings that fit: all, and those that pass the filters
	best        []ranked
	least       uint64 // a lower key is of no use
	tally       tally
	verdicts    [256]verdict // by a hash of the mask
	taken       []taken      // some that have all
	deep        int          // how many rows may still be read
}

// ranked is a posting with the key by which it is ordered, greatest first.
type ranked struct {
	key uint64
	seg *segment
	at  uint32
}

// taken is a posting that was taken.
type taken struct {
	seg *segment
	at  int
}

// find looks for postings with all that was asked for and, if there are few, for
// those with nearly all.
func (s *searching) find() {
	s.each(s.judgeWhole)
	if s.seen < fewWhole && len(s.words.units) >= minNearly {
		s.words.addGap(s.v.lexis)
		s.each(s.judgeNearly)
	}
}

// take counts a posting that fits and keeps it if it is among the best.
func (s *searching) take(g *segment, i int, key uint64) {
	s.seen++
	f := &g.facts[i]
	missed := s.sieve.missed(g, i)
	s.tally.add(s.e, g, i, missed)
	if missed != 0 {
		return
	}
	s.total++
	key |= uint64(f.confirmed)
	if key < s.least || s.want == 0 {
		return
	}
	s.best = append(s.best, ranked{key, g, uint32(i)})
	if len(s.best) >= 4*s.want+256 {
		s.cut()
	}
}

// cut throws out those that are weaker than the last one wanted.
func (s *searching) cut() {
	keys := make([]uint64, len(s.best))
	for i, r := range s.best {
		keys[i] = r.key
	}
	s.least = largest(keys, s.want)
	s.best = slices.DeleteFunc(s.best, func(r ranked) bool { return r.key < s.least })
	if len(s.best) > 2*s.want+128 { // many equals
		s.sort()
		s.best = s.best[:s.want]
	}
}

func (s *searching) sort() {
	slices.SortFunc(s.best, func(a, b ranked) int {
		if c := cmp.Compare(b.key, a.key); c != 0 {
			return c
		}
		return slices.Compare(a.seg.ids.at(int(a.at)), b.seg.ids.at(int(b.at)))
	})
}

func (s *searching) result() SearchResult {
	s.sort()
	r := SearchResult{Total: s.total}
	from := min(max(0, s.q.Offset), len(s.best))
	for _, b := range s.best[from:min(from+max(0, s.q.K), len(s.best))] {
		r.Found = append(r.Found, Found{ID: b.seg.id(int(b.at)), Score: scoreOf(b.key), Whole: b.key>>wholeShift&1 != 0})
	}
	if s.q.Counts {
		r.Counts = s.tally.counts(s.e)
	}
	return r
}
