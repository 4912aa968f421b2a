package domain

// Silence is what explains that somebody has no new matches: counts of what is
// theirs.
type Silence struct {
	RecoOff             bool // recommendations are switched off
	Postings            int  // all but drafts
	Needs, Offers       int  // live ones
	Vague               int  // live ones of low clarity
	Away                int  // profiles that are full this month or paused
	ForNeeds, ForOffers int  // matches there are, all of them told before
}
