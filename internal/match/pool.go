package match

import "cmp"

// pool keeps the candidates of greatest first-stage score. The bar that a score
// must reach rises with every candidate; those that fall below it are thrown out in
// the end. Of equals it keeps all or none, so that their order does not matter.
type pool struct {
	list   []candidate
	want   int
	least  uint32 // a lower score is of no use
	scores []uint32
	counts [1 << 11]uint32 // by scores of bandwidth
	above  int             // how many candidates have reached least
}

// bandwidth is how many bits of a score the bar does not tell apart.
const bandwidth = 4

func (p *pool) reset(want int) {
	p.list, p.want, p.least, p.above = p.list[:0], want, 1, 0
	clear(p.counts[:])
}

// guess raises least to what somewhat more postings than are wanted reach by
// some scores, of which it looks at every eighth: filters will hold back a few
// of them.
func (p *pool) guess(scores []uint16) {
	const each = 8
	for i := 0; i < len(scores); i += each {
		p.counts[scores[i]>>bandwidth]++
	}
	enough, reached := uint32(p.want+p.want/2)/each, uint32(0)
	for i := len(p.counts) - 1; i > 0; i-- {
		if reached += p.counts[i]; reached >= enough {
			p.least = max(p.least, uint32(i)<<bandwidth)
			break
		}
	}
	clear(p.counts[:])
}

// add takes a candidate in; it tells whether least has changed.
func (p *pool) add(c candidate) (risen bool) {
	p.list = append(p.list, c)
	p.counts[c.score>>bandwidth]++
	for p.above++; ; risen = true {
		in := int(p.counts[p.least>>bandwidth])
		if p.above-in < p.want {
			return risen
		}
		p.above -= in
		p.least = (p.least>>bandwidth + 1) << bandwidth
	}
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

// largest returns the k-th largest number, 1 ≤ k ≤ len(x); it moves them about.
func largest[T cmp.Ordered](x []T, k int) T {
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
