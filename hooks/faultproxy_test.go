package hooks

import (
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// faultProxy stands between the delivery and a mail server, and now and then
// delays what is said, hangs up, or refuses a connection.
type faultProxy struct {
	ln net.Listener
	to string

	mu     sync.Mutex
	rng    *rand.Rand
	calm   bool // no more faults
	faults map[string]int
}

func newFaultProxy(t testing.TB, to string, seed uint64) *faultProxy {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &faultProxy{ln: ln, to: to, rng: rand.New(rand.NewPCG(seed, 1)), faults: map[string]int{}}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

func (p *faultProxy) port() int { return p.ln.Addr().(*net.TCPAddr).Port }

// falls tells whether a fault of this probability happens now, and counts it.
func (p *faultProxy) falls(fault string, probability float64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.calm || p.rng.Float64() >= probability {
		return false
	}
	p.faults[fault]++
	return true
}

// between draws a time from 0 to most.
func (p *faultProxy) between(most time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Duration(p.rng.Int64N(int64(most)))
}

func (p *faultProxy) serve(client net.Conn) {
	defer client.Close()
	if p.falls("refused", 0.05) {
		return
	}
	server, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer server.Close()
	done := make(chan bool, 2)
	for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
		go func() {
			p.pass(way[0], way[1])
			done <- true
		}()
	}
	<-done // whichever side goes, the other goes too
}

// pass hands on what is said, chunk by chunk.
func (p *faultProxy) pass(from io.Reader, to io.Writer) {
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if p.falls("cut", 0.01) {
				return
			}
			if p.falls("delayed", 0.5) {
				time.Sleep(p.between(12 * time.Millisecond))
			}
			if _, err := to.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// calmDown ends all faults.
func (p *faultProxy) calmDown() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calm = true
	return p.faults
}
