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

// trainOnHistory learns from what people did with their matches and writes what
// is better into the data directory, or to out.
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
	seen := map[string]bool{}
	read := func(r *core.Record) error {
		seen[r.Collection().Name+r.Id] = true
		if r.Collection().Name == "offers" {
			o, err := store.Offer(app, r)
			offers = append(offers, o)
			return err
		}
		n, err := store.Need(app, r)
		needs = append(needs, n)
		return err
	}
	for _, collection := range postings {
		if err := store.EachMatchable(app, collection, read); err != nil {
			return nil, nil, err
		}
	}
	for _, j := range judged {
		for _, p := range [][2]string{{"needs", j.Need}, {"offers", j.Offer}} {
			if seen[p[0]+p[1]] {
				continue
			}
			r, err := app.FindRecordById(p[0], p[1])
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err == nil {
				err = read(r)
			}
			if err != nil {
				return nil, nil, fmt.Errorf("read judged %s %s: %w", p[0], p[1], err)
			}
		}
	}
	return offers, needs, nil
}
