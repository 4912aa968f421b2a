package hooks

import (
	"kejiyun/internal/demo"
	"kejiyun/internal/domain"
	"kejiyun/internal/store"
)

// notices publishes what the association of the sample county makes known.
func (l *loader) notices(d demo.Data) error {
	for _, n := range demo.Notices(l.now) {
		_, err := l.add("notices", "notice "+n.Kind, map[string]any{"kind": n.Kind, "title": n.Title, "body": n.Body, "region": d.Region,
			"status": domain.NoticePublished, "published_at": store.Stamp(n.Published)})
		if err != nil {
			return err
		}
	}
	return nil
}
