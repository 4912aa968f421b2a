package hooks

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"unicode"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"
	"github.com/pocketbase/pocketbase/tools/security"

	"kejiyun/internal/domain"
	"kejiyun/internal/photo"
)

// Limits of an upload, in bytes: of one file as its column has it, and of a whole
// request, which carries up to six.
const (
	maxUpload  = 10 << 20
	maxRequest = 6*maxUpload + 1<<20
)

// uploaded reads the files of a form's column. A body that is too large is read
// to its end as far as is reasonable, so that the browser gets to hear why.
func uploaded(e *core.RequestEvent, column string) ([]*filesystem.File, error) {
	if !strings.HasPrefix(e.Request.Header.Get("Content-Type"), "multipart/form-data") {
		return nil, nil
	}
	tooLarge := domain.FieldErrors{column: domain.Errorf(domain.Invalid, "upload_too_large", "max", maxUpload>>20)}.Err()
	if e.Request.ContentLength > maxRequest {
		_, _ = io.CopyN(io.Discard, e.Request.Body, 2*maxRequest) // the answer is the same whether it ends or breaks off
		return nil, tooLarge
	}
	e.Request.Body = http.MaxBytesReader(e.Response, e.Request.Body, maxRequest)
	files, err := e.FindUploadedFiles(column)
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge
	case errors.Is(err, http.ErrMissingFile):
		return nil, nil
	case err != nil:
		return nil, domain.Errorf(domain.Invalid, "upload_broken")
	}
	for _, f := range files {
		if f.Size > maxUpload {
			return nil, tooLarge
		}
	}
	return files, nil
}

// cleanAttachments checks the new files of a column by what they hold, and takes
// out of photos where they were taken.
func cleanAttachments(r *core.Record, column string) error {
	for _, f := range r.GetUnsavedFiles(column) {
		if f.Size > maxUpload {
			return domain.FieldErrors{column: domain.Errorf(domain.Invalid, "upload_too_large", "max", maxUpload>>20)}.Err()
		}
		head, err := headOf(f)
		if err == nil {
			err = photo.Label(f.OriginalName, head)
		}
		if err == nil {
			f.Name = keptName(f.OriginalName)
			err = cleanFile(f)
		}
		if de, ok := domain.AsError(err); ok {
			return domain.FieldErrors{column: de}.Err()
		} else if err != nil {
			return err
		}
	}
	return nil
}

// keptName is the name under which an upload is stored: what it was called, which
// PocketBase keeps of Latin letters alone, and something that nobody guesses.
func keptName(original string) string {
	ext := path.Ext(original)
	base := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '_'
	}, strings.TrimSuffix(original, ext))
	if base = strings.Trim(cut(base, 60), "_…"); base == "" {
		base = "附件"
	}
	return base + "_" + security.RandomString(10) + strings.ToLower(ext)
}

// headOf reads as much of a file as tells what it holds.
func headOf(f *filesystem.File) ([]byte, error) {
	from, err := f.Reader.Open()
	if err != nil {
		return nil, fmt.Errorf("open upload %s: %w", f.OriginalName, err)
	}
	data, err := io.ReadAll(io.LimitReader(from, 512))
	if end := from.Close(); err == nil {
		err = end
	}
	if err != nil {
		return nil, fmt.Errorf("read upload %s: %w", f.OriginalName, err)
	}
	return data, nil
}

// serveFile sends a stored file of a record.
func serveFile(e *core.RequestEvent, r *core.Record, name string) error {
	files, err := e.App.NewFilesystem()
	if err != nil {
		return fmt.Errorf("open files: %w", err)
	}
	defer func() { _ = files.Close() }()
	if err := files.Serve(e.Response, e.Request, r.BaseFilesPath()+"/"+name, name); err != nil {
		if e.Written() {
			return fmt.Errorf("send file %s of %s %s: %w", name, r.Collection().Name, r.Id, err)
		}
		return e.NoContent(http.StatusNotFound)
	}
	return nil
}
