package hooks

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"kejiyun/internal/store"
)

// mailsOf reads the texts of all mails, by address.
func (c *county) mailsOf(t testing.TB) map[string][]string {
	t.Helper()
	by := map[string][]string{}
	for _, r := range outboxRows(t, c) {
		by[r.To] = append(by[r.To], r.Text)
	}
	return by
}

// mailsWith counts the mails that speak of something.
func mailsWith(mails []string, what string) (n int) {
	for _, text := range mails {
		if strings.Contains(text, what) {
			n++
		}
	}
	return n
}

// Colleagues hear of the same match whenever their digests come, each once; who
// joins later hears of what nobody of the org was mailed yet, and who wanted no
// mails then of what is new from then on.
func TestColleaguesAtTheirOwnHours(t *testing.T) {
	const first, second = "花椒根腐病诊断与防控", "花椒烘干"
	days := func(n int) time.Time { return tuesday.AddDate(0, 0, n) }
	for _, x := range []struct {
		name  string
		given func(c *county)   // before Tuesday, when li's digest comes
		then  func(c *county)   // on Wednesday; zhao's comes on Friday
		want  map[string][2]int // how often each hears of the first and of the second, which is found on Saturday
	}{
		{"each once", nil, nil, map[string][2]int{"li": {1, 1}, "zhao": {1, 1}, "wang": {1, 1}}},
		{"a match that has left the first places by then", nil, func(c *county) {
			c.change(t, c.match, dbx.Params{"need_rank": 14, "offer_rank": 3})
		}, map[string][2]int{"li": {1, 1}, "zhao": {1, 1}, "wang": {1, 1}}},
		{"not what holds no longer by then", nil, func(c *county) {
			c.change(t, c.match, dbx.Params{"active": false})
		}, map[string][2]int{"li": {1, 1}, "zhao": {0, 1}, "wang": {1, 1}}},
		{"not what a colleague put away", nil, func(c *county) {
			c.change(t, c.match, dbx.Params{"dismissed_by": "need"})
		}, map[string][2]int{"li": {1, 1}, "zhao": {0, 1}, "wang": {1, 1}}},
		{"who joins later is not told of what colleagues were", func(c *county) {
			c.change(t, c.org, dbx.Params{"members": `["` + c.li.Id + `"]`})
		}, func(c *county) {
			c.change(t, c.org, dbx.Params{"members": `["` + c.li.Id + `","` + c.zhao.Id + `"]`})
		}, map[string][2]int{"li": {1, 1}, "zhao": {0, 1}, "wang": {1, 1}}},
		{"who joins an org whose matches nobody was mailed is told of them", func(c *county) {
			c.change(t, c.org, dbx.Params{"members": `["` + c.li.Id + `"]`})
			c.change(t, c.li, dbx.Params{"email": ""})
		}, func(c *county) {
			c.change(t, c.org, dbx.Params{"members": `["` + c.li.Id + `","` + c.zhao.Id + `"]`})
		}, map[string][2]int{"zhao": {1, 1}, "wang": {1, 1}}},
		{"who has left is not told", nil, func(c *county) {
			c.change(t, c.org, dbx.Params{"members": `["` + c.li.Id + `"]`})
		}, map[string][2]int{"li": {1, 1}, "wang": {1, 1}}},
		{"who wanted no digests when it was mailed", func(c *county) {
			c.change(t, c.zhao, dbx.Params{"digest": "off"})
		}, func(c *county) {
			c.change(t, c.zhao, dbx.Params{"digest": "weekly"})
		}, map[string][2]int{"li": {1, 1}, "zhao": {0, 1}, "wang": {1, 1}}},
		{"who wanted no recommendations when it was mailed", func(c *county) {
			c.change(t, c.zhao, dbx.Params{"reco_on": false})
		}, func(c *county) {
			c.change(t, c.zhao, dbx.Params{"reco_on": true})
		}, map[string][2]int{"li": {1, 1}, "zhao": {0, 1}, "wang": {1, 1}}},
		{"who has confirmed the address by then", func(c *county) {
			c.change(t, c.zhao, dbx.Params{"verified": false})
		}, func(c *county) {
			c.change(t, c.zhao, dbx.Params{"verified": true})
		}, map[string][2]int{"li": {1, 1}, "zhao": {1, 1}, "wang": {1, 1}}},
		{"nobody twice of what was mailed before there were colleagues to tell", func(c *county) {
			c.change(t, c.match, dbx.Params{"mailed_need_at": store.Stamp(days(-7)), "mailed_offer_at": store.Stamp(days(-7))})
		}, nil, map[string][2]int{"li": {0, 1}, "zhao": {0, 1}, "wang": {0, 1}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := newCounty(t)
			c.change(t, c.zhao, dbx.Params{"digest_weekday": 5, "digest_hour": "18:00"})
			if x.given != nil {
				x.given(c)
			}
			c.digestAt(t, tuesday)
			if x.then != nil {
				x.then(c)
			}
			c.digestAt(t, days(3).Add(10*time.Hour))
			c.matchAt(t, second, days(4))
			for _, day := range []int{7, 10, 14, 17} {
				c.digestAt(t, days(day).Add(10*time.Hour))
			}
			mails := c.mailsOf(t)
			for _, name := range []string{"li", "zhao", "wang"} {
				to := mails[name+"@example.com"]
				if got := [2]int{mailsWith(to, first), mailsWith(to, second)}; got != x.want[name] {
					t.Errorf("%s hears of the two %v times, want %v", name, got, x.want[name])
				}
			}
		})
	}
}

// The other side of a match never learns whom it was mailed to.
func TestWhoIsUntoldIsNotShown(t *testing.T) {
	c := newCounty(t)
	c.change(t, c.zhao, dbx.Params{"digest_weekday": 5})
	c.digestAt(t, tuesday)
	r, err := c.FindRecordById("matches", c.match.Id)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.GetString("untold_need"); got != `["`+c.zhao.Id+`"]` {
		t.Errorf("untold %s, want zhao", got)
	}
	for name := range r.PublicExport() {
		if strings.HasPrefix(name, "untold") {
			t.Errorf("%s is shown", name)
		}
	}
}

// TestDigestChild writes the digests of a morning and an evening.
func TestDigestChild(t *testing.T) {
	app := asChild(t)
	now := childTime(t)
	fmt.Println("ready")
	for _, hour := range []time.Duration{0, 12 * time.Hour} {
		if _, err := runJob(t.Context(), app, "digest", now.Add(hour)); err != nil {
			t.Error(err)
		}
	}
	fmt.Println("done")
}

// twoReaders adds orgs with a need and two members each, one of whom reads in the
// morning and one in the evening, past the record hooks.
func twoReaders(t testing.TB, c *county, n int) {
	t.Helper()
	err := c.RunInTransaction(func(tx core.App) error {
		for _, q := range []string{
			"INSERT INTO members (id, email, name, verified, reco_on, digest, digest_hour, digest_period, tokenKey, password, created, updated) SELECT " +
				"printf('reader%09d', x), printf('r%d@example.com', x), printf('读者%d', x), TRUE, TRUE, 'daily', iif(x % 2, '08:30', '20:30'), '', printf('k%040d', x), 'x', {:now}, {:now} FROM i",
			"INSERT INTO orgs (id, name, uscc, members, region, created, updated) SELECT " +
				"printf('orgorg%09d', x), printf('合作社%d', x), printf('two%d', x), printf('[\"reader%09d\",\"reader%09d\"]', x, x + 1), '511423100000', {:now}, {:now} FROM i WHERE x % 2 = 1",
			"INSERT INTO needs (id, org, kind, title, summary, status, region, anonymity, clarity, created, updated) SELECT " +
				"printf('needss%09d', x), printf('orgorg%09d', x), 'service', printf('请专家诊断%d', x), '二十亩', 'published', '511423100000', 'named', 80, {:now}, {:now} FROM i WHERE x % 2 = 1",
		} {
			_, err := tx.DB().NewQuery("WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < {:n}) " + q).
				Bind(dbx.Params{"n": 2 * n, "now": store.Stamp(tuesday)}).Execute()
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// digestOnce runs a day's digests in a process that is killed a while after so many
// mails are there, and tells whether it was done by then.
func digestOnce(t *testing.T, c *county, now time.Time, mails int, after time.Duration) bool {
	t.Helper()
	child := child("TestDigestChild", c.DataDir(), childClock+"="+now.Format(time.RFC3339))
	out := startChild(t, child)
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(2 * time.Millisecond) {
		if n, err := c.CountRecords("outbox"); err != nil || int(n) >= mails {
			break
		}
	}
	time.Sleep(after)
	child.Process.Kill()
	line, _ := out.ReadString('\n') // it may have said nothing more
	child.Wait()                    // it was killed: that is its error
	return line == "done\n"
}

// TestKilledInTheDigests kills the job at random moments, day after day, while every
// day brings each org a new match: every member hears of every match once, in the
// morning or in the evening, the same day or when the job runs through again.
// KEJIYUN_TEST_KILLS and KEJIYUN_TEST_ORGS make it larger.
func TestKilledInTheDigests(t *testing.T) {
	kills, orgs := fromEnv("KEJIYUN_TEST_KILLS", 6), fromEnv("KEJIYUN_TEST_ORGS", 220)
	seed := uint64(fromEnv("KEJIYUN_TEST_SEED", int(time.Now().UnixNano()%1e9)))
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 1))
	c := newCounty(t)
	for _, m := range []*core.Record{c.wang, c.li, c.zhao} {
		c.change(t, m, dbx.Params{"digest": "off"})
	}
	if err := c.Save(c.Settings()); err != nil {
		t.Fatal(err)
	}
	twoReaders(t, c, orgs)
	cut, between, before, title := 0, 0, 0, func(day int) string { return fmt.Sprintf("服务%03d号", day) }
	for day := range kills {
		offer := save(t, c, "offers", map[string]any{"worker": c.worker.Id, "title": title(day), "status": "published", "region": "511423100000"})
		_, err := c.DB().NewQuery("INSERT INTO matches (id, need, offer, score, active, mailed_need_at, mailed_offer_at, dismissed_by) " +
			"SELECT printf('m%04d', {:day}) || substr(id, 6), id, {:offer}, .5, TRUE, '', '', '' FROM needs WHERE id GLOB 'needss*'").
			Bind(dbx.Params{"day": day, "offer": offer.Id}).Execute()
		if err != nil {
			t.Fatal(err)
		}
		if !digestOnce(t, c, tuesday.AddDate(0, 0, day), before+rng.IntN(2*orgs), time.Duration(rng.IntN(100))*time.Millisecond) {
			cut++
		}
		n, err := c.CountRecords("outbox")
		if err != nil {
			t.Fatal(err)
		}
		if int(n) > before && int(n) < before+2*orgs {
			between++
		}
		before = int(n)
	}
	for day := kills; day <= kills+kills/10; day++ { // ten matches a digest
		c.digestAt(t, tuesday.AddDate(0, 0, day))
		c.digestAt(t, tuesday.AddDate(0, 0, day).Add(12*time.Hour))
	}
	mails, written := c.mailsOf(t), 0
	for x := 1; x <= 2*orgs; x++ {
		to := mails[fmt.Sprintf("r%d@example.com", x)]
		written += len(to)
		for day := range kills {
			if n := mailsWith(to, title(day)); n != 1 {
				t.Errorf("reader %d hears of match %d %d times", x, day, n)
			}
		}
	}
	t.Logf("%d members of %d orgs, %d matches for each org, %d of %d days cut short, %d with some mails written: %d mails, every match told once to each",
		2*orgs, orgs, kills, cut, kills, between, written)
}
