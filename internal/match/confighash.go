package match

import "fmt"

// configHash is a hash of all that the columns depend on besides postings: the
// weights, the fields and synonyms, and how texts are read.
func configHash(c Config) uint64 {
	h := hashOf(fmt.Sprintf("%v", c.Weights))
	for _, f := range c.Fields {
		h = h*31 + hashOf(fmt.Sprintf("%+v", f))
	}
	h = h*31 + hashOf(fmt.Sprintf("%q", c.Synonyms))
	for _, n := range new(bag).analyse(material{title: reading, rest: []string{reading}, need: true}, nil).counts {
		h = h*31 + uint64(n.gram)<<8 + uint64(n.tf)
	}
	return h
}

// reading is a text that every rule of reading has something to do with: when
// one of them changes, so do its grams, and older snapshots are refused.
const reading = `技術研究ＣＢＮ pH 7.5，3吨/小时的花椒烘干设备，鋰離子電池；<b>大棚</b>&nbsp;病虫害防治，我们希望提高质量，已经具有多年经验，
PM2.5、C-S-H 与 811 正极材料，日处理鲜花椒3 吨以上，含水率由 75%降到10%，每亩 1.5万元`
