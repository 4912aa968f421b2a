package text

import "strings"

// maxQueryWords bounds the work of one search.
const maxQueryWords = 16

// SearchTokens returns a text as the row of tokens that an FTS5 table with the
// tokenizer unicode61 stores: every unit, and after each Han character that is
// followed by another the pair of the two.
//
//	锂离子电池CBN → 锂 锂离 离 离子 子 子电 电 电池 池 cbn
func SearchTokens(s string) string {
	var b strings.Builder
	b.Grow(3 * len(s))
	w := tokenWriter{b: &b, src: s}
	for sc := Scan(s); sc.Next(); {
		w.add(sc.unit, false)
	}
	return b.String()
}

// SearchQuery turns what a person typed into an FTS5 query over SearchTokens
// that finds the texts which contain every one of its words as a substring.
// Words are what spaces and punctuation part; a word of Latin letters is found
// by its beginning. Every token is quoted, so that no operator or syntax error
// can come in. A query without letters or digits gives "": search for nothing.
//
//	花椒 烘干机 → "花椒" AND "烘干 干 干机"
func SearchQuery(q string) string {
	var parts []string
	seen := map[string]bool{}
	for _, word := range strings.Fields(Normalise(q)) {
		p := searchPhrase(word)
		if p != "" && !seen[p] {
			seen[p] = true
			parts = append(parts, p)
		}
		if len(parts) == maxQueryWords {
			break
		}
	}
	return strings.Join(parts, " AND ")
}

// searchPhrase returns one folded word as a quoted FTS5 phrase. The single
// characters at the two ends of a run of Han are covered by its pairs.
func searchPhrase(word string) string {
	units := collect(word)
	if len(units) == 0 {
		return ""
	}
	var b strings.Builder
	w := tokenWriter{b: &b, src: word}
	for i, u := range units {
		atEnd := i == 0 && followed(units, i) || i == len(units)-1 && preceded(units, i)
		w.add(u, atEnd)
	}
	last := units[len(units)-1]
	query := `"` + b.String() + `"`
	if last.Gram.IsWord() && !isDigit(word[last.End-1]) {
		query += " *"
	}
	return query
}

func followed(units []Unit, i int) bool {
	return i+1 < len(units) && units[i].Gram.IsChar() && units[i+1].Gram.IsChar()
}

func preceded(units []Unit, i int) bool {
	return i > 0 && units[i].Gram.IsChar() && units[i-1].Gram.IsChar()
}

// tokenWriter writes units and pairs of Han, parted by spaces.
type tokenWriter struct {
	b      *strings.Builder
	src    string
	before Unit
}

// add writes the pair that the unit makes with the one before it and, unless
// it is left out, the unit.
func (w *tokenWriter) add(u Unit, pairOnly bool) {
	if u.Joined && u.Gram.IsChar() && w.before.Gram.IsChar() && w.before.End > 0 {
		w.space()
		w.write(w.before)
		w.write(u)
	}
	if !pairOnly {
		w.space()
		w.write(u)
	}
	w.before = u
}

func (w *tokenWriter) space() {
	if w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
}

func (w *tokenWriter) write(u Unit) {
	sc := Scanner{src: w.src, unit: u}
	sc.appendFolded(w.b)
}
