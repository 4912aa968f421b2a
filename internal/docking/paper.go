package docking

import (
	"bytes"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"time"
)

//go:embed papers/*.txt
var paperFiles embed.FS

// PaperKinds are the Civil Code's five kinds of technology contracts, for which
// there is a draft, with the Chinese name of each.
var PaperKinds = map[string]string{
	"development": "技术开发合同", "transfer": "技术转让合同", "licensing": "技术许可合同", "consulting": "技术咨询合同", "service": "技术服务合同",
}

// papers are the texts of the drafts, by kind.
var papers = func() map[string]*template.Template {
	shared := template.Must(template.New("common").Funcs(template.FuncMap{"blank": blank, "money": moneyOrBlank, "day": dayOrBlank}).
		ParseFS(paperFiles, "papers/common.txt"))
	all := map[string]*template.Template{}
	for kind := range PaperKinds {
		t := template.Must(template.Must(shared.Clone()).ParseFS(paperFiles, "papers/"+kind+".txt"))
		all[kind] = t.Lookup(kind + ".txt")
	}
	return all
}()

// Party is one side of a contract as its head names it.
type Party struct {
	Name   string
	USCC   string // of an org
	Unit   string // of a person: where they work
	Place  string
	Person bool // a natural person
}

// PaperFacts are what the records of a docking know for its contract. What is
// empty becomes a blank to be filled in by hand.
type PaperFacts struct {
	Docking, Project string
	Need, Supply     Party
	Goal             string // what the need says
	Supplied         string // what the offer says
	Metrics, Tried   string
	Place            string
	Modes            []string // of the offer, codes
	Stage, IPR       string   // of the offer, codes
	IPRNote          string
	Ownership        string // wish for the intellectual property, from the open call
	Funding          string // from the open call
	TermMonths       int
	NDA              bool
	Signed, Deadline time.Time
	Amount           float64 // yuan
	RegisteredAmount float64 // yuan
	Hours            float64
	People           int
}

// Paper is a printable draft. Type is one of PaperKinds.
type Paper struct {
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Sections  []Section `json:"sections"`
	Checklist []string  `json:"checklist"`
}

// Section is one article of a draft; its text has one paragraph a line.
type Section struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Contract writes the draft of a kind, in the structure of article 845 of the
// Civil Code, and what to bring for its registration; false when there is no
// draft of that kind.
func Contract(kind string, f PaperFacts) (Paper, bool) {
	t := papers[kind]
	if t == nil {
		return Paper{}, false
	}
	buyer, seller := paperSides(kind)
	var b bytes.Buffer
	err := t.Execute(&b, paperView{PaperFacts: f.flat(), Buyer: buyer, Seller: seller})
	if err != nil {
		panic(fmt.Errorf("draft of %s: %w", kind, err)) // the texts are ours, and a test fills each of them
	}
	return Paper{Type: kind, Title: PaperKinds[kind] + "（草稿，不构成法律意见）", Sections: sectionsOf(b.String()), Checklist: Checklist(kind, f)}, true
}

// paperView is what the texts of the drafts see.
type paperView struct {
	PaperFacts
	Buyer, Seller string // what the Civil Code calls the two sides
}

// paperSides names the two sides of a contract as the Civil Code does.
func paperSides(kind string) (buyer, seller string) {
	switch kind {
	case "development":
		return "委托人", "研究开发人"
	case "transfer":
		return "受让人", "让与人"
	case "licensing":
		return "被许可人", "许可人"
	}
	return "委托人", "受托人"
}

// Modes in the words of a contract shadow the codes.
func (v paperView) Modes() string { return joined(v.PaperFacts.Modes, modeWords) }

// Stage in the words of a contract.
func (v paperView) Stage() string { return stageWords[v.PaperFacts.Stage] }

// IPR in the words of a contract, with the owner's note.
func (v paperView) IPR() string {
	said := iprWords[v.PaperFacts.IPR]
	if v.IPRNote != "" {
		said += "（" + v.IPRNote + "）"
	}
	return said
}

// flat puts what people wrote into one line each, without a full stop, so that
// it fits into a sentence and cannot begin a section of its own.
func (f PaperFacts) flat() PaperFacts {
	for _, s := range []*string{&f.Project, &f.Need.Name, &f.Need.Place, &f.Supply.Name, &f.Supply.Unit, &f.Supply.Place, &f.Goal, &f.Supplied,
		&f.Metrics, &f.Tried, &f.Place, &f.IPRNote, &f.Ownership, &f.Funding} {
		*s = strings.TrimRight(strings.Join(strings.Fields(*s), " "), "。.；; ")
	}
	return f
}

// sectionsOf cuts a filled text at its headings.
func sectionsOf(s string) []Section {
	var out []Section
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "# "); ok {
			out = append(out, Section{Title: title})
		} else if line != "" && len(out) > 0 {
			last := &out[len(out)-1]
			if last.Text != "" {
				last.Text += "\n"
			}
			last.Text += line
		}
	}
	return out
}

// gap is where somebody writes by hand.
const gap = "＿＿＿＿"

func blank(s string) string {
	if s == "" {
		return gap
	}
	return s
}

func dayOrBlank(t time.Time) string {
	if t.IsZero() {
		return gap
	}
	return t.In(paperZone).Format("2006年1月2日")
}

// moneyOrBlank writes an amount of yuan in figures and in words.
func moneyOrBlank(yuan float64) string {
	if yuan <= 0 {
		return gap + "元（大写：" + gap + "）"
	}
	return strconv.FormatFloat(yuan, 'f', -1, 64) + " 元（大写：人民币" + Capital(yuan) + "）"
}

// paperZone is the calendar by which papers are dated.
var paperZone = time.FixedZone("Asia/Shanghai", 8*3600)
