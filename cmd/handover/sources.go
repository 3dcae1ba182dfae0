package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/reports/words"
	"handover/sql/store"
)

const sourcesHelp = `Lists what each data source has delivered and when: its rows that are there, those
that were refused and those that it has lost since, whether the last delivery was
complete, how old it is and may be, and how the source is weighed against others.`

const forgetHelp = `Takes away everything that a source has told of what there is, after it has said
what that is: without --yes nothing is done. The history of facts stays, and so do
issues, until a run finds that their cause is gone. Another source that has the
same goes on as it is.`

func newSourcesCommand(a *app.App) *cobra.Command {
	var asJSON, sure bool
	list := func(cmd *cobra.Command, _ []string) error { return listSources(cmd.Context(), a, asJSON) }
	cmd := &cobra.Command{Use: "sources", Short: "What each data source has delivered, and when", Long: sourcesHelp, Args: cobra.NoArgs, RunE: list}
	listCmd := &cobra.Command{Use: "list", Short: "List the data sources", Long: sourcesHelp, Args: cobra.NoArgs, RunE: list}
	for _, c := range []*cobra.Command{cmd, listCmd} {
		c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	}
	forget := &cobra.Command{
		Use: "forget NAME", Short: "Take away what a source has told", Long: forgetHelp, Args: needs(1, 1, "one data source"),
		RunE: func(cmd *cobra.Command, args []string) error { return forgetSource(cmd.Context(), a, args[0], sure) },
	}
	forget.Flags().BoolVar(&sure, "yes", false, "do it")
	cmd.AddCommand(listCmd, forget)
	return cmd
}

// delivered is what a source has delivered of a kind, and how it is weighed.
type delivered struct {
	last     *reconcile.LastImport
	source   reconcile.Source
	rows     reconcile.SourceRows
	warnings []string // what check says of it
}

// deliveredBy returns what each source has delivered, by source and kind.
func deliveredBy(now time.Time, c *config.Config, stats *reconcile.Stats, held []reconcile.SourceRows, texts *words.Table) []delivered {
	type key struct {
		source string
		kind   reconcile.DeliveryKind
	}
	rows := map[key]reconcile.SourceRows{}
	for _, r := range held {
		rows[key{r.Source, r.Kind}] = r
	}
	var list []delivered
	sources := c.Weighing()
	for i := range stats.Imports {
		d := delivered{last: &stats.Imports[i]}
		d.source, d.rows = sources.Of(d.last.Source), rows[key{d.last.Source, d.last.Kind}]
		if !d.source.Retired {
			d.warnings = warnings(now, d.last, &d.source, stats.Of(d.last.Source), c, texts)
		}
		list = append(list, d)
	}
	return list
}

func listSources(ctx context.Context, a *app.App, asJSON bool) error {
	return a.Reading(ctx, func(c *config.Config, st *store.Store) error {
		texts, err := words.Lookup(words.DefaultLanguage)
		if err != nil {
			return err
		}
		stats, err := st.Stats(ctx)
		if err != nil {
			return err
		}
		held, err := st.SourceRows(ctx)
		if err != nil {
			return err
		}
		list := deliveredBy(a.Now(), c, &stats, held, texts)
		if asJSON {
			return sourcesJSON(a, list)
		}
		t := aligned.New(a.Stdout, "SOURCE", "KIND", "ROWS", "GONE", "REFUSED", "COMPLETE", "SEEN", "MAX AGE", "RANK", "FEED", "WHAT IS WRONG")
		for i := range list {
			t.Texts(list[i].cells(a.Now(), texts))
		}
		return t.Flush()
	})
}

// cells writes a delivery for a person.
func (d *delivered) cells(now time.Time, texts *words.Table) []string {
	complete, maxAge, wrong := "no", "-", strings.Join(d.warnings, "; ")
	if d.last.Complete {
		complete = "yes"
	}
	if d.last.Ages(d.source.Feed) {
		maxAge = texts.Span(d.source.MaxAge)
	}
	if d.source.Retired {
		wrong = "retired, it has no say any more"
	}
	return []string{
		d.last.Source, string(d.last.Kind), fmt.Sprint(d.rows.Rows - d.rows.Gone), fmt.Sprint(d.rows.Gone), fmt.Sprint(d.last.Rejected),
		complete, texts.Ago(d.last.Age(now)), maxAge, fmt.Sprint(d.source.RankFor(reconcile.CSP)), string(d.source.Feed), orDash(wrong),
	}
}

// listedSource is what a source has delivered of a kind, as scripts read it.
type listedSource struct {
	Source      string   `json:"source"`
	Kind        string   `json:"kind"`
	Rows        int64    `json:"rows"` // that are there
	Gone        int64    `json:"gone"` // that the source has lost since
	Rejected    int64    `json:"rejected"`
	Complete    bool     `json:"complete"`
	ObservedAt  string   `json:"observed_at"`
	AgeHours    int64    `json:"age_hours"`
	MaxAgeHours *float64 `json:"max_age_hours"` // null where the kind does not age
	Rank        int      `json:"rank"`
	Feed        string   `json:"feed"`
	Retired     bool     `json:"retired"`
	Warnings    []string `json:"warnings"`
}

func sourcesJSON(a *app.App, list []delivered) error {
	out := newJSONList(a.Stdout)
	for i := range list {
		d := &list[i]
		item := listedSource{
			Source: d.last.Source, Kind: string(d.last.Kind), Rows: d.rows.Rows - d.rows.Gone, Gone: d.rows.Gone, Rejected: d.last.Rejected,
			Complete: d.last.Complete, ObservedAt: instantText(d.last.ObservedAt), AgeHours: int64(d.last.Age(a.Now()).Hours()),
			Rank: d.source.RankFor(reconcile.CSP), Feed: string(d.source.Feed), Retired: d.source.Retired,
			Warnings: append([]string{}, d.warnings...),
		}
		if d.last.Ages(d.source.Feed) {
			item.MaxAgeHours = new(d.source.MaxAge.Hours())
		}
		if err := out.add(item); err != nil {
			return err
		}
	}
	return out.end()
}

// forgetSource says what a source has, and takes it away where somebody is sure.
func forgetSource(ctx context.Context, a *app.App, name string, sure bool) error {
	open := a.Reading
	if sure {
		open = a.Writing
	}
	return open(ctx, func(_ *config.Config, st *store.Store) error {
		stats, err := st.Stats(ctx)
		if err != nil {
			return err
		}
		if err := knownSource(&stats, name); err != nil {
			return err
		}
		if sure {
			gone, err := st.Forget(ctx, name)
			if err != nil {
				return err
			}
			return tellForgotten(a, "Taken away", gone)
		}
		held, err := st.SourceRows(ctx)
		if err != nil {
			return err
		}
		var its []reconcile.SourceRows
		for _, r := range held {
			if r.Source == name {
				its = append(its, r)
			}
		}
		if err := tellForgotten(a, "Would be taken away", its); err != nil {
			return err
		}
		if hangs := stats.Of(name); hangs.Tenants > 0 {
			if _, err := fmt.Fprintln(a.Stdout, "Of that, "+hanging(&hangs)+"."); err != nil {
				return err
			}
		}
		_, err = fmt.Fprintln(a.Stdout, "Nothing is changed; --yes does it.")
		return err
	})
}

// knownSource refuses the name of a source that has never delivered anything, nor tried to.
func knownSource(stats *reconcile.Stats, name string) error {
	var names []string
	for i := range stats.Imports {
		names = append(names, stats.Imports[i].Source)
	}
	for i := range stats.Sources {
		names = append(names, stats.Sources[i].Source)
	}
	slices.Sort(names)
	_, err := app.Choose("source", name, slices.Compact(names), "handover sources lists them")
	return err
}

// tellForgotten says how many rows of each kind there are.
func tellForgotten(a *app.App, what string, rows []reconcile.SourceRows) error {
	var parts []string
	for _, r := range rows {
		parts = append(parts, plural(r.Rows, "row")+" of "+string(r.Kind))
	}
	if parts == nil {
		parts = []string{"no rows"}
	}
	_, err := fmt.Fprintf(a.Stdout, "%s: %s.\n", what, strings.Join(parts, ", "))
	return err
}
