package hooks

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// gathered is what one digest is composed from, and which news are in it.
type gathered struct {
	digest.Input
	news []store.NotificationRow
}

const (
	newsAge   = 60 * 24 * time.Hour // older news are no news
	newsMost  = 20
	quietTime = 28 * 24 * time.Hour // so long without any digest, and the next says why
)

// gather collects what a member's digest is composed from, and the matches that
// it shows. Nothing in it is a contact detail; a masked need has no owner.
func (w *digestWriter) gather(m *store.DigestMember, period string) (gathered, []*store.DigestMatch, error) {
	in := gathered{Input: digest.Input{
		Recipient: m.Name, Site: w.site, PeriodLabel: digest.PeriodLabel(period), Now: w.now,
		Unsubscribe: strings.TrimRight(w.site.URL, "/") + "/u/" + digest.UnsubscribeToken(m.ID, digest.ListDigest, w.secret),
		Settings:    "/me/settings#part-digest",
	}}
	waiting, err := store.DigestWaiting(w.app, m)
	if err != nil {
		return in, nil, err
	}
	for _, wait := range waiting {
		in.Waiting = append(in.Waiting, w.waitItem(m, wait))
	}
	if in.news, err = store.DigestNews(w.app, m.ID, w.now.Add(-newsAge), newsMost); err != nil {
		return in, nil, err
	}
	for _, n := range in.news {
		in.News = append(in.News, digest.NewsItem{Title: n.Title, URL: n.URL})
	}
	shown, err := w.gatherMatches(m, &in)
	if err != nil || len(shown)+len(in.Waiting)+len(in.News) > 0 {
		return in, shown, err
	}
	in.Quiet, err = w.whyQuiet(m)
	return in, nil, err
}

// gatherMatches adds the new matches and returns them.
func (w *digestWriter) gatherMatches(m *store.DigestMember, in *gathered) ([]*store.DigestMatch, error) {
	if !m.RecoOn {
		return nil, nil
	}
	needs, offers, err := store.DigestMatches(w.app, m, w.now, w.max)
	if err != nil {
		return nil, err
	}
	// No more than are shown: what is left out stays unmailed, for the next one.
	// Half for each side, and what one does not need goes to the other.
	needs = needs[:min(len(needs), max(w.max/2, w.max-len(offers)))]
	offers = offers[:min(len(offers), w.max-len(needs))]
	for _, match := range needs {
		in.NewForNeeds = append(in.NewForNeeds, w.matchItem(m, match, "/offers/"))
	}
	for _, match := range offers {
		in.NewForOffers = append(in.NewForOffers, w.matchItem(m, match, "/needs/"))
	}
	return slices.Concat(needs, offers), nil
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

// whyQuiet says why there is nothing new, to who has heard nothing for a month.
func (w *digestWriter) whyQuiet(m *store.DigestMember) ([]string, error) {
	last, err := store.LastDigest(w.app, m)
	if err != nil || w.now.Sub(last) < quietTime {
		return nil, err
	}
	facts, err := store.QuietFacts(w.app, m)
	return digest.WhyQuiet(facts), err
}

// tellDigest tells in the portal what a digest brings, when it brings matches:
// what else it holds was told there before.
func tellDigest(tx core.App, m *store.DigestMember, key, subject string, matches int) error {
	if matches == 0 {
		return nil
	}
	account, err := tx.FindRecordById("members", m.ID)
	if err != nil {
		return err
	}
	_, err = store.Notify(tx, store.Notification{Key: key, Account: account, Topic: string(digest.TopicNews), Kind: "matches", Title: subject, URL: "/me"})
	return err
}
