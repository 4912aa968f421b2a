package demo

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

// persona is one line of data/workers.txt: a kind of specialist within a trade.
// Two or three workers are made of each; they differ in name, place, years,
// figures, fields and the last sentence.
type persona struct {
	fields, keywords []string // of the trade
	unitType, level  string
	title, unit      string
	degree, intro    string
	region           string // where the unit lies, empty for the county
}

func readPersonas() []persona {
	var all []persona
	var fields, keywords []string
	for _, line := range strings.Split(strings.TrimSpace(read("workers.txt")), "\n") {
		if head, ok := strings.CutPrefix(line, "@ "); ok {
			words := strings.Fields(head)
			fields, keywords = split(words[0], ","), split(parseOptions(words[1:])["kw"], ",")
			continue
		}
		cells := strings.SplitN(strings.TrimPrefix(line, "- "), "|", 4)
		who := strings.Fields(cells[0])
		p := persona{fields: fields, keywords: keywords, unitType: who[0], level: who[1], title: who[2],
			unit: cells[1], degree: cells[2], intro: cells[3]}
		if i := strings.LastIndex(p.intro, "@"); i >= 0 {
			p.intro, p.region = p.intro[:i], p.intro[i+1:]
		}
		all = append(all, p)
	}
	return all
}

func (b *builder) addWorkers() {
	b.load = map[string]int{}
	for i, p := range readPersonas() {
		copies := 2
		if p.region == "" && i%3 == 0 {
			copies = 3
		}
		for c := range copies {
			b.workers = append(b.workers, b.worker(p, i, c))
		}
	}
}

// worker makes the c-th worker of the i-th persona.
func (b *builder) worker(p persona, i, c int) domain.Worker {
	n := len(b.workers) + 1
	key := fmt.Sprintf("w%03d", n)
	town := townships[(i*5+c*4+n)%len(townships)]
	region := or(p.region, town.code)
	w := domain.Worker{
		ID: key, RealName: name(n), UnitType: p.unitType, TitleLevel: p.level, TitleName: p.title,
		Unit: strings.ReplaceAll(p.unit, "{town}", town.name), Degree: p.degree,
		Fields: rotate(p.fields, i+c), Keywords: p.keywords, Region: region,
		Intro:        intro(p, key, town.name, i+c),
		UnitPublic:   p.unitType != "self_employed" && draw(key, "unit", 10) > 0,
		Modes:        modesOf(p.unitType, key),
		Fee:          feeOf(p.unitType, key),
		Availability: pick(key, "availability", availabilities),
		MaxOpen:      []int{2, 3, 3, 3, 5}[draw(key, "maxopen", 5)],
		Verify:       pick(key, "verify", []string{"association", "association", "association", "unit", "none"}),
		Radius:       radiusOf(p.level, key),
		Confirmed:    b.now.AddDate(0, 0, -draw(key, "seen", 120)),
	}
	w.DisplayName = w.RealName
	if draw(key, "display", 5) < 2 {
		first, _ := utf8.DecodeRuneInString(w.RealName)
		w.DisplayName = string(first) + address[p.unitType]
	}
	if n%11 != 0 {
		w.Member = b.addAccount(key, w.RealName, region)
	}
	return w
}

// address is how one calls somebody of a trade: 王医生, 李师傅.
var address = map[string]string{
	"enterprise": "工", "university": "老师", "institute": "老师", "hospital": "医生", "school": "老师",
	"agency": "老师", "cooperative": "师傅", "self_employed": "师傅", "other": "老师",
}

var availabilities = []string{"open", "open", "open", "open", "open", "open", "open", "open", "open", "open", "open", "full", "open", "open", "paused"}

// intro fills in a persona's text and ends it with a sentence of the worker's own.
func intro(p persona, key, town string, turn int) string {
	years := map[string]int{"senior": 22, "associate_senior": 15, "intermediate": 8, "junior": 3, "technician": 12, "local_expert": 15}[p.level]
	spread := map[string]int{"junior": 4, "intermediate": 8, "local_expert": 18}[p.level]
	if spread == 0 {
		spread = 11
	}
	s := strings.ReplaceAll(p.intro, "{y}", strconv.Itoa(years+draw(key, "years", spread)))
	if before, after, ok := strings.Cut(s, "{n}"); ok {
		s = before + figure(after, key) + after
	}
	last := tail(turn*5+draw(p.title+p.unit, "tail", len(tails)), p.region != "", feeOf(p.unitType, key))
	return s + strings.ReplaceAll(last, "{town}", town)
}

// figure makes a number of a size that suits what is counted after it.
func figure(after, key string) string {
	unit, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "余多"))
	lo, step := 8, 1
	switch unit {
	case '亩', '吨':
		lo, step = 300, 50
	case '户', '名', '件', '批', '份', '趟', '起', '次', '场':
		lo, step = 30, 4
	case '头':
		lo, step = 900, 150
	case '人':
		lo, step = 60, 15
	case '台', '株':
		lo, step = 60, 10
	case '千':
		lo, step = 40, 10
	case '天', '县':
		lo, step = 3, 0
	}
	if step == 0 {
		return strconv.Itoa(lo + draw(key, "figure", 4))
	}
	return strconv.Itoa(lo + step*draw(key, "figure", 30))
}

// rotate takes three of a trade's fields, starting elsewhere for each worker.
func rotate(fields []string, from int) []string {
	n := min(3, len(fields))
	var out []string
	for i := range n {
		out = append(out, fields[(from+i)%len(fields)])
	}
	return out
}
