package store

// TitleOf returns what a record's page is called and the region it lies in, both
// "" when the viewer may not open it.
func (l *Lens) TitleOf(collection, id string) (title, region string, err error) {
	switch collection {
	case "needs":
		if v, err := l.NeedPage(id); err != nil || v != nil {
			return pick(v, err, func() (string, Place) { return v.Title, v.Place })
		}
	case "offers":
		if v, err := l.OfferPage(id); err != nil || v != nil {
			return pick(v, err, func() (string, Place) { return v.Title, v.Place })
		}
	case "workers":
		if v, err := l.WorkerPage(id); err != nil || v != nil {
			return pick(v, err, func() (string, Place) { return v.DisplayName, v.Place })
		}
	case "teams":
		if v, err := l.TeamPage(id); err != nil || v != nil {
			return pick(v, err, func() (string, Place) { return v.Name, v.Place })
		}
	case "orgs":
		if v, err := l.OrgPage(id); err != nil || v != nil {
			return pick(v, err, func() (string, Place) { return v.Name, v.Place })
		}
	}
	return "", "", nil
}

func pick[V any](v *V, err error, of func() (string, Place)) (string, string, error) {
	if v == nil || err != nil {
		return "", "", err
	}
	title, place := of()
	return title, place.Code, nil
}
