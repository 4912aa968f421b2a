package text

import "testing"

func TestInitial(t *testing.T) {
	for chars, want := range map[string]string{"花椒烘干": "hjhg", "啊八擦搭娥发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝座": "abcdefghjklmnopqrstwxyzz",
		"阿芭擦大饿法嘎憨几卡拉吗那欧爬妻燃洒他哇西丫杂做": "abcdefghjklmnopqrstwxyzz", "氘a，": "   ", "鿿": " "} {
		got := ""
		for _, r := range chars {
			got += string(Initial(r))
		}
		if got != want {
			t.Errorf("initials of %s: %q, want %q", chars, got, want)
		}
	}
}
