package match

import (
	"fmt"
	"strings"
	"time"

	"kejiyun/internal/text"
)

// soon is how near a deadline is worth a note.
const soon = 30 * 24 * time.Hour

// maxUntold is how many keywords of a need the offer may be said to lack.
const maxUntold = 3

// missing lists what is missing or does not fit, each in Chinese and each true.
func (s *story) missing() []string {
	var out []string
	add := func(holds bool, format string, args ...any) {
		if holds {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	n, o := s.n, s.o
	add(outside(n, o), "%s", s.outsideNote())
	untold := s.untold()
	add(len(untold) > 0, "对方未提到：%s", strings.Join(untold, "、"))
	add(len(n.Cooperation) > 0 && len(o.Cooperation) > 0 && !overlap(n.Cooperation, o.Cooperation), "合作方式不同：需求要%s，对方提供%s",
		codeWords(cooperationWords, n.Cooperation), codeWords(cooperationWords, o.Cooperation))
	add(o.Kind == "result" && (o.Stage == "concept" || o.Stage == "lab"), "成果尚在%s阶段", stageWords[o.Stage])
	add(n.Budget == "welfare" && (o.Fee == "listed" || o.Fee == "negotiable"), "需求为公益，对方收费")
	add(o.Availability == "full" || o.MaxOpen > 0 && o.Open >= o.MaxOpen, "对方名额已满")
	add(o.Availability == "paused", "对方暂停接单")
	left := n.Deadline.Sub(s.now)
	add(!n.Deadline.IsZero() && left > 0 && left <= soon, "需求要求在%d月%d日前完成", n.Deadline.Month(), n.Deadline.Day())
	add(!n.Deadline.IsZero() && left <= 0, "需求期限已过")
	add(n.Budget == "" && n.Amount == 0, "需求未写预算")
	add(n.Region == "", "需求未写地点")
	add(o.Region == "" && o.Radius != "online", "对方未写所在地")
	return out
}

// untold returns keywords of the need that no text of the offer contains.
func (s *story) untold() []string {
	var out []string
	for _, k := range s.n.Keywords {
		if text.Length(k) > 1 && len(out) < maxUntold && !s.offer.Contains(k) && !inOtherWords(k, s.twins, s.offer) {
			out = append(out, strings.TrimSpace(k))
		}
	}
	return out
}

var cooperationWords = map[string]string{"development": "委托开发", "transfer": "技术转让", "licensing": "许可使用", "consulting": "技术咨询",
	"service": "技术服务", "joint_production": "合作生产", "training": "培训"}

var stageWords = map[string]string{"concept": "概念", "lab": "实验室"}

// codeWords writes codes in words; one that has none is left out.
func codeWords(words map[string]string, codes []string) string {
	var out []string
	for _, c := range codes {
		if w := words[c]; w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "、")
}
