package hooks

import (
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/security"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/demo"
	"kejiyun/internal/digest"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// site names the association of the sample county.
func (l *loader) site(d demo.Data) error {
	for key, value := range map[string]string{
		"site.name": "洪雅科技云", "site.host": "洪雅县科学技术协会（演示）", "site.phone": "演示站点，没有电话",
		"site.region": d.Region, "site.icp": "演示站点，未备案",
	} {
		if err := store.SetSetting(l.tx, key, value); err != nil {
			return err
		}
	}
	return nil
}

// desk makes the accounts of the association. They have no second factor, since
// a demo has no mail server to send the code with; doctor says so.
func (l *loader) desk(d demo.Data) error {
	for _, p := range demoPeople {
		values := map[string]any{"email": p.email, "password": l.password}
		collection := core.CollectionNameSuperusers
		switch p.role {
		case "member":
			continue
		case "superuser":
		default:
			collection = "staff"
			values = adding(values, map[string]any{"name": map[string]string{"staff": "陈干事", "broker": "周保姆", "leader": "林主席"}[p.role],
				"role": p.role, "region": d.Region, "active": true, "verified": true})
		}
		if _, err := l.add(collection, p.email, values); err != nil {
			return err
		}
	}
	return nil
}

// adding adds the values of more to those of a body.
func adding(body, more map[string]any) map[string]any {
	for k, v := range more {
		body[k] = v
	}
	return body
}

// accounts makes the members with their contacts and consents. The first with a
// worker and the first with an org get an address and the printed password.
func (l *loader) accounts(d demo.Data) error {
	known := map[string]string{firstMember(d): "worker@demo.example", firstRepresentative(d): "org@demo.example"}
	c, err := l.tx.FindCachedCollectionByNameOrId("members")
	if err != nil {
		return err
	}
	contacts := map[string]demo.Contact{}
	for _, t := range d.Contacts {
		contacts[t.Account] = t
	}
	for i, a := range d.Accounts {
		at, err := types.ParseDateTime(l.now.AddDate(0, 0, -200+i/3))
		if err != nil {
			return err
		}
		values := map[string]any{"email": a.Email, "phone": a.Phone, "name": a.Name, "region": a.Region, "verified": i%40 != 39,
			"locale": "zh-CN", "digest": "weekly", "digest_weekday": 2, "digest_hour": "08:30", "digest_period": digest.Period("weekly", l.now.In(zone)),
			"reco_on": true, "consent_version": "2026-11", "consent_at": at, "adult_at": at}
		r := core.NewRecord(c)
		if email := known[a.Key]; email != "" {
			values["email"], values["verified"] = email, true
			r.Load(values)
			r.SetPassword(l.password)
		} else {
			r.Load(values)
			if err := l.lock(r); err != nil {
				return err
			}
		}
		if err := l.tx.Save(store.By(r, domain.Actor{Role: domain.System})); err != nil {
			return fmt.Errorf("member %s: %w", a.Key, err)
		}
		l.ids[a.Key] = r.Id
		t := contacts[a.Key]
		if _, err := l.add("contacts", "contact "+a.Key, map[string]any{"member": r.Id, "phone": t.Phone, "email": t.Email, "wechat": t.WeChat, "best_time": t.BestTime}); err != nil {
			return err
		}
		if _, err := l.add("consents", "consent "+a.Key, map[string]any{"member": r.Id, "purpose": "privacy", "version": "2026-11", "given_at": at, "how": "ticked"}); err != nil {
			return err
		}
	}
	return nil
}

// lock gives an account a password nobody knows. All share one hash: hashing
// hundreds would take half a minute.
func (l *loader) lock(r *core.Record) error {
	if l.hash != "" {
		r.SetRaw(core.FieldNamePassword, &core.PasswordFieldValue{Hash: l.hash})
		r.RefreshTokenKey()
		return nil
	}
	r.SetPassword("Nobody-" + security.RandomString(30) + "1")
	raw, ok := r.GetRaw(core.FieldNamePassword).(*core.PasswordFieldValue)
	if !ok || raw.Hash == "" {
		return fmt.Errorf("lock account: no hash")
	}
	l.hash = raw.Hash
	return nil
}

// firstMember is the account of the first worker whose profile is published
// and whose own offers can be seen; firstRepresentative that of an org with a need.
func firstMember(d demo.Data) string {
	for _, o := range d.Offers {
		if o.Status == posting.StatusPublished && o.Worker != "" && len(o.Owners) > 0 {
			return o.Owners[0]
		}
	}
	return ""
}

func firstRepresentative(d demo.Data) string {
	for _, n := range d.Needs {
		if n.Status == posting.StatusPublished && len(n.Owners) > 0 {
			return n.Owners[0]
		}
	}
	return ""
}

func (l *loader) orgs(d demo.Data) error {
	for _, o := range d.Orgs {
		_, err := l.add("orgs", o.ID, map[string]any{"name": o.Name, "uscc": o.USCC, "type": o.Type, "industry": o.Industry, "scale": o.Scale,
			"region": o.Region, "intro": o.Intro, "members": l.idsOf(o.Members), "verify": o.Verify, "last_confirmed": l.now.AddDate(0, -1, 0)})
		if err != nil {
			return err
		}
	}
	return nil
}

// workers makes the profiles and publishes their skill offers, but for those who
// are new: every fortieth waits for review.
func (l *loader) workers(d demo.Data) error {
	for i, w := range d.Workers {
		member := ""
		if ids := l.idsOf([]string{w.Member}); len(ids) > 0 {
			member = ids[0]
		}
		r, err := l.add("workers", w.ID, map[string]any{"member": member, "display_name": w.DisplayName, "real_name": w.RealName, "unit": w.Unit,
			"unit_public": w.UnitPublic, "unit_type": w.UnitType, "title_level": w.TitleLevel, "title_name": w.TitleName, "degree": w.Degree,
			"fields": w.Fields, "keywords": w.Keywords, "intro": w.Intro, "region": w.Region, "radius": w.Radius, "modes": w.Modes, "fee": w.Fee,
			"fee_note": w.FeeNote, "availability": w.Availability, "max_open": w.MaxOpen, "verify": w.Verify, "last_confirmed": w.Confirmed})
		if err != nil {
			return err
		}
		status := posting.StatusPublished
		if i%40 == 39 {
			status = posting.StatusPending
		}
		if err := l.publishSkill(r, w, status); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) publishSkill(worker *core.Record, w domain.Worker, status string) error {
	offer, err := skillOf(l.tx, worker.Id)
	if err != nil {
		return err
	}
	confirmed := w.Confirmed
	if confirmed.IsZero() || l.now.Sub(confirmed).Hours() > 24*140 {
		confirmed = l.now.AddDate(0, 0, -len(w.Intro)%120)
	}
	offer.Set("status", status)
	offer.Set("submitted_at", l.now.Add(-time.Duration(len(w.Intro)%100)*time.Hour))
	if status == posting.StatusPublished {
		offer.Load(map[string]any{"published_at": confirmed, "last_confirmed": confirmed, "valid_until": confirmed.AddDate(0, 0, 180)})
	}
	store.Step(offer, "demo")
	if err := l.tx.Save(offer); err != nil {
		return fmt.Errorf("publish skill offer of %s: %w", w.ID, err)
	}
	return nil
}

func (l *loader) teams(d demo.Data) error {
	for _, t := range d.Teams {
		_, err := l.add("teams", t.ID, map[string]any{"name": t.Name, "kind": t.Kind, "lead": l.ids[t.Lead], "members": l.idsOf(slices.Clone(t.Members)),
			"unit": t.Unit, "intro": t.Intro, "fields": t.Fields, "region": t.Region, "location": types.GeoPoint{Lat: t.Lat, Lon: t.Lng}, "verify": t.Verify})
		if err != nil {
			return err
		}
	}
	return nil
}
