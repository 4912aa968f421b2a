package posting

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kejiyun/internal/domain"
)

// Guards tell what a move wants beside status and capacity; nil means go on.

// maySubmit: owners need an account whose email or phone is confirmed, brokers
// a proof that the owner lets them act.
func maySubmit(m Move) *domain.Error {
	switch {
	case m.As == AsOwner && !m.ActorVerified:
		return domain.Errorf(domain.Forbidden, "unverified_account")
	case m.As == AsBroker && !m.HasProxyConsent:
		return domain.Errorf(domain.Forbidden, "proxy_consent_required")
	}
	return nil
}

// mayPublish: brokers publish for their own clients (those who consented) where
// the county lets them; the system what needs no review.
func mayPublish(m Move) *domain.Error {
	switch {
	case m.As == AsBroker && !m.Settings.BrokerMayPublish,
		m.As == AsSystem && !autoPublishes(m.Posting, m.Settings):
		return domain.Errorf(domain.Forbidden, "not_allowed", "action", string(m.Action))
	case m.As == AsBroker && !m.HasProxyConsent:
		return domain.Errorf(domain.Forbidden, "proxy_consent_required")
	}
	return nil
}

// autoPublishes tells whether a posting needs no review: its owner is verified
// and the text is clear enough.
func autoPublishes(f Facts, s Settings) bool {
	return f.OwnerVerified && f.Clarity >= s.orDefault().AutoPublishClarity
}

func hasReturnReasons(m Move) *domain.Error {
	if len(m.Reasons) == 0 {
		return domain.Errorf(domain.Invalid, "reason_required")
	}
	if err := knownReasons(m.Reasons, domain.ReturnReasons); err != nil {
		return err
	}
	if slices.Contains(m.Reasons, "other") {
		return hasNote(m)
	}
	return noteFits(m)
}

func hasCloseReason(m Move) *domain.Error {
	switch len(m.Reasons) {
	case 0:
		return domain.Errorf(domain.Invalid, "reason_required")
	case 1:
		if err := knownReasons(m.Reasons, domain.CloseReasons); err != nil {
			return err
		}
		return noteFits(m)
	}
	return domain.Errorf(domain.Invalid, "one_reason_only")
}

func knownReasons(given, known []string) *domain.Error {
	for _, r := range given {
		if !slices.Contains(known, r) {
			return domain.Errorf(domain.Invalid, "unknown_reason", "reason", r)
		}
	}
	return nil
}

func hasNote(m Move) *domain.Error {
	if strings.TrimSpace(CleanText(m.Note)) == "" {
		return domain.Errorf(domain.Invalid, "note_required")
	}
	return noteFits(m)
}

func noteFits(m Move) *domain.Error {
	if utf8.RuneCountInString(CleanText(m.Note)) > domain.MaxShortText {
		return domain.Errorf(domain.Invalid, "note_too_long", "max", domain.MaxShortText)
	}
	return nil
}

// isDue keeps a faulty job from expiring what is still fresh.
func isDue(m Move) *domain.Error {
	if Due(m.Posting, m.Settings, m.Now) != m.Action {
		return domain.Errorf(domain.Conflict, "not_due", "action", string(m.Action))
	}
	return nil
}
