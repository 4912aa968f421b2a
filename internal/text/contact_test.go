package text

import "testing"

func TestFindContact(t *testing.T) {
	for _, c := range []struct{ text, kind, found string }{
		// what must be found
		{"请电13800138000联系", ContactPhone, "13800138000"},
		{"手机：138 0013 8000。", ContactPhone, "138 0013 8000"},
		{"138-0013-8000", ContactPhone, "138-0013-8000"},
		{"138.0013.8000", ContactPhone, "138.0013.8000"},
		{"1380013 8000", ContactPhone, "1380013 8000"},
		{"1 3 8 0 0 1 3 8 0 0 0", ContactPhone, "1 3 8 0 0 1 3 8 0 0 0"},
		{"１３８００１３８０００", ContactPhone, "１３８００１３８０００"},
		{"①③⑧００①③⑧０００", ContactPhone, "①③⑧００①③⑧０００"},
		{"1\u200b380\u200b0138\u200b000", ContactPhone, "1\u200b380\u200b0138\u200b000"},
		{"打幺三八零零幺三八零零零", ContactPhone, "幺三八零零幺三八零零零"},
		{"幺三八，零零幺三，八零零零", ContactPhone, "幺三八，零零幺三，八零零零"},
		{"幺三八 零零幺三 八零零零", ContactPhone, "幺三八 零零幺三 八零零零"},
		{"壹叁捌 零零壹叁 捌零零零", ContactPhone, "壹叁捌 零零壹叁 捌零零零"},
		{"138oo138ooo", ContactPhone, "138oo138ooo"},
		{"+86 13800138000", ContactPhone, "13800138000"},
		{"8613800138000", ContactPhone, "8613800138000"},
		{"+86 1 3 8 0 0 1 3 8 0 0 0", ContactPhone, "1 3 8 0 0 1 3 8 0 0 0"},
		{"电话 13800138000 8 点后", ContactPhone, "13800138000"},
		{"028-85551234", ContactPhone, "028-85551234"},
		{"（0833）2345678", ContactPhone, "（0833）2345678"},
		{"0833 2345678", ContactPhone, "0833 2345678"},
		{"电话：2345678", ContactPhone, "2345678"},
		{"400-123-4567", ContactPhone, "400-123-4567"},
		{"4001234567", ContactPhone, "4001234567"},
		{"邮箱 zhang.san@example.com", ContactEmail, "zhang.san@example.com"},
		{"ZhangSan＠Example．COM。", ContactEmail, "ZhangSan＠Example．COM"},
		{"zhangsan [at] example [dot] com", ContactEmail, "zhangsan [at] example [dot] com"},
		{"zhangsan艾特example点com", ContactEmail, "zhangsan艾特example点com"},
		{"微信号：nongji_88", ContactWeChat, "nongji_88"},
		{"微信nongji88", ContactWeChat, "nongji88"},
		{"加V：nongjishi", ContactWeChat, "nongjishi"},
		{"ＶＸ：nongjishi66", ContactWeChat, "nongjishi66"},
		{"微信同号 wechat id: abcdef", ContactWeChat, "abcdef"},
		{"QQ：123456789", ContactQQ, "123456789"},
		{"扣扣 12345 6789", ContactQQ, "12345 6789"},
		{"QQ群号123456", ContactQQ, "123456"},
		{"先写 a@b.com 后写 13800138000", ContactEmail, "a@b.com"},
		// what must pass
		{"", "", ""},
		{"每天烘干 3 吨鲜花椒，水分降到 10 % 以下", "", ""},
		{"预算 13500-140000 元", "", ""},
		{"直径 130、150、180、19 毫米", "", ""},
		{"130,1500,1800 三种", "", ""},
		{"规格 138*1500*1800 毫米", "", ""},
		{"13 15 18 20 25 30 35 40", "", ""},
		{"专利号 ZL201310123456.7", "", ""},
		{"ZL 2013 1 0123456.7", "", ""},
		{"统一社会信用代码 91350100M000100Y43", "", ""},
		{"2026 年 11 月 23 日 10:30", "", ""},
		{"二〇二六年十一月", "", ""},
		{"年产手机 1200000 台", "", ""},
		{"建一个微信小程序，发布价格", "", ""},
		{"微信公众号和 QQ 群推广", "", ""},
		{"系统有 20 部电话，500 台终端", "", ""},
		{"威信县花椒基地", "", ""},
		{"开发 WX100 型喷雾机", "", ""},
		{"一三五轮休，二四六上门", "", ""},
		{"GB/T 13745-2009", "", ""},
		{"含量 13800138000123 个", "", ""},
		{"温度 15.5-18.5-20.5 三档", "", ""},
	} {
		kind, start, end, ok := FindContact(c.text)
		if ok != (c.kind != "") || kind != c.kind || c.text[start:end] != c.found {
			t.Errorf("%q: found %v %s %q, want %s %q", c.text, ok, kind, c.text[start:end], c.kind, c.found)
		}
	}
}

func FuzzFindContact(f *testing.F) {
	for _, s := range []string{"138 0013 8000", "a@b.cn", "QQ：123456789", "\xff1", "86 1", "①③⑧"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, start, end, ok := FindContact(s)
		if start < 0 || end > len(s) || start > end || ok && start == end {
			t.Errorf("%q: %d–%d %v", s, start, end, ok)
		}
	})
}

func BenchmarkFindContact(b *testing.B) {
	long := ""
	for range 100 {
		long += "每天烘干 3 吨鲜花椒，水分降到 10 % 以下，1 2 3 4 5 6 "
	}
	for b.Loop() {
		FindContact(long)
	}
}
