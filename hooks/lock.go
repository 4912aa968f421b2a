package hooks

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/pocketbase/pocketbase/core"
)

// errServing says that another process already serves the data directory.
var errServing = errors.New("另一个 kejiyun 正在使用这个数据目录，请先停掉它（或者用 --dir 换一个目录）")

// bindLock takes the lock of the data directory before serving: two serving
// processes would each keep their own idea of what is matched and mailed.
func bindLock(app core.App) {
	app.OnBootstrap().BindFunc(func(e *core.BootstrapEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return os.Chmod(e.App.DataDir(), 0o700) // the directory holds everybody's contacts
	})
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		unlock, err := lockData(e.App)
		if err != nil {
			return err
		}
		app.OnTerminate().BindFunc(func(e *core.TerminateEvent) error {
			defer unlock()
			return e.Next()
		})
		return e.Next()
	})
}

// lockData takes the lock file of the data directory. The kernel gives it back
// when the process ends, however it ends.
func lockData(app core.App) (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(app.DataDir(), ".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock data directory: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, errServing
	}
	return func() { f.Close() }, nil
}
