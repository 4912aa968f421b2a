package hooks

import (
	"time"

	"kejiyun/internal/demo"
	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
)

// common are the columns of a posting of the sample county.
func (l *loader) common(p domain.Posting, returned map[string][]string) map[string]any {
	values := map[string]any{"kind": p.Kind, "title": p.Title, "summary": p.Summary, "fields": p.Fields, "keywords": p.Keywords,
		"cooperation": p.Cooperation, "region": p.Region, "share": p.Share, "status": p.Status, "return_reasons": returned[p.ID],
		"published_at": date(p.Published), "valid_until": date(p.ValidUntil), "last_confirmed": date(p.Confirmed)}
	if p.Status == posting.StatusPending || p.Status == posting.StatusReturned {
		values["submitted_at"] = l.now.Add(-time.Duration(len(p.Title)%90) * time.Hour)
	}
	return values
}

// date leaves a column empty for the zero time.
func date(t time.Time) any {
	if t.IsZero() {
		return ""
	}
	return t
}

func (l *loader) offers(d demo.Data) error {
	for _, o := range d.Offers {
		values := adding(l.common(o.Posting, d.Returned), map[string]any{"worker": l.ids[o.Worker], "team": l.ids[o.Team], "org": l.ids[o.Org],
			"description": o.Description, "advantages": o.Advantages, "stage": o.Stage, "trl": o.TRL, "ipr": o.IPR, "price": o.Price, "fee": o.Fee,
			"modes": o.Modes, "radius": o.Radius})
		if _, err := l.add("offers", o.ID, values); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) needs(d demo.Data) error {
	for _, n := range d.Needs {
		values := adding(l.common(n.Posting, d.Returned), map[string]any{"org": l.ids[n.Org], "detail": n.Detail, "detail_to": n.DetailTo,
			"metrics": n.Metrics, "tried": n.Tried, "budget": n.Budget, "amount": n.Amount, "deadline": date(n.Deadline), "urgency": n.Urgency,
			"challenge_class": n.ChallengeClass, "open_call": n.Call, "talent": n.Talent, "anonymity": n.Anonymity, "nda": n.NDA})
		if _, err := l.add("needs", n.ID, values); err != nil {
			return err
		}
	}
	return nil
}
