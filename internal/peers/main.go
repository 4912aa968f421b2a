// Command kejiyun-peers measures search libraries that others have written on
// the documents and needs of `kejiyun bench match`, so that the figures of our
// engine have something to stand beside. It is a module of its own: what it
// needs is no dependency of the product.
//
// Each peer gets the offers of the synthetic province, reads the same terms
// from them as our engine does (see terms.go), and is asked for the twenty best
// offers of a need, with all terms of the need and with its 32 rarest. It knows
// neither fields nor places nor filters, and no single characters: it does less
// than our engine. One line of JSON for each peer, when it is done.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// peers are the libraries measured, by name; each keeps its files in a folder.
var peers = []struct {
	name, module string
	open         func(folder string) (peer, error)
}{
	{"sqlite-fts5", "modernc.org/sqlite", openFTS5},
	{"bleve", "github.com/blevesearch/bleve/v2", openBleve},
}

// run measures every peer and writes its line to out.
func run(args []string, out io.Writer) error {
	var b bench
	flags := flag.NewFlagSet("kejiyun-peers", flag.ContinueOnError)
	flags.IntVar(&b.offers, "offers", 100000, "所能条数")
	flags.IntVar(&b.needs, "needs", mostNeeds, fmt.Sprintf("需求条数，最多测 %d 条", mostNeeds))
	flags.Int64Var(&b.seed, "seed", 1, "随机种子")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if b.offers < 1 || b.needs < 1 {
		return fmt.Errorf("--offers 和 --needs 都要大于 0")
	}
	b.prepare()
	for _, p := range peers {
		line, err := b.measure(p.open)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		line.Peer, line.Version = p.name, version(p.module)
		if err := json.NewEncoder(out).Encode(line); err != nil {
			return err
		}
	}
	return nil
}
