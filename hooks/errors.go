package hooks

import (
	"errors"
	"net/http"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"kejiyun/internal/domain"
)

// statuses maps the kind of a domain error to the one HTTP status it has.
var statuses = map[domain.Kind]int{
	domain.Invalid:   http.StatusBadRequest,
	domain.Forbidden: http.StatusForbidden,
	domain.NotFound:  http.StatusNotFound,
	domain.Conflict:  http.StatusConflict,
	domain.Throttled: http.StatusTooManyRequests,
}

// answer turns an error into the API's error: a domain error into its status
// with its codes under data, anything else unchanged (PocketBase logs it and
// answers 400 or 500 without telling what broke).
func answer(err error) error {
	de, ok := domain.AsError(err)
	if !ok {
		return columnErrors(err)
	}
	data := map[string]any{}
	if len(de.Fields) == 0 {
		data["error"] = detail(de)
	}
	for name, f := range de.Fields {
		data[name] = detail(f)
	}
	// Both are set afterwards: the constructor would append an ASCII dot.
	api := router.NewApiError(statuses[de.Kind], "", nil)
	api.Message, api.Data = sentence(de), data
	return api
}

// columnErrors keeps what PocketBase's own validators say about single columns:
// wrapped in an error of ours it would be lost. Anything else stays unchanged.
func columnErrors(err error) error {
	var api *router.ApiError
	if errors.As(err, &api) {
		return err
	}
	if api = router.NewBadRequestError("", err); len(api.Data) == 0 {
		return err
	}
	api.Message = sentences["invalid_input"]
	return api
}

// detail gives a domain error the shape PocketBase has for single columns.
func detail(e *domain.Error) map[string]any {
	d := map[string]any{"code": e.Code, "message": sentence(e)}
	if len(e.Params) > 0 {
		d["params"] = e.Params
	}
	return d
}

// notFound is the answer for what does not exist or is not for this viewer.
func notFound() error { return answer(domain.Errorf(domain.NotFound, "not_found")) }

// guard runs a handler that returns domain errors and answers them.
func guard(h func(e *core.RequestEvent) error) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		if err := h(e); err != nil {
			return answer(err)
		}
		return nil
	}
}
