package digest

import "testing"

func TestTopicOf(t *testing.T) {
	for kind, want := range map[string]Topic{
		"posting_published": TopicPosting, "posting_removed": TopicLegal, "docking_interest": TopicInterest, "docking_messages": TopicMessage,
		"docking_outcome": TopicOutcome, "account_verified": TopicAccount, "join_asked": TopicAccount, "notice": TopicNews, "": TopicNews,
	} {
		if got := TopicOf(kind); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

func TestWishFor(t *testing.T) {
	for _, c := range []struct {
		wishes map[string]string
		topic  Topic
		want   Delivery
	}{
		{nil, TopicInterest, Now},
		{nil, TopicNews, InDigest},
		{map[string]string{"news": "never"}, TopicNews, Never},
		{map[string]string{"posting": "digest"}, TopicPosting, InDigest},
		{map[string]string{"posting": "sometimes"}, TopicPosting, Now},
		{map[string]string{"legal": "never"}, TopicLegal, Now},
	} {
		if got := WishFor(c.wishes, c.topic); got != c.want {
			t.Errorf("%v %s: %s, want %s", c.wishes, c.topic, got, c.want)
		}
	}
	for _, bad := range []map[string]string{{"legal": "never"}, {"security": "now"}, {"news": ""}, {"": "now"}} {
		if _, ok := CheckWishes(bad); ok {
			t.Errorf("%v passes", bad)
		}
	}
	if _, ok := CheckWishes(map[string]string{"news": "now", "message": "never"}); !ok {
		t.Error("lawful wishes are refused")
	}
}
