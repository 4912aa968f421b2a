package text

import (
	"strings"
	"testing"
)

func TestMaskContacts(t *testing.T) {
	known := []string{"13912345678", "zhang@sina.example", "nongji-zhang", "张三丰"}
	for _, c := range []struct{ what, before, text, want string }{
		{"nothing to mask", "", "每亩用量 3 公斤，20 天后再看。", ""},
		{"a mobile number", "", "请打13800138000，谢谢", "请打〔已隐去〕，谢谢"},
		{"two of them and a mail address", "", "13800138000 或 138-0013-8001，a@b.cn", "〔已隐去〕 或 〔已隐去〕，〔已隐去〕"},
		{"figures as radio operators say them", "", "打幺三八零零幺三八零零零", "打〔已隐去〕"},
		{"dressed-up digits", "", "①③⑧００①③⑧０００", "〔已隐去〕"},
		{"WeChat", "", "加V：nongjishi", "加V：〔已隐去〕"},
		{"QQ", "", "扣扣 12345 6789 找我", "扣扣 〔已隐去〕 找我"},
		{"a landline", "", "（0833）2345678", "〔已隐去〕"},
		{"a link", "", "看 https://u.wechat.com/abcDEF?x=1。好", "看 〔已隐去〕。好"},
		{"a link without scheme", "", "店铺 shop-1.example.com/张", "店铺 〔已隐去〕张"},
		{"the writer's own WeChat id without saying so", "", "搜 NongJi-Zhang 就行", "搜 〔已隐去〕 就行"},
		{"the same spelled out", "", "搜 n o n g j i z h a n g 就行", "搜 〔已隐去〕 就行"},
		{"the writer's own name, twice", "", "我是张三丰，张 三 丰", "我是〔已隐去〕，〔已隐去〕"},
		{"a number whose first half was said before", "我的号 13800", "138000", "〔已隐去〕"},
		{"the rest of such a message stays", "我的号 1380013", "8000 记一下", "〔已隐去〕 记一下"},
		{"a number right behind a figure of the message before", "第 3", "13800138000", "〔已隐去〕"},
		{"figures in two messages", "预算 20000", "300 亩", ""},
		{"script stays what it is", "", "<script>alert(1)</script>", ""},
		{"a masked text stays", "", "打〔已隐去〕", ""},
	} {
		got, masked := MaskContacts(c.before, c.text, known...)
		want := c.want
		if want == "" {
			want = c.text
		}
		if got != want || masked != (c.want != "") {
			t.Errorf("%s: %q → %q (%v), want %q", c.what, c.text, got, masked, want)
		}
	}
	if got, masked := MaskContacts("", "李四说可以", "李", "abc", ""); masked || got != "李四说可以" {
		t.Errorf("a value that is too short to know: %q", got)
	}
}

func FuzzMaskContacts(f *testing.F) {
	for _, s := range []string{"138 0013 8000", "a@b.cn", "QQ：123456789", "\xff1", "http://", "张 三丰", "www.b.cn"} {
		f.Add("13800", s, "张三丰")
	}
	f.Add("", "已隐去", "已隐去") // what stands for a value may not be masked for ever
	f.Fuzz(func(t *testing.T, before, s, known string) {
		got, masked := MaskContacts(before, s, known)
		if _, _, _, found := FindContact(got); found {
			t.Errorf("%q still holds a contact", got)
		}
		if !masked && got != s || masked && !strings.Contains(got, Hidden) {
			t.Errorf("%q → %q, masked %v", s, got, masked)
		}
	})
}
