package hooks

import (
	"strings"

	"kejiyun/internal/store"
)

// blockText is one block of a standing text: a heading, a list or a paragraph.
type blockText struct {
	Heading, Text string
	Items         []string
}

// makeStanding writes about, privacy and accessibility from the catalogue.
func makeStanding(m *making, _ string) error {
	name := strings.Trim(m.url.Path, "/")
	phone := m.Site.Phone
	if phone == "" {
		phone = m.words.t("standing.phone")
	}
	text := m.words.t(name+".text", "host", m.host(m.words), "phone", phone, "version", store.SettingText(m.app, "consent.version"))
	m.Standing = blocksOf(text)
	for _, b := range m.Standing {
		if b.Text != "" {
			m.Description = cut(b.Text, 120)
			break
		}
	}
	return nil
}

// blocksOf reads a standing text: "## " begins a heading, "- " a list item.
func blocksOf(text string) []blockText {
	var blocks []blockText
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		last := len(blocks) - 1
		switch {
		case line == "":
		case strings.HasPrefix(line, "## "):
			blocks = append(blocks, blockText{Heading: line[3:]})
		case strings.HasPrefix(line, "- "):
			if last < 0 || blocks[last].Items == nil {
				blocks = append(blocks, blockText{})
				last++
			}
			blocks[last].Items = append(blocks[last].Items, line[2:])
		default:
			blocks = append(blocks, blockText{Text: line})
		}
	}
	return blocks
}
