package posting

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kejiyun/internal/domain"
)

// TestRandomWalks lets anybody try anything at any time and holds every walk to
// what must always be true, without asking the table.
func TestRandomWalks(t *testing.T) {
	actions := append(uniqueActions(), "praise")
	rapid.Check(t, func(t *rapid.T) {
		now := noon
		f := Facts{Status: StatusDraft}
		settings := Settings{
			AutoPublishClarity: rapid.IntRange(0, 101).Draw(t, "threshold"),
			ValidDays:          rapid.IntRange(0, 400).Draw(t, "valid"),
			ReconfirmDays:      rapid.IntRange(0, 400).Draw(t, "reconfirm"),
			BrokerMayPublish:   rapid.Bool().Draw(t, "brokers"),
		}
		f.OwnerVerified = rapid.Bool().Draw(t, "verified")
		var asked time.Time // when the owner was last asked to confirm
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hours")) * time.Hour)
			f.Clarity = rapid.IntRange(0, 100).Draw(t, "clarity")
			m := Move{
				Posting: f, Now: now, Settings: settings,
				Action:  rapid.SampledFrom(actions).Draw(t, "action"),
				As:      rapid.SampledFrom([]Capacity{AsOwner, AsBroker, AsStaff, AsSystem, "leader", ""}).Draw(t, "as"),
				Reasons: rapid.SliceOfN(rapid.SampledFrom(append(append([]string{"ugly"}, domain.ReturnReasons...), domain.CloseReasons...)), 0, 2).Draw(t, "reasons"),
				Note:    rapid.SampledFrom([]string{"", " ", "说明"}).Draw(t, "note"), HasProxyConsent: rapid.Bool().Draw(t, "consent"), ActorVerified: rapid.Bool().Draw(t, "confirmed account"),
			}
			res, err := Advance(m)
			if err != nil {
				if _, ok := domain.AsError(err); !ok {
					t.Fatalf("not a domain error: %v", err)
				}
				continue
			}
			at := f.Status
			for _, s := range res.Steps {
				if s.From != at || !Lawful(s.From, s.To) || !slices.Contains(domain.PostingStatuses, s.To) {
					t.Fatalf("unlawful step %+v from %s", s, at)
				}
				at = s.To
			}
			if at != res.To || len(res.Steps) == 0 || len(res.Steps) > 2 {
				t.Fatalf("the steps %v do not lead to %s", res.Steps, res.To)
			}
			always(t, m, res, asked)
			if res.To == StatusUnconfirmed {
				asked = now
			}
			f = apply(f, res)
		}
	})
}

func always(t *rapid.T, m Move, res Result, asked time.Time) {
	was := m.Posting.Status
	switch {
	case was == StatusRemoved:
		t.Fatalf("something left the removed: %+v", res)
	case was == StatusClosed && res.To != StatusRemoved:
		t.Fatalf("something reopened: %+v", res)
	case m.As == "leader" || m.As == "":
		t.Fatalf("somebody without capacity did %s", m.Action)
	case res.To == StatusPublished && was == StatusDraft && !m.Posting.OwnerVerified:
		t.Fatalf("published unreviewed and unverified")
	case res.To == StatusRemoved && (m.As != AsStaff || *res.Set.Note == ""):
		t.Fatalf("removed without a word, or not by staff")
	case res.To == StatusReturned && len(*res.Set.ReturnReasons) == 0:
		t.Fatalf("returned without a reason")
	case res.To == StatusClosed && !slices.Contains(domain.CloseReasons, *res.Set.CloseReason):
		t.Fatalf("closed without a reason")
	case m.Action == Submit && m.As == AsBroker && !m.HasProxyConsent:
		t.Fatalf("a broker acted without consent")
	}
	if res.To == StatusExpired {
		s := m.Settings.orDefault()
		if grace := asked.AddDate(0, 0, s.ValidDays-s.ReconfirmDays); m.Now.Before(grace) {
			t.Fatalf("asked at %v, expired at %v, before %v", asked, m.Now, grace)
		}
	}
	if m.As == AsOwner && m.Action != Submit && slices.Contains(res.Tell, TellOwner) {
		t.Fatalf("the owner is told of their own doing")
	}
}

func apply(f Facts, res Result) Facts {
	f.Status = res.To
	for _, c := range []struct{ to, from *time.Time }{{&f.Published, res.Set.Published}, {&f.Confirmed, res.Set.Confirmed}, {&f.ValidUntil, res.Set.ValidUntil}} {
		if c.from != nil {
			*c.to = *c.from
		}
	}
	return f
}
