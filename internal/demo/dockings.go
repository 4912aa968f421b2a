package demo

import "kejiyun/internal/domain"

// Story is how one kind of docking goes, told in beats. Which need and offer it
// is about, the loader takes from the matches of the county: stories fit any.
type Story struct {
	Side    string // who begins: need, supply or association
	Times   int    // how many dockings of the sample county go like this
	Running bool   // it is still going on: the last beat was in these days
	Apart   bool   // the org comes to the offer without a need of its own
	Beats   []Beat
}

// Beat is one step of a story, in the words of package docking.
type Beat struct {
	Day     int    // days after the beginning
	As      string // need, supply, broker, staff or system
	Action  string // empty when somebody only says or does something
	Reason  string
	Note    string
	Say     string // a message
	Visit   string // what a broker noted of a visit
	Score   int    // of a review
	Outcome *domain.Outcome
}

// Dockings are the stories of the sample county: every state in which a docking
// rests, two hundred of them and more over eighteen months.
func Dockings() []Story {
	stories := append(unanswered(), came2nothing()...)
	return append(stories, delivered()...)
}

var (
	serviceContract = &domain.Outcome{Kind: "contract", Contract: "service", Amount: 36000}
	consulting      = &domain.Outcome{Kind: "contract", Contract: "consulting", Amount: 15000}
	development     = &domain.Outcome{Kind: "contract", Contract: "development", Amount: 280000, Registration: "2026511400120", RegisteredAmount: 240000}
	freeHelp        = &domain.Outcome{Kind: "free", Contract: "none", Hours: 4, People: 12}
	aService        = &domain.Outcome{Kind: "service", Contract: "non_technical", Amount: 3000, Hours: 8, People: 30}
)

func express(side, say string) Beat { return Beat{As: side, Action: "express", Say: say} }

// unanswered are dockings that wait, or waited in vain.
func unanswered() []Story {
	return []Story{
		{Side: "need", Times: 16, Running: true, Beats: []Beat{express("need", "看到您的介绍，正是我们需要的，想请您来看看。")}},
		{Side: "supply", Times: 10, Running: true, Beats: []Beat{express("supply", "这个情况我处理过几次，可以先到现场看一看。")}},
		{Side: "association", Times: 6, Running: true, Beats: []Beat{{As: "broker", Action: "introduce", Say: "两家离得近，专业也对口，请都考虑一下。"},
			{Day: 1, As: "need", Action: "accept"}}},
		{Side: "need", Times: 8, Running: true, Beats: []Beat{express("need", "想请您帮忙出个方案。"),
			{Day: 2, As: "supply", Action: "ask", Say: "面积多大？去年用过什么药？最好有几张照片。"}}},
		{Side: "need", Times: 6, Running: true, Beats: []Beat{express("need", "想请您来诊断一下。"), {Day: 1, As: "supply", Action: "ask", Say: "方便先说说土壤和浇水的情况吗？"},
			{Day: 3, As: "need", Action: "reply", Say: "黄壤，低洼处积水，去年雨水多。已经施过石灰。"}}},
		{Side: "need", Times: 12, Beats: []Beat{express("need", "想请您来一趟。"), {Day: 16, As: "system", Action: "lapse"}}},
		{Side: "supply", Times: 6, Beats: []Beat{express("supply", "我们小院可以长期跟踪。"), {Day: 16, As: "system", Action: "lapse"},
			{Day: 18, As: "broker", Action: "revive", Visit: "打电话问过：负责人出差，没有看到消息，愿意再考虑。"}, {Day: 20, As: "need", Action: "accept"},
			{Day: 32, As: "need", Action: "fail", Note: "今年预算已经用完，明年再说。"}}},
		{Side: "need", Times: 8, Beats: []Beat{express("need", "想请教一个问题。"), {Day: 2, As: "need", Action: "withdraw"}}},
	}
}

// came2nothing are dockings that ended without an outcome.
func came2nothing() []Story {
	ask := express("need", "看了您的专长，想请您来指导。")
	return []Story{
		{Side: "need", Times: 12, Beats: []Beat{ask, {Day: 2, As: "supply", Action: "decline", Reason: "no_time", Note: "正赶上下乡，这个月排满了。"}}},
		{Side: "need", Times: 8, Beats: []Beat{ask, {Day: 3, As: "supply", Action: "decline", Reason: "wrong_field"}}},
		{Side: "supply", Times: 8, Beats: []Beat{express("supply", "我们有一套成熟的做法。"), {Day: 4, As: "need", Action: "decline", Reason: "better"}}},
		{Side: "need", Times: 6, Beats: []Beat{ask, {Day: 1, As: "supply", Action: "decline", Reason: "too_little", Note: "看不出具体要做什么。"}}},
		{Side: "need", Times: 12, Beats: []Beat{ask, {Day: 6, As: "system", Action: "pass_over"}}},
		{Side: "need", Times: 12, Beats: []Beat{ask, {Day: 2, As: "supply", Action: "accept"}, {Day: 3, As: "supply", Say: "周四上午可以过去，请把树的照片先发我。"},
			{Day: 20, As: "need", Action: "fail", Note: "报价超出预算，双方协商后不再继续。"}}},
		{Side: "supply", Times: 6, Beats: []Beat{express("supply", "可以承担检测。"), {Day: 3, As: "need", Action: "accept"},
			{Day: 9, As: "broker", Visit: "上门走访：设备还没有到位，建议推后。"}, {Day: 40, As: "broker", Action: "fail", Note: "双方都表示条件还不成熟。"}}},
		{Side: "need", Times: 4, Beats: []Beat{ask, {Day: 2, As: "supply", Action: "accept"}, {Day: 8, As: "need", Action: "propose", Outcome: aService},
			{Day: 9, As: "supply", Action: "confirm"}, {Day: 15, As: "staff", Action: "void", Note: "金额录错，另行登记。"}}},
		{Side: "need", Times: 4, Running: true, Apart: true, Beats: []Beat{ask, {Day: 2, As: "supply", Action: "accept"}, {Day: 10, As: "need", Action: "propose", Outcome: serviceContract},
			{Day: 12, As: "supply", Action: "confirm"}, {Day: 30, As: "need", Action: "dispute", Note: "约定的第二次回访没有来。"}}},
	}
}

// delivered are dockings that something came of, or is about to.
func delivered() []Story {
	ask := express("need", "看了您的介绍，想请您来做。")
	yes := Beat{Day: 2, As: "supply", Action: "accept"}
	talk := Beat{Day: 3, As: "need", Say: "谢谢！我们先把材料准备好，等您来。"}
	back := Beat{Day: 4, As: "supply", Say: "好的，带上去年的检测报告就行。"}
	return []Story{
		{Side: "need", Times: 10, Running: true, Beats: []Beat{ask, yes, talk, back}},
		{Side: "supply", Times: 6, Running: true, Apart: false, Beats: []Beat{express("supply", "可以先做一次免费诊断。"), {Day: 1, As: "need", Action: "accept"},
			{Day: 5, As: "broker", Visit: "陪同到现场看过，双方谈得不错，约定下周定方案。"}}},
		{Side: "need", Times: 6, Running: true, Apart: true, Beats: []Beat{ask, yes, talk, {Day: 12, As: "supply", Action: "propose", Outcome: consulting}}},
		{Side: "need", Times: 8, Running: true, Apart: true, Beats: []Beat{ask, yes, talk, back, {Day: 14, As: "need", Action: "propose", Outcome: serviceContract}, {Day: 15, As: "supply", Action: "confirm"}}},
		{Side: "need", Times: 8, Running: true, Beats: []Beat{ask, yes, {Day: 14, As: "need", Action: "propose", Outcome: development}, {Day: 18, As: "supply", Action: "confirm"},
			{Day: 21, As: "supply", Action: "start"}}},
		{Side: "need", Times: 10, Apart: true, Beats: []Beat{ask, yes, talk, {Day: 10, As: "supply", Action: "propose", Outcome: freeHelp}, {Day: 11, As: "need", Action: "confirm"},
			{Day: 12, As: "supply", Action: "complete"}, {Day: 14, As: "need", Action: "review", Score: 5, Note: "来得快，讲得明白。"}}},
		{Side: "need", Times: 14, Apart: true, Beats: []Beat{ask, yes, talk, back, {Day: 15, As: "need", Action: "propose", Outcome: serviceContract}, {Day: 16, As: "supply", Action: "confirm"},
			{Day: 20, As: "supply", Action: "start"}, {Day: 60, As: "need", Action: "complete"}, {Day: 62, As: "need", Action: "review", Score: 5, Note: "按时完成，效果明显。"},
			{Day: 64, As: "supply", Action: "review", Score: 4, Note: "配合得好。"}}},
		{Side: "association", Times: 8, Beats: []Beat{{As: "broker", Action: "introduce", Say: "专业对口，路也不远。"}, {Day: 1, As: "need", Action: "accept"}, {Day: 2, As: "supply", Action: "accept"},
			{Day: 6, As: "broker", Visit: "一起到园区看了现场。"}, {Day: 12, As: "supply", Action: "propose", Outcome: aService}, {Day: 13, As: "need", Action: "confirm"},
			{Day: 15, As: "need", Action: "complete"}, {Day: 17, As: "supply", Action: "review", Score: 5}, {Day: 18, As: "need", Action: "review", Score: 5, Note: "全村三十多户都来听了。"}}},
		{Side: "supply", Times: 8, Apart: false, Beats: []Beat{express("supply", "有现成的工艺，可以先试一炉。"), {Day: 3, As: "need", Action: "accept"}, {Day: 20, As: "need", Action: "propose", Outcome: consulting},
			{Day: 22, As: "supply", Action: "confirm"}, {Day: 50, As: "supply", Action: "complete"}}},
	}
}
