package text

import "strings"

// boilerplate are the words that nearly every posting of this trade contains.
// They say nothing about what is needed or offered: they carry little weight
// in matching and never stand in an explanation.
const boilerplate = `技术 研究 应用 开发 研发 方法 系统 装置 设备 项目 产品 生产 工艺 制备 设计 关键 推广 产业 产业化 示范 基于
及其 一种 进行 实现 提高 提升 解决 问题 需要 需求 希望 采用 使用 利用 具有 可以 能够 主要 相关 方面 目前 现有 企业 公司 单位 有限 合作
服务 指导 帮助 方案 能力 水平 效果 情况 通过 以及 其他 其它 或者 并且 如何 怎么 什么 我们 本人 本公司 我司 我厂 合作社 专家 人员 团队 人才
寻找 寻求 急需 诚聘 提供 支持 要求 建议 经验 从事 多年 专业 领域 行业 工作 工程 成果 转化 创新 科技 科学 综合 有效 改进 优化 改造 升级
较好 较高 较大 以上 以下 左右 之间 不同 各种 多种 一定 本地 当地 全县 现场 咨询 培训 新型 高效 攻关 揭榜 挂帅 难题 瓶颈 亟需 亟待 属于 包括
所述 本发明 发明 公开 涉及 特征 在于 其中 根据 步骤 用于 获得 得到 过程 结构 性能 质量 成本 市场 经济 效益 社会 国内 国外 国内外 先进 传统`

// functionChars are characters that hold sentences together and name nothing.
const functionChars = `的了和与及在为是其该以于将或也由从到把使让而但且之这那个们我你他它请会很更最至达等对并可有被`

// A phrase does not begin with one of leading nor end with one of trailing.
// The two differ because of 等离子, 对虾, 并网, 可再生, 有机肥, 被动 and 研究所.
const (
	leading  = `的了和与及在为是其该以于将或也由从到把使让而但且之这那个们我你他它请会很更最至达`
	trailing = `的了和与及等在对为是其该以于将或也由从到把使让而但且之这那我你他它请很更最至并可有被`
)

var (
	stopGrams = buildStops()
	funcChars = charSet(functionChars)
	leadChars = charSet(leading)
	tailChars = charSet(trailing)
)

func buildStops() map[Gram]bool {
	m := map[Gram]bool{}
	for _, word := range strings.Fields(boilerplate) {
		Emit(word, func(g Gram, _, _ int) {
			if g.IsPair() {
				m[g] = true
			}
		})
	}
	return m
}

func charSet(s string) map[Gram]bool {
	m := map[Gram]bool{}
	Emit(s, func(g Gram, _, _ int) {
		if g.IsChar() {
			m[g] = true
		}
	})
	return m
}

// Boilerplate tells whether a gram says nothing about the matter: a pair of a
// word every posting contains (技术, 研究, …), a pair of two function
// characters, or a function character by itself.
func Boilerplate(g Gram) bool {
	if g.IsChar() {
		return funcChars[g]
	}
	a, b := g.Chars()
	return stopGrams[g] || b != 0 && funcChars[Gram(a)] && funcChars[Gram(b)]
}

// hollow marks the units of a row that say nothing: those in a pair of
// boilerplate, and function characters.
func hollow(units []Unit) []bool {
	out := make([]bool, len(units))
	for i, u := range units {
		out[i] = out[i] || funcChars[u.Gram]
		if i > 0 && u.Joined && Boilerplate(Pair(units[i-1].Gram, u.Gram)) {
			out[i-1], out[i] = true, true
		}
	}
	return out
}

// EmitTelling is Emit without the pairs that say nothing: those of two units
// that stand in words of boilerplate or are function characters, as in
// 关键技术研究 the pairs 关键, 键技, 技术, 术研 and 研究. Of such units themselves
// it says that they are hollow.
func EmitTelling(s string, f func(g Gram, hollow bool)) {
	units := collect(s)
	empty := hollow(units)
	for i, u := range units {
		f(u.Gram, empty[i])
		if u.Joined && i > 0 && !(empty[i-1] && empty[i]) {
			f(Pair(units[i-1].Gram, u.Gram), false)
		}
	}
}
