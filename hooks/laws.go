package hooks

import (
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// postings are the collections of offers and needs.
var postings = []string{"offers", "needs"}

// bindLaws holds the laws of postings at record level, so that the REST API, the
// admin UI and our own code obey them alike.
func bindLaws(app core.App) {
	app.OnRecordCreate(postings...).BindFunc(func(e *core.RecordEvent) error {
		if e.Record.GetString("status") == "" {
			e.Record.Set("status", posting.StatusDraft)
		}
		return lawful(e)
	})
	app.OnRecordUpdate(postings...).BindFunc(lawful)
}

// lawful refuses a posting that breaks a law and sets what follows from its text.
func lawful(e *core.RecordEvent) error {
	r := e.Record
	defaults(r)
	cleanTexts(r)
	if err := lawfulStatus(e.App, r); err != nil {
		return answer(err)
	}
	if err := lawfulText(e.App, r); err != nil {
		return answer(asProfile(r, err))
	}
	return e.Next()
}

// defaults fills in the choices that most people mean when they say nothing.
func defaults(r *core.Record) {
	fill := func(column, value string) {
		if r.GetString(column) == "" {
			r.Set(column, value)
		}
	}
	fill("share", "province")
	if r.Collection().Name == "needs" {
		fill("detail_to", "members")
		fill("anonymity", "named")
		fill("urgency", "normal")
	}
}

// lawfulStatus: a status changes only by a step of the table. Portal routes and
// jobs note their step; in the admin UI a superuser may take any step staff may
// take, and gets the same consequences.
func lawfulStatus(app core.App, r *core.Record) error {
	from, to := r.Original().GetString("status"), r.GetString("status")
	if r.IsNew() {
		from = ""
	}
	if from == to || store.StepOf(r) != "" {
		return nil
	}
	byHand := domain.Errorf(domain.Conflict, "state_by_hand", "from", from, "to", to)
	actor := store.Actor(r)
	if from == "" && to == posting.StatusDraft {
		return nil
	}
	if from == "" || actor.Role != domain.Superuser {
		return byHand
	}
	for _, rule := range posting.Rules() {
		if rule.To == to && slices.Contains(rule.From, from) && slices.Contains(rule.Who, posting.AsStaff) {
			return stepByHand(app, r, from, rule.Action)
		}
	}
	return byHand
}

// stepByHand takes a step that a superuser asked for by editing the status,
// with the reasons and notes typed into the same form.
func stepByHand(app core.App, r *core.Record, from string, action posting.Action) error {
	m := posting.Move{Posting: factsOf(app, r), Action: action, As: posting.AsStaff, Settings: postingSettings(app), Now: time.Now()}
	m.Posting.Status = from
	switch action {
	case posting.Return:
		m.Reasons, m.Note = r.GetStringSlice("return_reasons"), r.GetString("return_note")
	case posting.Close:
		m.Reasons = nonEmpty(r.GetString("close_reason"))
	case posting.Remove:
		m.Note = r.GetString("removed_reason")
	}
	res, err := posting.Advance(m)
	if err != nil {
		return err
	}
	setColumns(r, res)
	store.Step(r, string(action))
	return nil
}

// lawfulText validates the columns and measures clarity. What goes to review or
// stands in public must be complete; drafts and what rests need not.
func lawfulText(app core.App, r *core.Record) error {
	bad := misshapen(r)
	complete := slices.Contains([]string{posting.StatusPending, posting.StatusPublished, posting.StatusUnconfirmed, posting.StatusEngaged}, r.GetString("status"))
	var clarity posting.Clarity
	if r.Collection().Name == "offers" {
		if err := oneOwner(r); err != nil {
			return err
		}
		o := store.OfferText(r)
		merge(bad, posting.ValidateOffer(o, complete))
		if complete {
			contactsIn(r, bad)
			contactsInProfile(app, r, bad)
		}
		clarity = posting.OfferClarity(o)
	} else {
		n := store.NeedText(r)
		merge(bad, posting.ValidateNeed(n, complete, judged(r, time.Now().In(zone))))
		clarity = posting.NeedClarity(n)
	}
	r.Set("clarity", clarity.Score)
	r.Set("clarity_notes", clarity.Notes)
	return bad.Err()
}

// merge adds the errors of single columns that err holds; those noted before stand.
func merge(bad domain.FieldErrors, err error) {
	if de, ok := domain.AsError(err); ok {
		for column, e := range de.Fields {
			if bad[column] == nil {
				bad[column] = e
			}
		}
	}
}

// oneOwner: exactly one of worker, team and org owns an offer.
func oneOwner(r *core.Record) error {
	if len(nonEmptyOf(r, "worker", "team", "org")) != 1 {
		return domain.FieldErrors{"worker": domain.Errorf(domain.Invalid, "owner_one")}.Err()
	}
	return nil
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
