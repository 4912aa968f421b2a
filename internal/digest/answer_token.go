package digest

import (
	"crypto/hmac"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// AnswerClaim is what an answer link says: this member may answer this docking
// for this side, once, until then.
type AnswerClaim struct {
	Docking string
	Member  string
	Side    string // need | supply
	Expires time.Time
	// Mark names the link itself, for the list of those that were used.
	Mark string
}

// stampLength is how many characters of base 36 hold the seconds since 1970.
const stampLength = 7

// answerSides are the sides by the first letter of a token.
var answerSides = map[byte]string{'n': "need", 's': "supply"}

// AnswerToken makes the token of an answer link: at most 65 characters, safe in
// a URL. It is empty for an unknown side, an id that is not 1–20 letters and
// digits, or a time outside of base 36's seven figures. Seconds are kept.
func AnswerToken(docking, member, side string, expires time.Time, secret []byte) string {
	seconds := expires.Unix()
	if side == "" || answerSides[side[0]] != side || !validID(docking) || !validID(member) || seconds <= 0 || seconds >= 78364164096 {
		return ""
	}
	stamp := fmt.Sprintf("%0*s", stampLength, strconv.FormatInt(seconds, 36))
	return side[:1] + answerMAC(docking, member, side, stamp, secret) + stamp + docking + "." + member
}

// ParseAnswer returns what a token says, if it was made with this secret. An
// expired one is still read: the page can then say what became of the docking.
func ParseAnswer(token string, secret []byte) (AnswerClaim, bool) {
	const head = 1 + macLength + stampLength
	if len(token) <= head {
		return AnswerClaim{}, false
	}
	side, known := answerSides[token[0]]
	mac, stamp := token[1:1+macLength], token[1+macLength:head]
	docking, member, two := strings.Cut(token[head:], ".")
	seconds, err := strconv.ParseInt(stamp, 36, 64)
	if !known || !two || err != nil || !validID(docking) || !validID(member) ||
		!hmac.Equal([]byte(mac), []byte(answerMAC(docking, member, side, stamp, secret))) {
		return AnswerClaim{}, false
	}
	return AnswerClaim{Docking: docking, Member: member, Side: side, Expires: time.Unix(seconds, 0).UTC(), Mark: mac}, true
}

func answerMAC(docking, member, side, stamp string, secret []byte) string {
	return base64.RawURLEncoding.EncodeToString(keyed(secret, "answer", docking, member, side, stamp))[:macLength]
}
