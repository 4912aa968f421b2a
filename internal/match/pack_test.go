package match

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

func TestPackedRows(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 200 {
		var in row
		for kind := range 2 {
			term := uint32(0)
			for range r.Intn(40) {
				term += 1 + uint32(r.Intn(1<<(1+r.Intn(22))))
				in.terms, in.tf = append(in.terms, term), append(in.tf, uint8(1+r.Intn(255)))
			}
			if kind == chars {
				in.chars = len(in.terms)
			}
		}
		in.natural = 1
		var keys []rowKey
		for i, term := range in.terms {
			keys = append(keys, keyOf(boolInt(i >= in.chars), term, r.Intn(2) == 0, in.tf[i]))
		}
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		packed, shown := pack(keys, nil, showing("", nil))
		var back []rowKey
		eachTerm(packed, shown, func(kind int, term uint32, shown bool, tf uint8) { back = append(back, keyOf(kind, term, shown, tf)) })
		if slices.Sort(back); !slices.Equal(back, keys) {
			t.Fatalf("%v becomes %v", keys, back)
		}
		out := unpack(packed, 1)
		if out.chars != in.chars || !slices.Equal(sortedTerms(in), sortedTerms(out)) {
			t.Fatalf("%v becomes %v", in, out)
		}
	}
}

func sortedTerms(r row) []uint64 {
	var out []uint64
	for i, term := range r.terms {
		out = append(out, uint64(boolInt(i >= r.chars))<<40|uint64(term)<<8|uint64(r.tf[i]))
	}
	slices.Sort(out)
	return out
}

// TestFactsEqualTheRules holds what searches know of a posting against the rules
// over the posting itself.
func TestFactsEqualTheRules(t *testing.T) {
	p := NewProvince(3, now)
	r := rand.New(rand.NewSource(3))
	one := func(codes ...string) string { return codes[r.Intn(len(codes))] }
	e := New(p.Config())
	for i := range 3000 {
		n, o := p.Need(i), p.Offer(i)
		n.Region = one("", "bad", "510000000000", "510100000000", "510121000000", "510121100000", o.Region)
		n.Kind, o.Kind = one("", "odd", "service", "challenge", "talent"), one("", "odd", "skill", "service", "result")
		o.Stage, o.Fee = one("", "odd", "lab", "production"), one("", "odd", "free", "listed", "cost")
		n.Budget, o.Radius = one("", "welfare", "1_5"), one("", "township", "county", "city", "province", "nation", "online")
		n.Cooperation, o.Cooperation = []string{one("transfer", "odd")}, []string{one("transfer", "training")}
		n.Share, o.Share, n.Status = one("county", "province"), one("county", "province"), one("published", "closed", "")
		n.Fields = append(n.Fields, one("strange", n.Fields[0], o.Fields[0]))
		o.Availability, o.MaxOpen = one("", "open", "full", "paused"), r.Intn(4)
		if i%3 == 0 {
			n.Talent, o.Modes, n.Owners = &domain.Talent{Employment: one("", "adviser", "full_time")}, nil, o.Owners
		}
		if i%5 == 0 {
			n.Confirmed, n.Updated, n.Published, o.ValidUntil = time.Time{}, time.Time{}, time.Time{}, now
		}
		v := e.now.Load()
		var offers columns
		offers.add(e.offerDoc(v.lexis, o, true))
		a := e.begin(v, e.needDoc(v.lexis, n, true), needSide, now)
		why := e.reasons(&n, &o, now)
		mine := strings.HasPrefix(strings.Join(why, " "), NeedClosed) || slices.Contains(why, NeedExpired)
		if got := a.blocked(&segment{columns: offers}, 0); !mine && got != (len(why) > 0) {
			t.Fatalf("blocked %v, reasons %v\n%+v\n%+v", got, why, n, o)
		}
		a.end()
	}
}
