package hooks

import (
	"fmt"
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindEntry binds POST /api/portal/desk/{needs,workers,orgs}: the desk enters
// something for somebody who agreed to it. Record, consent, contact and the
// submit stand or fall together.
func bindEntry(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		for collection, enter := range map[string]func(*entering) error{"needs": enterNeed, "workers": enterWorker, "orgs": enterOrg} {
			e.Router.POST("/api/portal/desk/"+collection, guard(uncached(enterFor(collection, enter)))).Bind(apis.BodyLimit(32 << 20))
		}
		return e.Next()
	})
}

// entryColumns are the columns that a proxy entry may set; all others are the
// server's.
var entryColumns = map[string][]string{
	"needs": {"org", "kind", "title", "summary", "fields", "keywords", "cooperation", "region", "share", "detail", "detail_to", "metrics", "tried",
		"budget", "amount", "deadline", "urgency", "challenge_class", "open_call", "talent", "anonymity", "nda"},
	"workers": {"display_name", "real_name", "unit", "unit_public", "unit_type", "title_level", "title_name", "degree", "fields", "keywords", "intro",
		"region", "radius", "modes", "fee", "fee_note", "availability", "max_open"},
	"orgs": {"name", "uscc", "type", "industry", "scale", "region", "address", "intro"},
}

// entering is one proxy entry under way.
type entering struct {
	tx     core.App
	actor  domain.Actor
	record *core.Record // the need, worker or org
	form   entryForm
	answer entered
}

// entryForm is the body of a proxy entry: JSON, or a form with this JSON under
// @jsonPayload and the proof of the consent as files under proof.
type entryForm struct {
	Record  map[string]any `json:"record"`
	Contact contactForm    `json:"contact"`
	Consent consentForm    `json:"consent"`
	Submit  bool           `json:"submit"` // hand it to review at once
}

// entered is what a proxy entry came to.
type entered struct {
	ID      string `json:"id"`
	Offer   string `json:"offer,omitempty"` // of a worker: the offer that mirrors the profile
	Status  string `json:"status"`          // of the need or the offer; "" of an org
	Consent string `json:"consent"`
}

// enterFor answers one proxy entry. A record's id may be given: asking again
// after a lost answer then makes no second one.
func enterFor(collection string, enter func(*entering) error) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		actor, err := deskOnly(e)
		if err != nil {
			return err
		}
		in := &entering{actor: actor}
		if err := e.BindBody(&in.form); err != nil {
			return domain.Errorf(domain.Invalid, "invalid_json")
		}
		if in.form.Consent.files, err = uploads(e, "proof"); err != nil {
			return err
		}
		id, _ := in.form.Record["id"].(string)
		if before, err := e.App.FindRecordById(collection, id); err == nil && before.GetString("entered_by") == actor.ID {
			return e.JSON(http.StatusOK, enteredBefore(e.App, before))
		}
		err = e.App.RunInTransaction(func(tx core.App) error {
			in.tx = tx
			if in.record, err = in.begin(collection, id); err != nil {
				return err
			}
			return enter(in)
		})
		if err != nil {
			return err
		}
		in.answer.ID = in.record.Id
		return e.JSON(http.StatusCreated, in.answer)
	}
}

// enteredBefore tells again what an entry came to whose answer was lost.
func enteredBefore(app core.App, r *core.Record) entered {
	out, posted := entered{ID: r.Id}, r
	if r.Collection().Name == "workers" {
		offer, err := skillOf(app, r.Id)
		if err != nil || offer == nil {
			return out
		}
		posted, out.Offer = offer, offer.Id
	}
	out.Status, out.Consent = posted.GetString("status"), posted.GetString("proxy_consent")
	return out
}

// begin makes the record from the columns that may be set, and checks what all
// entries have in common: the place and the contact.
func (in *entering) begin(collection, id string) (*core.Record, error) {
	c, err := in.tx.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, err
	}
	r := core.NewRecord(c)
	if id != "" {
		r.Id = id
	}
	for _, column := range entryColumns[collection] {
		if v, ok := in.form.Record[column]; ok {
			r.Set(column, v)
		}
	}
	if in.actor.Role == domain.Broker || in.actor.Role == domain.Staff {
		r.Set("entered_by", in.actor.ID)
	}
	bad := domain.FieldErrors{}
	if region := r.GetString("region"); region == "" {
		bad.Add("region", "required")
	} else if !exists(in.tx, "regions", region) {
		bad.Add("region", "region_unknown")
	} else if !in.actor.Answers(region) {
		bad.Add("region", "not_allowed")
	}
	in.form.Contact.check(bad)
	return r, bad.Err()
}

// enterOrg enters an org that has no account.
func enterOrg(in *entering) error {
	var f orgForm
	f.read(in.record)
	if err := f.check(in.tx); err != nil {
		return err
	}
	if org, err := in.tx.FindFirstRecordByData("orgs", "uscc", f.USCC); err == nil {
		return domain.FieldErrors{"uscc": domain.Errorf(domain.Conflict, "uscc_taken", "id", org.Id)}.Err()
	}
	if err := in.form.Contact.required(); err != nil {
		return err
	}
	in.record.Load(map[string]any{"uscc": f.USCC, "verify": "none", "last_confirmed": time.Now()})
	if err := in.save(in.record); err != nil {
		return err
	}
	return in.agreed("org", in.record)
}

// enterWorker enters somebody without an account; the profile is published
// through its offer like any other.
func enterWorker(in *entering) error {
	if err := in.form.Contact.required(); err != nil {
		return err
	}
	in.record.Set("last_confirmed", time.Now())
	if err := in.save(in.record); err != nil {
		return err
	}
	if err := in.agreed("worker", in.record); err != nil {
		return err
	}
	offer, err := skillOf(in.tx, in.record.Id)
	if err != nil {
		return err
	}
	offer.Set("proxy_consent", in.answer.Consent)
	if err := in.save(offer); err != nil {
		return err
	}
	in.answer.Offer = offer.Id
	return in.submit(offer)
}

// enterNeed enters a need of an org of the desk's region, new or long known.
func enterNeed(in *entering) error {
	org, err := in.tx.FindRecordById("orgs", in.record.GetString("org"))
	if err != nil || !in.actor.Answers(org.GetString("region")) {
		return domain.FieldErrors{"org": domain.Errorf(domain.Invalid, "org_unknown")}.Err()
	}
	if err := in.agreed("org", org); err != nil {
		return err
	}
	in.record.Set("proxy_consent", in.answer.Consent)
	if err := in.save(in.record); err != nil {
		return err
	}
	return in.submit(in.record)
}

// agreed keeps the consent and the contact of whom something is entered for.
func (in *entering) agreed(column string, owner *core.Record) error {
	consent, err := in.form.Consent.keep(in.tx, in.actor, column, owner.Id)
	if err != nil {
		return err
	}
	in.answer.Consent = consent
	return in.form.Contact.keep(in.tx, in.actor, column, owner.Id)
}

// submit hands a posting to review when that was asked for.
func (in *entering) submit(r *core.Record) error {
	in.answer.Status = r.GetString("status")
	if !in.form.Submit {
		return nil
	}
	m := posting.Move{Posting: factsOf(in.tx, r), Action: posting.Submit, As: capacityAtDesk(in.actor), Settings: postingSettings(in.tx),
		Now: time.Now(), HasProxyConsent: true}
	res, err := advance(in.tx, r, in.actor, m)
	in.answer.Status = res.To
	return err
}

func (in *entering) save(r *core.Record) error {
	if err := in.tx.Save(store.By(r, in.actor)); err != nil {
		return fmt.Errorf("enter %s: %w", r.Collection().Name, err)
	}
	return nil
}
