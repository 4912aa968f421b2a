package bounce

import (
	"bufio"
	"html"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const maxRecipients = 50

// status reads a delivery status: groups of fields, the first about the mail,
// the others about a recipient each.
func (p *parts) status(in *bufio.Reader) {
	for len(p.recipients) < maxRecipients {
		h := readHeader(in)
		if len(h) == 0 {
			return
		}
		if action := strings.ToLower(h.get("Action")); action != "" {
			p.recipients = append(p.recipients, recipient(action, h))
		}
	}
}

var (
	// said finds the server's code, and the enhanced one of RFC 3463 behind it.
	said     = regexp.MustCompile(`\b([245]\d\d)(?:[ -]+|$)(.*)`)
	enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)
	// vague are the enhanced codes that say no more than the class.
	vague = regexp.MustCompile(`^[245]\.0\.0\b`)
)

func recipient(action string, h header) Recipient {
	r := Recipient{Action: action}
	for _, name := range []string{"Final-Recipient", "Original-Recipient"} {
		_, address, _ := strings.Cut(h.get(name), ";")
		if address = strings.ToLower(strings.Trim(address, " <>\t")); address != "" && !slices.Contains(r.Addresses, address) {
			r.Addresses = append(r.Addresses, address)
		}
	}
	status := enhanced.FindString(h.get("Status"))
	_, diagnostic, _ := strings.Cut(h.get("Diagnostic-Code"), ";")
	r.Code, r.Words = answer(diagnostic)
	if status == "" {
		return r
	}
	if r.Code == 0 || r.Code/100 != int(status[0]-'0') { // the report's own class is what became of the mail in the end
		r.Code = int(status[0]-'0')*100 + 50
	}
	if !enhanced.MatchString(r.Words) && !vague.MatchString(status) {
		r.Words = strings.TrimSpace(status + " " + r.Words)
	}
	return r
}

// answer takes the server's code out of what it said, and leaves the rest.
func answer(text string) (code int, words string) {
	words = oneLine(text)
	if m := said.FindStringSubmatch(words); m != nil {
		code, _ = strconv.Atoi(m[1]) // three digits
		words = strings.TrimSpace(m[2])
	}
	return code, words
}

// refusedLine is a line with a server's refusal in it, in English as servers
// speak: "550 亩" is none.
var refusedLine = regexp.MustCompile(`(?:^|[\s:：;,(（])5\d\d[ -]+(?:5\.\d{1,3}\.\d|[A-Za-z])`)

// tag is a tag of HTML, its whole text for those that hold none for people.
var tag = regexp.MustCompile(`(?is)<(style|script)\b.*?</(style|script)>|<[^>]*>`)

// fromText reads what a provider says in words alone: only one that calls itself
// a mail system, and only a line with the server's answer in it.
func fromText(head header, text string) []Recipient {
	if !fromSystem(head) {
		return nil
	}
	for _, line := range strings.Split(html.UnescapeString(tag.ReplaceAllString(text, "\n")), "\n") {
		if !refusedLine.MatchString(line) {
			continue
		}
		if code, words := answer(line[refusedLine.FindStringIndex(line)[0]:]); code >= 500 && words != "" {
			return []Recipient{{Addresses: failedRecipients(head), Action: "failed", Code: code, Words: words}}
		}
	}
	return nil
}

// fromSystem tells whether a mail calls itself one of a mail system.
func fromSystem(head header) bool {
	from, err := mail.ParseAddress(head.get("From"))
	if err != nil {
		return false
	}
	name, _, _ := strings.Cut(strings.ToLower(from.Address), "@")
	return name == "mailer-daemon" || name == "postmaster" || name == "mailerdaemon"
}

// failedRecipients are those that Exim and others name in a header.
func failedRecipients(head header) []string {
	var out []string
	for _, a := range strings.Split(head.get("X-Failed-Recipients"), ",") {
		if a = strings.ToLower(strings.TrimSpace(a)); a != "" && len(out) < maxRecipients {
			out = append(out, a)
		}
	}
	return out
}

// oneLine brings what a server said onto one line of bounded length.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}
