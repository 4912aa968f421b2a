package text

import (
	"maps"
	"slices"
	"strings"
)

// boilerplate are the words that nearly every posting of this trade contains.
// They say nothing about what is needed or offered: they carry little weight
// in matching and never stand in an explanation.
const boilerplate = `技术 研究 应用 开发 研发 方法 系统 装置 设备 项目 产品 生产 工艺 制备 设计 关键 推广 产业 产业化 示范 基于
及其 一种 进行 实现 提高 提升 解决 问题 需要 需求 希望 采用 使用 利用 具有 可以 能够 主要 相关 方面 目前 现有 企业 公司 单位 有限 合作
服务 指导 帮助 方案 能力 水平 效果 情况 通过 以及 其他 其它 或者 并且 如何 怎么 什么 我们 本人 本公司 我司 我厂 合作社 专家 人员 团队 人才
寻找 寻求 急需 诚聘 提供 支持 要求 建议 经验 从事 多年 专业 领域 行业 工作 工程 成果 转化 创新 科技 科学 综合 有效 改进 优化 改造 升级
较好 较高 较大 以上 以下 左右 之间 不同 各种 多种 一定 本地 当地 全县 现场 咨询 培训 新型 高效 攻关 揭榜 挂帅 难题 瓶颈 亟需 亟待 属于 包括
所述 本发明 发明 公开 涉及 特征 在于 其中 根据 步骤 用于 获得 得到 过程 结构 性能 质量 成本 市场 经济 效益 社会 国内 国外 国内外 先进 传统
基础 内容 目标 预期 针对 拥有 满足 国家 同时 标准 完成 万元 建设 影响 大量 中心 发展 运行 科研 投入 建立 开展 条件 减少 存在 方式 作为 已经
部分 具备 体系 核心 不能 保证 实施 快速 联合 我国 造成 重要 发生 因此 完善 重点 组成 无法 结合 增加 形成 取得 完全 依托 配套 重大 自主 替代
模式 中国 长期 随着 实际 完整 高新 进一步 丰富 范围 符合 初步 严重 全国 经费 省级 方向 手段 出现 最终 支撑 导致 顺利 合理 计划 资料 因素 不断
各类 良好 特点 适应 确保 整体 极大 预计 相对 程度 面向 作用 装备 研制 制备 专用 类型 方便 一个 特别 比较 由于 为了 目的 任务 情形 现状 现阶段
今年 去年 明年 每年 近年 近三年 半天 一天 两天 三天 几天 个月 一次 两次 一年 两年 三年 百亩 一百 两百 三百 五百 一千 两千 二十 三十 几十 办法 能用`

// functionChars are characters that hold sentences together and name nothing.
const functionChars = `的了和与及在为是其该以于将或也由从到把使让而但且之这那个们我你他它请会很更最至达等对并可有被`

// glue are the function characters that are never part of a word of content: a
// pair with one of them says nothing.
const glue = `的了与及其该我你他它们之而且但`

// A phrase does not begin with one of leadingChars nor end with one of
// trailingChars.
// The two differ because of 等离子, 对虾, 并网, 可再生, 有机肥, 被动 and 研究所.
const (
	leadingChars  = `的了和与及在为是其该以于将或也由从到把使让而但且之这那个们我你他它请会很更最至达式`
	trailingChars = `的了和与及等在对为是其该以于将或也由从到把使让而但且之这那我你他它请很更最至并可有被`
)

// What flags says about a Han character.
const (
	function = 1 << iota // holds sentences together
	gluing               // is never part of a word of content
	leading              // no phrase begins with it
	trailing             // no phrase ends with it
	opening              // begins a pair of boilerplate
	closing              // ends one
)

// flags are the sets a Han character of the basic plane belongs to.
var flags = buildFlags()

// stopPairs are the pairs inside words of boilerplate.
var stopPairs = buildStops()

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

func buildFlags() *[1 << 16]uint8 {
	t := new([1 << 16]uint8)
	for set, flag := range map[string]uint8{functionChars: function, glue: gluing, leadingChars: leading, trailingChars: trailing} {
		for _, r := range set {
			t[r] |= flag
		}
	}
	for g := range buildStops() {
		first, second := g.Chars()
		t[first] |= opening
		t[second] |= closing
	}
	return t
}

// is tells whether the gram is a character of one of the sets.
func (g Gram) is(set uint8) bool { return g < 1<<16 && flags[g]&set != 0 }

// stopPair tells whether two neighbours are a pair of boilerplate.
func stopPair(a, b Gram) bool { return a.is(opening) && b.is(closing) && stopPairs[Pair(a, b)] }

// Boilerplate tells whether a gram says nothing about the matter: a pair of a
// word every posting contains (技术, 研究, …), a pair of two function
// characters, or a function character by itself.
func Boilerplate(g Gram) bool {
	if g.IsChar() {
		return g.is(function)
	}
	a, b := g.Chars()
	return b != 0 && (stopPair(Gram(a), Gram(b)) || Gram(a).is(function) && Gram(b).is(function))
}

// hollow marks the units of a row that say nothing: those in a pair of
// boilerplate, and function characters.
func hollow(units []Unit) []bool {
	out := make([]bool, len(units))
	for i, u := range units {
		out[i] = out[i] || u.Gram.is(function)
		if i > 0 && u.Joined && stopPair(units[i-1].Gram, u.Gram) {
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
	sc := Scan(s)
	if !sc.Next() {
		return
	}
	unit, empty := sc.unit, sc.unit.Gram.is(function)
	var before Gram
	emptyBefore := false
	tell := func() {
		f(unit.Gram, empty)
		if unit.Joined && !(emptyBefore && empty) && !unit.Gram.is(gluing) && !before.is(gluing) {
			f(Pair(before, unit.Gram), false)
		}
	}
	for sc.Next() { // whether a unit is hollow shows with the one behind it
		next := sc.unit
		emptyNext := next.Gram.is(function)
		if next.Joined && stopPair(unit.Gram, next.Gram) {
			empty, emptyNext = true, true
		}
		tell()
		before, emptyBefore = unit.Gram, empty
		unit, empty = next, emptyNext
	}
	tell()
}

// BoilerplatePairs are the pairs inside words of boilerplate, in rising order.
// EmitTelling leaves them out; who looks for such a word knows it by the two
// characters.
func BoilerplatePairs() []Gram { return slices.Sorted(maps.Keys(stopPairs)) }
