package photo

import (
	"testing"

	"kejiyun/internal/domain"
)

func TestLabel(t *testing.T) {
	jpeg, pdf, zip, png := "\xff\xd8\xff\xe0", "%PDF-1.7", "PK\x03\x04", "\x89PNG\r\n\x1a\n"
	for _, c := range []struct{ what, name, data, code string }{
		{"a photo", "果园.JPG", jpeg, ""},
		{"a paper", "合同.pdf", pdf, ""},
		{"a table", "台账.xlsx", zip, ""},
		{"nothing", "空.pdf", "", "file_empty"},
		{"a paper called a photo", "合同.jpg", pdf, "file_mislabelled"},
		{"a photo called a paper", "果园.pdf", png, "file_mislabelled"},
		{"a photo without a name", "", png, "file_mislabelled"},
		{"an archive", "全部.zip", zip, "file_mislabelled"},
		{"a program called a photo", "果园.jpg", "MZ\x90\x00", "file_kind"},
		{"a page", "a.html", "<!doctype html><script>alert(1)</script>", "file_kind"},
		{"a drawing that would run", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "file_kind"},
		{"a photo of a newer phone, of which Clean tells more", "a.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", ""},
	} {
		code := ""
		if e, ok := domain.AsError(Label(c.name, []byte(c.data))); ok {
			code = e.Code
		}
		if code != c.code {
			t.Errorf("%s: %q, want %q", c.what, code, c.code)
		}
	}
}
