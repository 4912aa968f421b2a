package posting

import (
	"slices"
	"time"

	"kejiyun/internal/domain"
)

// Advance decides one move: whether it is lawful, and if so what to write and
// whom to tell. After a submit whose owner is verified and whose text is clear
// enough, the system publishes in the same move; Steps then holds both steps.
//
// Every error is a *domain.Error: not_allowed (not in this capacity),
// unlawful_step (not from this status; params from, action), unverified_account,
// proxy_consent_required, reason_required, unknown_reason (param reason),
// one_reason_only (close), note_required, note_too_long (param max) and not_due
// (the clock's steps, too early).
func Advance(m Move) (Result, error) {
	res := Result{Event: m.Action}
	if err := res.step(m); err != nil {
		return Result{}, err
	}
	if m.Action == Submit && autoPublishes(m.Posting, m.Settings) {
		m.Posting.Status, m.Action, m.As = res.To, Publish, AsSystem
		m.Reasons, m.Note = nil, ""
		res.Tell = nil // the review queue has nothing to review
		if err := res.step(m); err != nil {
			return Result{}, err
		}
		auto := true
		res.Set.AutoPublished = &auto
	}
	return res, nil
}

// step takes one step of the table and adds what it comes to.
func (res *Result) step(m Move) error {
	rule, err := find(m.Action, m.Posting.Status, m.As)
	if err != nil {
		return err
	}
	if rule.guard != nil {
		if err := rule.guard(m); err != nil {
			return err
		}
	}
	if rule.set != nil {
		rule.set(&res.Set, m)
	}
	res.To = rule.To
	res.Steps = append(res.Steps, Step{From: m.Posting.Status, To: rule.To, As: m.As, Action: m.Action})
	for _, who := range rule.Tell {
		if !(who == TellOwner && m.As == AsOwner) && !(who == TellStaff && m.As == AsStaff) {
			res.Tell = append(res.Tell, who)
		}
	}
	return nil
}

func forgetReturn(c *Columns, _ Move) {
	none, empty := []string{}, ""
	c.ReturnReasons, c.Note = &none, &empty
}

func setReturned(c *Columns, m Move) {
	var reasons []string // in the order of the list, each once
	for _, r := range domain.ReturnReasons {
		if slices.Contains(m.Reasons, r) {
			reasons = append(reasons, r)
		}
	}
	c.ReturnReasons = &reasons
	setNote(c, m)
}

func setNote(c *Columns, m Move) {
	note := CleanText(m.Note)
	c.Note = &note
}

func setPublished(c *Columns, m Move) {
	now, auto := m.Now, false
	c.Published, c.AutoPublished = &now, &auto
	setConfirmed(c, m)
}

// setConfirmed starts the posting's validity anew.
func setConfirmed(c *Columns, m Move) {
	now := m.Now
	until := now.AddDate(0, 0, m.Settings.orDefault().ValidDays)
	c.Confirmed, c.ValidUntil = &now, &until
}

// setResumed: whoever may confirm a posting confirms it by resuming it. Staff
// may not speak for the owner, so their resuming leaves the dates.
func setResumed(c *Columns, m Move) {
	if m.As != AsStaff {
		setConfirmed(c, m)
	}
}

// setAsked keeps the promise that the owner has the days between asking and
// expiry to answer, even when the clock asked late (after an outage, or after
// months in which the posting was paused or engaged).
func setAsked(c *Columns, m Move) {
	s := m.Settings.orDefault()
	if until := m.Now.AddDate(0, 0, s.ValidDays-s.ReconfirmDays); until.After(m.Posting.ValidUntil) {
		c.ValidUntil = &until
	}
}

func setClosed(c *Columns, m Move) {
	reason := m.Reasons[0]
	c.CloseReason = &reason
	if m.Note != "" {
		setNote(c, m)
	}
}

// Due says which step the clock takes by itself now: ExpireSoon for a published
// posting whose last confirmation is ReconfirmDays old, Expire for an
// unconfirmed one past ValidUntil, empty for none. Without a confirmation the
// day of publishing counts; without any date nothing is due.
func Due(f Facts, s Settings, now time.Time) Action {
	s = s.orDefault()
	since := f.Confirmed
	if since.IsZero() {
		since = f.Published
	}
	switch {
	case since.IsZero():
	case f.Status == StatusPublished && !now.Before(since.AddDate(0, 0, s.ReconfirmDays)):
		return ExpireSoon
	case f.Status == StatusUnconfirmed:
		until := f.ValidUntil
		if until.IsZero() {
			until = since.AddDate(0, 0, s.ValidDays)
		}
		if !now.Before(until) {
			return Expire
		}
	}
	return ""
}
