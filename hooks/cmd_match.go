package hooks

import (
	"errors"

	"github.com/spf13/cobra"

	"kejiyun/internal/match"
)

// matchCommand ranks two files without a database:
// kejiyun match --needs needs.jsonl --offers offers.jsonl [--top 1000] --out run.txt
func matchCommand() *cobra.Command {
	var needs, offers, out string
	var top int
	cmd := &cobra.Command{
		Use: "match", Short: "给文件里的每条需求排出最合适的所能（TREC 格式）",
		Annotations: map[string]string{noDatabase: "yes"},
		RunE: func(*cobra.Command, []string) error {
			if needs == "" || offers == "" || out == "" {
				return errors.New("请给出 --needs、--offers 和 --out")
			}
			return match.RankFiles(needs, offers, out, top)
		},
	}
	cmd.Flags().StringVar(&needs, "needs", "", "需求文件，每行一个 JSON")
	cmd.Flags().StringVar(&offers, "offers", "", "所能文件，每行一个 JSON")
	cmd.Flags().StringVar(&out, "out", "", "结果文件")
	cmd.Flags().IntVar(&top, "top", 1000, "每条需求列出前几名")
	return cmd
}
