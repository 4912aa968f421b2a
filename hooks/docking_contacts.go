package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// contactView is how a person of one side can be reached.
type contactView struct {
	Name      string `json:"name"`
	Phone     string `json:"phone"`
	Email     string `json:"email"`
	WeChat    string `json:"wechat"`
	BestTime  string `json:"best_time"`
	OrgOrUnit string `json:"org_or_unit"`
}

// dockingContacts answers GET /api/portal/dockings/{id}/contacts: to the parties
// once both have accepted, to the desk those of its own region before that too.
// Every look is an event.
func dockingContacts(e *core.RequestEvent) error {
	actor := actorOf(e)
	if actor.Role == domain.Visitor {
		return signInFirst()
	}
	out := map[string][]contactView{}
	err := e.App.RunInTransaction(func(tx core.App) error {
		r, as, err := findDocking(tx, actor, e.Request.PathValue("id"))
		if err != nil {
			return err
		}
		d, seen := store.Docking(r), []string{}
		for _, side := range []string{"need", "supply"} {
			out[side] = []contactView{}
			if !mayContact(actor, as, d, side) {
				continue
			}
			if out[side], err = contactsOfSide(tx, r, side); err != nil {
				return err
			}
			seen = append(seen, side)
		}
		if len(seen) == 0 {
			return domain.Errorf(domain.Forbidden, "contacts_closed", "state", d.State)
		}
		return store.Event(tx, actor, "dockings", r.Id, "contact_seen", "", "", map[string][2]any{"as": {"", string(as)}, "sides": {"", fmt.Sprint(seen)}})
	})
	if err != nil {
		return err
	}
	return e.JSON(200, out)
}

// mayContact tells whether somebody may see how to reach a side: see the line of
// contacts in domain's sight.
func mayContact(actor domain.Actor, as docking.Capacity, d domain.Docking, side string) bool {
	relation := domain.ToMember
	switch as {
	case docking.AsNeed, docking.AsSupply:
		relation = d.Relation() // one's own too: both open together
	default:
		region := map[string]string{"need": d.Region, "supply": d.SupplyRegion}[side]
		if d.Opened() || region != "" && actor.Answers(region) {
			relation = domain.ToDesk
		}
	}
	return relation.Sees(domain.SeeContact, domain.Let{})
}

// contactsOfSide reads how to reach a side: whoever of it took part in the
// docking; if nobody did, everybody who may act for it; without accounts, what
// the desk wrote down.
func contactsOfSide(app core.App, r *core.Record, side string) ([]contactView, error) {
	members, err := store.SideMembers(app, r, side)
	if err != nil {
		return nil, err
	}
	took, err := tookPart(app, r.Id, side)
	if err != nil {
		return nil, err
	}
	if acting := slices.DeleteFunc(slices.Clone(members), func(m string) bool { return !slices.Contains(took, m) }); len(acting) > 0 {
		members = acting
	}
	of, place := store.SideNames(app, r, side)
	out := []contactView{}
	accounts, err := app.FindRecordsByIds("members", members)
	if err != nil {
		return nil, fmt.Errorf("read members of docking %s: %w", r.Id, err)
	}
	for _, m := range accounts {
		if !store.Time(m, "deleted_at").IsZero() {
			continue
		}
		v := contactView{Name: m.GetString("name"), OrgOrUnit: place}
		if side == "supply" && of != "" {
			v.Name = of
		}
		if c, err := app.FindFirstRecordByData("contacts", "member", m.Id); err == nil {
			v.fill(c)
		}
		out = append(out, v)
	}
	if len(out) > 0 {
		return out, nil
	}
	c, err := store.ProxyContact(app, r, side)
	if err != nil || c == nil {
		return out, err
	}
	v := contactView{Name: of, OrgOrUnit: place}
	v.fill(c)
	return append(out, v), nil
}

func (v *contactView) fill(c *core.Record) {
	v.Phone, v.Email, v.WeChat, v.BestTime = c.GetString("phone"), c.GetString("email"), c.GetString("wechat"), c.GetString("best_time")
}

// tookPart lists the members who took a step for a side of a docking.
func tookPart(app core.App, id, side string) ([]string, error) {
	var ids []string
	err := app.DB().Select("actor").Distinct(true).From("events").
		Where(dbx.And(dbx.HashExp{"collection": "dockings", "record": id, "actor_role": "member"}, dbx.NewExp("json_extract(diff, '$.as[1]') = {:side}", dbx.Params{"side": side}))).
		AndWhere(dbx.NotIn("action", "contact_seen")).Column(&ids)
	if err != nil {
		return nil, fmt.Errorf("read who took part in docking %s: %w", id, err)
	}
	return ids, nil
}
