package hooks

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// consentToPublish keeps a member's separate consent to a public profile (PIPL
// art. 25) before it goes to review. Who gave it already need not again.
func consentToPublish(tx core.App, actor domain.Actor, given bool) error {
	before, err := tx.CountRecords("consents", dbx.HashExp{"member": actor.ID, "purpose": "publish", "withdrawn_at": ""})
	if err != nil {
		return fmt.Errorf("look for consent: %w", err)
	}
	if before > 0 {
		return nil
	}
	if !given {
		return domain.FieldErrors{"consent": domain.Errorf(domain.Invalid, "consent_public")}.Err()
	}
	return addRecord(tx, "consents", actor, map[string]any{"member": actor.ID, "purpose": "publish", "how": "ticked", "ip": actor.IP,
		"version": store.Setting(tx, "consent.version", ""), "given_at": types.NowDateTime()})
}
