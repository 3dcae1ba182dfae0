package main

import (
	"context"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/sql/store"
)

const reportHelp = `Renders a stored run again. The same run gives the same bytes, whatever has been
imported or decided since. Without --output the Markdown digest is printed.`

// addOutputFlags adds the flags that say where reports go and in which language.
func addOutputFlags(cmd *cobra.Command, outputs *[]string, language *string) {
	cmd.Flags().StringArrayVarP(outputs, "output", "o", nil,
		"write a report to `FORMAT:PATH`; - is the standard output, FORMAT may be left out where the extension says it")
	cmd.Flags().StringVar(language, "lang", "", "`L`anguage of the report (default from the configuration, else en)")
}

type reportOptions struct {
	run, lang string
	outputs   []string
}

func newReportCommand(a *app.App) *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use: "report", Short: "Render a stored run again", Long: reportHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReport(cmd.Context(), a, o) },
	}
	cmd.Flags().StringVar(&o.run, "run", "last", "the run `ID`: a number, last or previous")
	addOutputFlags(cmd, &o.outputs, &o.lang)
	return cmd
}

func runReport(ctx context.Context, a *app.App, o reportOptions) error {
	if len(o.outputs) == 0 {
		o.outputs = []string{"md:-"}
	}
	return a.Reading(ctx, func(settings *config.Config, st *store.Store) error {
		target, err := a.Target(settings, o.outputs, o.lang, true)
		if err != nil {
			return err
		}
		run, err := app.FindRun(ctx, st, o.run)
		if err != nil {
			return err
		}
		if !run.Published() {
			return app.Usagef("run %d is %s and has no report", run.Seq, run.State)
		}
		report, err := st.Report(ctx, run.Seq)
		if err != nil {
			return err
		}
		_, err = target.Write(ctx, report)
		return err
	})
}
