package hooks

import (
	"fmt"
	"slices"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/docking"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// bindTalk binds the conversation inside a docking: what its parties and its
// broker write to each other, with files, and who may read it. Realtime carries
// the rows of messages to those whom the collection's own rule names.
func bindTalk(app core.App) {
	app.OnRecordCreate("messages").BindFunc(lawfulMessage)
	app.OnRecordUpdateRequest("messages").BindFunc(historyStays)
	app.OnRecordDeleteRequest("messages").BindFunc(historyStays)
	app.OnFileDownloadRequest("messages").BindFunc(func(e *core.FileDownloadRequestEvent) error {
		return notFound() // the route below knows who may have which file
	})
	app.OnRecordEnrich("messages").BindFunc(hideWords)
	app.OnRecordsListRequest().BindFunc(noSearchInWords)
	app.OnRealtimeSubscribeRequest().BindFunc(noListening)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		at := "/api/portal/dockings/{id}"
		e.Router.GET(at+"/messages", guard(uncached(readMessages)))
		e.Router.POST(at+"/messages", guard(uncached(writeMessage))).Bind(apis.BodyLimit(0)) // the handler says what is too large
		e.Router.POST(at+"/seen", guard(markSeen))
		e.Router.GET(at+"/messages/{mid}/files/{name}", guard(uncached(sendMessageFile)))
		e.Router.POST(at+"/proof", guard(uncached(addProof))).Bind(apis.BodyLimit(0))
		e.Router.GET(at+"/proof/{name}", guard(uncached(sendProof)))
		e.Router.POST(at+"/review", guard(uncached(writeReview))).Bind(apis.BodyLimit(64 << 10))
		e.Router.GET(at+"/contract", guard(uncached(draftContract)))
		e.Router.GET("/api/portal/me/service", guard(uncached(yearOfService)))
		return e.Next()
	})
}

// historyStays: nobody changes or takes away what was said.
func historyStays(*core.RecordRequestEvent) error {
	return answer(domain.Errorf(domain.Forbidden, "sealed"))
}

// seat is the place that somebody has at a docking.
type seat struct {
	actor    domain.Actor
	docking  *core.Record
	reader   docking.Reader // as what they meet its messages
	desk     bool           // broker or staff who answer for one of its two regions
	accepted bool           // contacts are open
}

// takeSeat finds a docking and what the caller is to it. Whoever is nothing to it
// does not learn that it exists.
func takeSeat(app core.App, actor domain.Actor, id string) (*seat, error) {
	if actor.Role == domain.Visitor {
		return nil, signInFirst()
	}
	r, err := app.FindRecordById("dockings", id)
	if err != nil {
		return nil, domain.Errorf(domain.NotFound, "not_found")
	}
	s := &seat{actor: actor, docking: r, accepted: store.Docking(r).Opened()}
	switch actor.Role {
	case domain.Member:
		if s.reader, err = memberSide(app, actor, r); err != nil {
			return nil, err
		}
		if s.reader == "" {
			return nil, domain.Errorf(domain.NotFound, "not_found")
		}
	case domain.Broker, domain.Staff, domain.Leader, domain.Superuser:
		mine := actor.ID == r.GetString("broker") && actor.Role != domain.Leader
		s.desk = actor.Answers(r.GetString("region")) || actor.Answers(r.GetString("supply_region"))
		if !mine && !s.desk {
			return nil, domain.Errorf(domain.NotFound, "not_found")
		}
		if mine {
			s.reader, s.desk = docking.ReaderBroker, true
		} else if actor.Role == domain.Staff {
			s.reader = docking.ReaderStaff
		}
	}
	return s, nil
}

// memberSide tells for which side of a docking a member acts.
func memberSide(app core.App, actor domain.Actor, r *core.Record) (docking.Reader, error) {
	for _, side := range []docking.Reader{docking.ReaderNeed, docking.ReaderSupply} {
		members, err := store.SideMembers(app, r, string(side))
		if err != nil {
			return "", err
		}
		if slices.Contains(members, actor.ID) {
			return side, nil
		}
	}
	return "", nil
}

func (s *seat) state() string { return s.docking.GetString("state") }

// mayRead refuses who may not read the messages of the docking in its state, and
// notes it when staff do.
func (s *seat) mayRead(app core.App) error {
	if !s.reader.MayRead(s.state()) {
		return domain.Errorf(domain.Forbidden, "messages_closed", "state", s.state())
	}
	if s.reader == docking.ReaderStaff {
		return s.note(app, "messages_read")
	}
	return nil
}

// note leaves an event of a look at the docking.
func (s *seat) note(app core.App, action string) error {
	if err := store.Event(app, s.actor, "dockings", s.docking.Id, action, "", "", nil); err != nil {
		return fmt.Errorf("note %s of docking %s: %w", action, s.docking.Id, err)
	}
	return nil
}
