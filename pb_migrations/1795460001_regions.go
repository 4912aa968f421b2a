package pb_migrations

import (
	_ "embed"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

// regionsTSV: code, parent, level, name, lat, lng of Sichuan down to townships
// (statistics codes as of 2023-06-30).
//
//go:embed data/regions.tsv
var regionsTSV string

func init() { m.Register(createRegions, drop("regions")) }

func createRegions(app core.App) error {
	c := core.NewBaseCollection("regions")
	id := c.Fields.GetByName("id").(*core.TextField)
	id.Min, id.Max, id.Pattern, id.AutogeneratePattern = 12, 12, `^[0-9]{12}$`, ""
	id.Help = "与代码相同"
	code := text("code", 12, "12 位统计用区划代码")
	code.Pattern = `^[0-9]{12}$`
	c.Fields.Add(
		must(code),
		must(shown(text("name", 40, "名称"))),
		must(choice("level", "级别", "province", "city", "county", "township")),
		text("parent", 12, "上级代码"),
		text("last", 12, "本区划内最后一个代码：权限按 代码–末码 的范围判断"),
		number("lat", -90, 90, "中心纬度"),
		number("lng", -180, 180, "中心经度"),
	)
	c.AddIndex("idx_regions_code", true, "code", "")
	c.AddIndex("idx_regions_parent", false, "parent, code", "")
	rules(c, signedIn, signedIn, "", "", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for _, row := range rows(regionsTSV) {
		lat, _ := strconv.ParseFloat(row[4], 64)
		lng, _ := strconv.ParseFloat(row[5], 64)
		_, err := app.DB().Insert("regions", map[string]any{
			"id": row[0], "code": row[0], "parent": row[1], "level": row[2], "name": row[3],
			"last": lastCode(row[0], row[2]), "lat": lat, "lng": lng,
		}).Execute()
		if err != nil {
			return err
		}
	}
	return nil
}

// lastCode fills a code after the digits of its level with nines.
func lastCode(code, level string) string {
	n := map[string]int{"province": 2, "city": 4, "county": 6, "township": 9}[level]
	return code[:n] + strings.Repeat("9", 12-n)
}

// rows splits a TSV text into its rows without the header, padded to 6 cells.
func rows(tsv string) [][]string {
	var out [][]string
	for i, line := range strings.Split(strings.TrimRight(tsv, "\r\n"), "\n") {
		if i == 0 || strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(strings.TrimRight(line, "\r"), "\t")
		for len(cells) < 6 {
			cells = append(cells, "")
		}
		out = append(out, cells)
	}
	return out
}
