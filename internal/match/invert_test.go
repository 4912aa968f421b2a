package match

import (
	"fmt"
	"testing"
)

// TestListsHoldWhatRowsSay seals postings of which all speak of maize, so that its list
// is cut, and compares every list with the rows.
func TestListsHoldWhatRowsSay(t *testing.T) {
	offers, _ := synthetic(maxList+200, 0)
	for i := range offers {
		offers[i].Description += fmt.Sprintf("，玉米%d号", i%7)
	}
	e := New(config())
	e.Load(offers, nil)
	l := e.now.Load().lexis
	inRun, cut := 0, 0
	for _, p := range e.now.Load().sides[offerSide].sealed {
		type key struct {
			in   index
			term uint32
		}
		want := map[key]map[uint16]listed{}
		put := func(in index, term uint32, at int, impact uint8, shown bool) {
			k := key{in, term}
			if want[k] == nil {
				want[k] = map[uint16]listed{}
			}
			want[k][uint16(at)] = listed{uint16(at), impact, shown}
		}
		for i := range p.facts {
			s := &p.stats[i]
			eachTerm(p.rows.at(i), p.shown.at(i), func(kind int, term uint32, shown bool, tf uint8) {
				w := l.weight(term, kind == pairs)
				if tf>>4 > 0 {
					put(titleIndex[kind], term, i, steps(s.titled(kind, w, tf>>4), titleUnit), shown && tf>>4 > synonymTF)
				}
				if kind == pairs {
					put(wholePairs, term, i, steps(impact(w, tf&15, s.whole[kind]), wholeUnit), shown)
				}
			})
		}
		for k, rows := range want {
			x := p.lists(k.in == wholePairs)
			h := x.head(k.term)
			if h == nil {
				t.Fatalf("no list of %v", k)
			}
			at, impact := entries(x, h)
			_, _, shown := x.list(h)
			least := uint8(255)
			for i, n := range at {
				least = min(least, impact[i])
				if got := (listed{n, impact[i], shown[i>>4]>>(i&15)&1 != 0}); got != rows[n] {
					t.Fatalf("the list of %v says %v, the row %v", k, got, rows[n])
				}
				delete(rows, n)
			}
			inRun += boolInt(h.runs > 0)
			if h.cut(k.in == wholePairs) {
				cut++
			} else if len(rows) > 0 {
				t.Fatalf("the list of %v lacks %v", k, rows)
			}
			for _, r := range rows {
				if r.impact > least {
					t.Fatalf("the list of %v lacks %v, but has %d", k, r, least)
				}
			}
		}
	}
	if inRun == 0 || cut == 0 {
		t.Errorf("%d lists in runs, %d cut: the test tests nothing", inRun, cut)
	}
}
