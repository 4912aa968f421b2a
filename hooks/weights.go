package hooks

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/match"
)

// weightsFile is where learned weights lie in the data directory. The file is the
// switch: there, and the portal ranks by it; gone, and it ranks by the shipped ones.
const weightsFile = "weights.json"

func weightsPath(app core.App) string { return filepath.Join(app.DataDir(), weightsFile) }

// liveWeights returns the weights to rank by and whether they are those of the
// file. A file that is not valid is an error beside the shipped weights: matching
// goes on with those.
func liveWeights(app core.App) (w match.Weights, learned bool, err error) {
	w, err = match.ReadWeights(weightsPath(app))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return match.DefaultWeights(), false, nil
	case err != nil:
		return match.DefaultWeights(), false, err
	}
	return w, true, nil
}

// weightsNow is liveWeights for an engine that is being built; what is wrong
// with the file goes to the log.
func weightsNow(app core.App) match.Weights {
	w, learned, err := liveWeights(app)
	switch {
	case err != nil:
		app.Logger().Warn("weights.json is not valid, matching uses the shipped weights", "error", err)
	case learned:
		app.Logger().Info("matching uses the weights of weights.json")
	}
	return w
}

// checkWeights is the doctor's look at which weights are live.
func checkWeights(app core.App, _ time.Time) finding {
	_, learned, err := liveWeights(app)
	switch {
	case err != nil:
		return finding{"配对权重", false, "权重文件无效，正在用随程序的权重。" + err.Error() + "。改好或删掉后一分钟内生效。"}
	case learned:
		info, err := os.Stat(weightsPath(app))
		if err != nil {
			return finding{"配对权重", false, "读不到 " + weightsPath(app) + "，请检查权限。"}
		}
		return finding{"配对权重", true, fmt.Sprintf("%s（%s 写入）；删掉它就恢复随程序的权重", weightsFile, info.ModTime().In(zone).Format("2006-01-02 15:04"))}
	}
	return finding{"配对权重", true, "随程序的权重"}
}

// weightsStamp tells one state of the file from another.
func weightsStamp(app core.App) string {
	info, err := os.Stat(weightsPath(app))
	if err != nil {
		return "none"
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// watchWeights lets the engine be built anew when the file has come, gone or
// changed since the last look.
func (m *matcher) watchWeights(app core.App) {
	stamp := weightsStamp(app)
	if m.weights != "" && m.weights != stamp {
		m.outdated.Store(true)
	}
	m.weights = stamp
}
