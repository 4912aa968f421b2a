// Package refusal reads what a mail server answers to a mail that it does not
// take: whether the mail may pass later, whether the address is dead, whether
// it is we who send too much. It decides by the code of RFC 5321, the enhanced
// code of RFC 3463 where there is one, and, for servers that send neither
// properly, by the words that the large Chinese providers use.
package refusal

import (
	"regexp"
	"strings"
)

// Class is what an answer means for the mail.
type Class string

// The classes of answers.
const (
	Later   Class = "later"   // may pass: try the same mail again
	Never   Class = "never"   // not this mail, whatever the address
	Dead    Class = "dead"    // no mail will ever reach this address
	Full    Class = "full"    // the reader's mailbox is full: later, and the address lives
	TooMuch Class = "toomuch" // our own quota is used up: later, and all others wait as well
)

// enhanced finds the code of RFC 3463, which stands first after the answer's own.
var enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

// Read tells what an answer means. recipient says that it was given to the
// recipient's address, code is the three digits, words is the rest of the line.
func Read(recipient bool, code int, words string) Class {
	words = strings.ToLower(strings.TrimSpace(words))
	status := enhanced.FindString(words)
	switch {
	case code < 400:
		return Later
	case contains(words, tooMuch) || status == "5.4.5" || status == "4.4.5":
		return TooMuch
	case strings.HasSuffix(status, ".2.2") || code == 552 && recipient || contains(words, full):
		return Full
	case code < 500:
		return Later
	case !recipient:
		return Never
	case status != "":
		if deadStatus[status] || status == "5.4.4" && contains(words, noDomain) {
			return Dead
		}
		return Never
	case contains(words, distrust):
		return Never
	case code == 550 || code == 551 || code == 553:
		return Dead
	}
	return Never
}

// deadStatus are the enhanced codes that speak of the address itself.
var deadStatus = map[string]bool{"5.1.1": true, "5.1.2": true, "5.1.3": true, "5.1.6": true, "5.1.10": true, "5.2.1": true}

// noDomain: what stands behind the "@" is no domain that takes mail.
var noDomain = []string{"host not found", "domain not found", "domain name not found", "no such domain", "nullmx"}

// tooMuch: QQ, 163, Aliyun and Exchange answer in these words, with whatever code.
var tooMuch = []string{"frequency limited", "too many messages", "too many connections", "sending limit", "quota exceeded for sender", "rate limit",
	"too much mail", "daily limit", "user over the limit", "reject by behaviour spam", "发送频率", "超过限额", "发信限额"}

var full = []string{"mailbox full", "mailbox is full", "over quota", "quota exceeded", "insufficient system storage", "邮箱已满"}

// distrust: the server refuses us or the text; the address may be well.
var distrust = []string{"spam", "policy", "block", "blacklist", "denied", "spf", "dkim", "dmarc", "relay", "reputation", "content", "authentication",
	"mi:", "dt:", "hl:", "rp:", "垃圾", "策略"}

func contains(words string, list []string) bool {
	for _, w := range list {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}
