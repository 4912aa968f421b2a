package hooks

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// actorOf tells who sends a request.
func actorOf(e *core.RequestEvent) domain.Actor {
	a := actorFor(e.Auth)
	a.IP = e.RealIP()
	return a
}

// actorFor tells in which role an account acts; nil is a visitor.
func actorFor(auth *core.Record) domain.Actor {
	if auth == nil {
		return domain.Actor{Role: domain.Visitor}
	}
	a := domain.Actor{ID: auth.Id}
	switch auth.Collection().Name {
	case core.CollectionNameSuperusers:
		a.Role = domain.Superuser
	case "staff":
		a.Role, a.Region = domain.Role(auth.GetString("role")), auth.GetString("region")
	case "members":
		a.Role, a.Region = domain.Member, auth.GetString("region")
	default:
		a.Role = domain.Visitor
	}
	return a
}

// bindActor notes on every record that a request writes who writes it, so that
// the record hooks below know, whether the write came from the portal, the REST
// API or the admin UI.
func bindActor(app core.App) {
	note := func(e *core.RecordRequestEvent) error {
		store.By(e.Record, actorOf(e.RequestEvent))
		return e.Next()
	}
	first := &hook.Handler[*core.RecordRequestEvent]{Id: "kejiyunActor", Func: note, Priority: -100}
	app.OnRecordCreateRequest().Bind(first)
	app.OnRecordCreateRequest().BindFunc(noteEntry)
	app.OnRecordUpdateRequest().Bind(first)
	app.OnRecordDeleteRequest().Bind(first)
	app.OnRecordConfirmPasswordResetRequest().BindFunc(func(e *core.RecordConfirmPasswordResetRequestEvent) error {
		return bySelf(e.RequestEvent, e.Record, e.Next)
	})
	app.OnRecordConfirmVerificationRequest().BindFunc(func(e *core.RecordConfirmVerificationRequestEvent) error {
		return bySelf(e.RequestEvent, e.Record, e.Next)
	})
	app.OnRecordConfirmEmailChangeRequest().BindFunc(func(e *core.RecordConfirmEmailChangeRequestEvent) error {
		return bySelf(e.RequestEvent, e.Record, e.Next)
	})
}

// bySelf notes that an account is changed by its own holder, whom the token of
// a mail has proven.
func bySelf(e *core.RequestEvent, account *core.Record, next func() error) error {
	actor := actorFor(account)
	actor.IP = e.RealIP()
	store.By(account, actor)
	return next()
}

// noteEntry notes which member of staff enters a record for somebody.
func noteEntry(e *core.RecordRequestEvent) error {
	actor := actorOf(e.RequestEvent)
	if (actor.Role == domain.Broker || actor.Role == domain.Staff) && e.Collection.Fields.GetByName("entered_by") != nil {
		e.Record.Set("entered_by", actor.ID)
	}
	return e.Next()
}

// memberOnly and deskOnly are the guards of portal routes: sign in, or sign in
// as somebody else.
func memberOnly(e *core.RequestEvent) (domain.Actor, error) {
	a := actorOf(e)
	switch a.Role {
	case domain.Member:
		return a, nil
	case domain.Visitor:
		return a, signInFirst()
	}
	return a, domain.Errorf(domain.Forbidden, "sign_in_as_member")
}

// deskOnly lets brokers, staff and superusers pass; leaders only read.
func deskOnly(e *core.RequestEvent) (domain.Actor, error) {
	a := actorOf(e)
	switch a.Role {
	case domain.Broker, domain.Staff, domain.Superuser:
		return a, nil
	case domain.Visitor:
		return a, signInFirst()
	}
	return a, domain.Errorf(domain.Forbidden, "sign_in_as_staff")
}
