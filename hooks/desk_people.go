package hooks

import (
	"net/http"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
)

// findPeople answers the orgs and workers of the desk's region whose name holds
// some words, with whether they agreed to be written for.
func findPeople(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	q := strings.TrimSpace(e.Request.URL.Query().Get("q"))
	if len([]rune(q)) > maxQuery {
		return domain.FieldErrors{"q": domain.Errorf(domain.Invalid, "too_long", "max", maxQuery)}.Err()
	}
	people, err := l.FindPeople(q, e.Request.URL.Query().Get("type"))
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]any{"items": people})
}

// colleagues answers whom a case can be handed to: brokers whose region holds
// the caller's or lies in it.
func colleagues(e *core.RequestEvent) error {
	l, err := deskReader(e)
	if err != nil {
		return err
	}
	people, err := l.Colleagues()
	if err != nil {
		return err
	}
	return e.JSON(http.StatusOK, map[string]any{"items": people})
}
