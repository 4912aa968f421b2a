package docking

import (
	"math"
	"strings"
)

// maxCapital is the largest amount Capital writes, in yuan.
const maxCapital = 1e12

// Capital writes an amount of yuan in the words of contracts and cheques
// (20050.3 → 贰万零伍拾元叁角), rounded to the fen. Negative amounts and those
// beyond 10¹² give "".
func Capital(yuan float64) string {
	if !(yuan >= 0 && yuan <= maxCapital) {
		return ""
	}
	fen := int64(math.Round(yuan * 100))
	whole, jiao, fen := fen/100, fen/10%10, fen%10
	out := ""
	if whole > 0 || jiao == 0 && fen == 0 {
		out = capitalWhole(whole) + "元"
	}
	switch {
	case jiao == 0 && fen == 0:
		return out + "整"
	case jiao > 0:
		out += capitalDigits[jiao] + "角"
	case whole > 0:
		out += "零"
	}
	if fen > 0 {
		out += capitalDigits[fen] + "分"
	}
	return out
}

var capitalDigits = []string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}

// capitalWhole writes whole yuan in groups of four digits.
func capitalWhole(n int64) string {
	if n == 0 {
		return "零"
	}
	out := ""
	for i, unit := range []string{"万亿", "亿", "万", ""} {
		group := n / int64(math.Pow(10, float64(12-4*i))) % 10000
		if group == 0 {
			if out != "" && !strings.HasSuffix(out, "零") {
				out += "零"
			}
			continue
		}
		if out != "" && group < 1000 && !strings.HasSuffix(out, "零") {
			out += "零"
		}
		out += capitalGroup(group) + unit
	}
	return strings.TrimSuffix(out, "零")
}

// capitalGroup writes 1–9999 without a zero before or behind.
func capitalGroup(n int64) string {
	out, zero := "", false
	for i, unit := range []string{"仟", "佰", "拾", ""} {
		d := n / int64(math.Pow(10, float64(3-i))) % 10
		if d == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out += "零"
		}
		out, zero = out+capitalDigits[d]+unit, false
	}
	return out
}
