package main

import (
	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/words"
)

func newRulesCommand(a *app.App) *cobra.Command {
	var asJSON bool
	list := func(*cobra.Command, []string) error { return listRules(a, asJSON) }
	cmd := &cobra.Command{
		Use: "rules", Short: "The catalogue of issues", Args: cobra.NoArgs, RunE: list,
		Long: "Lists every code with its area (JOB), its severities and when it fires. With --json it also\n" +
			"lists the published pages that each rests on.",
	}
	listCmd := &cobra.Command{Use: "list", Short: "List every code", Long: cmd.Long, Args: cobra.NoArgs, RunE: list}
	show := &cobra.Command{
		Use: "show CODE", Short: "Explain one code", Args: needs(1, 1, "one code"),
		Long: "Tells when a code fires, how severe it is and the published pages it rests on.",
		RunE: func(_ *cobra.Command, args []string) error { return showRule(a, args[0], asJSON) },
	}
	cmd.PersistentFlags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(listCmd, show)
	return cmd
}

// ruleObject is a row of the catalogue for machines.
type ruleObject struct {
	Code       reconcile.Code       `json:"code"`
	Job        reconcile.Job        `json:"job"`
	Severities []reconcile.Severity `json:"severities"`
	Fires      string               `json:"fires"`
	Sources    []string             `json:"sources"`
}

func describe(r *rules.Rule, table *words.Table) ruleObject {
	return ruleObject{Code: r.Code, Job: r.Job, Severities: r.Severities, Fires: table.Fires(r.Code), Sources: r.Sources}
}

func listRules(a *app.App, asJSON bool) error {
	table, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	var list []ruleObject
	for _, r := range rules.Catalogue() {
		list = append(list, describe(&r, table))
	}
	if asJSON {
		return writeJSON(a.Stdout, list)
	}
	t := aligned.New(a.Stdout, "CODE", "JOB", "SEVERITY", "FIRES WHEN")
	for _, r := range list {
		t.Row(r.Code, r.Job, app.Names(r.Severities), r.Fires)
	}
	return t.Flush()
}

func showRule(a *app.App, code string, asJSON bool) error {
	r, ok := rules.Lookup(reconcile.Code(code))
	if !ok {
		return unknownCode(code)
	}
	table, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.Stdout, describe(&r, table))
	}
	t := aligned.New(a.Stdout)
	t.Row("Code", r.Code)
	t.Row("Title", table.Title(r.Code))
	t.Row("Job", r.Job)
	t.Row("Severity", app.Names(r.Severities))
	for _, said := range reports.SayRule(&r, table) {
		t.Row(said.Label, said.Text)
	}
	t.Row("", "(The days, names and numbers above are invented.)")
	for i, source := range r.Sources {
		t.Row(label(i, "Sources"), source)
	}
	return t.Flush()
}

// codes returns every code of the catalogue.
func codes() []reconcile.Code {
	catalogue := rules.Catalogue()
	list := make([]reconcile.Code, len(catalogue))
	for i := range catalogue {
		list[i] = catalogue[i].Code
	}
	return list
}

// unknownCode says that there is no such code, and which one may have been meant.
func unknownCode(code string) error {
	_, err := app.Choose("code", code, codes(), "handover rules lists them")
	return err
}
