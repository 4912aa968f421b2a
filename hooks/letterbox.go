package hooks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// bindLetterbox binds what anybody may leave for the desk: a wish to be called
// back, and a complaint about a page.
func bindLetterbox(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.POST("/api/portal/callbacks", guard(askCallback))
		e.Router.POST("/api/portal/complaints", guard(complain))
		e.Router.GET("/api/portal/letterbox", guard(letterbox))
		e.Router.GET("/api/portal/callbacks/{id}/contact", guard(lookUpCallback))
		e.Router.POST("/api/portal/callbacks/{id}/decide", guard(func(e *core.RequestEvent) error { return decide(e, "callbacks", []string{"done"}) }))
		e.Router.POST("/api/portal/complaints/{id}/decide", guard(func(e *core.RequestEvent) error { return decide(e, "complaints", []string{"upheld", "dismissed"}) }))
		return e.Next()
	})
}

// Limits of what one person may leave behind.
const (
	openCallbacks  = 3  // of one telephone number
	openComplaints = 20 // about one record: more would say nothing new
)

// telephone is a mobile or a fixed line, of China or with a country's code.
var telephone = regexp.MustCompile(`^\+?[0-9]{7,14}$`)

// askCallback keeps a wish to be called back. What was sent twice is kept once.
func askCallback(e *core.RequestEvent) error {
	var in struct {
		Name           string `json:"name"`
		Phone          string `json:"phone"`
		Topic          string `json:"topic"`
		Collection     string `json:"collection"`
		Record         string `json:"record"`
		Consent        bool   `json:"consent"`
		ConsentVersion string `json:"consent_version"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	in.Name, in.Topic = posting.CleanLine(in.Name), posting.CleanText(in.Topic)
	in.Phone = strings.NewReplacer(" ", "", "-", "", "－", "", "(", "", ")", "", "（", "", "）", "").Replace(posting.CleanLine(in.Phone))
	bad := domain.FieldErrors{}
	checkText(bad, "name", in.Name, 40)
	checkText(bad, "topic", in.Topic, 300)
	if in.Phone == "" {
		bad.Add("phone", "required")
	} else if !telephone.MatchString(in.Phone) {
		bad.Add("phone", "phone_invalid")
	}
	if !in.Consent || in.ConsentVersion != store.SettingText(e.App, "consent.version") {
		bad.Add("consent", "consent_required")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	region, err := regionOfPage(e, in.Collection, in.Record)
	if err != nil {
		return err
	}
	if region == "" {
		in.Collection, in.Record, region = "", "", store.SettingText(e.App, "site.region")
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		open, err := tx.FindAllRecords("callbacks", dbx.HashExp{"phone": in.Phone, "state": "open"})
		if err != nil {
			return fmt.Errorf("read callbacks: %w", err)
		}
		if slices.ContainsFunc(open, func(r *core.Record) bool { return r.GetString("topic") == in.Topic }) {
			return e.NoContent(202)
		}
		if len(open) >= openCallbacks {
			return domain.Errorf(domain.Throttled, "callback_waiting")
		}
		err = addRecord(tx, "callbacks", actorOf(e), map[string]any{"name": in.Name, "phone": in.Phone, "topic": in.Topic, "region": region,
			"collection": in.Collection, "record": in.Record, "consent_version": in.ConsentVersion, "state": "open"})
		if err != nil {
			return err
		}
		return e.NoContent(202)
	})
}

// complain keeps a complaint about a page that this person may open.
func complain(e *core.RequestEvent) error {
	var in struct {
		Collection string `json:"collection"`
		Record     string `json:"record"`
		Reason     string `json:"reason"`
		Text       string `json:"text"`
	}
	if err := e.BindBody(&in); err != nil {
		return domain.Errorf(domain.Invalid, "invalid_json")
	}
	in.Text = posting.CleanText(in.Text)
	bad := domain.FieldErrors{}
	if in.Reason == "" {
		bad.Add("reason", "reason_required")
	} else if !slices.Contains(domain.ComplaintReasons, in.Reason) {
		bad.Add("reason", "unknown_reason")
	}
	if in.Reason == "other" {
		checkText(bad, "text", in.Text, 500)
	} else if len([]rune(in.Text)) > 500 {
		bad.Add("text", "too_long", "max", 500)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	l, err := look(e)
	if err != nil {
		return err
	}
	title, region, err := l.TitleOf(in.Collection, in.Record)
	if err != nil {
		return err
	}
	if region == "" {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	actor, member := actorOf(e), ""
	if actor.Role == domain.Member {
		member = actor.ID
	}
	return e.App.RunInTransaction(func(tx core.App) error {
		open, err := tx.FindAllRecords("complaints", dbx.HashExp{"collection": in.Collection, "record": in.Record, "state": "open"})
		if err != nil {
			return fmt.Errorf("read complaints: %w", err)
		}
		known := slices.ContainsFunc(open, func(r *core.Record) bool {
			return r.GetString("reason") == in.Reason && r.GetString("text") == in.Text && r.GetString("member") == member
		})
		if !known && len(open) < openComplaints {
			err = addRecord(tx, "complaints", actor, map[string]any{"collection": in.Collection, "record": in.Record, "title": cut(title, 80), "region": region,
				"reason": in.Reason, "text": in.Text, "member": member, "state": "open"})
			if err != nil {
				return err
			}
		}
		return e.NoContent(202)
	})
}

// checkText says when a text is missing or too long.
func checkText(bad domain.FieldErrors, column, text string, max int) {
	if text == "" {
		bad.Add(column, "required")
	} else if len([]rune(text)) > max {
		bad.Add(column, "too_long", "max", max)
	}
}

// regionOfPage returns the region of the record whose page somebody came from,
// "" when it is not there for them.
func regionOfPage(e *core.RequestEvent, collection, id string) (string, error) {
	if collection == "" {
		return "", nil
	}
	l, err := look(e)
	if err != nil {
		return "", err
	}
	_, region, err := l.TitleOf(collection, id)
	return region, err
}
