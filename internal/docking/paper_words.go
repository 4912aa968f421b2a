package docking

import "strings"

// The words of a contract for the codes of an offer.
var (
	modeWords = map[string]string{"phone_advice": "电话和微信指导", "online_diagnosis": "远程诊断", "on_site": "上门现场服务", "training": "培训",
		"testing": "检测", "joint_rnd": "联合研发", "part_time": "兼职"}
	stageWords = map[string]string{"concept": "概念", "lab": "实验室阶段", "pilot": "中试", "prototype": "样机", "production": "已投产应用"}
	iprWords   = map[string]string{"none": "没有登记的知识产权", "pending": "专利申请中", "patent": "有专利", "software": "有软件著作权",
		"plant_variety": "有植物新品种权", "secret": "技术秘密"}
)

// joined lists the words for some codes; unknown codes are left out.
func joined(codes []string, words map[string]string) string {
	var out []string
	for _, c := range codes {
		if w := words[c]; w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "、")
}

// Checklist lists what to prepare for the registration of a technology contract
// (技术合同认定登记), one thing to do a line.
func Checklist(kind string, f PaperFacts) []string {
	_, seller := paperSides(kind)
	list := []string{
		"谁来办：由" + seller + "（技术卖方）在合同生效后，向所在地的技术合同登记机构申请；一份合同只登记一次。",
		"网上填报：登录全国技术合同管理与服务系统，如实填写合同信息，类别选“" + strings.TrimSuffix(PaperKinds[kind], "合同") + "”。",
		"合同原件：双方签字、盖章齐全，名称、标的、期限、价款、验收、成果归属都已写明，没有空白。",
		"金额分开：写明合同总额和其中的技术交易额；购置设备、原材料、基建等非技术性费用不计入技术交易额。",
		"主体证明：单位的营业执照或者法人证书复印件；个人作为卖方的，身份证明和是否职务技术成果的说明。",
	}
	list = append(list, kindChecklist[kind]...)
	if f.Supply.Person && f.Supply.Unit != "" {
		list = append(list, "科技工作者以个人名义订立合同的，先确认不属于职务技术成果，需要时请所在单位出具同意书。")
	}
	if f.NDA {
		list = append(list, "涉密内容：登记材料里删去或者遮盖技术秘密的具体内容，并附保密协议。")
	}
	return append(list,
		"领取证明：经认定的，取得技术合同认定登记证明，把登记编号和登记金额填回本对接单。",
		"税收优惠：符合条件的技术转让、技术开发以及与之相关的技术咨询、技术服务可以申请免征增值税，技术转让所得可以减免企业所得税；凭登记证明向税务机关办理。",
		"以上是一般要求，材料和办理时限以当地登记机构和税务机关的规定为准；本清单不构成法律意见。")
}

// kindChecklist is what the kinds need beside what all need.
var kindChecklist = map[string][]string{
	"development": {
		"开发任务书：研究开发的内容、技术指标、进度和经费预算；有立项批文的附上。",
		"风险和归属：写明技术风险由谁承担、专利申请权和技术秘密归谁，登记机构会逐条看。",
		"买方要享受研发费用加计扣除的，委托开发合同须由乙方先完成登记。",
	},
	"transfer": {
		"权属证明：专利证书、专利登记簿副本、植物新品种权证书或者技术秘密说明，与让与人一致。",
		"权利变更：专利权、专利申请权、植物新品种权的转让向国家主管部门登记后才生效，留好手续合格通知书。",
	},
	"licensing": {
		"权属证明：专利证书、专利登记簿副本、植物新品种权证书或者技术秘密说明，与许可人一致。",
		"许可备案：专利实施许可合同自生效之日起三个月内向国家知识产权局备案。",
		"许可方式：写明独占、排他还是普通许可，以及期限和地域。",
	},
	"consulting": {
		"咨询报告：写明提交的形式和时间；可行性论证、技术预测、专题技术调查、分析评价报告以外的一般咨询可能不予认定。",
	},
	"service": {
		"技术问题：写明要解决的特定技术问题和效果指标；只提供劳务、加工、维修、安装的，不属于技术服务合同。",
		"技术培训的，附培训计划：对象、人数、内容、课时和考核办法。",
	},
}
