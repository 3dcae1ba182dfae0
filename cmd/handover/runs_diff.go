package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reports/comparison"
	"handover/sql/store"
)

const runsDiffHelp = `Tells what changed from run A to the later run B, of the areas and customers that
both looked at; what only one of them looked at is named. It shows what is new, what
has changed with what, what is listed no longer and why, whose data was read by one of
them only, and how the money of the one became that of the other. A and B are numbers,
last or previous: the newest run of all areas and customers, or the one before it. With
--output it writes a workbook, with --json every row.`

type runsDiffOptions struct {
	output, lang string
	json         bool
}

func newRunsDiffCommand(a *app.App, asJSON *bool) *cobra.Command {
	var o runsDiffOptions
	cmd := &cobra.Command{
		Use: "diff A B", Short: "Tell what changed between two runs", Long: runsDiffHelp, Args: needs(2, 2, "two runs, the earlier one first"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.json = *asJSON
			return diffRuns(cmd.Context(), a, o, args[0], args[1])
		},
	}
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write a workbook to `xlsx:PATH`")
	cmd.Flags().StringVar(&o.lang, "lang", "", "`LANGUAGE` of what is told (default from the configuration, else en)")
	return cmd
}

func diffRuns(ctx context.Context, a *app.App, o runsDiffOptions, earlier, later string) error {
	return a.Reading(ctx, func(settings *config.Config, st *store.Store) error {
		target, err := a.Target(settings, nil, "", o.lang) // knows language and zone
		if err != nil {
			return err
		}
		var book *app.Workbook
		if o.output != "" {
			if book, err = a.Workbook(settings, o.output); err != nil {
				return err
			}
		}
		before, err := publishedReport(ctx, st, earlier)
		if err != nil {
			return err
		}
		after, err := publishedReport(ctx, st, later)
		if err != nil {
			return err
		}
		if first, second := before.Run().Seq, after.Run().Seq; first >= second {
			return app.Usagef("run %d is not earlier than run %d: name the earlier one first", first, second)
		}
		language, zone := target.Wording()
		c, err := comparison.New(ctx, before, after, language, zone)
		if err != nil {
			return err
		}
		return tellDiff(ctx, a, &o, c, book)
	})
}

// tellDiff writes the workbook that was asked for, else prints the comparison.
func tellDiff(ctx context.Context, a *app.App, o *runsDiffOptions, c *comparison.Comparison, book *app.Workbook) error {
	if book != nil {
		warnings, err := book.Write(ctx, &c.After, func(w io.Writer) error { return comparison.WriteXLSX(ctx, w, c) })
		if err != nil {
			return err
		}
		for _, warning := range warnings {
			if _, err := fmt.Fprintln(a.Stderr, "handover: warning: "+warning); err != nil {
				return err
			}
		}
	}
	switch {
	case o.json:
		return comparison.WriteJSON(ctx, a.Stdout, c)
	case book != nil:
		return nil
	default:
		return comparison.WriteText(ctx, a.Stdout, c)
	}
}
