package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindOrgs binds registering an org and joining one that exists.
func bindOrgs(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/orgs", guard(registerOrg))
		e.Router.POST("/api/portal/joins/{id}/{decision}", guard(decideJoin))
		return e.Next()
	})
	normalise := func(e *core.RecordEvent) error {
		code := domain.NormalUSCC(e.Record.GetString("uscc"))
		e.Record.Set("uscc", code)
		if !domain.ValidUSCC(code) {
			return answer(domain.FieldErrors{"uscc": domain.Errorf(domain.Invalid, "uscc_invalid")}.Err())
		}
		return e.Next()
	}
	app.OnRecordCreate("orgs").BindFunc(normalise)
	app.OnRecordUpdate("orgs").BindFunc(normalise)
}

// orgForm is the body of POST /api/portal/orgs.
type orgForm struct {
	Name     string `json:"name"`
	USCC     string `json:"uscc"`
	Type     string `json:"type"`
	Industry string `json:"industry"`
	Scale    string `json:"scale"`
	Region   string `json:"region"`
	Address  string `json:"address"`
	Intro    string `json:"intro"`
}

// read takes the form's columns from a record that is not saved yet.
func (in *orgForm) read(r *core.Record) {
	*in = orgForm{r.GetString("name"), r.GetString("uscc"), r.GetString("type"), r.GetString("industry"), r.GetString("scale"),
		r.GetString("region"), r.GetString("address"), r.GetString("intro")}
}

func (in *orgForm) check(app core.App) error {
	bad := domain.FieldErrors{}
	in.Name, in.Address, in.Intro = posting.CleanLine(in.Name), posting.CleanLine(in.Address), posting.CleanText(in.Intro)
	in.USCC = domain.NormalUSCC(in.USCC)
	required := map[string]string{"name": in.Name, "uscc": in.USCC, "type": in.Type, "region": in.Region}
	for name, value := range required {
		if value == "" {
			bad.Add(name, "required")
		}
	}
	if !domain.ValidUSCC(in.USCC) {
		bad.Add("uscc", "uscc_invalid")
	}
	for name, l := range map[string]struct {
		value string
		max   int
	}{"name": {in.Name, 60}, "address": {in.Address, 120}, "intro": {in.Intro, domain.MaxShortText}} {
		if len([]rune(l.value)) > l.max {
			bad.Add(name, "too_long", "max", l.max)
		}
	}
	if in.Type != "" && !slices.Contains(domain.OrgTypes, in.Type) {
		bad.Add("type", "unknown_choice")
	}
	if in.Scale != "" && !slices.Contains(domain.Scales, in.Scale) {
		bad.Add("scale", "unknown_choice")
	}
	if in.Region != "" && !exists(app, "regions", in.Region) {
		bad.Add("region", "region_unknown")
	}
	if in.Industry != "" && !exists(app, "fields", in.Industry) {
		bad.Add("industry", "field_unknown")
	}
	return bad.Err()
}

func exists(app core.App, collection, id string) bool {
	_, err := app.FindRecordById(collection, id)
	return err == nil
}

// registerOrg makes an org with the caller as its first member; where the code
// is registered already, it files a request to join instead.
func registerOrg(e *core.RequestEvent) error {
	actor, err := memberOnly(e)
	if err != nil {
		return err
	}
	var in orgForm
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	if err := in.check(e.App); err != nil {
		return err
	}
	var org *core.Record
	joined := true
	err = e.App.RunInTransaction(func(tx core.App) error {
		org, err = tx.FindFirstRecordByData("orgs", "uscc", in.USCC)
		if err == nil {
			joined = slices.Contains(org.GetStringSlice("members"), actor.ID)
			if joined {
				return nil
			}
			return askToJoin(tx, org, actor)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("find org by code: %w", err)
		}
		c, err := tx.FindCachedCollectionByNameOrId("orgs")
		if err != nil {
			return err
		}
		org = core.NewRecord(c)
		org.Load(map[string]any{"name": in.Name, "uscc": in.USCC, "type": in.Type, "industry": in.Industry, "scale": in.Scale,
			"region": in.Region, "address": in.Address, "intro": in.Intro, "members": []string{actor.ID},
			"verify": "none", "last_confirmed": types.NowDateTime()})
		return tx.Save(store.By(org, actor))
	})
	if err != nil {
		return err
	}
	status := 201
	if !joined {
		status = 202
	}
	return e.JSON(status, map[string]any{"id": org.Id, "name": org.GetString("name"), "joined": joined})
}

// askToJoin files a request to join an org; asking twice is asking once.
func askToJoin(tx core.App, org *core.Record, actor domain.Actor) error {
	_, err := tx.FindFirstRecordByFilter("org_joins", "org = {:o} && member = {:m} && state = 'asked'", dbx.Params{"o": org.Id, "m": actor.ID})
	if err == nil {
		return nil
	}
	return addRecord(tx, "org_joins", actor, map[string]any{"org": org.Id, "member": actor.ID, "state": "asked"})
}

// decideJoin lets a member of the org, or staff of its region, answer a request.
func decideJoin(e *core.RequestEvent) error {
	actor := actorOf(e)
	state, ok := map[string]string{"accept": "accepted", "refuse": "refused"}[e.Request.PathValue("decision")]
	if !ok {
		return notFound()
	}
	err := e.App.RunInTransaction(func(tx core.App) error {
		join, err := tx.FindRecordById("org_joins", e.Request.PathValue("id"))
		if err != nil {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		org, err := tx.FindRecordById("orgs", join.GetString("org"))
		if err != nil {
			return fmt.Errorf("find org of request: %w", err)
		}
		belongs := actor.Role == domain.Member && slices.Contains(org.GetStringSlice("members"), actor.ID)
		desk := actor.Role != domain.Leader && actor.Answers(org.GetString("region"))
		if !belongs && !desk {
			return domain.Errorf(domain.NotFound, "not_found")
		}
		if now := join.GetString("state"); now != "asked" {
			return domain.Errorf(domain.Conflict, "already_decided", "status", now)
		}
		join.Load(map[string]any{"state": state, "decided_by": actor.ID, "decided_at": types.NowDateTime()})
		if err := tx.Save(store.By(join, actor)); err != nil {
			return fmt.Errorf("decide request: %w", err)
		}
		if state == "accepted" {
			org.Set("members+", join.GetString("member"))
			if err := tx.Save(store.By(org, actor)); err != nil {
				return fmt.Errorf("add member to org: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.JSON(200, map[string]string{"state": state})
}
