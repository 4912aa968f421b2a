package posting

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kejiyun/internal/domain"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

func days(n int) time.Time { return noon.AddDate(0, 0, n) }

// goodMove is a move that wants for nothing but status and capacity.
func goodMove(status string, a Action, as Capacity) Move {
	m := Move{
		Posting: Facts{Status: status, Clarity: 60, Published: days(-400), Confirmed: days(-200), ValidUntil: days(-20)},
		Action:  a, As: as, Note: "因为", Now: noon,
		Settings: Settings{BrokerMayPublish: true}, HasProxyConsent: true, ActorVerified: true,
	}
	switch a {
	case Return:
		m.Reasons = []string{"too_vague"}
	case Close:
		m.Reasons = []string{"solved_here"}
	case Publish:
		m.Posting.OwnerVerified = true
		m.Posting.Clarity = 100
	}
	return m
}

func TestTableAgainstProductPage(t *testing.T) {
	var b strings.Builder
	for _, as := range append(capacities, "leader", "") {
		fmt.Fprintf(&b, "# as %q\n", as)
		for _, from := range domain.PostingStatuses {
			for _, r := range uniqueActions() {
				res, err := Advance(goodMove(from, r, as))
				if err == nil {
					fmt.Fprintf(&b, "%-12s %-12s → %s\n", from, r, res.To)
				}
			}
		}
	}
	golden(t, "table.txt", []byte(b.String()))
}

func uniqueActions() []Action {
	var as []Action
	for _, r := range Rules() {
		if !slices.Contains(as, r.Action) {
			as = append(as, r.Action)
		}
	}
	return as
}

func TestAdvanceRefuses(t *testing.T) {
	with := func(m Move, change func(*Move)) Move { change(&m); return m }
	for _, c := range []struct {
		name string
		move Move
		code string
		kind domain.Kind
	}{
		{"a leader reads only", goodMove(StatusDraft, Submit, "leader"), "not_allowed", domain.Forbidden},
		{"nobody in particular", goodMove(StatusDraft, Submit, ""), "not_allowed", domain.Forbidden},
		{"an owner does not publish", goodMove(StatusPending, Publish, AsOwner), "not_allowed", domain.Forbidden},
		{"an owner does not publish a draft either", goodMove(StatusDraft, Publish, AsOwner), "unlawful_step", domain.Conflict},
		{"staff do not submit what they returned", goodMove(StatusReturned, Submit, AsStaff), "not_allowed", domain.Forbidden},
		{"twice the same", goodMove(StatusPending, Submit, AsOwner), "unlawful_step", domain.Conflict},
		{"an unknown action", goodMove(StatusDraft, "praise", AsStaff), "unlawful_step", domain.Conflict},
		{"an unknown status", goodMove("lost", Close, AsStaff), "unlawful_step", domain.Conflict},
		{"nobody closes what was removed", goodMove(StatusRemoved, Close, AsOwner), "unlawful_step", domain.Conflict},
		{"an account nobody confirmed", with(goodMove(StatusDraft, Submit, AsOwner), func(m *Move) { m.ActorVerified = false }), "unverified_account", domain.Forbidden},
		{"a broker without proof of consent", with(goodMove(StatusDraft, Submit, AsBroker), func(m *Move) { m.HasProxyConsent = false }), "proxy_consent_required", domain.Forbidden},
		{"a broker publishes, the county says no", with(goodMove(StatusPending, Publish, AsBroker), func(m *Move) { m.Settings.BrokerMayPublish = false }), "not_allowed", domain.Forbidden},
		{"a broker publishes for no client of theirs", with(goodMove(StatusPending, Publish, AsBroker), func(m *Move) { m.HasProxyConsent = false }), "proxy_consent_required", domain.Forbidden},
		{"the system publishes for an unverified owner", with(goodMove(StatusPending, Publish, AsSystem), func(m *Move) { m.Posting.OwnerVerified = false }), "not_allowed", domain.Forbidden},
		{"the system publishes unclear text", with(goodMove(StatusPending, Publish, AsSystem), func(m *Move) { m.Posting.Clarity = 69 }), "not_allowed", domain.Forbidden},
		{"return without a reason", with(goodMove(StatusPending, Return, AsStaff), func(m *Move) { m.Reasons = nil }), "reason_required", domain.Invalid},
		{"return for a reason nobody knows", with(goodMove(StatusPending, Return, AsStaff), func(m *Move) { m.Reasons = []string{"ugly"} }), "unknown_reason", domain.Invalid},
		{"return for another reason, untold", with(goodMove(StatusPending, Return, AsStaff), func(m *Move) { m.Reasons, m.Note = []string{"other"}, " \n" }), "note_required", domain.Invalid},
		{"return with an endless note", with(goodMove(StatusPending, Return, AsStaff), func(m *Move) { m.Note = strings.Repeat("长", 801) }), "note_too_long", domain.Invalid},
		{"close without a reason", with(goodMove(StatusDraft, Close, AsOwner), func(m *Move) { m.Reasons = nil }), "reason_required", domain.Invalid},
		{"close for two", with(goodMove(StatusDraft, Close, AsOwner), func(m *Move) { m.Reasons = []string{"dropped", "elsewhere"} }), "one_reason_only", domain.Invalid},
		{"close with a return's reason", with(goodMove(StatusDraft, Close, AsOwner), func(m *Move) { m.Reasons = []string{"too_vague"} }), "unknown_reason", domain.Invalid},
		{"remove without a word", with(goodMove(StatusPublished, Remove, AsStaff), func(m *Move) { m.Note = "" }), "note_required", domain.Invalid},
		{"the clock too early", with(goodMove(StatusPublished, ExpireSoon, AsSystem), func(m *Move) { m.Posting.Confirmed = days(-149) }), "not_due", domain.Conflict},
	} {
		_, err := Advance(c.move)
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Kind != c.kind {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	_, err := Advance(goodMove(StatusPending, Submit, AsOwner))
	if e, _ := domain.AsError(err); e.Params["from"] != "pending" || e.Params["action"] != "submit" {
		t.Errorf("params of unlawful_step: %v", e.Params)
	}
}

func TestSubmitOfAVerifiedOwnerPublishes(t *testing.T) {
	m := goodMove(StatusReturned, Submit, AsOwner)
	m.Posting.OwnerVerified, m.Posting.Clarity = true, 70
	got, err := Advance(m)
	if err != nil {
		t.Fatal(err)
	}
	want := []Step{{StatusReturned, StatusPending, AsOwner, Submit}, {StatusPending, StatusPublished, AsSystem, Publish}}
	if got.To != StatusPublished || got.Event != Submit || !slices.Equal(got.Steps, want) || !slices.Equal(got.Tell, []Audience{TellOwner}) {
		t.Errorf("%+v", got)
	}
	s := got.Set
	if !*s.AutoPublished || !s.Published.Equal(noon) || !s.Confirmed.Equal(noon) || !s.ValidUntil.Equal(days(180)) || len(*s.ReturnReasons) != 0 || *s.Note != "" {
		t.Errorf("%+v", s)
	}
	m.Posting.Clarity = 69
	if got, _ = Advance(m); got.To != StatusPending || len(got.Steps) != 1 || !slices.Equal(got.Tell, []Audience{TellStaff}) {
		t.Errorf("unclear text goes to staff: %+v", got)
	}
	m.Posting.Clarity, m.Settings.AutoPublishClarity = 100, 101
	if got, _ = Advance(m); got.To != StatusPending {
		t.Errorf("the county reviews everything: %+v", got)
	}
}

func TestWhatAMoveWrites(t *testing.T) {
	ret := goodMove(StatusPending, Return, AsStaff)
	ret.Reasons, ret.Note = []string{"other", "no_metrics", "other"}, " 请补\r\n指标\x00 "
	got, err := Advance(ret)
	if err != nil || !slices.Equal(*got.Set.ReturnReasons, []string{"no_metrics", "other"}) || *got.Set.Note != "请补\n指标" {
		t.Errorf("return: %v %+v", err, got)
	}
	cl, _ := Advance(goodMove(StatusEngaged, Close, AsOwner))
	if *cl.Set.CloseReason != "solved_here" || !slices.Equal(cl.Tell, []Audience{TellParties}) {
		t.Errorf("close: %+v", cl)
	}
	asked, _ := Advance(goodMove(StatusPublished, ExpireSoon, AsSystem))
	if !asked.Set.ValidUntil.Equal(days(30)) {
		t.Errorf("asked late, the owner still has 30 days: %+v", asked.Set)
	}
	late := goodMove(StatusPublished, ExpireSoon, AsSystem)
	late.Posting.ValidUntil = days(60)
	if asked, _ = Advance(late); asked.Set.ValidUntil != nil {
		t.Errorf("a later date stays: %+v", asked.Set)
	}
	for as, renews := range map[Capacity]bool{AsOwner: true, AsBroker: true, AsStaff: false} {
		if r, _ := Advance(goodMove(StatusPaused, Resume, as)); (r.Set.Confirmed != nil) != renews {
			t.Errorf("resume as %s renews: %v", as, !renews)
		}
	}
}

func TestDue(t *testing.T) {
	s := DefaultSettings()
	for _, c := range []struct {
		name string
		f    Facts
		want Action
	}{
		{"fresh", Facts{Status: StatusPublished, Confirmed: days(-149)}, ""},
		{"150 days old", Facts{Status: StatusPublished, Confirmed: days(-150)}, ExpireSoon},
		{"never confirmed since it was published", Facts{Status: StatusPublished, Published: days(-151)}, ExpireSoon},
		{"without dates", Facts{Status: StatusPublished}, ""},
		{"unconfirmed, days left", Facts{Status: StatusUnconfirmed, Confirmed: days(-179), ValidUntil: days(1)}, ""},
		{"unconfirmed, the day has come", Facts{Status: StatusUnconfirmed, Confirmed: days(-180), ValidUntil: noon}, Expire},
		{"unconfirmed, no date kept", Facts{Status: StatusUnconfirmed, Confirmed: days(-180)}, Expire},
		{"paused postings wait", Facts{Status: StatusPaused, Confirmed: days(-900), ValidUntil: days(-700)}, ""},
		{"engaged ones too", Facts{Status: StatusEngaged, Confirmed: days(-900), ValidUntil: days(-700)}, ""},
	} {
		if got := Due(c.f, s, noon); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if Due(Facts{Status: StatusPublished, Confirmed: days(-50)}, Settings{ValidDays: 60, ReconfirmDays: 90}, noon) != ExpireSoon {
		t.Error("asking after the end makes no sense: at five sixths instead")
	}
}

func TestCapacityOf(t *testing.T) {
	const county, other = "511129000000", "511130000000"
	for _, c := range []struct {
		actor domain.Actor
		want  Capacity
	}{
		{domain.Actor{ID: "m1", Role: domain.Member, Region: county}, AsOwner},
		{domain.Actor{ID: "m2", Role: domain.Member, Region: county}, ""},
		{domain.Actor{ID: "", Role: domain.Member}, ""},
		{domain.Actor{ID: "m1", Role: domain.Visitor}, ""},
		{domain.Actor{ID: "s1", Role: domain.Broker, Region: county}, AsBroker},
		{domain.Actor{ID: "s1", Role: domain.Broker, Region: other}, ""},
		{domain.Actor{ID: "s1", Role: domain.Staff, Region: "511100000000"}, AsStaff},
		{domain.Actor{ID: "s1", Role: domain.Staff, Region: other}, ""},
		{domain.Actor{ID: "m1", Role: domain.Leader, Region: county}, ""},
		{domain.Actor{Role: domain.Superuser}, AsStaff},
		{domain.Actor{Role: domain.System}, AsSystem},
	} {
		if got := CapacityOf(c.actor, []string{"", "m1"}, county); got != c.want {
			t.Errorf("%+v: %q, want %q", c.actor, got, c.want)
		}
	}
}

func TestNextIsWhatAdvanceAllows(t *testing.T) {
	for _, as := range append(capacities, "leader", "") {
		for _, status := range append(domain.PostingStatuses, "lost") {
			var want []Action
			for _, a := range uniqueActions() {
				if _, err := Advance(goodMove(status, a, as)); err == nil {
					want = append(want, a)
				}
			}
			f := goodMove(status, Publish, as).Posting
			if got := Next(f, as, Settings{BrokerMayPublish: true}); !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %q: %v, want %v", status, as, got, want)
			}
		}
	}
	if slices.Contains(Next(Facts{Status: StatusPending}, AsBroker, Settings{}), Publish) {
		t.Error("a button to publish where brokers may not")
	}
}

func TestLawful(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"", StatusDraft, true}, {"", StatusPublished, false},
		{StatusDraft, StatusPending, true}, {StatusDraft, StatusPublished, false},
		{StatusPublished, StatusPublished, true}, {"lost", "lost", false},
		{StatusEngaged, StatusPublished, true}, {StatusRemoved, StatusPublished, false},
		{StatusExpired, StatusPublished, false}, {StatusExpired, StatusClosed, true},
		{StatusClosed, StatusRemoved, true}, {StatusRemoved, StatusClosed, false},
	} {
		if got := Lawful(c.from, c.to); got != c.want {
			t.Errorf("%q → %q: %v", c.from, c.to, got)
		}
	}
}
