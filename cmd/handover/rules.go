package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
)

func newRulesCommand(a *app.App) *cobra.Command {
	var asJSON bool
	list := func(*cobra.Command, []string) error { return listRules(a, asJSON) }
	cmd := &cobra.Command{
		Use: "rules", Short: "The catalogue of findings", Args: cobra.NoArgs, RunE: list,
		Long: "Lists every code with its job, its severities and when it fires.",
	}
	listCmd := &cobra.Command{Use: "list", Short: "List every code", Long: cmd.Long, Args: cobra.NoArgs, RunE: list}
	show := &cobra.Command{
		Use: "show CODE", Short: "Explain one code", Args: cobra.ExactArgs(1),
		Long: "Tells when a code fires, what to do and the published pages it rests on.",
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
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tJOB\tSEVERITY\tFIRES WHEN")
	for _, r := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Code, r.Job, severityList(r.Severities), r.Fires)
	}
	return w.Flush()
}

func severityList(list []reconcile.Severity) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

func showRule(a *app.App, code string, asJSON bool) error {
	r, ok := rules.Lookup(reconcile.Code(code))
	if !ok {
		return app.Usagef("unknown code %q; handover rules lists them", code)
	}
	table, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	o := describe(&r, table)
	if asJSON {
		return writeJSON(a.Stdout, o)
	}
	_, err = fmt.Fprintf(a.Stdout, "%s (job %s; %s)\n\nFires when: %s\n\nSources:\n  %s\n",
		o.Code, o.Job, severityList(o.Severities), o.Fires, strings.Join(o.Sources, "\n  "))
	return err
}
