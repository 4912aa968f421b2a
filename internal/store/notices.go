package store

import (
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// introRunes is how many characters of a notice stand in a list.
const introRunes = 90

// NoticeCard is a notice in a list.
type NoticeCard struct {
	ID          string `json:"id"`
	Kind        string `json:"kind"`
	Title       string `json:"title"`
	Intro       string `json:"intro"`
	Place       Place  `json:"place"`
	PublishedAt string `json:"published_at"`
}

// NoticeView is the page of a notice. Body is plain text: "## " begins a
// heading, "- " a list item.
type NoticeView struct {
	NoticeCard
	Body string `json:"body"`
}

// noticesQuery lists the notices that are out by now.
func noticesQuery(now time.Time) *query {
	q := newQuery("notices", "notices c", "c.id", "c.published_at", "c.rowid", []string{"c.status = 'published'"})
	q.and("c.published_at <= {:now}", "now", Stamp(now))
	return q
}

// Notices lists what the association has made known, the newest first.
func (l *Lens) Notices(f Filter) (Page[NoticeCard], error) {
	q := noticesQuery(f.Now)
	q.equal("c.kind", "kind", f.Kind)
	q.search(f.Q, "c")
	narrow := f
	narrow.Field, narrow.Q = "", ""
	q.narrow(l.Names, narrow, "c")
	f.Sort = ""
	return page(l, q, "notices", f, l.noticeCards)
}

// NoticePage finds a notice that is out; nil when there is none.
func (l *Lens) NoticePage(id string) (*NoticeView, error) {
	found, err := l.inOrder("notices", []string{id})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	r := found[0]
	if r.GetString("status") != "published" || Time(r, "published_at").After(time.Now()) {
		return nil, nil
	}
	return &NoticeView{l.noticeCard(r), r.GetString("body")}, nil
}

func (l *Lens) noticeCards(records []*core.Record) ([]NoticeCard, error) {
	cards := make([]NoticeCard, len(records))
	for i, r := range records {
		cards[i] = l.noticeCard(r)
	}
	return cards, nil
}

func (l *Lens) noticeCard(r *core.Record) NoticeCard {
	return NoticeCard{ID: r.Id, Kind: r.GetString("kind"), Title: r.GetString("title"), Intro: introOf(r.GetString("body")),
		Place: l.Names.Place(r.GetString("region")), PublishedAt: stamp(r, "published_at")}
}

// introOf is how a text begins, without its headings and on one line.
func introOf(body string) string {
	var said []string
	for _, line := range strings.Split(body, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "## ") {
			said = append(said, strings.TrimPrefix(line, "- "))
		}
	}
	all := []rune(strings.Join(said, " "))
	if len(all) > introRunes {
		return string(all[:introRunes]) + "…"
	}
	return string(all)
}

// noticePages lists the notices of the sitemap.
func noticePages(app core.App, now time.Time) ([]ShownPage, error) {
	var rows []*core.Record
	err := app.RecordQuery("notices").AndWhere(dbx.HashExp{"status": "published"}).
		AndWhere(dbx.NewExp("published_at <= {:now}", dbx.Params{"now": Stamp(now)})).OrderBy("published_at DESC", "rowid DESC").Limit(sitemapRows).All(&rows)
	pages := make([]ShownPage, len(rows))
	for i, r := range rows {
		pages[i] = ShownPage{"news", r.Id, Time(r, "updated")}
	}
	return pages, err
}
