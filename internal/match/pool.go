package match

import (
	"cmp"
	"slices"
)

// pool keeps the candidates of greatest first-stage score. It takes in some
// more than wanted and throws out the weakest now and then.
type pool struct {
	list   []candidate
	fresh  []*doc
	want   int
	limit  int    // of the list, when the weakest are thrown out
	least  uint32 // a lower score is of no use
	scores []uint32

	guessed bool // least began as a guess
	counts  [1 << 11]uint32
}

func (p *pool) reset(want int, fresh []*doc) {
	p.list, p.fresh, p.want, p.limit, p.least = p.list[:0], fresh, want, 2*want, 1
	p.guessed = false
}

// guess raises least to what about three times as many postings of all should
// reach as are wanted, judging by the scores of some.
func (p *pool) guess(scores []uint16, all int) {
	clear(p.counts[:])
	for _, s := range scores {
		p.counts[s>>4&(1<<11-1)]++
	}
	enough := uint32(3*p.want*len(scores)/max(1, all) + 32)
	reached := uint32(0)
	for i := len(p.counts) - 1; i > 0; i-- {
		if reached += p.counts[i]; reached >= enough {
			p.least, p.guessed = max(p.least, uint32(i)<<4), true
			return
		}
	}
}

// add takes a candidate in; it tells whether least has changed.
func (p *pool) add(c candidate) bool {
	p.list = append(p.list, c)
	if len(p.list) < p.limit {
		return false
	}
	p.cut()
	p.limit = max(2*p.want, 2*len(p.list))
	return true
}

// cut throws out those that are weaker than the last one wanted; of its equals
// all stay.
func (p *pool) cut() {
	if len(p.list) <= p.want {
		return
	}
	p.scores = p.scores[:0]
	for _, c := range p.list {
		p.scores = append(p.scores, c.score)
	}
	p.least = max(p.least, largest(p.scores, p.want))
	kept := p.list[:0]
	for _, c := range p.list {
		if c.score >= p.least {
			kept = append(kept, c)
		}
	}
	p.list = kept
}

// best returns the candidates wanted; among equals the lower id comes first.
func (p *pool) best() []candidate {
	p.cut()
	if len(p.list) > p.want {
		slices.SortFunc(p.list, func(a, b candidate) int {
			if c := cmp.Compare(b.score, a.score); c != 0 {
				return c
			}
			return cmp.Compare(a.doc(p.fresh).id, b.doc(p.fresh).id)
		})
		p.list = p.list[:p.want]
	}
	return p.list
}

// largest returns the k-th largest number, 1 ≤ k ≤ len(x); it moves them about.
func largest(x []uint32, k int) uint32 {
	for lo, hi := 0, len(x)-1; ; {
		if lo >= hi {
			return x[k-1]
		}
		pivot := x[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for x[i] > pivot {
				i++
			}
			for x[j] < pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return x[k-1]
		}
	}
}
