package hooks

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"kejiyun/internal/match"
)

// trainCommand learns the weights of the text score from labelled files,
// without a database, or from the portal's own history:
// kejiyun train --needs needs.jsonl --offers offers.jsonl --qrels qrels.txt [--also needs2 offers2 qrels2 …] [--out weights.json]
// kejiyun train --history [--dir pb_data] [--out weights.json]
func trainCommand(app core.App) *cobra.Command {
	var files match.LabelledFiles
	var out string
	var history bool
	var needs []string // of the further sets
	cmd := &cobra.Command{
		Use: "train", Short: "从有标注的需求和所能学习文字部分的权重，只在确有提高时写出",
		Annotations: map[string]string{noDatabase: "yes", butDatabase: "--history"},
		RunE: func(cmd *cobra.Command, rest []string) error {
			if history {
				if files != (match.LabelledFiles{}) || len(needs)+len(rest) > 0 {
					return errors.New("--history 用本站自己的记录，不能再给文件")
				}
				return migrated(app, func(*cobra.Command, []string) error { return trainOnHistory(cmd.OutOrStdout(), app, out) })(cmd, rest)
			}
			if files.Needs == "" || files.Offers == "" || files.Qrels == "" {
				return errors.New("请给出 --needs、--offers 和 --qrels，或用 --history 从本站的记录学习")
			}
			if len(rest) != 2*len(needs) {
				return errors.New("--also 后面要依次给出三个文件：需求、所能、标注")
			}
			var also []match.LabelledFiles
			for i, n := range needs { // the flag takes the first of the three, the other two follow
				also = append(also, match.LabelledFiles{Needs: n, Offers: rest[2*i], Qrels: rest[2*i+1]})
			}
			return runTraining(cmd.OutOrStdout(), files, also, out)
		},
	}
	cmd.Flags().StringVar(&files.Needs, "needs", "", "需求文件，每行一个 JSON")
	cmd.Flags().StringVar(&files.Offers, "offers", "", "所能文件，每行一个 JSON")
	cmd.Flags().StringVar(&files.Qrels, "qrels", "", "标注文件，每行“需求 0 所能 等级”")
	cmd.Flags().StringArrayVar(&needs, "also", nil, "不许变差的另一组：需求、所能、标注三个文件，未标注的所能算无关")
	cmd.Flags().BoolVar(&history, "history", false, "从本站自己的匹配和对接记录学习（谁表达了意向、双方是否同意、谁点了“领域不符”），通过检验就写进数据目录，一分钟内生效")
	cmd.Flags().StringVar(&out, "out", "", "把通过检验的新权重写到这个文件")
	return cmd
}

// runTraining prints what was learned and writes it if it is better.
func runTraining(to io.Writer, files match.LabelledFiles, also []match.LabelledFiles, out string) error {
	t, err := match.Train(files, also, match.DefaultWeights())
	if err != nil {
		return err
	}
	printTraining(to, t)
	return finishTraining(to, t, out)
}

// finishTraining writes the new weights unless the guard refused them.
func finishTraining(to io.Writer, t *match.Training, out string) error {
	if !t.Accepted {
		return errors.New("新权重没有通过检验，仍用原来的权重，没有写出文件")
	}
	if out == "" {
		fmt.Fprintln(to, "新权重通过检验。没有给出 --out，未写出文件。")
		return nil
	}
	if err := match.WriteWeights(out, t.New); err != nil {
		return err
	}
	fmt.Fprintf(to, "新权重通过检验，已写入 %s。\n", out)
	return nil
}

func printTraining(to io.Writer, t *match.Training) {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "特征\t原权重\t新权重\t留出 nDCG@10\t去掉它\t差\t95% 区间")
	for _, f := range t.Features {
		fmt.Fprintf(table, "%s\t%.3f\t%.3f\t%.4f\t%.4f\t%+.4f\t%+.4f … %+.4f\n",
			f.Name, f.Old, f.New, f.With, f.Without, f.Worth.Mean, f.Worth.Low, f.Worth.High)
	}
	fmt.Fprintln(table, "\n数据\t需求\t原权重\t新权重\t\t差\t95% 区间")
	for i, s := range t.Sets {
		name := "主要一组"
		if i > 0 {
			name = fmt.Sprintf("另一组 %d", i)
		}
		fmt.Fprintf(table, "%s\t%d\t%.4f\t%.4f\t\t%+.4f\t%+.4f … %+.4f\n", name, s.Needs, s.Old, s.New, s.Gain.Mean, s.Gain.Low, s.Gain.High)
	}
	_ = table.Flush()
}
