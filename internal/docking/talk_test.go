package docking

import (
	"testing"
	"time"
)

func TestWhoReadsMessages(t *testing.T) {
	for _, c := range []struct {
		who         Reader
		state       string
		read, write bool
	}{
		{ReaderNeed, "expressed", true, true}, {ReaderSupply, "negotiating", true, true}, {ReaderBroker, "declined", true, true},
		{ReaderStaff, "negotiating", false, false}, {ReaderStaff, "disputed", true, false}, {ReaderStaff, "failed", false, false},
		{"", "disputed", false, false}, {"leader", "disputed", false, false},
	} {
		if c.who.MayRead(c.state) != c.read || c.who.MayWrite() != c.write {
			t.Errorf("%q in %s reads %v and writes %v", c.who, c.state, c.who.MayRead(c.state), c.who.MayWrite())
		}
	}
	for state, talks := range map[string]bool{"expressed": true, "clarifying": true, "reviewed": true, "disputed": true, "declined": false, "withdrawn": false,
		"lapsed": false, "passed_over": false, "failed": false, "voided": false, "": false} {
		if Talks(state) != talks {
			t.Errorf("writing in %q: %v", state, !talks)
		}
	}
}

func TestWhoOpensFiles(t *testing.T) {
	for _, c := range []struct {
		what                   string
		who                    Reader
		side, state            string
		confidential, accepted bool
		want                   bool
	}{
		{"a plain file of the other side before acceptance", ReaderSupply, "need", "expressed", false, false, true},
		{"a confidential one of the other side before acceptance", ReaderSupply, "need", "expressed", true, false, false},
		{"the same after acceptance", ReaderSupply, "need", "negotiating", true, true, true},
		{"one's own confidential file", ReaderNeed, "need", "expressed", true, false, true},
		{"a confidential file for the broker of the case", ReaderBroker, "need", "expressed", true, false, true},
		{"a confidential file of the broker before acceptance", ReaderNeed, "broker", "expressed", true, false, false},
		{"a plain file for staff without a dispute", ReaderStaff, "need", "negotiating", false, true, false},
		{"a confidential file for staff in a dispute", ReaderStaff, "need", "disputed", true, true, true},
		{"a file for a stranger", "", "need", "negotiating", false, true, false},
	} {
		if got := c.who.MayOpen(c.side, c.state, c.confidential, c.accepted); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func TestReviewShown(t *testing.T) {
	done := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		what      string
		both      bool
		completed time.Time
		now       time.Time
		want      bool
	}{
		{"both are in", true, done, done, true},
		{"one is in, a day later", false, done, done.AddDate(0, 0, 1), false},
		{"one is in, a moment before the fourteenth day", false, done, done.AddDate(0, 0, 14).Add(-time.Second), false},
		{"one is in, on the fourteenth day", false, done, done.AddDate(0, 0, 14), true},
		{"nothing was completed", false, time.Time{}, done, false},
	} {
		if got := ReviewShown(c.both, c.completed, c.now, 14); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
