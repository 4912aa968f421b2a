package hooks

import (
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/domain"
	"kejiyun/internal/match"
	"kejiyun/internal/store"
)

// trainOnHistory learns from what people did with their matches and dockings and
// writes what is better into the data directory, or to out.
func trainOnHistory(to io.Writer, app core.App, out string) error {
	if _, _, err := liveWeights(app); err != nil {
		return fmt.Errorf("现有的权重文件无效，请先改好或删掉。%w", err)
	}
	judged, err := store.Judgements(app)
	if err != nil {
		return err
	}
	config, err := matchConfig(app)
	if err != nil {
		return err
	}
	offers, needs, err := judgedPostings(app, judged)
	if err != nil {
		return err
	}
	t, err := match.TrainHistory(config, offers, needs, judged)
	if err != nil {
		return err
	}
	printTraining(to, t)
	if out == "" {
		out = weightsPath(app)
	}
	return finishTraining(to, t, out)
}

// judgedPostings returns all postings that are matched now, and those of the
// judgements that no longer are.
func judgedPostings(app core.App, judged []domain.Judgement) (offers []domain.Offer, needs []domain.Need, err error) {
	there := map[string]bool{}
	for o, err := range store.OfferStream(app) {
		if err != nil {
			return nil, nil, err
		}
		offers, there["offers"+o.ID] = append(offers, o), true
	}
	for n, err := range store.NeedStream(app) {
		if err != nil {
			return nil, nil, err
		}
		needs, there["needs"+n.ID] = append(needs, n), true
	}
	for _, j := range judged {
		if offers, err = andGone(app, "offers", j.Offer, there, offers, store.Offer); err != nil {
			return nil, nil, err
		}
		if needs, err = andGone(app, "needs", j.Need, there, needs, store.Need); err != nil {
			return nil, nil, err
		}
	}
	return offers, needs, nil
}

// andGone adds a posting to a list, unless it is there or deleted.
func andGone[T any](app core.App, collection, id string, there map[string]bool, list []T, read func(core.App, *core.Record) (T, error)) ([]T, error) {
	if there[collection+id] {
		return list, nil
	}
	there[collection+id] = true
	r, err := app.FindRecordById(collection, id)
	if errors.Is(err, sql.ErrNoRows) {
		return list, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find judged %s %s: %w", collection, id, err)
	}
	x, err := read(app, r)
	if err != nil {
		return nil, fmt.Errorf("read judged %s %s: %w", collection, id, err)
	}
	return append(list, x), nil
}
