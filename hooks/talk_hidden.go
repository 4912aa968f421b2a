package hooks

import (
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// Superusers pass all rules of collections, and yet have no business with what
// others say to each other: the admin UI shows them that a message is there, from
// which side and when, not its words or files.

// saidColumns are the columns of messages that hold what was said.
var saidColumns = []string{"body", "files"}

// hideWords takes the words out of messages on their way to a superuser: in lists
// and views, expanded in other records, and live.
func hideWords(e *core.RecordEnrichEvent) error {
	if err := e.Next(); err != nil { // behind it superusers get to see every column
		return err
	}
	if e.RequestInfo != nil && e.RequestInfo.HasSuperuserAuth() {
		e.Record.Hide(saidColumns...)
	}
	return nil
}

// noSearchInWords refuses superusers a list that is filtered or sorted by what was
// said, in whichever collection: what it leaves out would tell.
func noSearchInWords(e *core.RecordsListRequestEvent) error {
	q := e.Request.URL.Query()
	asked := strings.ToLower(q.Get("filter") + " " + q.Get("sort"))
	names := func(column string) bool { return strings.Contains(asked, column) }
	if e.HasSuperuserAuth() && (strings.Contains(asked, "messages_via_") || e.Collection.Name == "messages" && slices.ContainsFunc(saidColumns, names)) {
		return answer(domain.Errorf(domain.Forbidden, "messages_private"))
	}
	return e.Next()
}

// noListening refuses superusers a live subscription to messages: a filter of it
// would tell as much as one of a list.
func noListening(e *core.RealtimeSubscribeRequestEvent) error {
	c, err := e.App.FindCachedCollectionByNameOrId("messages")
	if err != nil {
		return err
	}
	if e.HasSuperuserAuth() && slices.ContainsFunc(e.Subscriptions, func(s string) bool {
		return strings.HasPrefix(s, c.Name) || strings.HasPrefix(s, c.Id)
	}) {
		return answer(domain.Errorf(domain.Forbidden, "messages_private"))
	}
	return e.Next()
}
