package hooks

import (
	"fmt"
	"strings"

	"kejiyun/internal/domain"
)

// sentences are the Chinese words of error codes for people who read a raw
// answer: the admin UI above all. The portal has its own, friendlier catalogue
// under the same codes.
var sentences = map[string]string{
	"webhook_url":            "这个地址不是群机器人的：要以 https:// 开头，企业微信和钉钉要用它们自己的地址。",
	"already_decided":        "这件事已经处理过了，请刷新页面。",
	"already_accepted":       "这一方已经同意过了。",
	"already_reviewed":       "您已经评价过了。",
	"adult_required":         "请先声明您已满 18 岁。",
	"answer_expired":         "这个链接已过期，请登录后答复。",
	"answer_link":            "这个链接不完整或不对，请从邮件里重新打开，或者登录后答复。",
	"answer_used":            "这个链接已经用过，每个链接只能用一次。",
	"auth_required":          "请先登录。",
	"both_yours":             "两边都是您自己的，不用对接。",
	"broker_elsewhere":       "这位科服保姆不负责这两个地区。",
	"callback_waiting":       "您的回电请求已经收到，工作人员会尽快联系您，不用再提交。",
	"phone_invalid":          "电话号码写得不对，请检查；座机请带区号。",
	"consent_public":         "请勾选同意公开您的档案（不含电话、邮箱和真实姓名），再提交。",
	"consent_required":       "请先阅读并同意隐私政策。",
	"campaign_nobody":        "这样选没有人会收到，请放宽地区或领域。",
	"campaign_running":       "这条通知正在寄，等寄完再寄给别的人。",
	"contact_in_text":        "公开的文字里不能写电话、邮箱或微信。请删掉，双方同意对接后系统会自动交换。",
	"edit_profile":           "这条所能由个人档案自动生成，请到“我的档案”里修改。",
	"contacts_closed":        "双方都同意以后才能看到联系方式。",
	"date_in_future":         "日期还没有到，请检查。",
	"date_invalid":           "日期写得不对，例如 2026-11-26。",
	"declined_before":        "这一对曾被婉拒，之后双方的内容都没有改动，暂时不能再表达意向。请先把您的需求或所能改得更合适，或者请科服保姆牵线。",
	"docking_exists":         "你们之间已经有一张对接单，请直接打开它。",
	"docking_parties":        "对接单要有一家需求单位和一个供给方，并且关于他们的需求或所能。",
	"docking_side_required":  "请说明是替哪一方。",
	"email_invalid":          "邮箱写得不对，请检查，例如 name@example.com。",
	"field_unknown":          "没有这个领域，请从列表里选。",
	"invalid_input":          "有几处要改，请看每一项下面的说明。",
	"invalid_json":           "提交的内容格式不对，请刷新页面再试。",
	"locked_out":             "密码错了太多次，请 {minutes} 分钟后再试，或者重设密码。",
	"login_invalid":          "请填写邮箱或 11 位手机号。",
	"name_taken":             "这个名称已经有了。",
	"messages_private":       "对接留言只有双方和经办的科服保姆能看；有纠纷时由科协干事在门户里调看，每次都留记录。",
	"more_than_amount":       "登记的技术交易额不能大于合同金额。",
	"need_gone":              "这条需求已经结束，不能再对接。",
	"not_allowed":            "您不能做这一步。",
	"not_found":              "没有找到，可能已经撤下，或者不对您公开。",
	"not_published":          "这条信息现在没有公开，不能对接。个人档案要先通过审核。",
	"offer_gone":             "这条所能已经撤下，不能再对接。",
	"outcome_changed":        "对方刚改了结果，请重新看过再确认。",
	"outcome_required":       "请填写对接的结果。",
	"note_required":          "请写明原因。",
	"number_invalid":         "数字不对，请从 {min} 开始填。",
	"owner_one":              "所能要有且只有一个主人：个人、团队或单位。",
	"page_too_deep":          "页数太大，请用搜索或筛选缩小范围。",
	"password_weak":          "密码太简单：至少 8 位，同时有字母和数字，不要用常见密码。",
	"password_wrong":         "密码不对。",
	"photo_broken":           "这张照片打不开，请换一张再传。",
	"photo_heic":             "这是 HEIC 格式的照片，很多人打不开。请在手机设置里把相机格式改成“兼容性最佳”，或者转成 JPG 再传。",
	"photo_too_large":        "照片的尺寸太大（超过 {max} 百万像素），请缩小后再传。",
	"phone_taken":            "这个手机号已经注册过，请直接登录；忘记密码请联系科协。",
	"proof_required":         "请附上凭证。",
	"provider_full":          "手上已有 {open} 件对接，最多 {max} 件，办完一件才能再接。",
	"provider_full_now":      "供给方这个月接满了，改成“可以接单”以后才能同意。",
	"provider_paused":        "供给方暂停接单，现在不能对接。",
	"proxy_consent_required": "代录要先登记对方的同意。",
	"reason_required":        "请至少选一个原因。",
	"reviews_over":           "评价的时间已经过了。",
	"region_unknown":         "没有这个地区，请从列表里选。",
	"required":               "这一项必须填。",
	"contract_no_draft":      "这一类合同没有草案，请选技术开发、转让、许可、咨询或者服务。",
	"contract_too_early":     "双方都同意、开始洽谈以后才有合同草案。",
	"docking_silent":         "这张对接单已经结束，不能再写新消息；以前的消息都在。",
	"file_confidential":      "这是保密附件，双方都同意对接以后才能打开。",
	"file_empty":             "这个文件是空的，请换一个。",
	"file_kind":              "不支持这种文件，请上传照片（JPG、PNG）、PDF、Word 或 Excel。",
	"file_mislabelled":       "“{name}”的内容其实是{kind}，和文件名的后缀不一致。请改正后缀或者换一个文件。",
	"messages_closed":        "这些消息只给双方和经办的科服保姆看；有争议时科协干事可以查看。",
	"no_worker":              "您还没有科技工作者档案。",
	"proof_too_early":        "开始洽谈以后才能上传成果凭证。",
	"upload_broken":          "文件没有传完整，请再传一次。",
	"upload_too_large":       "文件太大：每个不超过 {max} MB。请压缩后再传，您写的内容没有丢失。",
	"sealed":                 "这条记录由系统写入，不能改。",
	"service_url":            "地址要以 http:// 或 https:// 开头，不带账号密码，例如 http://127.0.0.1:11434/v1；留空不用。",
	"sign_in_as_member":      "请用会员账号登录。",
	"sign_in_as_staff":       "请用科协工作人员账号登录。",
	"state_by_hand":          "状态不能这样改：{from} 不能变成 {to}。请用审核、暂停、关闭等操作。",
	"synonym_alone":          "至少要写两个不同的词，用顿号隔开，例如：马铃薯、土豆、洋芋。",
	"synonym_hollow":         "“{word}”太笼统，几乎每条信息里都有，请换成具体的名称。",
	"synonym_long":           "“{word}”太长，每个词最多 {max} 个字；词与词之间用顿号隔开。",
	"too_long":               "太长了，最多 {max} 个字。",
	"too_many":               "太多了，最多 {max} 个。",
	"unknown_choice":         "没有这个选项，请从列表里选。",
	"unknown_reason":         "没有这个原因，请从列表里选。",
	"unknown_value":          "没有这个选项，请从列表里选。",
	"unknown_region":         "没有这个地区，请从列表里选。",
	"org_unknown":            "没有这个单位，或不在您负责的地区，请从列表里选。",
	"consent_proof":          "请写明录音编号或说明，或上传照片作为证明。",
	"out_of_range":           "应在 {min} 到 {max} 之间。",
	"control_characters":     "里面有看不见的控制字符，请重新输入。",
	"date_past":              "日期已经过去，请选以后的日期。",
	"date_wrong":             "日期不对，请检查。",
	"date_too_far":           "日期太远，请选 {years} 年以内的日期。",
	"one_owner_only":         "所能只能有一个主人：个人、团队或单位。",
	"one_reason_only":        "请只选一个原因。",
	"note_too_long":          "说明太长，最多 {max} 个字。",
	"not_due":                "还没有到时间。",
	"password_weak_staff":    "密码太简单：至少 10 位，大写、小写、数字、符号里至少有三种。",
	"staff_exists":           "这个邮箱已经是工作人员账号。",
	"unlawful_step":          "现在的状态不能做这一步，请刷新页面看看最新状态。",
	"unverified_account":     "请先验证邮箱，或等科协确认您的手机号，然后再提交。草稿已经保存。",
	"uscc_invalid":           "统一社会信用代码不对，请对照营业执照检查 18 位字符。",
	"uscc_taken":             "这个统一社会信用代码已经登记。",
	"worker_exists":          "您已经有个人档案了。",
}

// sentence says an error in Chinese, with its parameters filled in.
func sentence(e *domain.Error) string {
	s, ok := sentences[e.Code]
	if !ok {
		s = "没有成功（" + e.Code + "），请检查后再试。"
	}
	for k, v := range e.Params {
		s = strings.ReplaceAll(s, "{"+k+"}", fmt.Sprint(v))
	}
	return s
}
