package pb_migrations

import (
	_ "embed"

	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

// synonymsTSV: words (joined by "、") and a note: other names for one and the same thing.
//
//go:embed data/synonyms.tsv
var synonymsTSV string

func init() { m.Register(createSynonyms, drop("synonyms")) }

// createSynonyms holds the groups of words that mean the same, one a row. The
// desk reads them, the admin writes them.
func createSynonyms(app core.App) error {
	c := core.NewBaseCollection("synonyms")
	c.Fields.Add(
		must(shown(text("words", 300, "意思完全相同的叫法，用顿号隔开，例如：马铃薯、土豆、洋芋。只写同一样东西，不写相近的"))),
		text("note", 100, "备注，例如：四川叫法"),
		flag("active", "启用；关掉后配对不再用这一组"),
	)
	dates(c)
	c.AddIndex("idx_synonyms_words", true, "words", "")
	see := signedIn + " && " + deskReads
	rules(c, see, see, "", "", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for _, row := range rows(synonymsTSV) {
		r := core.NewRecord(c)
		r.Set("words", row[0])
		r.Set("note", row[1])
		r.Set("active", true)
		if err := app.Save(r); err != nil {
			return err
		}
	}
	return nil
}
