package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// homeNotices is how many notices stand on the home page.
const homeNotices = 3

// bindNotices keeps notices tidy: plain text, and a day of publication as soon
// as one is out.
func bindNotices(app core.App) {
	tidy := func(e *core.RecordEvent) error {
		r := e.Record
		r.Set("title", posting.CleanLine(r.GetString("title")))
		r.Set("body", posting.CleanText(r.GetString("body")))
		if r.GetString("status") == domain.NoticePublished && store.Time(r, "published_at").IsZero() {
			r.Set("published_at", types.NowDateTime())
		}
		return e.Next()
	}
	app.OnRecordCreate("notices").BindFunc(tidy)
	app.OnRecordUpdate("notices").BindFunc(tidy)
}

func listNotices(e *core.RequestEvent) error { return listOf(e, "news", (*store.Lens).Notices) }

func showNotice(e *core.RequestEvent) error {
	l, err := look(e)
	if err != nil {
		return err
	}
	v, err := l.NoticePage(e.Request.PathValue("id"))
	if err != nil {
		return err
	}
	if v == nil {
		return domain.Errorf(domain.NotFound, "not_found")
	}
	return e.JSON(http.StatusOK, v)
}

func makeNews(m *making, _ string) error {
	return makeList(m, "news", "list.count_news", m.lens.Notices, m.noticeCards)
}

// makeNotice writes the page of one notice.
func makeNotice(m *making, id string) error {
	v, err := m.lens.NoticePage(id)
	if err != nil || v == nil {
		m.missing("detail.gone_title", "error.not_found")
		return err
	}
	m.Heading, m.Title, m.Description = v.Title, v.Title, v.Intro
	m.Standing = append([]blockText{{Text: dotted(m.words.label("notice_kind", v.Kind), v.Place.Name, formatDay(v.PublishedAt))}}, blocksOf(v.Body)...)
	m.answers("/api/portal/news/"+id, nil, v)
	return nil
}

func (m *making) noticeCards(notices []store.NoticeCard) []cardText {
	cards := make([]cardText, len(notices))
	for i, n := range notices {
		cards[i] = cardText{URL: "/news/" + n.ID, Title: n.Title, About: m.words.label("notice_kind", n.Kind), Text: n.Intro, Place: n.Place.Name, When: formatDay(n.PublishedAt)}
	}
	return cards
}
