package docking

import (
	"math"
	"slices"
	"time"
)

// Service is one completed docking in a worker's record of service.
type Service struct {
	Docking   string    `json:"docking"`
	Org       string    `json:"org"`
	Title     string    `json:"title"`
	Outcome   string    `json:"outcome"`
	Hours     float64   `json:"hours"`
	People    int       `json:"people"`
	Completed time.Time `json:"completed_at"`
}

// ServiceTotals are a year's service in figures.
type ServiceTotals struct {
	Times  int     `json:"times"`
	Orgs   int     `json:"orgs"` // different ones
	Hours  float64 `json:"hours"`
	People int     `json:"people"`
	Free   int     `json:"free"` // solved for nothing
}

// ServiceYear picks the services completed in a year of the site's calendar,
// oldest first, and adds them up. Work that came to nothing or was only referred
// is no service.
func ServiceYear(all []Service, year int) ([]Service, ServiceTotals) {
	items, totals, orgs := []Service{}, ServiceTotals{}, map[string]bool{}
	for _, s := range all {
		if s.Completed.In(paperZone).Year() != year || s.Outcome == "none" || s.Outcome == "referred" {
			continue
		}
		items = append(items, s)
		orgs[s.Org] = true
		totals.Hours += s.Hours
		totals.People += s.People
		if s.Outcome == "free" {
			totals.Free++
		}
	}
	slices.SortStableFunc(items, func(a, b Service) int { return a.Completed.Compare(b.Completed) })
	totals.Times, totals.Orgs = len(items), len(orgs)
	totals.Hours = math.Round(totals.Hours*10) / 10
	return items, totals
}
