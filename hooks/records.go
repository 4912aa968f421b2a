package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// deskLists are what the desk may list, and the codes of each one's kind.
var deskLists = map[string][]string{
	"needs": domain.NeedKinds, "offers": domain.OfferKinds, "workers": domain.TitleLevels, "orgs": domain.OrgTypes,
}

// bindRecords binds GET /api/portal/records/{collection}: every record of the
// desk's region, whatever its state. Leaders may look.
func bindRecords(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.GET("/api/portal/records/{collection}", guard(uncached(listRecords)))
		return e.Next()
	})
}

func listRecords(e *core.RequestEvent) error {
	actor := actorOf(e)
	switch actor.Role {
	case domain.Broker, domain.Staff, domain.Leader, domain.Superuser:
	case domain.Visitor:
		return signInFirst()
	default:
		return domain.Errorf(domain.Forbidden, "sign_in_as_staff")
	}
	collection := e.Request.PathValue("collection")
	kinds, known := deskLists[collection]
	if !known {
		return notFound()
	}
	more := store.DeskFilter{}
	l, err := look(e)
	if err != nil {
		return err
	}
	f, err := filterOf(l.Names, func(c *checked) {
		c.Kind = c.choice("kind", kinds)
		c.Sort = c.choice("sort", []string{"updated", "oldest", "name"})
		more.Verify = c.choice("verify", domain.Verifications)
		if collection != "orgs" {
			more.Status = c.choice("status", domain.PostingStatuses)
		}
	}, e.Request.URL.Query())
	if err != nil {
		return err
	}
	more.Filter = f
	if actor.Role != domain.Superuser {
		more.Within = actor.Region
	}
	page, err := l.Records(collection, more)
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, page)
}
