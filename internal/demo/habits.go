package demo

import "strings"

// tails end a worker's introduction: how and when somebody works.
var tails = []string{
	"平时住在{town}，周边乡镇当天能到。",
	"农忙时先在线上看照片，农闲再集中下乡。",
	"讲四川话，喜欢在现场边做边讲。",
	"每次服务都留一页纸的记录，下次来对着看。",
	"愿意带年轻人，两三个人一组跟着跑最好。",
	"先听清楚情况再说能不能做，做不了的帮忙介绍人。",
	"周末和晚上可以视频，急事提前打招呼。",
	"外县也去，只要把情况提前发来。",
	"不卖药不卖设备，只讲办法和道理。",
	"去年在{town}办过两期培训，效果大家看得到。",
	"希望和合作社建立长期联系，一年跑几趟。",
	"做事慢一点，但会一直跟到见效果。",
	"收费随行就市，困难户和村集体可以少收或不收。",
	"习惯先取样、先测数据，再下结论。",
	"手里有几个做得好的点，可以带人去看。",
	"遇到拿不准的，会请上级专家一起会诊。",
	"近两年开始教大家用手机做记录。",
}

// tail picks a worker's last sentence: from the turn-th on, the first that suits
// somebody who lives there and takes that fee.
func tail(turn int, away bool, fee string) string {
	for i := range tails {
		t := tails[(turn+i)%len(tails)]
		if away && strings.Contains(t, "{town}") || fee == "free" && strings.HasPrefix(t, "收费") {
			continue
		}
		return t
	}
	panic("demo: no sentence suits")
}

// modesOf says how somebody of a unit type works with people.
func modesOf(unitType, key string) []string {
	first := map[string][]string{
		"university": {"online_diagnosis", "joint_rnd", "training"},
		"institute":  {"on_site", "joint_rnd", "testing"},
		"enterprise": {"on_site", "part_time"},
		"school":     {"training", "on_site"},
		"hospital":   {"on_site", "online_diagnosis", "training"},
	}[unitType]
	if first == nil {
		first = []string{"on_site", "phone_advice"}
	}
	modes := append([]string{}, first...)
	if extra := pick(key, "mode", []string{"training", "phone_advice", "online_diagnosis"}); !has(modes, extra) {
		modes = append(modes, extra)
	}
	return modes
}

func feeOf(unitType, key string) string {
	switch unitType {
	case "other":
		return "free"
	case "agency", "hospital", "school":
		return pick(key, "fee", []string{"free", "free", "cost"})
	case "self_employed", "cooperative":
		return pick(key, "fee", []string{"cost", "negotiable", "free"})
	}
	return pick(key, "fee", []string{"negotiable", "negotiable", "cost"})
}

func radiusOf(level, key string) string {
	switch level {
	case "local_expert", "junior":
		return pick(key, "radius", []string{"township", "county", "county", "city"})
	case "senior":
		return pick(key, "radius", []string{"province", "province", "nation"})
	}
	return pick(key, "radius", []string{"county", "city", "city", "province"})
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
