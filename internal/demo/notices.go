package demo

import "time"

// Notice is one thing that the association of the sample county makes known.
type Notice struct {
	Kind, Title, Body string
	Published         time.Time
}

// Notices returns the notices of the sample county, one of each kind.
func Notices(now time.Time) []Notice {
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	return []Notice{
		{"call", "征集茶叶、藤椒、奶牛三个产业的技术难题", `为帮助本县企业、合作社和家庭农场解决生产中的实际问题，现面向全县征集技术难题。

## 征集什么
- 茶叶：机采、加工、病虫害绿色防控。
- 藤椒：烘干、保鲜、精油提取。
- 奶牛：饲料、疫病防控、粪污利用。

## 怎样提出
在“发布需求”里按步骤填写即可，写清现状、想达到的指标和期限。不会上网的，可以请科协工作人员代为登记。

征集到的难题由科协组织专家梳理，合适的列入本年度揭榜挂帅项目。`, day(3)},
		{"policy", "科技特派员下乡服务可以申请交通补助", `科技特派员、技术专家经平台对接下乡服务，可以按次申请交通补助。

- 服务前，双方在平台上同意对接。
- 服务后，由受援单位确认服务时间和内容。
- 每季度末，科协汇总后按规定发放。

这是演示内容，不是真实政策。`, day(12)},
		{"news", "县科协组织农艺师进村为茶农会诊", `近日，县科协组织三位农艺师到茶园现场，为茶农诊断茶小绿叶蝉和茶炭疽病，并示范了绿色防控的做法。

现场没有解决的问题已经录入平台，由省里的茶叶团队继续跟进。

这是演示内容。`, day(26)},
	}
}
