package hooks

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// drop is the fault of hanging up.
const drop = "drop"

// smtpd is a real SMTP server over TCP for tests. At every stage it may be told
// to answer something else or to hang up.
type smtpd struct {
	t     testing.TB
	ln    net.Listener
	tls   *tls.Config // offers STARTTLS
	utf8  bool        // offers SMTPUTF8
	login bool        // asks for user "u", password "p"

	mu    sync.Mutex
	mails []wireMail
	conns int
	lines []string
	// fault is asked at each stage (banner, ehlo, mail, rcpt, data, text, dot),
	// n counting how often the stage was reached: "" no fault, drop, or an answer.
	fault func(stage string, n int) string
	seen  map[string]int
}

// wireMail is what arrived.
type wireMail struct{ from, to, raw string }

func newSMTPD(t testing.TB) *smtpd {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &smtpd{t: t, ln: ln, seen: map[string]int{}, fault: func(string, int) string { return "" }}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns++
			s.mu.Unlock()
			go s.serve(conn)
		}
	}()
	return s
}

func (s *smtpd) port() int { return s.ln.Addr().(*net.TCPAddr).Port }

// setFault changes what goes wrong from now on.
func (s *smtpd) setFault(f func(stage string, n int) string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// faultAt makes one stage go wrong, always.
func (s *smtpd) faultAt(at, with string) {
	s.setFault(func(stage string, _ int) string {
		if stage == at {
			return with
		}
		return ""
	})
}

func (s *smtpd) at(stage string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[stage]++
	return s.fault(stage, s.seen[stage])
}

func (s *smtpd) arrived() []wireMail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]wireMail(nil), s.mails...)
}

func (s *smtpd) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}

func (s *smtpd) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.lines, "\n")
}

func (s *smtpd) serve(conn net.Conn) {
	defer func() { conn.Close() }()
	conn.SetDeadline(time.Now().Add(time.Minute))
	r := bufio.NewReader(conn)
	// say answers as told; false: hang up.
	say := func(stage, normal string) (ok, good bool) {
		f := s.at(stage)
		if f == drop {
			return false, false
		}
		answer := normal
		if f != "" {
			answer = f
		}
		conn.Write([]byte(answer + "\r\n"))
		return !strings.HasPrefix(answer, "421"), f == ""
	}
	if ok, _ := say("banner", "220 test ESMTP"); !ok {
		return
	}
	var m wireMail
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.mu.Lock()
		s.lines = append(s.lines, line)
		s.mu.Unlock()
		verb, rest, _ := strings.Cut(line, " ")
		ok := true
		switch strings.ToUpper(verb) {
		case "EHLO":
			ok, _ = say("ehlo", s.features(conn))
		case "HELO":
			ok, _ = say("ehlo", "250 test")
		case "STARTTLS":
			conn.Write([]byte("220 go\r\n"))
			t := tls.Server(conn, s.tls)
			if t.Handshake() != nil {
				return
			}
			conn, r = t, bufio.NewReader(t)
		case "AUTH":
			answer := "535 5.7.8 wrong"
			if rest == "PLAIN AHUAcA==" {
				answer = "235 ok"
			}
			ok, _ = say("auth", answer)
		case "MAIL":
			m = wireMail{from: address(rest)}
			ok, _ = say("mail", "250 ok")
		case "RCPT":
			m.to = address(rest)
			ok, _ = say("rcpt", "250 ok")
		case "DATA":
			var good bool
			if ok, good = say("data", "354 go"); good {
				ok = s.text(r, &m, say)
			}
		case "QUIT":
			conn.Write([]byte("221 bye\r\n"))
			return
		default: // RSET, NOOP
			conn.Write([]byte("250 ok\r\n"))
		}
		if !ok {
			return
		}
	}
}

// text reads a mail up to its dot; false: hang up.
func (s *smtpd) text(r *bufio.Reader, m *wireMail, say func(stage, normal string) (ok, good bool)) bool {
	if s.at("text") == drop {
		return false
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		m.raw += strings.TrimPrefix(line, ".")
	}
	keep := func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.mails = append(s.mails, *m)
	}
	s.mu.Lock()
	hangsUp := s.fault("dot", s.seen["dot"]+1) == drop
	s.mu.Unlock()
	if hangsUp {
		keep() // it has the mail and never says so
	}
	ok, good := say("dot", "250 taken")
	if good {
		keep()
	}
	return ok
}

func (s *smtpd) features(conn net.Conn) string {
	list := []string{"test", "8BITMIME"}
	if _, encrypted := conn.(*tls.Conn); s.tls != nil && !encrypted {
		list = append(list, "STARTTLS")
	}
	if s.utf8 {
		list = append(list, "SMTPUTF8")
	}
	if s.login {
		list = append(list, "AUTH PLAIN LOGIN")
	}
	for i := range list[:len(list)-1] {
		list[i] = "250-" + list[i]
	}
	list[len(list)-1] = "250 " + list[len(list)-1]
	return strings.Join(list, "\r\n")
}

func address(rest string) string {
	_, a, _ := strings.Cut(rest, "<")
	a, _, _ = strings.Cut(a, ">")
	return a
}

// withTLS gives the server a certificate of its own making for 127.0.0.1.
func (s *smtpd) withTLS() *x509.CertPool {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		s.t.Fatal(err)
	}
	s.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		s.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return pool
}
