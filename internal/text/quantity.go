package text

import "strconv"

// Quantities calls f for every number with a unit of measure, under one gram
// for all ways to write it, the kind of a word:
//
//	3吨/小时  每小时3吨  三吨每小时  3 t/h  3000kg/h     3000 kg/h
//	2公顷  30亩  三十亩  2 ha                        30 亩
//	3-5吨  3～5 t                                  3000 kg and 5000 kg
//
// Folded are: width and case; Chinese numerals and 万, 亿; spaces; names of one
// unit (斤 公斤 千克 kg 吨 t; 亩 公顷 ha; 米 m …) to one of them by its factor; and
// the two ways to tell a rate. Different times are not converted: 72吨/天 is not
// 3吨/小时. Single letters that are more often something else (5G, 4K, 3D) are
// no units. start and end are bytes of s.
func Quantities(s string, f func(g Gram, start, end int)) {
	r := reader{s: s}
	rate := "" // what 每… in front of the number said
	for r.skip() {
		start := r.pos
		if per, ok := r.per(); ok {
			rate = per
			continue
		}
		first, ok := r.number()
		if !ok {
			r.rune()
			continue
		}
		values := []float64{first}
		if from := r.pos; r.rangeMark() {
			if second, ok := r.number(); ok {
				values = append(values, second)
			} else {
				r.pos = from
			}
		}
		u, ok := r.unit()
		if !ok {
			continue
		}
		per := rate
		if start-r.rateEnd > maxRateGap {
			per = ""
		}
		if p, ok := r.slash(); ok {
			per = p
		}
		for _, v := range values {
			f(quantity(v*u.factor, u.base, per), start, r.pos)
		}
		rate = ""
	}
}

// maxRateGap is how far from 每小时 its number may stand, in bytes.
const maxRateGap = 18

// quantity is the gram of a value with a unit.
func quantity(v float64, base, per string) Gram {
	h := uint64(14695981039346656037)
	var buffer [48]byte
	b := strconv.AppendFloat(append(buffer[:0], '='), v, 'g', 6, 64)
	for _, c := range append(append(append(b, base...), '/'), per...) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return wordBit | Gram(mix(h)>>2)
}

// measure is a unit: what it is counted in and how much of that it is.
type measure struct {
	base   string
	factor float64
}

// measures are the units by their folded names.
var measures = map[string]measure{
	"吨": {"kg", 1000}, "t": {"kg", 1000}, "公斤": {"kg", 1}, "千克": {"kg", 1}, "kg": {"kg", 1}, "斤": {"kg", .5}, "克": {"kg", .001}, "毫克": {"kg", 1e-6}, "mg": {"kg", 1e-6},
	"亩": {"亩", 1}, "公顷": {"亩", 15}, "ha": {"亩", 15}, "平方米": {"m2", 1}, "平米": {"m2", 1}, "m2": {"m2", 1}, "平方公里": {"m2", 1e6}, "km2": {"m2", 1e6},
	"公里": {"m", 1000}, "千米": {"m", 1000}, "km": {"m", 1000}, "米": {"m", 1}, "厘米": {"m", .01}, "cm": {"m", .01}, "毫米": {"m", .001}, "mm": {"m", .001}, "微米": {"m", 1e-6}, "μm": {"m", 1e-6}, "um": {"m", 1e-6},
	"立方米": {"m3", 1}, "方": {"m3", 1}, "m3": {"m3", 1}, "升": {"l", 1}, "毫升": {"l", .001}, "ml": {"l", .001},
	"千瓦": {"kw", 1}, "kw": {"kw", 1}, "兆瓦": {"kw", 1000}, "mw": {"kw", 1000}, "千瓦时": {"kwh", 1}, "kwh": {"kwh", 1}, "千伏": {"kv", 1}, "kv": {"kv", 1}, "伏": {"kv", .001},
	"兆帕": {"mpa", 1}, "mpa": {"mpa", 1}, "千帕": {"mpa", .001}, "kpa": {"mpa", .001}, "℃": {"℃", 1}, "摄氏度": {"℃", 1}, "%": {"%", 1}, "元": {"元", 1},
	"小时": {"h", 1}, "h": {"h", 1}, "分钟": {"min", 1}, "min": {"min", 1}, "天": {"d", 1}, "日": {"d", 1}, "年": {"a", 1},
}

// times are what a rate may be per.
var times = map[string]string{"小时": "h", "h": "h", "时": "h", "天": "d", "日": "d", "d": "d", "年": "a", "a": "a", "分钟": "min", "min": "min", "秒": "s", "s": "s", "亩": "亩", "公顷": "公顷", "ha": "公顷"}

// maxUnitName is the length of the longest name in runes.
const maxUnitName = 4
