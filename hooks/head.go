package hooks

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// head is what a search engine or a share card shows of a page.
type head struct{ title, description string }

// headOf tells what the page of a request is about, as far as a visitor sees it:
// an unpublished record is about nothing.
func headOf(e *core.RequestEvent) head {
	h := head{title: store.Setting(e.App, "site.name", "科技云"), description: "科技工作者的所能，企事业单位的所需，在这里自动配对。"}
	parts := strings.Split(strings.Trim(e.Request.URL.Path, "/"), "/")
	if len(parts) != 2 {
		return h
	}
	if title, text := described(e.App, parts[0], parts[1]); title != "" {
		h.title, h.description = title+" · "+h.title, cut(text, 120)
	}
	return h
}

// described returns title and text of the records whose pages have a title of
// their own.
func described(app core.App, collection, id string) (title, text string) {
	visitor, err := store.Look(app, domain.Actor{Role: domain.Visitor})
	if err != nil {
		return "", ""
	}
	switch collection {
	case "needs":
		if v, err := visitor.NeedPage(id); err == nil && v != nil {
			return v.Title, v.Summary
		}
	case "offers":
		if v, err := visitor.OfferPage(id); err == nil && v != nil {
			return v.Title, v.Summary
		}
	case "teams":
		if v, err := visitor.TeamPage(id); err == nil && v != nil {
			return v.Name, v.Intro
		}
	}
	return "", ""
}

var (
	titleTag       = regexp.MustCompile(`<title>[^<]*</title>`)
	descriptionTag = regexp.MustCompile(`<meta name="description" content="[^"]*"\s*/?>`)
)

// withHead writes a head into the page.
func withHead(page []byte, h head) []byte {
	literal := func(s string) []byte { return bytes.ReplaceAll([]byte(s), []byte("$"), []byte("$$")) }
	page = titleTag.ReplaceAll(page, literal("<title>"+html.EscapeString(h.title)+"</title>"))
	return descriptionTag.ReplaceAll(page, literal(`<meta name="description" content="`+html.EscapeString(h.description)+`">`))
}
