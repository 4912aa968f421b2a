package refusal

import "testing"

// Answers as large providers give them, and what each must lead to.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		recipient bool
		code      int
		words     string
		want      Class
	}{
		{true, 550, "5.1.1 <a@example.com>: Recipient address rejected: User unknown", Dead},
		{true, 550, "Mailbox not found. http://service.mail.qq.com/cgi-bin/help?id=1000728", Dead},
		{true, 550, "User not found: a@163.com", Dead},
		{true, 553, "Requested action NOT taken: Local user only", Dead},
		{true, 551, "user not local", Dead},
		{true, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound", Dead},
		{true, 550, "5.2.1 The email account that you tried to reach is disabled", Dead},
		{true, 550, "5.4.4 Host or domain name not found. Name service error for name=qq.con type=AAAA: Host not found", Dead},
		{true, 550, "5.4.4 unable to route", Never},
		{true, 550, "5.7.1 Relaying denied", Never},
		{true, 550, "Mail content denied", Never},
		{true, 550, "MI:SPF QAmowAD3", Never},
		{true, 554, "DT:SPM 163 smtp5", Never},
		{true, 550, "Connection frequency limited", TooMuch},
		{true, 550, "Ip frequency limited [1.2.3.4]", TooMuch},
		{false, 550, "5.4.5 Daily user sending limit exceeded", TooMuch},
		{false, 450, "4.7.1 rate limit exceeded, try later", TooMuch},
		{true, 452, "4.2.2 mailbox full", Full},
		{true, 552, "5.2.2 Over quota", Full},
		{true, 552, "Quota exceeded (mailbox for user is full)", Full},
		{true, 450, "4.2.0 greylisted, please try again", Later},
		{true, 451, "4.3.0 queue", Later},
		{false, 421, "service not available", Later},
		{false, 550, "5.7.1 not you", Never},
		{false, 552, "5.3.4 too big", Never},
		{false, 554, "no", Never},
		{true, 554, "transaction failed", Never},
		{false, 550, "5.1.1 sender unknown", Never},
		{true, 0, "", Later},
	} {
		if got := Read(c.recipient, c.code, c.words); got != c.want {
			t.Errorf("%v %d %s: %s, want %s", c.recipient, c.code, c.words, got, c.want)
		}
	}
}

// Whatever a server says, it is one of the classes, and a 4xx never kills an address.
func FuzzRead(f *testing.F) {
	f.Add(true, 550, "5.1.1 no such user")
	f.Fuzz(func(t *testing.T, recipient bool, code int, words string) {
		switch got := Read(recipient, code, words); got {
		case Later, Never, Full, TooMuch:
		case Dead:
			if code < 500 || !recipient {
				t.Errorf("%d %q kills an address", code, words)
			}
		default:
			t.Errorf("class %q", got)
		}
	})
}
