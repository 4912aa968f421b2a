package digest

import (
	"crypto/hmac"
	"encoding/base64"
	"strconv"
	"time"
)

// Act is what one may do from a mail without signing in.
type Act string

// The acts. A token names one by its first letter: these must differ.
const (
	ActConfirm Act = "confirm" // the posting is still valid
	ActDecline Act = "decline" // the match does not fit
)

var acts = map[byte]Act{'c': ActConfirm, 'd': ActDecline}

// actDays is how many days such a link works.
const actDays = 60

// ActToken makes the token of such a link: the act, the day it ends, a keyed
// hash, the member and the record, each id 15 letters and digits. It does
// nothing that a state does not allow, so that it may be used twice. Empty for
// what cannot be written so.
func ActToken(act Act, member, record string, now time.Time, secret []byte) string {
	if act == "" || acts[act[0]] != act || !validID(member) || !validID(record) || len(member) != 15 || len(record) != 15 {
		return ""
	}
	day := strconv.FormatInt(now.Unix()/86400+actDays, 36)
	return string(act[0]) + day + actMAC(act, day, member, record, secret) + member + record
}

// dayLength is how long such a day is in base 36, until the year 2097.
const dayLength = 3

// ParseAct returns what a token allows whom to do with which record, if it was
// made with this secret. expired: it was, too long ago.
func ParseAct(token string, now time.Time, secret []byte) (act Act, member, record string, expired, ok bool) {
	if len(token) != 1+dayLength+macLength+30 {
		return "", "", "", false, false
	}
	act, known := acts[token[0]]
	day, mac := token[1:1+dayLength], token[1+dayLength:1+dayLength+macLength]
	member, record = token[len(token)-30:len(token)-15], token[len(token)-15:]
	ends, err := strconv.ParseInt(day, 36, 64)
	if !known || err != nil || !validID(member) || !validID(record) || !hmac.Equal([]byte(mac), []byte(actMAC(act, day, member, record, secret))) {
		return "", "", "", false, false
	}
	return act, member, record, now.Unix()/86400 > ends, true
}

func actMAC(act Act, day, member, record string, secret []byte) string {
	return base64.RawURLEncoding.EncodeToString(keyed(secret, "act", string(act), day, member, record))[:macLength]
}
