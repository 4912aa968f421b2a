package photo

import (
	"path"
	"strings"

	"kejiyun/internal/domain"
)

// labels are what a file may be called by what it holds, and the Chinese word for it.
var labels = map[string]struct {
	word string
	ext  []string
}{
	"image/jpeg":      {"JPG 照片", []string{".jpg", ".jpeg", ".jfif"}},
	"image/png":       {"PNG 图片", []string{".png"}},
	"image/webp":      {"WebP 图片", []string{".webp"}},
	"image/heic":      {"HEIC 照片", []string{".heic", ".heif", ".jpg", ".jpeg"}}, // Clean says what to do with it
	"application/pdf": {"PDF 文件", []string{".pdf"}},
	"application/zip": {"Word 或 Excel 文件", []string{".docx", ".xlsx"}},
}

// Label checks that an upload is of a kind that is kept and holds what its name
// says: who opens it must know what opens. Errors are for the person: file_empty,
// file_kind, file_mislabelled (params: name, kind).
func Label(name string, data []byte) error {
	if len(data) == 0 {
		return domain.Errorf(domain.Invalid, "file_empty")
	}
	label, known := labels[Kind(data)]
	if !known {
		return domain.Errorf(domain.Invalid, "file_kind")
	}
	ext := strings.ToLower(path.Ext(name))
	for _, e := range label.ext {
		if e == ext {
			return nil
		}
	}
	if len([]rune(name)) > 60 {
		name = "…" + string([]rune(name)[len([]rune(name))-60:])
	}
	return domain.Errorf(domain.Invalid, "file_mislabelled", "name", name, "kind", label.word)
}
