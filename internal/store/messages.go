package store

import (
	"fmt"
	"path"
	"regexp"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// MessageView is one message as a reader of the conversation gets it; never who
// of a side wrote it.
type MessageView struct {
	ID           string     `json:"id"`
	Side         string     `json:"side"` // need | supply | broker | system
	Mine         bool       `json:"mine"` // of the reader's own side
	Body         string     `json:"body"`
	Masked       bool       `json:"masked"`
	Confidential bool       `json:"confidential"`
	Files        []FileView `json:"files"`
	At           string     `json:"at"`
}

// FileView is a file: how it is called, and under which name it is stored.
type FileView struct {
	Name   string `json:"name"`
	Stored string `json:"stored"`
}

// MessageList is a stretch of a conversation, oldest first.
type MessageList struct {
	Items []MessageView `json:"items"`
	More  bool          `json:"more"` // there are further ones in the direction that was asked for
}

// messagePage bounds how many messages one answer holds.
const messagePage = 100

// Messages returns the messages of a docking behind one that the reader knows,
// so that a reconnect misses nothing and gets nothing twice; before an older one,
// to scroll back; or, with neither, the newest. An id that the docking does not
// have counts as none. They follow the order in which they were written, which
// no clock can upset.
func Messages(app core.App, docking, side, after, before string) (MessageList, error) {
	q := app.RecordQuery("messages").AndWhere(dbx.HashExp{"docking": docking}).Limit(messagePage + 1)
	from, err := placeOf(app, docking, after)
	if err != nil {
		return MessageList{}, err
	}
	until, err := placeOf(app, docking, before)
	if err != nil {
		return MessageList{}, err
	}
	forward := from > 0
	switch {
	case forward:
		q.AndWhere(dbx.NewExp("rowid > {:from}", dbx.Params{"from": from})).OrderBy("rowid")
	case until > 0:
		q.AndWhere(dbx.NewExp("rowid < {:until}", dbx.Params{"until": until})).OrderBy("rowid DESC")
	default:
		q.OrderBy("rowid DESC")
	}
	var rows []*core.Record
	if err := q.All(&rows); err != nil {
		return MessageList{}, fmt.Errorf("read messages of docking %s: %w", docking, err)
	}
	list := MessageList{Items: []MessageView{}, More: len(rows) > messagePage}
	rows = rows[:min(len(rows), messagePage)]
	for i := range rows {
		r := rows[i]
		if !forward {
			r = rows[len(rows)-1-i]
		}
		list.Items = append(list.Items, Message(r, side))
	}
	return list, nil
}

// placeOf returns the place of a message in the order of writing, 0 for none.
func placeOf(app core.App, docking, id string) (place int64, err error) {
	if id == "" {
		return 0, nil
	}
	var places []int64
	err = app.DB().NewQuery("SELECT rowid FROM messages WHERE id = {:id} AND docking = {:d}").Bind(dbx.Params{"id": id, "d": docking}).Column(&places)
	if err != nil || len(places) == 0 {
		return 0, err
	}
	return places[0], nil
}

// Message makes the view of a message for a reader of a side.
func Message(r *core.Record, side string) MessageView {
	return MessageView{ID: r.Id, Side: r.GetString("side"), Mine: r.GetString("side") == side, Body: r.GetString("body"), Masked: r.GetBool("masked"),
		Confidential: r.GetBool("confidential"), Files: FilesOf(r, "files"), At: stamp(r, "created")}
}

// randomPart is what PocketBase adds to the name of a stored file.
var randomPart = regexp.MustCompile(`_[a-zA-Z0-9]{10}$`)

// FilesOf lists the files of a column.
func FilesOf(r *core.Record, column string) []FileView {
	files := []FileView{}
	for _, stored := range r.GetStringSlice(column) {
		ext := path.Ext(stored)
		base := stored[:len(stored)-len(ext)]
		files = append(files, FileView{Name: randomPart.ReplaceAllString(base, "") + ext, Stored: stored})
	}
	return files
}

// LastWords returns what a side wrote last into a docking.
func LastWords(app core.App, docking, side string) (string, error) {
	var bodies []string
	err := app.DB().Select("body").From("messages").Where(dbx.HashExp{"docking": docking, "side": side}).OrderBy("rowid DESC").Limit(1).Column(&bodies)
	if err != nil || len(bodies) == 0 {
		return "", err
	}
	return bodies[0], nil
}

// Unread counts, by docking, the messages that a side (need, supply or broker)
// has not read yet. Its own ones are not among them.
func Unread(app core.App, side string, dockings ...string) (map[string]int, error) {
	unread := map[string]int{}
	if len(dockings) == 0 || side != "need" && side != "supply" && side != "broker" {
		return unread, nil
	}
	var rows []struct {
		Docking string `db:"docking"`
		N       int    `db:"n"`
	}
	err := app.DB().Select("m.docking", "COUNT(*) AS n").From("messages m").InnerJoin("dockings d", dbx.NewExp("d.id = m.docking")).
		Where(dbx.And(dbx.In("m.docking", anys(dockings)...), dbx.NewExp("m.side != {:side} AND m.created > d."+side+"_seen_at", dbx.Params{"side": side}))).
		GroupBy("m.docking").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("count unread messages: %w", err)
	}
	for _, r := range rows {
		unread[r.Docking] = r.N
	}
	return unread, nil
}
