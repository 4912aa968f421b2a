package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
)

// streamPage is how many rows a stream reads at once: no reading holds the
// database for long.
const streamPage = 5000

// postingColumns are the columns that offers and needs have in common, of the
// table named p.
var postingColumns = prefixed("p", "id", "kind", "title", "summary", "fields", "keywords", "cooperation", "region", "share", "status",
	"clarity", "published_at", "valid_until", "last_confirmed", "updated")

// offerColumns follow them in the stream of offers: w is the worker, t the
// team, l its lead, g the org.
var offerColumns = append(prefixed("p", "worker", "team", "org", "description", "advantages", "stage", "trl", "ipr", "price", "fee", "modes", "radius"),
	"COALESCE(w.availability, '')", "COALESCE(w.max_open, 0)", "COALESCE(w.title_level, '')", "COALESCE(w.verify, t.verify, g.verify, '')",
	"COALESCE(w.display_name, t.name, g.name, '')", "COALESCE(w.member, l.member, '')", "COALESCE(g.members, '')")

const offerTables = `offers p LEFT JOIN workers w ON w.id = p.worker LEFT JOIN teams t ON t.id = p.team
	LEFT JOIN workers l ON l.id = t.lead LEFT JOIN orgs g ON g.id = p.org`

// needColumns follow them in the stream of needs.
var needColumns = append(prefixed("p", "org", "detail", "detail_to", "metrics", "tried", "budget", "amount", "deadline", "urgency", "challenge_class",
	"anonymity", "nda", "open_call", "talent"), "g.name", "g.industry", "g.verify", "g.members")

const needTables = `needs p JOIN orgs g ON g.id = p.org`

func prefixed(table string, columns ...string) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = table + "." + c
	}
	return out
}

// OfferStream reads every offer that takes part in matching, as Offer would, a
// page at a time.
func OfferStream(app core.App) iter.Seq2[domain.Offer, error] {
	busy, err := loads(app, "")
	if err != nil {
		return func(yield func(domain.Offer, error) bool) { yield(domain.Offer{}, err) }
	}
	return stream(app, offerTables, append(postingColumns[:len(postingColumns):len(postingColumns)], offerColumns...), func(c *cells) domain.Offer {
		o := domain.Offer{Posting: c.posting(), Worker: c.text(), Team: c.text(), Org: c.text(), Description: c.text(), Advantages: c.text(),
			Stage: c.text(), TRL: int(c.number()), IPR: c.text(), Price: c.text(), Fee: c.text(), Modes: c.list(), Radius: c.text()}
		o.Availability, o.MaxOpen, o.TitleLevel, o.Verify, o.OwnerName = c.text(), int(c.number()), c.text(), c.text(), c.text()
		o.Owners = nonEmpty(c.text())
		if members := c.list(); o.Org != "" {
			o.Owners = members
		}
		if o.Worker == "" {
			o.Availability = "open"
		}
		busy[o.Worker+o.Team+o.Org].of(&o)
		return o
	})
}

// NeedStream reads every need that takes part in matching, as Need would, a
// page at a time.
func NeedStream(app core.App) iter.Seq2[domain.Need, error] {
	return stream(app, needTables, append(postingColumns[:len(postingColumns):len(postingColumns)], needColumns...), func(c *cells) domain.Need {
		n := domain.Need{Posting: c.posting(), Org: c.text(), Detail: c.text(), DetailTo: c.text(), Metrics: c.text(), Tried: c.text(),
			Budget: c.text(), Amount: c.number(), Deadline: c.time(), Urgency: c.text(), ChallengeClass: c.text(), Anonymity: c.text(),
			NDA: c.number() != 0, Call: object[domain.OpenCall](c), Talent: object[domain.Talent](c)}
		n.OrgName, n.Industry, n.Verify, n.Owners = c.text(), c.text(), c.text(), c.list()
		return n
	})
}

// stream reads the postings of some tables in the order of their row ids.
func stream[T any](app core.App, tables string, columns []string, read func(*cells) T) iter.Seq2[T, error] {
	params := dbx.Params{"page": streamPage}
	states := make([]string, len(MatchableStatuses))
	for i, s := range MatchableStatuses {
		states[i] = s.(string)
	}
	query := "SELECT p.rowid, " + strings.Join(columns, ", ") + " FROM " + tables +
		" WHERE p.rowid > {:last} AND p.status IN " + inList(params, "status", states) + " ORDER BY p.rowid LIMIT {:page}"
	return func(yield func(T, error) bool) {
		var zero T
		for last := int64(0); ; {
			params["last"] = last
			rows, err := app.DB().NewQuery(query).Bind(params).Rows()
			if err != nil {
				yield(zero, fmt.Errorf("read for matching: %w", err))
				return
			}
			n, more := 0, true
			c := newCells(len(columns))
			for more && rows.Next() {
				if err := rows.Scan(append([]any{&last}, c.to...)...); err != nil {
					_ = rows.Close()
					yield(zero, fmt.Errorf("read for matching: %w", err))
					return
				}
				c.at, n = 0, n+1
				more = yield(read(c), nil)
			}
			if err := rows.Close(); err != nil && more {
				yield(zero, fmt.Errorf("read for matching: %w", err))
				return
			}
			if n < streamPage || !more {
				return
			}
		}
	}
}

// cells are the values of a row, read one after the other.
type cells struct {
	raw []sql.RawBytes
	to  []any
	at  int
}

func newCells(n int) *cells {
	c := &cells{raw: make([]sql.RawBytes, n), to: make([]any, n)}
	for i := range c.raw {
		c.to[i] = &c.raw[i]
	}
	return c
}

func (c *cells) next() []byte {
	c.at++
	return c.raw[c.at-1]
}

func (c *cells) text() string { return string(c.next()) }

func (c *cells) number() float64 {
	var x float64
	switch s := string(c.next()); s {
	case "true":
		return 1
	case "", "false":
	default:
		_, _ = fmt.Sscan(s, &x)
	}
	return x
}

// list reads a JSON list of strings.
func (c *cells) list() []string {
	b := c.next()
	var out []string
	if len(b) < 3 || json.Unmarshal(b, &out) != nil {
		return nil
	}
	return out
}

func (c *cells) time() time.Time {
	b := c.next()
	if len(b) == 0 {
		return time.Time{}
	}
	t, err := types.ParseDateTime(string(b))
	if err != nil {
		return time.Time{}
	}
	return t.Time()
}

// object reads a JSON object; nil when it says nothing.
func object[T comparable](c *cells) *T {
	var v, zero T
	if b := c.next(); len(b) < 3 || json.Unmarshal(b, &v) != nil || v == zero {
		return nil
	}
	return &v
}

// posting reads the columns of postingColumns.
func (c *cells) posting() domain.Posting {
	return domain.Posting{ID: c.text(), Kind: c.text(), Title: c.text(), Summary: c.text(), Fields: c.list(), Keywords: c.list(),
		Cooperation: c.list(), Region: c.text(), Share: c.text(), Status: c.text(), Clarity: int(c.number()),
		Published: c.time(), ValidUntil: c.time(), Confirmed: c.time(), Updated: c.time()}
}
