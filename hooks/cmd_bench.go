package hooks

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"kejiyun/internal/match"
)

// benchCommand measures the engine on this machine with a synthetic province
// and prints one line of JSON: kejiyun bench match --offers 1000000 --needs 2000
func benchCommand() *cobra.Command {
	b := match.Bench{CPU: processorTime}
	cmd := &cobra.Command{
		Use: "match", Short: "用一个虚构的省测量匹配引擎",
		Annotations: map[string]string{noDatabase: "yes"},
		RunE: func(c *cobra.Command, _ []string) error {
			out, err := b.Run()
			if err != nil {
				return err
			}
			return json.NewEncoder(c.OutOrStdout()).Encode(out)
		},
	}
	cmd.Flags().IntVar(&b.Offers, "offers", 50000, "所能条数")
	cmd.Flags().IntVar(&b.Needs, "needs", 2000, "需求条数")
	cmd.Flags().Int64Var(&b.Seed, "seed", 1, "随机种子")
	cmd.Flags().StringVar(&b.Dir, "snapshots", "", "放快照的目录，留空则全部放在内存里")
	parent := &cobra.Command{Use: "bench", Short: "测量性能"}
	parent.AddCommand(cmd)
	return parent
}
