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
	"adult_required":         "请先声明您已满 18 岁。",
	"auth_required":          "请先登录。",
	"callback_waiting":       "您的回电请求已经收到，工作人员会尽快联系您，不用再提交。",
	"phone_invalid":          "电话号码写得不对，请检查；座机请带区号。",
	"consent_public":         "请勾选同意公开您的档案（不含电话、邮箱和真实姓名），再提交。",
	"consent_required":       "请先阅读并同意隐私政策。",
	"contact_in_text":        "公开的文字里不能写电话、邮箱或微信。请删掉，双方同意对接后系统会自动交换。",
	"edit_profile":           "这条所能由个人档案自动生成，请到“我的档案”里修改。",
	"email_invalid":          "邮箱写得不对，请检查，例如 name@example.com。",
	"field_unknown":          "没有这个领域，请从列表里选。",
	"invalid_input":          "有几处要改，请看每一项下面的说明。",
	"invalid_json":           "提交的内容格式不对，请刷新页面再试。",
	"locked_out":             "密码错了太多次，请 {minutes} 分钟后再试，或者重设密码。",
	"login_invalid":          "请填写邮箱或 11 位手机号。",
	"name_taken":             "这个名称已经有了。",
	"not_allowed":            "您不能做这一步。",
	"not_found":              "没有找到，可能已经撤下，或者不对您公开。",
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
	"proxy_consent_required": "代录要先登记对方的同意。",
	"reason_required":        "请至少选一个原因。",
	"region_unknown":         "没有这个地区，请从列表里选。",
	"required":               "这一项必须填。",
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
	"out_of_range":           "应在 {min} 到 {max} 之间。",
	"control_characters":     "里面有看不见的控制字符，请重新输入。",
	"date_past":              "日期已经过去，请选以后的日期。",
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
