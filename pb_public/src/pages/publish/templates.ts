import type { Side } from '@/api/portal'

/** A text to begin with. "＿＿" is what only the writer knows; a step that still has one does not let go on. */
export interface Template {
  key: string
  side: Side
  name: string
  /** Columns of the form, by the names they have there. */
  values: Record<string, string | string[]>
}

const need = (key: string, name: string, values: Template['values']): Template => ({ key, side: 'needs', name, values: { kind: 'service', ...values } })
const offer = (key: string, name: string, values: Template['values']): Template => ({ key, side: 'offers', name, values: { kind: 'service', ...values } })

export const templates: readonly Template[] = [
  need('disease', '病虫害诊断', {
    title: '＿＿亩＿＿（作物）病虫害诊断和防治指导',
    summary: '我社种植＿＿（作物）＿＿亩，从＿＿月起出现＿＿（叶片、果实或根部的症状），发病面积约＿＿成。想请人到地里诊断，定出全年防治方案，并培训＿＿名管护人员。',
    detail: '品种和树龄（苗龄）：＿＿。土壤和排水：＿＿。近一个月天气：＿＿。已经用过的药和次数：＿＿。',
    metrics: '发病率从＿＿%降到＿＿%以下；全年用药不超过＿＿次。', fields: ['s1301', 's1303'], keywords: ['病害诊断', '绿色防控'], cooperation: ['consulting', 'training'],
  }),
  need('soil', '测土配方和土壤改良', {
    title: '＿＿亩＿＿（作物）地土壤检测和配方施肥',
    summary: '我们有＿＿（作物）地＿＿亩，近＿＿年产量下降约＿＿成，怀疑土壤酸化、板结或缺素。想请人取样检测，给出改良和配方施肥方案。',
    detail: '前茬作物：＿＿。近三年每亩施肥：＿＿。以前测过的数据：＿＿。',
    metrics: '取样不少于＿＿个点；给出书面方案；一个生长季后亩产提高＿＿%。', fields: ['s1305', 's1306'], keywords: ['土壤检测', '配方施肥'], cooperation: ['consulting', 'service'],
  }),
  need('drying', '烘干设备', {
    title: '＿＿（产品）烘干＿＿（褐变、开裂、能耗高等），求改进工艺或设备',
    summary: '日处理鲜＿＿（产品）＿＿吨，用＿＿（设备名称）烘干，目前＿＿（褐变率、开裂率或每吨电耗）达到＿＿，每吨损失约＿＿元。希望改进烘干曲线或设备。',
    detail: '设备型号和台数：＿＿。温度、时间：＿＿。热源：＿＿。问题出在哪一段：＿＿。',
    metrics: '＿＿（褐变率等）降到＿＿%以下；含水率≤＿＿%；每吨电耗不超过＿＿度。', fields: ['s1207'], keywords: ['烘干', '节能'], cooperation: ['consulting', 'development'],
  }),
  need('testing', '检验检测', {
    title: '＿＿（样品）＿＿（项目）检测，约＿＿个样品',
    summary: '需要检测＿＿（样品）的＿＿（农残、重金属、营养成分等），共＿＿个样品，用于＿＿（认证、出货或自查），希望＿＿天内出具报告。',
    detail: '需要的资质（CMA等）：＿＿。执行标准：＿＿。样品怎样取、由谁送：＿＿。',
    metrics: '按＿＿标准出具有效报告＿＿份。', fields: ['s2201', 's2202'], keywords: ['检测', '检验报告'], cooperation: ['service'],
  }),
  need('repair', '设备维修', {
    title: '＿＿（设备名称和型号）故障维修',
    summary: '＿＿（设备）＿＿台，＿＿年购买，从＿＿起出现＿＿（不启动、异响、精度下降等），影响每天＿＿产量。厂家＿＿（已停产或维修太慢），想请人上门诊断维修。',
    detail: '故障时的显示或代码：＿＿。已经换过的零件：＿＿。现场有没有电工配合：＿＿。',
    metrics: '恢复到＿＿（额定产量、精度）；保修＿＿个月。', fields: ['s1606'], keywords: ['设备维修', '故障诊断'], cooperation: ['service'],
  }),
  need('automation', '产线自动化改造', {
    title: '＿＿（工序）自动化改造，减少人工＿＿人',
    summary: '＿＿（产品）生产线的＿＿（上料、分选、包装等）工序现在靠＿＿人手工完成，每小时＿＿件，差错率＿＿%。想做自动化或半自动化改造。',
    detail: '产品尺寸和重量：＿＿。场地和电源：＿＿。现有设备接口：＿＿。',
    metrics: '每小时≥＿＿件；差错率≤＿＿%；投资回收期不超过＿＿个月。', fields: ['s1607', 's1009'], keywords: ['自动化', '改造'], cooperation: ['development', 'service'],
  }),
  need('process', '工艺攻关', {
    kind: 'challenge', challenge_class: 'process', title: '＿＿（产品）＿＿（工序）工艺攻关，解决＿＿（问题）',
    summary: '＿＿（产品）年产＿＿吨，＿＿（工序）存在＿＿（问题），成品率只有＿＿%。现成的办法试过，解决不了，希望与高校院所或专家一起攻关。',
    detail: '现行工艺和参数：＿＿。问题的规律：＿＿。可以提供的试验条件：＿＿。',
    metrics: '成品率提高到＿＿%以上；连续生产＿＿批稳定。', tried: '已经试过＿＿，结果＿＿。', fields: ['s10'], keywords: ['工艺改进'], cooperation: ['development'],
  }),
  need('breeding', '良种和种苗', {
    title: '引进适合＿＿（海拔、气候）的＿＿（作物）良种和育苗技术',
    summary: '计划发展＿＿（作物）＿＿亩，海拔＿＿米，现有品种＿＿（退化、不抗病、成熟太晚）。想引进适合的新品种，并请人指导育苗和栽培。',
    detail: '土壤和灌溉：＿＿。现有品种和产量：＿＿。计划种植时间：＿＿。',
    metrics: '成活率≥＿＿%；亩产≥＿＿公斤。', fields: ['s01'], keywords: ['良种', '育苗'], cooperation: ['consulting', 'training'],
  }),
  need('animal', '养殖疫病和饲养管理', {
    title: '＿＿（畜禽、鱼类）＿＿（头、羽、亩）疫病诊断和饲养管理指导',
    summary: '存栏＿＿（数量和种类），近＿＿个月出现＿＿（症状），死亡率约＿＿%。想请人到场诊断，改进免疫、消毒和饲养管理。',
    detail: '饲料：＿＿。免疫程序：＿＿。圈舍（水质）情况：＿＿。',
    metrics: '死亡率降到＿＿%以下；料肉比（成活率）达到＿＿。', fields: ['s0808'], keywords: ['疫病诊断', '饲养管理'], cooperation: ['consulting', 'training'],
  }),
  need('training', '技术培训', {
    title: '＿＿（技术）培训，约＿＿人',
    summary: '想为＿＿（村民、社员、工人）约＿＿人举办＿＿（技术）培训，他们现在＿＿（会什么、不会什么）。希望讲课＿＿天，并到现场手把手教。',
    detail: '场地和设备：＿＿。希望的时间：＿＿。需要发的资料：＿＿。',
    metrics: '参训＿＿人，现场考核通过率≥＿＿%。', fields: ['s2104'], keywords: ['培训'], cooperation: ['training'],
  }),
  need('talent', '人才引进', {
    kind: 'talent', title: '聘请＿＿（岗位）＿＿名，负责＿＿（工作）',
    summary: '＿＿（单位简介）。现需＿＿（岗位）＿＿名，主要负责＿＿，要求有＿＿年以上相关经验。可以全职，也可以每周来＿＿天。',
    detail: '具体工作：＿＿。配合的人手和设备：＿＿。吃住和交通：＿＿。', post: '＿＿', headcount: '1', employment: 'flexible', term: '＿＿月到＿＿月，每周＿＿天', pay: '每月＿＿元',
    fields: ['s23'], keywords: ['人才', '技术指导'],
  }),
  need('project', '项目申报和知识产权', {
    title: '＿＿（项目、专利、认证）申报辅导',
    summary: '我单位从事＿＿，想申报＿＿（科技项目、专利、绿色或有机认证），已有＿＿（基础），不熟悉要求和流程，希望有人辅导准备材料。',
    detail: '截止时间：＿＿。已有材料：＿＿。缺什么：＿＿。',
    metrics: '按期提交完整材料＿＿份。', fields: ['s2301', 's2209'], keywords: ['项目申报', '知识产权'], cooperation: ['consulting'],
  }),
  need('environment', '污水和环保治理', {
    title: '＿＿（污水、废气、粪污）治理，日处理＿＿吨',
    summary: '＿＿（工厂、养殖场）每天产生＿＿（污水、粪污）约＿＿吨，主要指标＿＿超标。希望有成本低、好管理的治理方案。',
    detail: '水质（气体）数据：＿＿。现有设施：＿＿。可用场地：＿＿平方米。',
    metrics: '出水（排放）达到＿＿标准；每吨运行费用不超过＿＿元。', fields: ['s14'], keywords: ['污水处理', '环保'], cooperation: ['consulting', 'service'],
  }),
  offer('diagnosis', '病虫害诊断和防治', {
    title: '＿＿（作物）病虫害田间诊断和防治方案',
    summary: '到地里诊断＿＿（作物）的＿＿（病虫害），当天给出初步意见，＿＿天内给书面防治方案，包括用药品种、时间和次数。近三年服务过＿＿家，约＿＿亩。',
    description: '先电话或视频了解情况，再到现场取样。需要对方提供近一年的用药记录。一年内回访＿＿次。', advantages: '＿＿（职称、从业年数、成功案例）。',
    modes: ['on_site', 'phone_advice'], fields: ['s1301', 's1303'], keywords: ['病害诊断', '绿色防控'], cooperation: ['consulting', 'service'],
  }),
  offer('lab', '检测服务', {
    title: '＿＿（样品）＿＿（项目）检测',
    summary: '可检测＿＿（样品）的＿＿等＿＿项，有＿＿资质，＿＿天出报告。可以指导取样，也可以上门取样。',
    description: '检测方法和标准：＿＿。每批样品数量要求：＿＿。', advantages: '＿＿（仪器、年检测量、服务过的单位）。',
    modes: ['testing'], fields: ['s2201', 's2202'], keywords: ['检测'], cooperation: ['service'],
  }),
  offer('maintenance', '设备维修和改造', {
    title: '＿＿（设备）维修、保养和节能改造',
    summary: '能维修＿＿（设备类型），擅长＿＿（电气、液压、控制）故障，一般＿＿小时内到场。可做节能和自动化改造。近三年修过＿＿台。',
    description: '先电话判断，带件上门。需要对方提供型号、故障现象和照片。', advantages: '＿＿（持证、年数、案例）。',
    modes: ['on_site', 'phone_advice'], fields: ['s1606'], keywords: ['设备维修'], cooperation: ['service'],
  }),
  offer('course', '技术培训', {
    title: '＿＿（技术）培训，理论加现场',
    summary: '可讲＿＿（内容），适合＿＿（对象），每期＿＿天，人数＿＿人以内，讲完到现场手把手教。已办＿＿期，培训＿＿人。',
    description: '课程安排：＿＿。需要对方准备：＿＿。', advantages: '＿＿（讲课经历、教材、学员成果）。',
    modes: ['training', 'on_site'], fields: ['s2104'], keywords: ['培训'], cooperation: ['training'],
  }),
  offer('result', '科技成果转让', {
    kind: 'result', title: '＿＿（成果名称），＿＿（主要效果）',
    summary: '＿＿（成果）用于＿＿，能把＿＿从＿＿提高（降低）到＿＿。已在＿＿家单位使用＿＿年。可转让、许可或合作生产。',
    description: '技术原理：＿＿。投入和配套条件：＿＿。经济效益测算：＿＿。', advantages: '与现有办法相比：＿＿。', ipr_note: '＿＿（专利号、登记号）',
    fields: ['s10'], keywords: ['科技成果'], cooperation: ['licensing', 'transfer'],
  }),
]
