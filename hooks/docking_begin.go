package hooks

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
	"kejiyun/internal/text"
)

// askedDocking is the body of POST /api/portal/dockings.
type askedDocking struct {
	Need    string `json:"need"`
	Offer   string `json:"offer"`
	Org     string `json:"org"`
	Message string `json:"message"`
}

// beginning is a docking that is about to be there.
type beginning struct {
	tx    core.App
	lens  *store.Lens
	actor domain.Actor
	asked askedDocking

	need, offer *core.Record
	profile     bool // the offer is the caller's own profile, which they did not name
	as          docking.Capacity
	d           domain.Docking
}

// beginDocking answers POST /api/portal/dockings: one side is interested, or the
// desk introduces two parties to each other.
func beginDocking(e *core.RequestEvent) error {
	actor := actorOf(e)
	switch actor.Role {
	case domain.Visitor:
		return signInFirst()
	case domain.Leader:
		return domain.Errorf(domain.Forbidden, "not_allowed")
	case domain.Member: // nobody is written to in the name of an address that is not confirmed
		if !e.Auth.Verified() {
			return domain.Errorf(domain.Forbidden, "unverified_account")
		}
	}
	b := &beginning{actor: actor}
	if err := e.BindBody(&b.asked); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	var r *core.Record
	err := e.App.RunInTransaction(func(tx core.App) error {
		var err error
		b.tx = tx
		if b.lens, err = store.Look(tx, actor); err != nil {
			return err
		}
		r, err = b.begin()
		return err
	})
	if err != nil {
		return err
	}
	return answerDocking(e, http.StatusCreated, r.Id, nil)
}

// begin finds out who meets about what, and takes the first step.
func (b *beginning) begin() (*core.Record, error) {
	for _, step := range []func() error{b.findPostings, b.findSide, b.findParties, b.isNew, b.isOpen, b.write} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	action := docking.Express
	if b.d.Side == docking.SideAssociation {
		action = docking.Introduce
	}
	m, err := newMove(b.tx, b.d, action, b.as, b.actor.ID)
	if err != nil {
		return nil, err
	}
	c, err := b.tx.FindCachedCollectionByNameOrId("dockings")
	if err != nil {
		return nil, err
	}
	r := core.NewRecord(c)
	store.SetParties(r, b.d)
	_, err = moveDocking(b.tx, r, b.actor, m)
	return r, err
}

// findPostings reads what was named, as far as it is there for the caller. A
// worker who answers a need without naming an offer offers their own profile.
func (b *beginning) findPostings() (err error) {
	if b.asked.Need == "" && b.asked.Offer == "" {
		return domain.Errorf(domain.Invalid, "docking_parties")
	}
	if b.need, err = b.posting("needs", b.asked.Need); err != nil {
		return err
	}
	if b.asked.Offer == "" && b.actor.Role == domain.Member {
		if b.asked.Offer, err = ownProfile(b.tx, b.actor.ID); err != nil {
			return err
		}
		b.profile = true
	}
	if b.offer, err = b.posting("offers", b.asked.Offer); err != nil {
		return err
	}
	if b.offer == nil {
		return domain.FieldErrors{"offer": domain.Errorf(domain.Invalid, "required")}.Err()
	}
	return nil
}

// posting reads a posting that stands in public; nil when none was named.
func (b *beginning) posting(collection, id string) (*core.Record, error) {
	if id == "" {
		return nil, nil
	}
	as, err := b.lens.RelationTo(collection, id)
	if err != nil {
		return nil, err
	}
	if as == nil {
		return nil, domain.Errorf(domain.NotFound, "not_found")
	}
	r, err := b.tx.FindRecordById(collection, id)
	if err != nil {
		return nil, fmt.Errorf("find %s %s: %w", collection, id, err)
	}
	if !slices.Contains(domain.ShownStatuses, r.GetString("status")) {
		return nil, domain.Errorf(domain.Conflict, "not_published", "status", r.GetString("status"), "collection", collection)
	}
	return r, nil
}

// ownProfile finds the offer that mirrors a member's profile; "" when they have none.
func ownProfile(app core.App, member string) (string, error) {
	var ids []string
	err := app.DB().Select("o.id").From("offers o").InnerJoin("workers w", dbx.NewExp("w.id = o.worker")).
		Where(dbx.HashExp{"o.profile": true, "w.member": member}).Limit(1).Column(&ids)
	if err != nil {
		return "", fmt.Errorf("find profile of member: %w", err)
	}
	if len(ids) == 0 {
		return "", nil
	}
	return ids[0], nil
}

// findSide tells for which side the caller speaks: whose need or offer it is. The
// desk speaks for neither.
func (b *beginning) findSide() error {
	if b.actor.Role != domain.Member {
		return b.introduces()
	}
	supply, err := ownersOf(b.tx, b.offer)
	if err != nil {
		return err
	}
	supplies := slices.Contains(supply, b.actor.ID)
	if b.need == nil {
		if supplies {
			return domain.FieldErrors{"need": domain.Errorf(domain.Invalid, "required")}.Err()
		}
		b.as, b.d.Side = docking.AsNeed, docking.SideNeed
		return b.findOrg()
	}
	demand, err := ownersOf(b.tx, b.need)
	if err != nil {
		return err
	}
	needs := slices.Contains(demand, b.actor.ID)
	switch {
	case needs && b.profile:
		return domain.FieldErrors{"offer": domain.Errorf(domain.Invalid, "required")}.Err()
	case needs && supplies:
		return domain.Errorf(domain.Conflict, "both_yours")
	case needs:
		b.as, b.d.Side = docking.AsNeed, docking.SideNeed
	case supplies:
		b.as, b.d.Side = docking.AsSupply, docking.SideSupply
	default:
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	return nil
}

// introduces lets brokers and staff bring together two parties of whom at least
// one is in their region.
func (b *beginning) introduces() error {
	b.as, b.d.Side = docking.AsBroker, docking.SideAssociation
	if b.actor.Role != domain.Broker {
		b.as = docking.AsStaff
	}
	region := ""
	if b.need != nil {
		region = b.need.GetString("region")
	} else if org, err := b.tx.FindRecordById("orgs", b.asked.Org); err == nil {
		region, b.d.Org = org.GetString("region"), org.Id
	} else {
		return domain.FieldErrors{"org": domain.Errorf(domain.Invalid, "required")}.Err()
	}
	if !b.actor.Answers(region) && !b.actor.Answers(b.offer.GetString("region")) {
		return domain.Errorf(domain.Forbidden, "not_allowed")
	}
	return nil
}

// findOrg: who has no need speaks for the org named, or for the only one they
// represent.
func (b *beginning) findOrg() error {
	_, ids, err := orgsOf(b.tx, b.actor.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id == any(b.asked.Org) || b.asked.Org == "" && len(ids) == 1 {
			b.d.Org = fmt.Sprint(id)
			return nil
		}
	}
	return domain.FieldErrors{"org": domain.Errorf(domain.Invalid, "required")}.Err()
}

// findParties notes who meets and where they are.
func (b *beginning) findParties() error {
	if b.need != nil {
		b.d.Need, b.d.Org, b.d.Region = b.need.Id, b.need.GetString("org"), b.need.GetString("region")
	} else {
		org, err := b.tx.FindRecordById("orgs", b.d.Org)
		if err != nil {
			return fmt.Errorf("find org %s: %w", b.d.Org, err)
		}
		b.d.Region = org.GetString("region")
	}
	b.d.Offer, b.d.SupplyRegion = b.offer.Id, b.offer.GetString("region")
	b.d.Worker, b.d.Team, b.d.Supplier = b.offer.GetString("worker"), b.offer.GetString("team"), b.offer.GetString("org")
	if b.d.Supplier == b.d.Org {
		return domain.Errorf(domain.Conflict, "both_yours")
	}
	return nil
}

// isNew: one interest at a time between the same two about the same.
func (b *beginning) isNew() error {
	id, err := store.Between(b.tx, b.d)
	if err == nil && id != "" {
		err = domain.Errorf(domain.Conflict, "docking_exists", "docking", id)
	}
	return err
}

// isOpen: a pair that was declined does not come back by itself to who had asked,
// until one of its two records says something else. The desk may introduce the two
// all the same, and who declined may ask in turn.
func (b *beginning) isOpen() error {
	if b.d.Side == docking.SideAssociation {
		return nil
	}
	declined, err := store.Declined(b.tx, b.d)
	if err == nil && declined {
		err = domain.Errorf(domain.Conflict, "declined_before")
	}
	return err
}

// write tidies the message and masks the contact details in it: both sides get
// each other's when both have agreed.
func (b *beginning) write() error {
	message := posting.CleanText(b.asked.Message)
	if len([]rune(message)) > domain.MaxDockingMessage {
		return domain.FieldErrors{"message": domain.Errorf(domain.Invalid, "too_long", "max", domain.MaxDockingMessage)}.Err()
	}
	c, err := b.tx.FindCachedCollectionByNameOrId("dockings")
	if err != nil {
		return err
	}
	r := core.NewRecord(c)
	store.SetParties(r, b.d)
	message, err = withoutContacts(b.tx, r, b.as, message)
	b.d.Message = cut(message, domain.MaxDockingMessage)
	return err
}

// withoutContacts masks in a text everything by which its writer could be reached
// past the portal: what looks like a contact detail, and the known ones of the
// writer's side (see secretsOf).
func withoutContacts(app core.App, r *core.Record, as docking.Capacity, s string) (string, error) {
	known, err := secretsOf(app, r, string(as))
	if err != nil {
		return "", err
	}
	masked, _ := text.MaskContacts("", s, known...)
	return masked, nil
}
