package hooks

import (
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/hooks/adminui"
)

// bindAdmin puts the admin UI into Chinese and closes what PocketBase leaves open.
func bindAdmin(app core.App) {
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		adminui.Register(e)
		e.Router.Unbind(apis.DefaultCorsMiddlewareId) // other sites' pages have no business here
		e.InstallerFunc = nil                         // the first superuser is made by command, see the handbook
		return e.Next()
	})
}
