package hooks

import (
	"slices"
	"strings"

	"kejiyun/internal/digest"
	"kejiyun/internal/store"
)

// gather collects what a member's digest is composed from, and the matches that
// it shows. Nothing in it is a contact detail; a masked need has no owner.
func (w *digestWriter) gather(m *store.DigestMember, period string) (digest.Input, []*store.DigestMatch, error) {
	in := digest.Input{
		Recipient: m.Name, Site: w.site, PeriodLabel: digest.PeriodLabel(period), Now: w.now,
		Unsubscribe: strings.TrimRight(w.site.URL, "/") + "/u/" + digest.UnsubscribeToken(m.ID, digest.ListDigest, w.secret),
		Settings:    "/me/settings",
	}
	waiting, err := store.DigestWaiting(w.app, m)
	if err != nil {
		return in, nil, err
	}
	for _, wait := range waiting {
		in.Waiting = append(in.Waiting, waitItem(wait))
	}
	if !m.RecoOn {
		return in, nil, nil
	}
	needs, offers, err := store.DigestMatches(w.app, m, w.now, w.max)
	if err != nil {
		return in, nil, err
	}
	// No more than are shown: what is left out stays unmailed, for the next one.
	// Half for each side, and what one does not need goes to the other.
	needs = needs[:min(len(needs), max(w.max/2, w.max-len(offers)))]
	offers = offers[:min(len(offers), w.max-len(needs))]
	for _, match := range needs {
		in.NewForNeeds = append(in.NewForNeeds, w.matchItem(match, "/offers/"))
	}
	for _, match := range offers {
		in.NewForOffers = append(in.NewForOffers, w.matchItem(match, "/needs/"))
	}
	return in, slices.Concat(needs, offers), nil
}

func (w *digestWriter) matchItem(m *store.DigestMatch, page string) digest.MatchItem {
	owner := m.Owner
	if owner == "" {
		owner = "（匿名单位）"
	}
	return digest.MatchItem{
		Score: m.Score, Need: m.Need, Offer: m.Offer, Owner: owner, Title: titleWords[m.Title], Place: w.names.Place(m.Region).Name,
		Why: m.Why, Missing: strings.Join(m.Missing(), "；"), URL: page + m.Other,
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
func waitItem(w *store.DigestWait) digest.Item {
	item := digest.Item{Title: w.Title, Who: w.Who, Reasons: w.ReasonCodes(), Note: w.Note, Until: w.UntilTime()}
	switch {
	case w.Kind == "dockings":
		item.Kind, item.URL = waitKinds[w.Status], "/me/dockings/"+w.ID
	case w.Kind == "joins":
		item.Kind, item.URL = digest.WaitJoin, "/me"
	case w.Status == "unconfirmed":
		item.Kind, item.URL = digest.WaitConfirm, "/me/postings"
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
