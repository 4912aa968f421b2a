package hooks

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"kejiyun/internal/match"
)

// benchCommand measures the engine on this machine with a synthetic province
// and prints one line of JSON: kejiyun bench match --offers 1000000 --needs 2000
// With --peers the lines of other engines follow (see internal/peers).
func benchCommand() *cobra.Command {
	b := match.Bench{CPU: processorTime}
	var peers bool
	cmd := &cobra.Command{
		Use: "match", Short: "用一个虚构的省测量匹配引擎",
		Annotations: map[string]string{noDatabase: "yes"},
		RunE: func(c *cobra.Command, _ []string) error {
			program := ""
			if peers {
				var err error
				if program, err = findPeers(ownPath()); err != nil {
					return err
				}
			}
			if err := runBench(b, c.OutOrStdout()); err != nil || !peers {
				return err
			}
			return runPeers(program, b, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	cmd.Flags().IntVar(&b.Offers, "offers", 50000, "所能条数")
	cmd.Flags().IntVar(&b.Needs, "needs", 2000, "需求条数")
	cmd.Flags().Int64Var(&b.Seed, "seed", 1, "随机种子")
	cmd.Flags().BoolVar(&peers, "peers", false, "同时测量 SQLite FTS5 和 bleve（需要 make peers 得到的 kejiyun-peers）")
	parent := &cobra.Command{Use: "bench", Short: "测量性能"}
	parent.AddCommand(cmd)
	return parent
}

// runBench measures the engine, with its snapshot in a directory that is gone
// afterwards, and writes the line.
func runBench(b match.Bench, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kejiyun-bench-")
	if err != nil {
		return fmt.Errorf("放快照的临时目录建不了：%w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b.Dir = dir
	result, err := b.Run()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(result)
}
