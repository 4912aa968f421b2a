package hooks

import (
	"runtime"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
)

// BenchmarkDigestRun composes and queues the digests of many members, each of
// whom has something in it, and reports how many a second and how far the heap
// grew meanwhile. KEJIYUN_BENCH_MEMBERS says how many (100000 for a province):
// the heap must not grow with them.
func BenchmarkDigestRun(b *testing.B) {
	n := fromEnv("KEJIYUN_BENCH_MEMBERS", 2000)
	for b.Loop() {
		b.StopTimer()
		c := newCounty(b)
		manyReaders(b, c, n)
		grown := watchHeap()
		b.StartTimer()
		begun := time.Now()
		counts, err := runDigest(b.Context(), c, tuesday)
		if err != nil || counts["queued"] < n {
			b.Fatalf("%v, %v", counts, err)
		}
		b.ReportMetric(float64(n)/time.Since(begun).Seconds(), "digests/s")
		b.ReportMetric(grown(), "MB-grown")
	}
}

// watchHeap looks at the heap until the function it returns is called, which
// tells by how many megabytes it grew at most.
func watchHeap() (grown func() float64) {
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	done, most := make(chan bool), make(chan uint64)
	go func() {
		peak := before.HeapInuse
		for {
			select {
			case <-done:
				most <- peak
				return
			case <-time.After(50 * time.Millisecond):
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapInuse)
			}
		}
	}()
	return func() float64 {
		close(done)
		return float64(<-most-before.HeapInuse) / (1 << 20)
	}
}

// BenchmarkCampaign tells a notice to many members, every second of them by a
// mail at once, and reports as BenchmarkDigestRun does.
func BenchmarkCampaign(b *testing.B) {
	n := fromEnv("KEJIYUN_BENCH_MEMBERS", 2000)
	for b.Loop() {
		b.StopTimer()
		c := newCounty(b)
		manyReaders(b, c, n)
		set := dbx.Params{"region": "511423100000", "mail_wishes": dbx.NewExp(`iif(id LIKE '%0' OR id LIKE '%2' OR id LIKE '%4' OR id LIKE '%6' OR id LIKE '%8', '{"news":"now"}', '{}')`)}
		if _, err := c.DB().Update("members", set, nil).Execute(); err != nil {
			b.Fatal(err)
		}
		notice := save(b, c, "notices", map[string]any{"kind": "call", "title": "征集花椒技术需求", "body": "月底以前都可以报。", "region": "511423100000", "status": "published", "published_at": tuesday})
		save(b, c, "campaigns", map[string]any{"notice": notice.Id, "audience": "all", "region": "511423100000", "state": "running", "people": n})
		grown := watchHeap()
		b.StartTimer()
		begun := time.Now()
		counts, err := runCampaigns(b.Context(), c, tuesday.Add(time.Hour))
		if err != nil || counts["told"] < n {
			b.Fatalf("%v, %v", counts, err)
		}
		b.ReportMetric(float64(n)/time.Since(begun).Seconds(), "people/s")
		b.ReportMetric(grown(), "MB-grown")
	}
}

// manyReaders adds members with one piece of news each, past the record hooks.
func manyReaders(b *testing.B, c *county, n int) {
	b.Helper()
	for _, q := range []string{
		"WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < {:n}) INSERT INTO members " +
			"(id, email, name, verified, reco_on, digest, digest_weekday, digest_hour, digest_period, tokenKey, password, created, updated) " +
			"SELECT printf('reader%09d', x), printf('r%d@example.com', x), printf('读者%d', x), TRUE, TRUE, 'weekly', 2, '08:30', '', printf('k%040d', x), 'x', {:now}, {:now} FROM i",
		"WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < {:n}) INSERT INTO notifications " +
			"(id, [[key]], member, topic, kind, title, url, in_digest, mailed_at, read_at, created, updated) " +
			"SELECT printf('news%011d', x), printf('bench:%d', x), printf('reader%09d', x), 'news', 'notice', '花椒烘干技术培训下周三在县农技站举行', '/me', TRUE, '', '', {:now}, {:now} FROM i",
	} {
		_, err := c.DB().NewQuery(q).Bind(dbx.Params{"n": n, "now": tuesday.UTC().Add(-time.Hour).Format("2006-01-02 15:04:05.000Z")}).Execute()
		if err != nil {
			b.Fatal(err)
		}
	}
}
