package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	m "github.com/pocketbase/pocketbase/migrations"
)

func init() { m.Register(createEmbeddings, dropEmbeddings) }

// createEmbeddings makes the table of vectors that an embedding service has
// given for the public texts of postings, and the settings of that service. The
// table is no collection: it is derived, of no use to people, and nothing serves it.
func createEmbeddings(app core.App) error {
	_, err := app.DB().NewQuery(`CREATE TABLE embeddings (
		collection TEXT NOT NULL, record TEXT NOT NULL, model TEXT NOT NULL, hash TEXT NOT NULL, seen TEXT NOT NULL, vector BLOB NOT NULL,
		PRIMARY KEY (collection, record))`).Execute()
	if err != nil {
		return err
	}
	return addSettings(app, meaningSettings)
}

var meaningSettings = [][3]string{
	{"meaning.url", `""`, "语义服务的地址（OpenAI 兼容，系统会请求 地址/embeddings），例如 http://127.0.0.1:11434/v1；留空不用"},
	{"meaning.model", `""`, "语义服务的模型名称，例如 bge-m3"},
	{"meaning.key", `""`, "语义服务的密钥，没有就留空"},
	{"meaning.weight", `0.3`, "语义在文字得分里占多少，0 到 0.9；0 为不用"},
}

func dropEmbeddings(app core.App) error {
	if err := dropSettings(app, meaningSettings); err != nil {
		return err
	}
	_, err := app.DB().NewQuery("DROP TABLE IF EXISTS embeddings").Execute()
	return err
}
