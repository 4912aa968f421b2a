// Package demo is a sample county as values: people, teams, organisations,
// what they offer and what they need, in the words such people use. It fills an
// empty installation so that a newcomer sees the portal at work, and it is a
// corpus for tests of the matching engine.
//
// The place is a real county of Sichuan with its real townships; everything
// else is invented. Organisations have generic names and credit codes that are
// valid by checksum but lie in a block nobody is given; mail addresses end in
// example.com; phone numbers start with 154, which no operator has.
//
// The same moment gives the same county: there is no clock, no chance and no
// I/O in it but the texts embedded from data/.
package demo

import (
	"time"

	"kejiyun/internal/domain"
)

// Region is the county everything is placed in; some workers and teams live
// elsewhere in the province, as supply is shared.
const Region = "511423000000"

// Data is the sample county. Every ID in it is a key of our own (w001, t01,
// o01, n001, f001, …), stable over releases, and every reference — a worker's
// Member, a team's Lead, an offer's Worker, all Owners — is such a key: a
// loader replaces keys by record ids as it goes, in the order of the fields.
// Clarity is left 0 for the clarity check to fill.
type Data struct {
	Region   string
	Accounts []Account
	Contacts []Contact
	Workers  []domain.Worker
	Teams    []domain.Team
	Orgs     []domain.Org
	Offers   []domain.Offer // beyond the skill offer each worker's profile becomes
	Needs    []domain.Need
	Returned map[string][]string // reasons, by key of a returned offer or need
}

// Account is one member's login. A worker without one was entered by a broker.
type Account struct {
	Key    string
	Name   string
	Email  string // empty for those who sign in by phone; one of the two is set
	Phone  string
	Region string
	Kind   string // the collection the account belongs to, always "member"
}

// Contact holds how an account's owner is reached: the only contact details there are.
type Contact struct {
	Account  string
	Phone    string
	Email    string
	WeChat   string
	BestTime string
}

// County returns the sample county as it stands at a moment.
func County(now time.Time) Data {
	b := &builder{now: now.UTC(), returned: map[string][]string{}}
	b.addWorkers()
	b.addOrgs()
	b.addTeams()
	b.addOffers()
	b.addNeeds()
	return Data{
		Region: Region, Accounts: b.accounts, Contacts: b.contacts,
		Workers: b.workers, Teams: b.teams, Orgs: b.orgs,
		Offers: b.offers, Needs: b.needs, Returned: b.returned,
	}
}

// Pairs lists needs and offers that a person who knows the trade would bring
// together, by key. They share a matter and few words, so that a matching
// engine can be measured on them.
func Pairs() [][2]string {
	var pairs [][2]string
	for _, r := range readBlocks("needs") {
		for _, offer := range r.list("pairs") {
			pairs = append(pairs, [2]string{r.key, offer})
		}
	}
	return pairs
}

// builder gathers the county while it grows; later steps look up earlier ones.
type builder struct {
	now      time.Time
	accounts []Account
	contacts []Contact
	workers  []domain.Worker
	teams    []domain.Team
	orgs     []domain.Org
	offers   []domain.Offer
	needs    []domain.Need
	returned map[string][]string
	load     map[string]int // offers per worker
}
