package bounce

import (
	"bufio"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"
)

const (
	maxDepth   = 4
	maxParts   = 30
	maxText    = 1 << 16
	maxHeaders = 500 // lines of one header
)

// header is a mail's header: names in lower case, the first value of each.
type header map[string]string

func (h header) get(name string) string { return h[strings.ToLower(name)] }

// readHeader reads lines of the form "Name: value" up to an empty line. Lines
// that are not of this form are passed over: what sends reports is old software.
func readHeader(in *bufio.Reader) header {
	h, last := header{}, ""
	for range maxHeaders {
		line, err := in.ReadString('\n')
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			if len(h) == 0 && err == nil {
				continue // empty lines before the first group
			}
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" {
				h[last] += " " + strings.TrimSpace(line)
			}
		} else if name, value, ok := strings.Cut(line, ":"); ok {
			last = ""
			if name = strings.ToLower(strings.TrimSpace(name)); h[name] == "" {
				h[name], last = strings.TrimSpace(value), name
			}
		}
		if err != nil {
			break
		}
	}
	return h
}

// parts is what was found in the parts of a mail.
type parts struct {
	mails      []string
	recipients []Recipient
	text       strings.Builder // what people read
	seen       int
}

// walk looks at one part and those within it.
func (p *parts) walk(h header, body *bufio.Reader, depth int) {
	if p.seen++; p.seen > maxParts || depth > maxDepth {
		return
	}
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		inside := multipart.NewReader(body, params["boundary"])
		for p.seen <= maxParts {
			part, err := inside.NextRawPart()
			if err != nil {
				return
			}
			head := header{}
			for name, values := range part.Header {
				head[strings.ToLower(name)] = values[0]
			}
			p.walk(head, bufio.NewReader(part), depth+1)
		}
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		p.status(bufio.NewReader(decoded(h, body)))
	case kind == "message/rfc822" || kind == "message/global" || strings.HasSuffix(kind, "/rfc822-headers") || kind == "message/global-headers":
		p.mails = append(p.mails, ids(readHeader(bufio.NewReader(decoded(h, body))).get("Message-ID"))...)
	case strings.HasPrefix(kind, "text/") && p.text.Len() < maxText:
		_, _ = io.Copy(&p.text, io.LimitReader(decoded(h, body), maxText)) // what cannot be decoded says nothing
		p.text.WriteByte('\n')
	}
}

// decoded undoes a part's transfer encoding.
func decoded(h header, body io.Reader) io.Reader {
	switch strings.ToLower(h.get("Content-Transfer-Encoding")) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}
