package docking

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var updatePapers = flag.Bool("update-papers", false, "rewrite the golden drafts of contracts")

// fullFacts are facts of which every one is known.
func fullFacts() PaperFacts {
	return PaperFacts{
		Docking: "d00000000000001", Project: "两百亩花椒根腐病诊断与防控",
		Need:   Party{Name: "云溪花椒合作社", USCC: "91350100M000100Y43", Place: "洪雅县·止戈镇"},
		Supply: Party{Name: "张三", Unit: "县农业农村局", Place: "洪雅县", Person: true},
		Goal:   "止戈镇两百亩青花椒根部发黑，\n# 需要诊断原因。", Supplied: "现场取样诊断花椒根腐病。", Metrics: "死树率降到百分之二以下。", Tried: "灌过多菌灵两次",
		Place: "止戈镇", Modes: []string{"on_site", "phone_advice", "nonsense"}, Stage: "production", IPR: "patent", IPRNote: "ZL201310123456.7",
		Ownership: "专利共有", Funding: "自筹 20 万元", TermMonths: 12, NDA: true,
		Signed: time.Date(2026, 11, 25, 16, 30, 0, 0, time.UTC), Deadline: time.Date(2027, 2, 28, 16, 0, 0, 0, time.UTC),
		Amount: 200500.3, RegisteredAmount: 180000, Hours: 16, People: 40,
	}
}

// written is a draft as a person would read it.
func written(p Paper) string {
	var b strings.Builder
	b.WriteString(p.Title + "\n")
	for _, s := range p.Sections {
		b.WriteString("\n【" + s.Title + "】\n" + s.Text + "\n")
	}
	b.WriteString("\n登记清单\n")
	for _, c := range p.Checklist {
		b.WriteString("- " + c + "\n")
	}
	return b.String()
}

func TestContractGolden(t *testing.T) {
	for kind := range PaperKinds {
		for name, facts := range map[string]PaperFacts{"full": fullFacts(), "empty": {}} {
			p, ok := Contract(kind, facts)
			if !ok {
				t.Fatalf("no draft of %s", kind)
			}
			file := "testdata/paper_" + kind + "_" + name + ".txt"
			if *updatePapers {
				if err := os.WriteFile(file, []byte(written(p)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := written(p); got != string(want) {
				t.Errorf("%s has changed:\n%s", file, got)
			}
		}
	}
}

// TestContractStructure: every draft has what article 845 lists, in order, says
// that it is no legal advice, and takes no heading from what people wrote.
func TestContractStructure(t *testing.T) {
	wanted := []string{"重要提示", "合同双方", "一、项目名称", "二、标的内容、范围和要求", "三、履行计划、期限、地点和方式", "四、技术信息和资料的保密",
		"五、技术成果的归属和收益分配", "六、验收标准和方法", "七、", "八、违约金或者损失赔偿的计算方法", "九、争议的解决办法", "十、名词和术语的解释", "十一、", "十二、附件、生效和签署"}
	special := map[string]string{"development": "技术风险的承担", "transfer": "权利保证和使用范围", "licensing": "权利保证和权利维持", "consulting": "咨询意见的采用", "service": "工作条件、安全和技术培训"}
	for _, kind := range slices.Sorted(maps.Keys(PaperKinds)) {
		p, _ := Contract(kind, fullFacts())
		if len(p.Sections) != len(wanted) {
			t.Fatalf("%s has %d sections", kind, len(p.Sections))
		}
		for i, s := range p.Sections {
			if !strings.HasPrefix(s.Title, wanted[i]) || s.Text == "" {
				t.Errorf("%s: section %d is %q", kind, i, s.Title)
			}
		}
		if p.Sections[12].Title != "十一、"+special[kind] {
			t.Errorf("%s: special part is %q", kind, p.Sections[12].Title)
		}
		if !strings.Contains(p.Title+p.Sections[0].Text, "不构成法律意见") || len(p.Checklist) < 8 {
			t.Errorf("%s: %s, %d lines to check", kind, p.Title, len(p.Checklist))
		}
		for _, known := range []string{"云溪花椒合作社", "张三", "2026年11月26日", "2027年3月1日", "人民币贰拾万零伍佰元叁角", "死树率"} {
			if !strings.Contains(written(p), known) {
				t.Errorf("%s: %s is known and not filled in", kind, known)
			}
		}
		if strings.Contains(written(p), "。。") || strings.Contains(written(p), "<no value>") {
			t.Errorf("%s:\n%s", kind, written(p))
		}
	}
	if _, ok := Contract("non_technical", fullFacts()); ok {
		t.Error("a draft for what is no technology contract")
	}
}

func TestCapital(t *testing.T) {
	for yuan, want := range map[float64]string{
		0: "零元整", 1: "壹元整", 10: "壹拾元整", 20000: "贰万元整", 20050.3: "贰万零伍拾元叁角", 1001: "壹仟零壹元整", 1010: "壹仟零壹拾元整",
		200500: "贰拾万零伍佰元整", 100000000: "壹亿元整", 100000001: "壹亿零壹元整", 1000100: "壹佰万零壹佰元整", 0.05: "伍分", 3.05: "叁元零伍分",
		0.1: "壹角", 12345678.9: "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角", 100010000: "壹亿零壹万元整", 1e12: "壹万亿元整", 2e12: "", -1: "",
	} {
		if got := Capital(yuan); got != want {
			t.Errorf("%v: %s, want %s", yuan, got, want)
		}
	}
}

func TestServiceYear(t *testing.T) {
	at := func(s string) time.Time {
		d, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	items, totals := ServiceYear([]Service{
		{Docking: "b", Org: "甲", Outcome: "free", Hours: 2.55, People: 30, Completed: at("2026-06-01T02:00:00Z")},
		{Docking: "a", Org: "乙", Outcome: "contract", Hours: 16, People: 1, Completed: at("2025-12-31T16:30:00Z")}, // the new year has come in Shanghai
		{Docking: "c", Org: "甲", Outcome: "service", Hours: 1, Completed: at("2026-12-31T15:59:00Z")},
		{Docking: "last year's", Org: "丙", Outcome: "service", Hours: 99, Completed: at("2025-12-31T15:00:00Z")},
		{Docking: "next year's", Org: "丙", Outcome: "service", Hours: 99, Completed: at("2026-12-31T16:00:00Z")},
		{Docking: "came to nothing", Org: "丙", Outcome: "none", Hours: 99, Completed: at("2026-05-01T02:00:00Z")},
		{Docking: "not completed", Org: "丙", Outcome: "service", Hours: 99},
	}, 2026)
	var order []string
	for _, s := range items {
		order = append(order, s.Docking)
	}
	if !slices.Equal(order, []string{"a", "b", "c"}) {
		t.Errorf("items %v", order)
	}
	if want := (ServiceTotals{Times: 3, Orgs: 2, Hours: 19.6, People: 31, Free: 1}); totals != want {
		t.Errorf("totals %+v, want %+v", totals, want)
	}
	if items, totals := ServiceYear(nil, 2026); items == nil || len(items) != 0 || totals != (ServiceTotals{}) {
		t.Errorf("a year without service: %v %+v", items, totals)
	}
}
