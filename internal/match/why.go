package match

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kejiyun/internal/domain"
)

// doubt is the score below which the sentence says that the match is a guess.
const doubt = .5

// why is the sentence. It says only what holds: what the texts have in common,
// how the fields stand, how near the places are, and how help can come.
func (s *story) why(h hit) string {
	said := s.common()
	if f := s.fieldNote(); f != "" && s.related() {
		said = append(said, f)
	}
	if p := s.nearNote(); p != "" {
		said = append(said, p)
	}
	if len(said) == 0 {
		said = append(said, "用字相近，没有明显的共同词语")
	}
	sentence := strings.Join(said, "，")
	if m := s.modeNote(); m != "" {
		sentence += "；" + m
	}
	if float64(h.score)*step < doubt {
		sentence = "可能有关：" + sentence
	}
	return sentence + "。"
}

func (s *story) related() bool {
	r, _, _ := s.e.taxonomy.nearest(s.n.Fields, s.o.Fields)
	return r > apart
}

func (s *story) fieldNote() string {
	t := s.e.taxonomy
	relation, a, b := t.nearest(s.n.Fields, s.o.Fields)
	switch {
	case len(s.n.Fields) == 0 || len(s.o.Fields) == 0:
		return ""
	case relation == same:
		return "同属" + t.name(a) + "领域"
	case relation == lineage:
		return "领域相近（" + t.name(a) + "与" + t.name(b) + "）"
	case relation == siblings:
		return "同在" + t.name(t.fields[a].Parent) + "大类"
	}
	return "领域不同（" + t.name(a) + "与" + t.name(b) + "）"
}

var nearWords = [...]string{elsewhere: "", sameProvince: "同在本省", sameCity: "同在本市", sameCounty: "就在本县", sameTownship: "就在本乡镇"}

func (s *story) nearNote() string {
	level, ok := proximity(s.n.Region, s.o.Region)
	if !ok || outside(s.n, s.o) {
		return ""
	}
	return nearWords[level]
}

func (s *story) placeNote() string {
	switch level, ok := proximity(s.n.Region, s.o.Region); {
	case !ok:
		return "可线上或跨地区服务"
	case outside(s.n, s.o):
		return s.outsideNote()
	case level == elsewhere && remote(s.o):
		return "不在一省，可远程服务"
	case level == elsewhere:
		return "不在一省"
	default:
		return nearWords[level]
	}
}

// outsideNote names the place that the radius does not reach.
func (s *story) outsideNote() string {
	note := "不在服务半径"
	if name := s.e.place(s.n.Region); name != "" {
		note += "：" + name
	}
	if remote(s.o) {
		note += "（可远程服务）"
	}
	return note
}

// modeNote says how help can come, if the offer says so.
func (s *story) modeNote() string {
	has := func(mode string) bool { return slices.Contains(s.o.Modes, mode) }
	inside := !outside(s.n, s.o)
	_, placed := proximity(s.n.Region, s.o.Region)
	var ways []string
	if has("on_site") && inside && placed {
		ways = append(ways, "到现场服务")
	}
	if has("phone_advice") {
		ways = append(ways, "电话咨询")
	}
	if has("online_diagnosis") {
		ways = append(ways, "线上诊断")
	}
	if len(ways) == 0 {
		return ""
	}
	return "可" + strings.Join(ways[:min(2, len(ways))], "、")
}

func kindNote(value float64) string {
	switch {
	case value >= .85:
		return "供需类型相合"
	case value >= .55:
		return "供需类型大体相合"
	}
	return "供需类型不太相合"
}

func freshNote(n *domain.Need, o *domain.Offer, now time.Time) string {
	oldest, side := time.Time{}, ""
	for _, p := range []struct {
		at   time.Time
		side string
	}{{confirmed(&n.Posting), "需求"}, {confirmed(&o.Posting), "供给"}} {
		if !p.at.IsZero() && (side == "" || p.at.Before(oldest)) {
			oldest, side = p.at, p.side
		}
	}
	days := int(now.Sub(oldest).Hours() / 24)
	if days < 30 {
		return "双方信息都是近期确认的"
	}
	return fmt.Sprintf("%s信息 %d 天前确认", side, days)
}

func loadNote(o *domain.Offer) string {
	note := fmt.Sprintf("在办 %d 件", o.Open)
	if o.MaxOpen > 0 {
		note += fmt.Sprintf("，最多 %d 件", o.MaxOpen)
	}
	if o.Asked > 0 {
		note += fmt.Sprintf("，收到 %d 次询问，回复 %d 次", o.Asked, o.Answered)
	}
	if o.Verify == "none" || o.Verify == "refused" {
		note += "，尚未核验"
	}
	return note
}
