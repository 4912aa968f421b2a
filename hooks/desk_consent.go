package hooks

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/posting"
	"kejiyun/internal/store"
)

// proxyWays are the ways in which somebody can agree that the desk writes for
// them. A tick is a member's own and proves nothing here; paper is a photo.
var proxyWays = []string{"recording", "photo", "sms"}

// consentForm says how somebody agreed. Without a way, an earlier consent of the
// same org or worker that still holds is used.
type consentForm struct {
	How   string `json:"how"`
	Note  string `json:"note"` // number of the recording, who agreed, when
	files []*filesystem.File
}

// check says what is missing: a recording wants its number, a photo its picture.
func (f *consentForm) check() error {
	bad := domain.FieldErrors{}
	f.Note = posting.CleanText(f.Note)
	if !slices.Contains(proxyWays, f.How) {
		bad.Add("how", "unknown_choice")
	}
	if len([]rune(f.Note)) > 200 {
		bad.Add("note", "too_long", "max", 200)
	}
	if f.How == "photo" && len(f.files) == 0 {
		bad.Add("proof", "consent_proof")
	}
	if f.How != "photo" && f.Note == "" && len(f.files) == 0 {
		bad.Add("note", "consent_proof")
	}
	return bad.Err()
}

// keep writes the consent and returns its id; column is org or worker, id whose
// consent it is.
func (f *consentForm) keep(tx core.App, actor domain.Actor, column, id string) (string, error) {
	if f.How == "" {
		consent, err := proxyConsent(tx, column, id)
		if err != nil {
			return "", err
		}
		if consent == nil {
			return "", domain.FieldErrors{"how": domain.Errorf(domain.Invalid, "proxy_consent_required")}.Err()
		}
		return consent.Id, nil
	}
	if err := f.check(); err != nil {
		return "", err
	}
	c, err := tx.FindCachedCollectionByNameOrId("consents")
	if err != nil {
		return "", err
	}
	r := core.NewRecord(c)
	r.Load(map[string]any{column: id, "purpose": "proxy", "how": f.How, "proof_note": f.Note, "ip": actor.IP, "given_at": types.NowDateTime(),
		"version": store.SettingText(tx, "consent.version")})
	if len(f.files) > 0 {
		r.Set("proof", f.files)
	}
	if actor.Role != domain.Superuser {
		r.Set("by", actor.ID)
	}
	if err := tx.Save(store.By(r, actor)); err != nil {
		return "", fmt.Errorf("keep consent: %w", err)
	}
	return r.Id, nil
}

// proxyConsent finds the latest consent to being written for that still holds;
// nil when there is none.
func proxyConsent(app core.App, column, id string) (*core.Record, error) {
	var rows []*core.Record
	err := app.RecordQuery("consents").AndWhere(dbx.HashExp{column: id, "purpose": "proxy", "withdrawn_at": ""}).
		OrderBy("given_at DESC", "rowid DESC").Limit(1).All(&rows)
	if err != nil {
		return nil, fmt.Errorf("find proxy consent: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows[0], nil
}

// contactForm says how to reach somebody without an account.
type contactForm struct {
	Phone    string `json:"phone"`
	Email    string `json:"email"`
	WeChat   string `json:"wechat"`
	BestTime string `json:"best_time"`
}

// check tidies the contact and says what is wrong with it.
func (f *contactForm) check(bad domain.FieldErrors) {
	f.Phone = strings.NewReplacer(" ", "", "-", "", "－", "", "(", "", ")", "", "（", "", "）", "").Replace(posting.CleanLine(f.Phone))
	if f.Phone != "" && !telephone.MatchString(f.Phone) {
		bad.Add("phone", "phone_invalid")
	}
	if f.Email != "" {
		kind, email := domain.LoginKind(f.Email)
		if f.Email = email; kind != "email" {
			bad.Add("email", "email_invalid")
		}
	}
	f.WeChat, f.BestTime = posting.CleanLine(f.WeChat), posting.CleanLine(f.BestTime)
	for column, l := range map[string]struct {
		value string
		max   int
	}{"wechat": {f.WeChat, 40}, "best_time": {f.BestTime, 60}} {
		if len([]rune(l.value)) > l.max {
			bad.Add(column, "too_long", "max", l.max)
		}
	}
}

// required: who has no account can only be reached by telephone.
func (f *contactForm) required() error {
	if f.Phone != "" {
		return nil
	}
	return domain.FieldErrors{"phone": domain.Errorf(domain.Invalid, "required")}.Err()
}

// keep writes the contact of an org or a worker without account; what is not
// given leaves an earlier one as it is.
func (f *contactForm) keep(tx core.App, actor domain.Actor, column, id string) error {
	given := map[string]any{}
	for name, value := range map[string]string{"phone": f.Phone, "email": f.Email, "wechat": f.WeChat, "best_time": f.BestTime} {
		if value != "" {
			given[name] = value
		}
	}
	if len(given) == 0 {
		return nil
	}
	r, err := tx.FindFirstRecordByData("contacts", column, id)
	if err != nil {
		given[column] = id
		return addRecord(tx, "contacts", actor, given)
	}
	r.Load(given)
	if err := tx.Save(store.By(r, actor)); err != nil {
		return fmt.Errorf("keep contact: %w", err)
	}
	return nil
}

// uploads returns the files of a form; none when the body is no form.
func uploads(e *core.RequestEvent, name string) ([]*filesystem.File, error) {
	files, err := e.FindUploadedFiles(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "invalid_json")
	}
	return files, nil
}
