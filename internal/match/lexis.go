package match

import (
	"math"
	"sync"

	"kejiyun/internal/text"
)

// lexis are the grams that occur, by number, and what they weigh by their
// rarity as of one moment. A gram that comes later is numbered behind them and
// weighs as if seen once.
//
// Numbers are given in a fixed order (characters and words first, each kind from
// common to rare), so that the same postings always get the same numbers.
type lexis struct {
	grams      []text.Gram // by term
	table      []uint32    // open addressing by gram: term + 1, 0 where empty
	df         []uint32    // by term: how many postings have it
	idf        []uint16    // by term: rarity, 64ths
	char, pair uint16      // of grams that are newer

	newer [shards]shard // grams that came later

	held *mapping // the file the above lies in, nil for memory
}

// shards is by how many locks the newer grams are guarded: a first load is all
// of such grams.
const shards = 64

// shard holds newer grams; the i-th one of shard s is term len(grams) + i·shards + s.
type shard struct {
	mu    sync.RWMutex
	terms map[text.Gram]uint32
	grams []text.Gram
}

// none is the number of a gram that is not known.
const none = math.MaxUint32

// newLexis returns the lexis of some grams in their order; total is the number
// of postings.
func newLexis(grams []text.Gram, df []uint32, total int) *lexis {
	l := &lexis{grams: grams, df: df, idf: make([]uint16, len(grams))}
	size := 16
	for size < 2*len(grams) {
		size *= 2
	}
	l.table = make([]uint32, size)
	for term, g := range grams {
		l.table[l.place(g)] = uint32(term) + 1
		l.idf[term] = idf(float64(total), float64(max(df[term], 1)), g)
	}
	l.char, l.pair = newIDF(total)
	return l
}

func newIDF(total int) (char, pair uint16) {
	return idf(float64(total), 1, newChar), idf(float64(total), 1, newPair)
}

func gramHash(g text.Gram) uint64 {
	h := uint64(g) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// place is where a gram stands in the table or would stand.
func (l *lexis) place(g text.Gram) int {
	mask := uint64(len(l.table) - 1)
	for i := gramHash(g) & mask; ; i = (i + 1) & mask {
		if t := l.table[i]; t == 0 || l.grams[t-1] == g {
			return int(i)
		}
	}
}

// term returns the number of a gram, or none.
func (l *lexis) term(g text.Gram) uint32 {
	if t := l.table[l.place(g)]; t != 0 {
		return t - 1
	}
	_, sh := l.shard(g)
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	if t, ok := sh.terms[g]; ok {
		return t
	}
	return none
}

func (l *lexis) shard(g text.Gram) (int, *shard) {
	s := int(gramHash(g) >> 40 % shards)
	return s, &l.newer[s]
}

// add returns the number of a gram and gives it one if it has none.
func (l *lexis) add(g text.Gram) uint32 {
	if t := l.term(g); t != none {
		return t
	}
	s, sh := l.shard(g)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if t, ok := sh.terms[g]; ok {
		return t
	}
	if sh.terms == nil {
		sh.terms = map[text.Gram]uint32{}
	}
	t := uint32(len(l.grams) + len(sh.grams)*shards + s)
	sh.terms[g] = t
	sh.grams = append(sh.grams, g)
	return t
}

// gram returns the gram of a term.
func (l *lexis) gram(term uint32) text.Gram {
	if term < uint32(len(l.grams)) {
		return l.grams[term]
	}
	n := term - uint32(len(l.grams))
	sh := &l.newer[n%shards]
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	return sh.grams[n/shards]
}

// size is the least number that no term has.
func (l *lexis) size() int {
	longest := 0
	for s := range l.newer {
		l.newer[s].mu.RLock()
		longest = max(longest, len(l.newer[s].grams))
		l.newer[s].mu.RUnlock()
	}
	return len(l.grams) + longest*shards
}

// known is how many grams have a number.
func (l *lexis) known() int {
	n := len(l.grams)
	for s := range l.newer {
		l.newer[s].mu.RLock()
		n += len(l.newer[s].grams)
		l.newer[s].mu.RUnlock()
	}
	return n
}

// numbering numbers the grams of postings under a lexis. With adding set new
// grams get a number; otherwise they all are none, which no posting held
// contains. What a numbering has read holds until it reads the next posting.
type numbering struct {
	*lexis
	adding bool
	memory *memoryOf // what was asked for last; nil for none
	// What it returned last, to be written over by the next posting.
	bag           bag
	keys          []rowKey
	packed, shown []byte
}

// memoryOf are grams asked for lately, each at the place of its hash: nearly all
// grams of a load come again and again.
type memoryOf [1 << 18]struct {
	gram text.Gram
	term uint32
}

func (n *numbering) number(g text.Gram) uint32 {
	if n.memory == nil {
		return n.ask(g)
	}
	m := &n.memory[gramHash(g)>>13%uint64(len(n.memory))]
	if m.gram != g {
		m.gram, m.term = g, n.ask(g)
	}
	return m.term
}

func (n *numbering) ask(g text.Gram) uint32 {
	if n.adding {
		return n.add(g)
	}
	return n.term(g)
}

// keyed numbers the grams of a posting. They hold until the next call.
func (n *numbering) keyed(a analysis) []rowKey {
	n.keys = n.keys[:0]
	for _, c := range a.counts {
		n.keys = append(n.keys, keyOf(boolInt(c.gram.IsPair()), n.number(c.gram), c.shown, c.tf))
	}
	return n.keys
}

// Rarity is ln((n + priorN) / (df + prior)), in 64ths, where n counts all
// postings and df those with the gram. The prior stands for postings of the same
// trade not seen here, so that rarity makes sense in a county of ten postings:
// without it what two of them share would be common by that very fact. For
// single characters rarity is raised to the power 0.85, which brings rare and
// common ones closer together: a common character still says something beside
// the others. Pairs of boilerplate weigh nothing.
const (
	idfScale  = 64
	charPower = .85

	priorN        = 1000
	priorPair     = 1.
	priorChar     = 5.
	priorFunction = 300. // a character that holds sentences together
)

func idf(n, df float64, g text.Gram) uint16 {
	switch {
	case g.IsPair() && text.Boilerplate(g):
		return 0
	case g.IsPair():
		return uint16(math.Round(math.Log((n+priorN)/(df+priorPair)) * idfScale))
	case text.Boilerplate(g):
		df += priorFunction
	default:
		df += priorChar
	}
	return uint16(math.Round(math.Pow(max(.05, math.Log((n+priorN)/df)), charPower) * idfScale))
}

// Grams that stand for any that are not known yet.
var (
	newChar = text.Gram('鿿')
	newPair = text.Pair(newChar, newChar)
)

// weight is the rarity of a term of a row's first (pair false) or second part.
func (l *lexis) weight(term uint32, pair bool) int32 {
	switch {
	case term < uint32(len(l.idf)):
		return int32(l.idf[term])
	case pair:
		return int32(l.pair)
	}
	return int32(l.char)
}

// count is how many postings have a term; 1 for one that came later.
func (l *lexis) count(term uint32) float64 {
	if term < uint32(len(l.df)) {
		return float64(max(l.df[term], 1))
	}
	return 1
}

// Weight is the rarity of a gram, for explanations.
func (l *lexis) Weight(g text.Gram) int { return int(l.weight(l.term(g), g.IsPair())) }

// Bond is the share of the postings with the rarer of two units that have the
// pair, if more than one has it. Words of boilerplate, whose pairs are not
// counted, are firm.
func (l *lexis) Bond(a, b text.Gram) float64 {
	pair := text.Pair(a, b)
	if text.Boilerplate(pair) {
		return 1
	}
	count := func(g text.Gram) float64 { return l.count(l.term(g)) }
	return min(1, (count(pair)-1)/(min(count(a), count(b))+1))
}
