package store

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Worker reads a record of workers.
func Worker(r *core.Record) domain.Worker {
	return domain.Worker{
		ID: r.Id, Member: r.GetString("member"), DisplayName: r.GetString("display_name"), RealName: r.GetString("real_name"),
		Unit: r.GetString("unit"), UnitPublic: r.GetBool("unit_public"), UnitType: r.GetString("unit_type"),
		TitleLevel: r.GetString("title_level"), TitleName: r.GetString("title_name"), Degree: r.GetString("degree"),
		Fields: r.GetStringSlice("fields"), Keywords: words(r, "keywords"), Intro: r.GetString("intro"),
		Region: r.GetString("region"), Radius: r.GetString("radius"), Modes: r.GetStringSlice("modes"),
		Fee: r.GetString("fee"), FeeNote: r.GetString("fee_note"), Availability: r.GetString("availability"),
		MaxOpen: r.GetInt("max_open"), Verify: r.GetString("verify"), Confirmed: Time(r, "last_confirmed"),
	}
}

// posting reads the columns that offers and needs have in common.
func posting(r *core.Record) domain.Posting {
	return domain.Posting{
		ID: r.Id, Kind: r.GetString("kind"), Title: r.GetString("title"), Summary: r.GetString("summary"),
		Fields: r.GetStringSlice("fields"), Keywords: words(r, "keywords"), Cooperation: r.GetStringSlice("cooperation"),
		Region: r.GetString("region"), Share: r.GetString("share"), Status: r.GetString("status"), Clarity: r.GetInt("clarity"),
		Published: Time(r, "published_at"), ValidUntil: Time(r, "valid_until"), Confirmed: Time(r, "last_confirmed"),
		Updated: Time(r, "updated"),
	}
}

// OfferText reads what a record of offers itself says, without its owner.
func OfferText(r *core.Record) domain.Offer {
	return domain.Offer{
		Posting: posting(r), Worker: r.GetString("worker"), Team: r.GetString("team"), Org: r.GetString("org"),
		Description: r.GetString("description"), Advantages: r.GetString("advantages"), Stage: r.GetString("stage"),
		TRL: r.GetInt("trl"), IPR: r.GetString("ipr"), Price: r.GetString("price"), Fee: r.GetString("fee"),
		Modes: r.GetStringSlice("modes"), Radius: r.GetString("radius"), Availability: "open",
	}
}

// Offer reads a record of offers together with what its owner brings to it.
func Offer(app core.App, r *core.Record) (domain.Offer, error) {
	o := OfferText(r)
	collection, id := "orgs", o.Org
	if o.Worker != "" {
		collection, id = "workers", o.Worker
	} else if o.Team != "" {
		collection, id = "teams", o.Team
	}
	owner, err := app.FindRecordById(collection, id)
	if err != nil {
		return o, fmt.Errorf("load owner of offer %s: %w", r.Id, err)
	}
	busy, err := loads(app, id)
	if err != nil {
		return o, err
	}
	busy[id].of(&o)
	o.Verify = owner.GetString("verify")
	switch collection {
	case "workers":
		o.OwnerName, o.TitleLevel = owner.GetString("display_name"), owner.GetString("title_level")
		o.Availability, o.MaxOpen = owner.GetString("availability"), owner.GetInt("max_open")
		o.Owners = nonEmpty(owner.GetString("member"))
	case "teams":
		o.OwnerName = owner.GetString("name")
		lead, err := app.FindRecordById("workers", owner.GetString("lead"))
		if err != nil {
			return o, fmt.Errorf("load lead of team %s: %w", id, err)
		}
		o.Owners = nonEmpty(lead.GetString("member"))
	case "orgs":
		o.OwnerName, o.Owners = owner.GetString("name"), owner.GetStringSlice("members")
	}
	return o, nil
}

// NeedText reads what a record of needs itself says, without its org.
func NeedText(r *core.Record) domain.Need {
	return domain.Need{
		Posting: posting(r), Org: r.GetString("org"), Detail: r.GetString("detail"), DetailTo: r.GetString("detail_to"),
		Metrics: r.GetString("metrics"), Tried: r.GetString("tried"), Budget: r.GetString("budget"), Amount: r.GetFloat("amount"),
		Deadline: Time(r, "deadline"), Urgency: r.GetString("urgency"), ChallengeClass: r.GetString("challenge_class"),
		Anonymity: r.GetString("anonymity"), NDA: r.GetBool("nda"),
		Call: block[domain.OpenCall](r, "open_call"), Talent: block[domain.Talent](r, "talent"),
	}
}

// Need reads a record of needs together with what its org brings to it.
func Need(app core.App, r *core.Record) (domain.Need, error) {
	n := NeedText(r)
	org, err := app.FindRecordById("orgs", n.Org)
	if err != nil {
		return n, fmt.Errorf("load org of need %s: %w", r.Id, err)
	}
	n.OrgName, n.Industry, n.Verify = org.GetString("name"), org.GetString("industry"), org.GetString("verify")
	n.Owners = org.GetStringSlice("members")
	return n, nil
}

// words reads a JSON column that holds a list of strings.
func words(r *core.Record, column string) []string {
	var list []string
	if r.UnmarshalJSONField(column, &list) != nil {
		return nil
	}
	return list
}

// block reads a JSON column that holds an object; nil when it is empty.
func block[T comparable](r *core.Record, column string) *T {
	var v, zero T
	if r.UnmarshalJSONField(column, &v) != nil || v == zero {
		return nil
	}
	return &v
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
