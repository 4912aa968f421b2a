package main

// times are those of single searches, in milliseconds, and how much of what our
// engine finds by text alone was found.
type times struct {
	P50     float64 `json:"p50_ms_cpu"`
	P99     float64 `json:"p99_ms_cpu"`
	WallP50 float64 `json:"p50_ms_wall"`
	WallP99 float64 `json:"p99_ms_wall"`
	Terms   int     `json:"terms_p50"`
	Overlap float64 `json:"overlap_at_20"`
}

// line is what was measured of one peer.
type line struct {
	Peer      string  `json:"peer"`
	Version   string  `json:"version"`
	Offers    int     `json:"offers"`
	Needs     int     `json:"needs"`
	Seed      int64   `json:"seed"`
	BuildCPU  float64 `json:"build_s_cpu"`
	Build     float64 `json:"build_s_wall"`
	Disk      int     `json:"disk_bytes_per_offer"`
	Memory    int     `json:"memory_bytes_per_offer"` // after the searches; without mapped files
	Whole     times   `json:"offers_for_need"`
	Few       times   `json:"offers_for_need_rarest_32"`
	UpdateP50 float64 `json:"update_us_p50_wall"`
	UpdateP99 float64 `json:"update_us_p99_wall"`
}
