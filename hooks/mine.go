package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// myPostings answers all postings of the signed-in member, whatever their state.
func myPostings(e *core.RequestEvent) error {
	l, err := lookAsMember(e)
	if err != nil {
		return err
	}
	offers, err := l.MyOffers()
	if err != nil {
		return err
	}
	needs, err := l.MyNeeds()
	if err != nil {
		return err
	}
	s, reco := postingSettings(e.App), e.Auth.GetBool("reco_on")
	for i := range offers {
		if err := fillDesk(offers[i].Desk, l.Viewer, s); err != nil {
			return err
		}
		offers[i].Matches = shownCount(offers[i].Matches, reco)
	}
	for i := range needs {
		if err := fillDesk(needs[i].Desk, l.Viewer, s); err != nil {
			return err
		}
		needs[i].Matches = shownCount(needs[i].Matches, reco)
	}
	return e.JSON(http.StatusOK, map[string]any{"offers": offers, "needs": needs})
}

// shownCount: who switched recommendations off has none.
func shownCount(n int, reco bool) int {
	if !reco {
		return 0
	}
	return n
}

// myMatches answers what fits the signed-in member's needs and offers.
func myMatches(e *core.RequestEvent) error {
	l, err := lookAsMember(e)
	if err != nil {
		return err
	}
	forNeeds, forOffers := []store.MatchItem{}, []store.MatchItem{}
	reco := e.Auth.GetBool("reco_on")
	if reco {
		if forNeeds, err = l.MyMatches("needs"); err != nil {
			return err
		}
		if forOffers, err = l.MyMatches("offers"); err != nil {
			return err
		}
	}
	return e.JSON(http.StatusOK, map[string]any{"reco_on": reco, "for_needs": forNeeds, "for_offers": forOffers})
}

// matchesOf answers what fits one posting, for its owner and the desk. An owner
// who switched recommendations off gets none; the desk works with them still.
func matchesOf(collection string) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		l, err := lookInside(e, collection, domain.SeeMatches)
		if err != nil {
			return err
		}
		items, reco := []store.MatchItem{}, l.Viewer.Role != domain.Member || e.Auth.GetBool("reco_on")
		if reco {
			if items, err = l.MatchesOf(collection, e.Request.PathValue("id")); err != nil {
				return err
			}
		}
		return e.JSON(http.StatusOK, map[string]any{"reco_on": reco, "items": items})
	}
}

// eventsOf answers the history of one posting, for its owner and the desk.
func eventsOf(collection string) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		if _, err := lookInside(e, collection, domain.SeeDesk); err != nil {
			return err
		}
		events, err := store.EventsOf(e.App, collection, e.Request.PathValue("id"))
		if err != nil {
			return err
		}
		return e.JSON(http.StatusOK, events)
	}
}

// lookAsMember lets members pass.
func lookAsMember(e *core.RequestEvent) (*store.Lens, error) {
	if e.Auth == nil {
		return nil, signInFirst()
	}
	if _, err := memberOnly(e); err != nil {
		return nil, err
	}
	return look(e)
}

// lookInside lets those pass who see a layer of a posting that others do not:
// for others who see the posting it is forbidden, for the rest it is not there.
func lookInside(e *core.RequestEvent, collection string, layer domain.Layer) (*store.Lens, error) {
	l, err := look(e)
	if err != nil {
		return nil, err
	}
	as, err := l.RelationTo(collection, e.Request.PathValue("id"))
	switch {
	case err != nil:
		return nil, err
	case as == nil:
		return nil, domain.Errorf(domain.NotFound, "not_found")
	case as.Sees(layer, domain.Let{}):
		return l, nil
	case e.Auth == nil:
		return nil, signInFirst()
	}
	return nil, domain.Errorf(domain.Forbidden, "not_allowed")
}

// signInFirst is the answer to a visitor where an account is needed.
func signInFirst() error {
	api := router.NewApiError(http.StatusUnauthorized, "", nil)
	e := domain.Errorf(domain.Forbidden, "auth_required")
	api.Message, api.Data = sentence(e), map[string]any{"error": detail(e)}
	return api
}
