package hooks

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// gathered is what one digest is composed from, and what of it is to be marked as told.
type gathered struct {
	digest.Input
	some    bool // there is something to say
	matches []*store.DigestMatch
	news    []store.NotificationRow
}

const (
	newsAge  = 60 * 24 * time.Hour // older news are no news
	newsMost = 20
)

// digestFacts are what the digests of some members are composed from, by member.
type digestFacts struct {
	waiting       map[string][]*store.DigestWait
	news          map[string][]store.NotificationRow
	needs, offers map[string][]*store.DigestMatch
	quiet         map[string][]string // why there is nothing new, for those who are to be told
}

// read reads what the digests of some members are composed from: a few queries for
// all of them together.
func (w *digestWriter) read(members []*store.DigestMember) (f *digestFacts, err error) {
	f = &digestFacts{}
	if f.waiting, err = store.DigestWaiting(w.app, members); err != nil {
		return nil, err
	}
	if f.news, err = store.DigestNews(w.app, members, w.now.Add(-newsAge), newsMost); err != nil {
		return nil, err
	}
	var matched []*store.DigestMember
	for _, m := range members {
		if m.RecoOn {
			matched = append(matched, m)
		}
	}
	if f.needs, f.offers, err = store.DigestMatches(w.app, matched, w.max); err != nil {
		return nil, err
	}
	return f, w.readQuiet(f, members)
}

// readQuiet reads why there is nothing new, for those who are to be told.
func (w *digestWriter) readQuiet(f *digestFacts, members []*store.DigestMember) error {
	var silent []*store.DigestMember
	for _, m := range members {
		if len(f.waiting[m.ID])+len(f.news[m.ID])+len(f.needs[m.ID])+len(f.offers[m.ID]) == 0 {
			silent = append(silent, m)
		}
	}
	if len(silent) == 0 {
		return nil
	}
	last, err := store.LastDigests(w.app, silent)
	if err != nil {
		return err
	}
	silent = slices.DeleteFunc(silent, func(m *store.DigestMember) bool { return !digest.QuietDue(wish(m), last[m.ID], w.now) })
	if len(silent) == 0 {
		return nil
	}
	facts, err := store.QuietFacts(w.app, silent)
	if err != nil {
		return err
	}
	f.quiet = make(map[string][]string, len(silent))
	for _, m := range silent {
		f.quiet[m.ID] = digest.WhyQuiet(facts[m.ID])
	}
	return nil
}

// gatherOne reads and gathers the digest of one member.
func (w *digestWriter) gatherOne(m *store.DigestMember, period string) (gathered, error) {
	f, err := w.read([]*store.DigestMember{m})
	if err != nil {
		return gathered{}, err
	}
	return w.gather(f, m, period), nil
}

// gather puts together what a member's digest is composed from. Nothing in it is a
// contact detail; a masked need has no owner.
func (w *digestWriter) gather(f *digestFacts, m *store.DigestMember, period string) gathered {
	in := gathered{news: f.news[m.ID], Input: digest.Input{
		Recipient: m.Name, Site: w.site, PeriodLabel: digest.PeriodLabel(period), Now: w.now, Quiet: f.quiet[m.ID],
		Unsubscribe: strings.TrimRight(w.site.URL, "/") + "/u/" + digest.UnsubscribeToken(m.ID, digest.ListDigest, w.secret),
		Settings:    "/me/settings#part-digest",
	}}
	for _, wait := range f.waiting[m.ID] {
		in.Waiting = append(in.Waiting, w.waitItem(m, wait))
	}
	for _, n := range in.news {
		in.News = append(in.News, digest.NewsItem{Title: n.Title, URL: n.URL})
	}
	// No more than are shown: what is left out stays unmailed, for the next one.
	// Half for each side, and what one does not need goes to the other.
	needs, offers := f.needs[m.ID], f.offers[m.ID]
	needs = needs[:min(len(needs), max(w.max/2, w.max-len(offers)))]
	offers = offers[:min(len(offers), w.max-len(needs))]
	w.addMatches(&in.Input, m, needs, offers)
	in.matches = slices.Concat(needs, offers)
	return in
}

// addMatches adds new matches of a member's needs and offers.
func (w *digestWriter) addMatches(in *digest.Input, m *store.DigestMember, needs, offers []*store.DigestMatch) {
	for _, match := range needs {
		in.NewForNeeds = append(in.NewForNeeds, w.matchItem(m, match, "/offers/"))
	}
	for _, match := range offers {
		in.NewForOffers = append(in.NewForOffers, w.matchItem(m, match, "/needs/"))
	}
}

func (w *digestWriter) matchItem(to *store.DigestMember, m *store.DigestMatch, page string) digest.MatchItem {
	owner := m.Owner
	if owner == "" {
		owner = "（匿名单位）"
	}
	return digest.MatchItem{
		Score: m.Score, Need: m.Need, Offer: m.Offer, Owner: owner, Title: titleWords[m.Title], Place: w.names.Place(m.Region).Name,
		Why: m.Why, Missing: strings.Join(m.Missing(), "；"), URL: page + m.Other, Decline: actLink(digest.ActDecline, to.ID, m.ID, w.now, w.secret),
	}
}

// titleWords are the words for title levels; none says nothing.
var titleWords = map[string]string{
	"senior": "正高级职称", "associate_senior": "副高级职称", "intermediate": "中级职称", "junior": "初级职称",
	"technician": "技师", "local_expert": "乡土专家",
}

// waitKinds say what a docking in a state waits for.
var waitKinds = map[string]string{"expressed": digest.WaitInterest, "clarifying": digest.WaitQuestion, "negotiating": digest.WaitOutcome}

// waitItem words what waits, with the page where it is dealt with.
func (d *digestWriter) waitItem(to *store.DigestMember, w *store.DigestWait) digest.Item {
	item := digest.Item{Title: w.Title, Who: w.Who, Reasons: w.ReasonCodes(), Note: w.Note, Until: w.UntilTime()}
	switch {
	case w.Kind == "dockings":
		item.Kind, item.URL = waitKinds[w.Status], "/me/dockings/"+w.ID
	case w.Kind == "joins":
		item.Kind, item.URL = digest.WaitJoin, "/me"
	case w.Status == "unconfirmed":
		item.Kind, item.URL = digest.WaitConfirm, cmp.Or(actLink(digest.ActConfirm, to.ID, w.ID, d.now, d.secret), "/me/postings")
	case w.Profile:
		item.Kind, item.URL = digest.WaitReturned, "/me/worker"
	default:
		item.Kind, item.URL = digest.WaitReturned, "/publish/"+strings.TrimSuffix(w.Kind, "s")+"/"+w.ID
	}
	if !item.Until.IsZero() {
		item.Until = item.Until.In(zone)
	}
	return item
}
