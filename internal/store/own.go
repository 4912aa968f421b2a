package store

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// ownPostings bounds how many of their own postings a member gets at once.
const ownPostings = 500

// MyOffer is an offer as its owner manages it.
type MyOffer struct {
	OfferCard
	*Desk
	Profile bool `json:"profile"` // it mirrors the worker's profile and is edited there
	Matches int  `json:"matches"`
}

// MyNeed is a need as its owner manages it.
type MyNeed struct {
	NeedCard
	*Desk
	Matches int `json:"matches"`
}

// The postings of a member, as a condition on offers o and needs n.
const (
	myOffers = `(o.worker IN (SELECT id FROM workers WHERE member = {:me})
		OR o.team IN (SELECT t.id FROM teams t JOIN workers w ON w.id = t.lead WHERE w.member = {:me})
		OR o.org IN (SELECT id FROM orgs WHERE `
	myNeeds = `n.org IN (SELECT id FROM orgs WHERE `
)

func ofMe(table string) string {
	mine := anyOf("orgs.members", "= {:me}") + ")"
	if table == "offers" {
		return myOffers + mine + ")"
	}
	return myNeeds + mine
}

// MyOffers returns all offers of the viewer, last changed first.
func (l *Lens) MyOffers() ([]MyOffer, error) {
	records, k, counts, err := l.mine("offers", "o")
	if err != nil {
		return nil, err
	}
	offers := make([]MyOffer, len(records))
	for i, r := range records {
		offers[i] = MyOffer{OfferCard: l.offerCard(k, r), Desk: k.desk(r), Profile: r.GetBool("profile"), Matches: counts[r.Id]}
	}
	return offers, nil
}

// MyNeeds returns all needs of the viewer's orgs, last changed first.
func (l *Lens) MyNeeds() ([]MyNeed, error) {
	records, k, counts, err := l.mine("needs", "n")
	if err != nil {
		return nil, err
	}
	needs := make([]MyNeed, len(records))
	for i, r := range records {
		needs[i] = MyNeed{NeedCard: l.needCard(k, r), Desk: k.desk(r), Matches: counts[r.Id]}
	}
	return needs, nil
}

// mine reads the viewer's postings with their kin and how many matches each has.
func (l *Lens) mine(collection, alias string) ([]*core.Record, *kin, map[string]int, error) {
	var ids []string
	err := l.App.DB().NewQuery(fmt.Sprintf("SELECT %[1]s.id FROM %[2]s %[1]s WHERE %[3]s ORDER BY %[1]s.updated DESC, %[1]s.rowid DESC LIMIT %[4]d",
		alias, collection, ofMe(collection), ownPostings)).Bind(dbx.Params{"me": l.Viewer.ID}).Column(&ids)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("list own %s: %w", collection, err)
	}
	records, err := l.inOrder(collection, ids)
	if err != nil {
		return nil, nil, nil, err
	}
	k, err := l.kinOf(records)
	if err != nil {
		return nil, nil, nil, err
	}
	counts, err := l.matchCounts(collection, ids)
	return records, k, counts, err
}
