package domain

import (
	"errors"
	"strings"
)

// Kind groups errors by what the person may do about them; the shell maps each
// kind to one HTTP status.
type Kind int

// The kinds of errors a person can cause.
const (
	Invalid   Kind = iota // the input is wrong: correct it (400)
	Forbidden             // not yours to do (403)
	NotFound              // no such thing, or not for you to see (404)
	Conflict              // the thing has changed or exists already (409)
	Throttled             // too often: wait (429)
)

// Error is something a person did that cannot be carried out. Code is a stable
// snake_case word which the portal's catalogue translates; Params fill the
// translation's placeholders. Fields holds an error for single form fields.
type Error struct {
	Code   string
	Kind   Kind
	Params map[string]any
	Fields map[string]*Error
	Cause  error
}

// Error tells the code and, for programmers, the fields and the cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	for name, f := range e.Fields {
		b.WriteString(" " + name + ":" + f.Code)
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an error of a kind with a code and pairs of parameter name and value.
func Errorf(kind Kind, code string, params ...any) *Error {
	e := &Error{Code: code, Kind: kind}
	for i := 0; i+1 < len(params); i += 2 {
		if e.Params == nil {
			e.Params = map[string]any{}
		}
		e.Params[params[i].(string)] = params[i+1]
	}
	return e
}

// FieldErrors gathers what is wrong with the fields of one form.
type FieldErrors map[string]*Error

// Add notes an error for a field; the first one of a field stands.
func (f FieldErrors) Add(field, code string, params ...any) {
	if _, ok := f[field]; !ok {
		f[field] = Errorf(Invalid, code, params...)
	}
}

// Err returns the gathered errors as one, or nil when there are none.
func (f FieldErrors) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Code: "invalid_input", Kind: Invalid, Fields: f}
}

// AsError finds a domain error in a chain of errors.
func AsError(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}
