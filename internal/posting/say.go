package posting

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kejiyun/internal/text"
)

// Say returns the Chinese sentence for a hint, its placeholders filled. The
// portal has the same codes in its catalogue; mails use these. A hint without a
// sentence gives its code (a test sees to it that there is none).
func Say(h Hint) string {
	s, ok := sentences[h.Code]
	if !ok {
		return h.Code
	}
	for name, value := range h.Params {
		if name == "kind" {
			value = contactWords[fmt.Sprint(value)]
		}
		s = strings.ReplaceAll(s, "{"+name+"}", fmt.Sprint(value))
	}
	return s
}

// HintCodes returns every code a hint can have, sorted: the portal's catalogue
// must know them all.
func HintCodes() []string { return slices.Sorted(maps.Keys(sentences)) }

var contactWords = map[string]string{
	text.ContactPhone:  "电话号码",
	text.ContactEmail:  "邮箱",
	text.ContactWeChat: "微信号",
	text.ContactQQ:     "QQ 号",
}

var sentences = map[string]string{
	// what every posting wants
	"title_too_short":       "标题再具体一点，写清对象和要做的事，例如：鲜花椒低温烘干工艺改进（至少 {min} 个字）",
	"summary_too_short":     "摘要写到 {min} 个字以上：是什么、有多大规模、最想解决哪一点",
	"summary_repeats_title": "摘要和标题一样，别人看不到更多；请在摘要里补上现状和目标",
	"detail_too_short":      "详细说明写到 {min} 个字以上：现在怎么做、用什么设备、问题出在哪一步",
	"description_too_short": "详细介绍写到 {min} 个字以上：做什么、怎么做、给谁做过、效果怎样",
	"no_fields":             "至少选一个领域，系统才找得到同行",
	"few_keywords":          "加两个以上关键词，例如：花椒、烘干、热泵",
	"no_place":              "选到县或乡镇，近处的专家才会排在前面",
	"contact_in_text":       "请删去文字里的{kind}：双方都同意以后，平台会自动互换联系方式",
	"repeated_text":         "有大量重复的字句，请换成实际内容",
	"empty_phrases":         "套话多、实际内容少；请写具体事实，例如：去年 200 亩茵红李裂果三成，套袋后仍有一成",
	"no_cooperation":        "选上愿意的合作方式，例如：技术咨询、委托开发、人员培训",
	"no_number":             "写上数字和单位，例如：处理能力每天 5 吨、误差小于 2 %、服务过 12 家合作社",

	// needs
	"no_metrics":        "写上规模和指标，例如：每天烘干 3 吨鲜花椒，水分降到 10 % 以下",
	"metrics_in_detail": "正文里有数字，请把它们写进“考核指标”一栏，例如：水分 ≤ 10 %，能耗每吨不超过 300 度电",
	"no_budget":         "选一个预算范围；没有经费就选“公益”，也有专家愿意来",
	"budget_open":       "“面议”让人难以判断，能给出大致范围更容易得到答复",
	"no_deadline":       "写上希望什么时候解决，例如：明年 6 月采收前",
	"no_tried":          "写上试过什么办法、结果如何，例如：换过两种烘干机，颜色还是发黑",
	"no_class":          "选上难题的类别，例如：工艺改进、病虫害、节能",
	"no_post":           "写清要什么岗位、做什么事，例如：水产养殖技术员，管 60 亩鱼塘的水质和防病",
	"no_headcount":      "写上需要几个人",
	"no_pay":            "写上待遇，例如：每月 6000 元，包吃住；或每次指导 500 元",
	"no_term":           "写上需要多久，例如：3 月到 10 月，每周两天",
	"no_employment":     "选上用人方式：全职、灵活或顾问",

	// offers
	"no_modes":      "选上服务方式，例如：电话指导、到现场、培训",
	"no_radius":     "选上愿意走多远：本乡镇、本县、本市，或线上",
	"no_stage":      "选上成果所处阶段：设想、实验室、中试、样机或已投产",
	"no_ipr":        "选上知识产权情况；没有也请选“无”",
	"no_price":      "选上收费方式或写上价格；免费也请写明，来问的人会更多",
	"no_advantages": "写一两句长处，例如：比常规烘干省电三成，已在 5 家合作社使用两年",
}
