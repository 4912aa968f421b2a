package hooks

import (
	"fmt"
	"io"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"

	"kejiyun/internal/domain"
	"kejiyun/internal/photo"
)

// withFiles are the collections to which people attach files.
var withFiles = []string{"offers", "needs", "workers", "orgs", "consents"}

// bindFiles checks what is uploaded, whichever way it comes, and serves it to
// those whom domain's sight lets see it.
func bindFiles(app core.App) {
	app.OnRecordCreate(withFiles...).BindFunc(cleanFiles)
	app.OnRecordUpdate(withFiles...).BindFunc(cleanFiles)
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		for _, collection := range []string{"offers", "needs", "workers"} {
			e.Router.GET("/api/portal/"+collection+"/{id}/files/{name}", guard(uncached(sendFile(collection))))
		}
		return e.Next()
	})
}

// cleanFiles refuses pictures that no browser shows, and takes out of the others
// where they were taken. Size and type are the column's own limits.
func cleanFiles(e *core.RecordEvent) error {
	bad := domain.FieldErrors{}
	for _, f := range e.Record.Collection().Fields {
		column, ok := f.(*core.FileField)
		if !ok {
			continue
		}
		for _, file := range e.Record.GetUnsavedFiles(column.Name) {
			if file.Size > column.MaxSize { // the column refuses it
				continue
			}
			err := cleanFile(file)
			if de, ok := domain.AsError(err); ok {
				bad[column.Name] = de
			} else if err != nil {
				return err
			}
		}
	}
	if err := bad.Err(); err != nil {
		return answer(err)
	}
	return e.Next()
}

// cleanFile replaces the bytes of an upload by those that may be kept.
func cleanFile(f *filesystem.File) error {
	from, err := f.Reader.Open()
	if err != nil {
		return fmt.Errorf("open upload %s: %w", f.OriginalName, err)
	}
	data, err := io.ReadAll(from)
	if end := from.Close(); err == nil {
		err = end
	}
	if err != nil {
		return fmt.Errorf("read upload %s: %w", f.OriginalName, err)
	}
	if data, err = photo.Clean(data); err != nil {
		return err
	}
	f.Reader, f.Size = &filesystem.BytesReader{Bytes: data}, int64(len(data))
	return nil
}

// sendFile answers GET /api/portal/{collection}/{id}/files/{name}.
func sendFile(collection string) func(e *core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		l, err := look(e)
		if err != nil {
			return err
		}
		name := e.Request.PathValue("name")
		r, may, err := l.File(collection, e.Request.PathValue("id"), name)
		switch {
		case err != nil:
			return err
		case r == nil:
			return domain.Errorf(domain.NotFound, "not_found")
		case !may && e.Auth == nil:
			return signInFirst()
		case !may:
			return domain.Errorf(domain.Forbidden, "not_allowed")
		}
		return serveFile(e, r, name)
	}
}
