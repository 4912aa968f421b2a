package digest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Compose makes the digest; false when there is nothing to say. What waits for
// the recipient comes first, then at most MaxMatches matches, best first, then
// what is new; a Quiet mail only when there is nothing else.
func Compose(in Input) (Mail, bool) {
	found := len(in.NewForNeeds) + len(in.NewForOffers)
	in.NewForNeeds, in.NewForOffers = best(in.NewForNeeds, in.NewForOffers)
	in.Waiting = slices.DeleteFunc(slices.Clone(in.Waiting), func(i Item) bool { return !slices.Contains(waitingKinds, i.Kind) })
	in.Quiet = slices.DeleteFunc(slices.Clone(in.Quiet), func(code string) bool { return quietWords[code] == "" })
	news := found + len(in.Waiting) + len(in.Postings) + len(in.News)
	if news == 0 && len(in.Quiet) == 0 {
		return Mail{}, false
	}
	answers, rest := split(in.Waiting)
	p, err := parse(digestWords, "digest.txt", struct {
		Input
		Answers, Rest []Item
		More          int
		QuietOnly     bool
		Late          func(time.Time) bool
	}{in, answers, rest, found - len(in.NewForNeeds) - len(in.NewForOffers), news == 0, in.Now.After}, in.Site, "/")
	if err != nil {
		return Mail{}, false // the words are embedded, and tested with every kind of item
	}
	p.Subject, p.Hello = subject(in, found), hello(in.Recipient)
	p.Preheader = strings.Trim(line(in.PeriodLabel)+"："+summary(in, found), "：") + "。"
	if news > 0 {
		p.Blocks = slices.Insert(p.Blocks, 0, block{Text: p.Preheader})
	}
	p.Footer = footer(digestWords)
	for _, l := range []link{{"修改收信设置", in.Settings}, {"一键退订", in.Unsubscribe}} {
		if l.URL = absolute(in.Site.URL, l.URL); l.URL != "" {
			p.Links = append(p.Links, l)
		}
	}
	m, err := write(p, listHeaders(in.Site, ListDigest, in.Unsubscribe))
	return m, err == nil
}

var (
	answerKinds  = []string{WaitInterest, WaitQuestion, WaitOutcome}
	waitingKinds = append([]string{WaitReturned, WaitConfirm, WaitJoin, WaitExpired, WaitDraft}, answerKinds...)
)

// Headline says in one line what a digest brings.
func Headline(in Input) string { return subject(in, len(in.NewForNeeds)+len(in.NewForOffers)) }

// split takes out what somebody else waits for: it is told first.
func split(waiting []Item) (answers, rest []Item) {
	for _, i := range waiting {
		if slices.Contains(answerKinds, i.Kind) {
			answers = append(answers, i)
		} else {
			rest = append(rest, i)
		}
	}
	return answers, rest
}

// best orders both lists and keeps MaxMatches together: half each, and what one
// list does not fill goes to the other. Equals keep their order.
func best(needs, offers []MatchItem) ([]MatchItem, []MatchItem) {
	sorted := func(in []MatchItem) []MatchItem {
		out := slices.Clone(in)
		slices.SortStableFunc(out, func(a, b MatchItem) int { return cmp.Compare(b.Score, a.Score) })
		return out
	}
	n := min(len(needs), max(MaxMatches/2, MaxMatches-len(offers)))
	o := min(len(offers), MaxMatches-n)
	return sorted(needs)[:n], sorted(offers)[:o]
}

// subject says what is in the mail, in at most MaxSubject characters.
func subject(in Input, found int) string {
	var topics []string
	say := ""
	switch {
	case found > 0:
		say = fmt.Sprintf("%d 个新匹配：", found)
		for _, m := range slices.Concat(in.NewForNeeds, in.NewForOffers) {
			topics = append(topics, m.Need)
		}
	case len(in.Waiting) > 0:
		say = fmt.Sprintf("%d 件事等您处理：", len(in.Waiting))
		for _, w := range slices.Concat(split(in.Waiting)) {
			topics = append(topics, w.Title)
		}
	case len(in.News) > 0:
		say = fmt.Sprintf("%d 条消息：", len(in.News))
		for _, n := range in.News {
			topics = append(topics, n.Title)
		}
	case len(in.Postings) > 0:
		say = fmt.Sprintf("新发布 %d 条：", len(in.Postings))
		for _, p := range in.Postings {
			topics = append(topics, p.Title)
		}
	default:
		return "这个月没有新匹配，说说原因"
	}
	tail := ""
	if found > 0 && len(in.Waiting) > 0 {
		tail = fmt.Sprintf("；另有 %d 件事等您处理", len(in.Waiting))
	}
	return say + enumerate(topics, MaxSubject-len([]rune(say+tail))) + tail
}

// enumerate names each topic once, as many as fit into n characters.
func enumerate(topics []string, n int) string {
	var named []string
	left := n - 1 // for "等"
	more := false
	for _, t := range topics {
		t = cut(t, 18)
		if t == "" || slices.Contains(named, t) {
			continue
		}
		if need := len([]rune(t)) + 1; need > left {
			more = true
			break
		} else {
			left -= need
		}
		named = append(named, t)
	}
	s := strings.Join(named, "、")
	if more {
		s += "等"
	}
	return s
}

// summary counts what the mail holds.
func summary(in Input, found int) string {
	var parts []string
	for _, c := range []struct {
		n     int
		words string
	}{{len(in.Waiting), "%d 件事等您处理"}, {found, "%d 个新匹配"}, {len(in.News), "%d 条消息"}, {len(in.Postings), "%d 条新发布"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf(c.words, c.n))
		}
	}
	if len(parts) == 0 {
		return "没有新匹配"
	}
	return strings.Join(parts, "，")
}
