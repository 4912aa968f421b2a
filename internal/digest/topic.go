package digest

import (
	"slices"
	"strings"
)

// Topic is a group of things that people are told, about which they choose
// together how mail comes.
type Topic string

// The topics. Security mails have none: they are always sent, at once.
const (
	TopicInterest Topic = "interest" // interest in a docking: received, answered, lapsing
	TopicMessage  Topic = "message"  // somebody wrote
	TopicOutcome  Topic = "outcome"  // an outcome to confirm
	TopicPosting  Topic = "posting"  // the reader's own postings: published, returned, still valid?
	TopicAccount  Topic = "account"  // verification, who joins an org
	TopicNews     Topic = "news"     // notices and campaigns
	TopicLegal    Topic = "legal"    // what the law or the rules of the house oblige us to tell
)

// Delivery is how a topic is mailed.
type Delivery string

// The ways of delivery. In the portal everything is told, whatever the choice.
const (
	Now      Delivery = "now"    // a mail of its own
	InDigest Delivery = "digest" // a line of the next digest
	Never    Delivery = "never"
)

// Topics are those about which people may choose, in the order in which they are offered.
var Topics = []Topic{TopicInterest, TopicMessage, TopicOutcome, TopicPosting, TopicAccount, TopicNews}

// Deliveries are the choices, in the order in which they are offered.
var Deliveries = []Delivery{Now, InDigest, Never}

// TopicOf tells the topic of what happened, from the code of its kind.
func TopicOf(kind string) Topic {
	switch kind {
	case "posting_removed", "docking_voided":
		return TopicLegal
	case "docking_outcome", "docking_confirmed", "docking_completed", "docking_follow_up":
		return TopicOutcome
	case "docking_messages", "docking_question", "docking_reply":
		return TopicMessage
	}
	for _, p := range []struct {
		prefix string
		topic  Topic
	}{{"docking_", TopicInterest}, {"posting_", TopicPosting}, {"account_", TopicAccount}, {"join_", TopicAccount}} {
		if strings.HasPrefix(kind, p.prefix) {
			return p.topic
		}
	}
	return TopicNews
}

// WishFor tells how a topic is mailed to somebody with these wishes, by topic.
// What was not chosen is as most want it: what waits for an answer at once, news
// in the digest. What the law obliges us to tell is told at once.
func WishFor(wishes map[string]string, topic Topic) Delivery {
	if topic == TopicLegal {
		return Now
	}
	if d := Delivery(wishes[string(topic)]); slices.Contains(Deliveries, d) {
		return d
	}
	if topic == TopicNews {
		return InDigest
	}
	return Now
}

// CheckWishes names the first topic that does not exist or cannot be delivered so.
func CheckWishes(wishes map[string]string) (topic string, ok bool) {
	for t, d := range wishes {
		if !slices.Contains(Topics, Topic(t)) || !slices.Contains(Deliveries, Delivery(d)) {
			return t, false
		}
	}
	return "", true
}

// toldWords are what happened to a posting, as one line in the portal says it.
var toldWords = map[Kind]string{
	PostingReturned: "被退回，请修改后再提交", PostingPublished: "已发布", PostingConfirm: "还有效吗？请确认", PostingExpired: "已到期下架", PostingRemoved: "已被撤下",
}

// Told words what happened to a posting in one line.
func Told(kind Kind, title string) string { return "《" + cut(title, 60) + "》" + toldWords[kind] }
