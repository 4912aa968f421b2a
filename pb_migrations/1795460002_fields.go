package pb_migrations

import (
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

// fieldsTSV: id, code, parent, scheme, name, synonyms (joined by "|"): GB/T
// 13745 disciplines, GB/T 4754 industries and the county's own specialities.
//
//go:embed data/fields.tsv
var fieldsTSV string

func init() { m.Register(createFields, drop("fields")) }

func createFields(app core.App) error {
	c := core.NewBaseCollection("fields")
	id := c.Fields.GetByName("id").(*core.TextField)
	id.Min, id.Max, id.Pattern, id.AutogeneratePattern = 2, 15, `^[a-z0-9]+$`, "[a-z0-9]{15}"
	c.Fields.Add(
		must(text("code", 15, "代码（学科 GB/T 13745，行业 GB/T 4754，或本县自编）")),
		must(shown(text("name", 40, "名称"))),
		text("parent", 15, "上级领域的编号，留空为一级"),
		must(choice("scheme", "分类体系：学科、行业、县域特色", "discipline", "industry", "speciality")),
		jsonb("synonyms", "同义词与俗称，例如 [\"生猪\",\"养猪\"]；配对时会用到"),
	)
	c.AddIndex("idx_fields_code", true, "scheme, code", "")
	c.AddIndex("idx_fields_parent", false, "parent, code", "")
	rules(c, signedIn, signedIn, "", "", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for _, row := range rows(fieldsTSV) {
		synonyms := []string{}
		if row[5] != "" {
			synonyms = strings.Split(row[5], "|")
		}
		encoded, err := json.Marshal(synonyms)
		if err != nil {
			return err
		}
		_, err = app.DB().Insert("fields", map[string]any{
			"id": row[0], "code": row[1], "parent": row[2], "scheme": row[3], "name": row[4], "synonyms": string(encoded),
		}).Execute()
		if err != nil {
			return err
		}
	}
	return nil
}
