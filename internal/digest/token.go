package digest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// List is a kind of mail that can be unsubscribed from by itself.
type List string

// The lists. A token names one by its first letter: these must differ.
const (
	ListDigest   List = "digest"
	ListCampaign List = "campaign"
)

var lists = map[byte]List{'d': ListDigest, 'c': ListCampaign}

const macLength = 16 // characters of base64: 96 bits

// UnsubscribeToken makes the token of a one-click unsubscribe link: 17
// characters and the member's id (15 in PocketBase: 32 together), safe in a URL,
// without expiry: an old mail's link must still work. It is empty for an unknown
// list or an id that is not 1–20 letters and digits.
func UnsubscribeToken(member string, list List, secret []byte) string {
	if list == "" || lists[list[0]] != list || !validID(member) {
		return ""
	}
	return string(list[0]) + unsubscribeMAC(member, list, secret) + member
}

// ParseUnsubscribe returns whom and what a token names, if it was made with this
// secret.
func ParseUnsubscribe(token string, secret []byte) (member string, list List, ok bool) {
	if len(token) <= 1+macLength {
		return "", "", false
	}
	list, ok = lists[token[0]]
	mac, member := token[1:1+macLength], token[1+macLength:]
	if !ok || !validID(member) || !hmac.Equal([]byte(mac), []byte(unsubscribeMAC(member, list, secret))) {
		return "", "", false
	}
	return member, list, true
}

func unsubscribeMAC(member string, list List, secret []byte) string {
	return base64.RawURLEncoding.EncodeToString(keyed(secret, "unsubscribe", string(list), member))[:macLength]
}

// keyed hashes parts under a secret. A zero byte ends each part, so that no two
// lists of parts are the same; the first part names the use.
func keyed(secret []byte, parts ...string) []byte {
	h := hmac.New(sha256.New, secret)
	for _, p := range parts {
		h.Write([]byte(p + "\x00"))
	}
	return h.Sum(nil)
}

func validID(id string) bool {
	const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return id != "" && len(id) <= 20 && strings.Trim(id, letters) == ""
}
