package match

import (
	"fmt"
	"math/rand"
	"strings"

	"kejiyun/internal/domain"
)

// A synthetic market: postings put together from topics, with words of their
// own topic, of neighbouring ones and of the language of the trade.

var (
	topicHeads = strings.Fields(`花椒 生猪 水稻 茶叶 柑橘 蚕桑 麦冬 附子 肉牛 山羊 鳜鱼 食用菌 锂电池 风电叶片 齿轮箱 铝合金 陶瓷膜 污泥 废气
		光伏 充电桩 机床主轴 模具 焊缝 混凝土 桥梁 隧道 边坡 滴灌 无人机 传感器 视觉检测 小程序 数据库 康复 中药材 疫苗 兽药 饲料 白酒 酱油 泡菜`)
	topicTails = strings.Fields(`烘干 育苗 防控 检测 回收 保鲜 冷链 色选 发酵 提取 配方 控制 修复 监测 除臭 脱硫 涂层 热处理 加固 诊断 选型 调试 节能 减排 追溯 包装`)
	trade      = strings.Fields(`技术 研究 应用 方法 系统 设备 希望 需要 能够 提高 质量 成本 现场 指导 经验 多年 合作 企业 合作社 我县 乡镇`)
)

func syntheticText(r *rand.Rand, topic, words int) string {
	var b strings.Builder
	for range words {
		switch r.Intn(4) {
		case 0:
			b.WriteString(topicHeads[topic%len(topicHeads)])
		case 1:
			b.WriteString(topicTails[(topic/7+r.Intn(4))%len(topicTails)])
		case 2:
			b.WriteString(trade[r.Intn(len(trade))])
		default:
			b.WriteRune(rune(0x4e00 + r.Intn(3000)))
			b.WriteRune(rune(0x4e00 + r.Intn(3000)))
		}
		if r.Intn(6) == 0 {
			b.WriteString("，")
		}
	}
	return b.String()
}

func syntheticPosting(r *rand.Rand, id string, topic int) domain.Posting {
	p := posting(id, "service", syntheticText(r, topic, 5), syntheticText(r, topic, 25), testFields[topic%len(testFields)].ID)
	p.Region = fmt.Sprintf("51%02d%02d000000", 1+r.Intn(20), 21+r.Intn(8))
	return p
}

func syntheticOffer(r *rand.Rand, i int) domain.Offer {
	topic := r.Intn(1000)
	return domain.Offer{Posting: syntheticPosting(r, fmt.Sprintf("o%06d", i), topic), Worker: fmt.Sprintf("w%d", i/2),
		Description: syntheticText(r, topic, 40), Radius: "province", Availability: "open", MaxOpen: 3, Open: r.Intn(3)}
}

func syntheticNeed(r *rand.Rand, i int) domain.Need {
	topic := r.Intn(1000)
	return domain.Need{Posting: syntheticPosting(r, fmt.Sprintf("n%06d", i), topic), Detail: syntheticText(r, topic, 50), Budget: "1_5"}
}

func synthetic(offers, needs int) ([]domain.Offer, []domain.Need) {
	r := rand.New(rand.NewSource(7))
	os, ns := make([]domain.Offer, offers), make([]domain.Need, needs)
	for i := range os {
		os[i] = syntheticOffer(r, i)
	}
	for i := range ns {
		ns[i] = syntheticNeed(r, i)
	}
	return os, ns
}
