package hooks

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// BenchmarkDigestRun composes and queues the digests of many members, each of
// whom has five new matches in it and every third some news, and reports how many
// a second, what processor time each takes, and how far the heap grew meanwhile.
// KEJIYUN_BENCH_MEMBERS says how many (100000 for a province): the heap must not
// grow with them.
func BenchmarkDigestRun(b *testing.B) {
	n := fromEnv("KEJIYUN_BENCH_MEMBERS", 2000)
	for b.Loop() {
		b.StopTimer()
		c := newCounty(b)
		manyReaders(b, c, n)
		m := watchHeap()
		b.StartTimer()
		counts, err := runDigest(b.Context(), c, tuesday)
		b.StopTimer()
		m.report(b, n, "digest")
		if err != nil || counts["queued"] < n {
			b.Fatalf("%v, %v", counts, err)
		}
		b.StartTimer()
	}
}

// BenchmarkHandOver hands many queued digests over to a mail server on the same
// machine, one connection for all; each is committed twice, before and after.
func BenchmarkHandOver(b *testing.B) {
	n := fromEnv("KEJIYUN_BENCH_MAILS", 300)
	for b.Loop() {
		b.StopTimer()
		c := newCounty(b)
		manyReaders(b, c, n)
		if _, err := runDigest(b.Context(), c, tuesday); err != nil {
			b.Fatal(err)
		}
		for _, key := range []string{"mail.per_minute", "mail.per_day", "mail.per_host_minute"} {
			limit(b, c, key, 1e6)
		}
		m := watchHeap()
		b.StartTimer()
		counts, err := deliver(context.Background(), c, time.Now().Add(time.Minute))
		b.StopTimer()
		m.report(b, n, "mail")
		if err != nil || counts["sent"] < n {
			b.Fatalf("%v, %v", counts, err)
		}
		b.StartTimer()
	}
}

// BenchmarkCampaign tells a notice to many members, every second of them by a
// mail at once.
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
		m := watchHeap()
		b.StartTimer()
		counts, err := runCampaigns(b.Context(), c, tuesday.Add(time.Hour))
		b.StopTimer()
		m.report(b, n, "person")
		if err != nil || counts["told"] < n {
			b.Fatalf("%v, %v", counts, err)
		}
		b.StartTimer()
	}
}

// heapWatch measures one run: time, processor time, heap.
type heapWatch struct {
	begun        time.Time
	cpu          time.Duration
	before, peak uint64
	done, over   chan bool
}

func watchHeap() *heapWatch {
	runtime.GC()
	m := &heapWatch{begun: time.Now(), cpu: processorTime(), before: heapInUse(), done: make(chan bool), over: make(chan bool)}
	go func() {
		defer close(m.over)
		for {
			select {
			case <-m.done:
				return
			case <-time.After(20 * time.Millisecond):
				m.peak = max(m.peak, heapInUse())
			}
		}
	}()
	return m
}

func (m *heapWatch) report(b *testing.B, n int, what string) {
	took, cpu := time.Since(m.begun), processorTime()-m.cpu
	close(m.done)
	<-m.over
	b.ReportMetric(float64(n)/took.Seconds(), what+"s/s")
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(n), "cpu-ms/"+what)
	b.ReportMetric(float64(max(m.peak, m.before))/(1<<20), "MB-peak")
	b.ReportMetric(float64(max(m.peak, m.before)-m.before)/(1<<20), "MB-grown")
}

func heapInUse() uint64 {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return now.HeapInuse
}

// manyReaders adds members in one transaction, past the record hooks: every other
// one a worker with an offer, the others with an org and a need of its own, and
// between each need and five offers a match of which nobody was told.
func manyReaders(b *testing.B, c *county, n int) {
	b.Helper()
	const dates = ", created, updated) SELECT "
	err := c.RunInTransaction(func(tx core.App) error {
		for _, q := range []string{
			"INSERT INTO members (id, email, name, verified, reco_on, digest, digest_weekday, digest_hour, digest_period, tokenKey, password" + dates +
				"printf('reader%09d', x), printf('r%d@example.com', x), printf('读者%d', x), TRUE, TRUE, 'weekly', 2, '08:30', '', printf('k%040d', x), 'x', {:now}, {:now} FROM i",
			"INSERT INTO notifications (id, [[key]], member, topic, kind, title, url, in_digest, mailed_at, read_at" + dates +
				"printf('news%011d', x), printf('bench:%d', x), printf('reader%09d', x), 'news', 'notice', '花椒烘干技术培训下周三在县农技站举行', '/news', TRUE, '', '', {:now}, {:now} FROM i WHERE x % 3 = 0",
			"INSERT INTO workers (id, member, display_name, real_name, unit, title_level, region, availability" + dates +
				"printf('worker%09d', x), printf('reader%09d', x), printf('王老师%d', x), '王某', '县农技站', 'senior', '511423100000', 'open', {:now}, {:now} FROM i WHERE x % 2 = 0",
			"INSERT INTO offers (id, worker, kind, title, summary, status, region, clarity, profile" + dates +
				"printf('offers%09d', x), printf('worker%09d', x), 'service', printf('花椒根腐病诊断与防控、田间指导%d', x), '十五年经验', 'published', '511423100000', 80, FALSE, {:now}, {:now} FROM i WHERE x % 2 = 0",
			"INSERT INTO orgs (id, name, uscc, members, region" + dates +
				"printf('orgorg%09d', x), printf('云溪花椒专业合作社第%d社', x), printf('bench%d', x), printf('[\"reader%09d\"]', x), '511423100000', {:now}, {:now} FROM i WHERE x % 2 = 1",
			"INSERT INTO needs (id, org, kind, title, summary, status, region, anonymity, clarity" + dates +
				"printf('needss%09d', x), printf('orgorg%09d', x), 'service', printf('花椒根部发黑、叶子发黄，请专家诊断%d', x), '二十亩', 'published', '511423100000', 'named', 80, {:now}, {:now} FROM i WHERE x % 2 = 1",
			"INSERT INTO matches (id, need, offer, score, active, why, missing, need_rank, offer_rank, mailed_need_at, mailed_offer_at, dismissed_by" + dates +
				"printf('m%01d%013d', k, x), printf('needss%09d', x), printf('offers%09d', 2 + (x - 1 + 2 * k) % {:even}), 0.9 - k / 10.0, TRUE, " +
				"'都说到“花椒”“根腐病”，领域同为植物保护，地方同在云溪镇，对方是正高级职称，上门服务。', '[\"没有说明费用\"]', k + 1, k + 1, '', '', '', {:now}, {:now} " +
				"FROM i, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) WHERE x % 2 = 1",
		} {
			_, err := tx.DB().NewQuery("WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < {:n}) " + q).
				Bind(dbx.Params{"n": n, "even": n / 2 * 2, "now": tuesday.UTC().Add(-time.Hour).Format("2006-01-02 15:04:05.000Z")}).Execute()
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
