package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
	"handover/reconcile"
	"handover/reports/aligned"
)

// newFormatsCommand makes the command that lists what can be read.
func newFormatsCommand(a *app.App) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "formats", Short: "List what can be read", Args: cobra.NoArgs,
		Long: "Lists what an import can read: what each file gives, under which source, and what it\ncannot tell. Archives (gzip, zip) and workbooks (xlsx) of them are read as well.",
		RunE: func(*cobra.Command, []string) error {
			list, err := listedFormats(a)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(a.Stdout, list)
			}
			t := aligned.New(a.Stdout)
			for _, f := range list {
				t.Row(f.Name)
				t.Row("", f.Title)
				t.Row("", "gives "+strings.Join(f.Kinds, ", ")+" of source "+f.Source)
				if f.Lacks != "" {
					t.Row("", "lacks "+f.Lacks)
				}
			}
			return t.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON list")
	return cmd
}

type listedFormat struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	Kinds  []string `json:"kinds"`
	Source string   `json:"source"`
	Lacks  string   `json:"lacks"`
}

// readable returns every format and mapping, and the name of the one that was asked for. A
// mapping may stand in a file of its own.
func (o *importOptions) readable(settings *config.Config) (list []formats.Format, name string, err error) {
	list, err = readable(settings)
	switch {
	case err != nil:
		return nil, "", err
	case o.mapping != "" && o.format != "":
		return nil, "", app.Usagef("--map and --format name one thing each, and a file is only one: leave one of them out")
	case strings.EqualFold(filepath.Ext(o.mapping), ".toml"):
		f, err := mapping.LoadFile(o.mapping)
		return append([]formats.Format{f}, list...), f.Name, err
	case o.mapping == "":
		return list, o.format, nil
	}
	if _, known := formats.Named(list, o.mapping); !known {
		_, err = app.Choose("mapping", o.mapping, namesOf(list), "handover mapping lists them; a file's name ends in .toml")
	}
	return list, o.mapping, err
}

func namesOf(list []formats.Format) []string {
	var names []string
	for i := range list {
		names = append(names, list[i].Name)
	}
	return names
}

// readable returns the formats of the program, then the mappings.
func readable(settings *config.Config) ([]formats.Format, error) {
	mappings, err := mapping.Load(settings.Mapping, settings.File)
	if err != nil {
		return nil, err
	}
	return append(formats.All(), mappings...), nil
}

func listedFormats(a *app.App) ([]listedFormat, error) {
	settings, err := a.Settings()
	if err != nil {
		return nil, err
	}
	all, err := readable(&settings)
	if err != nil {
		return nil, err
	}
	list := []listedFormat{{
		Name: "canonical", Title: "the CSV files of this program: `handover import template KIND` prints an empty one",
		Kinds: app.Texts(ingest.Kinds()), Source: ingest.DefaultSource,
	}}
	for _, f := range all {
		l := listedFormat{Name: f.Name, Title: f.Title, Source: f.Source, Lacks: f.Lacks}
		for _, p := range f.Parts {
			l.Kinds = append(l.Kinds, string(p.Kind))
		}
		list = append(list, l)
	}
	return list, nil
}

// explainImport tells what would be read as what.
func explainImport(ctx context.Context, a *app.App, settings *config.Config, options ingest.Options, paths []string, asJSON bool) error {
	importer := ingest.Importer{Stdin: a.Stdin, Now: a.Now, Workers: a.Cores(), Tolerance: settings.Run.ClockTolerance.Duration}
	list, warnings, err := importer.Explain(ctx, options, paths)
	for _, w := range warnings {
		if _, told := fmt.Fprintln(a.Stderr, "handover: warning: "+w); told != nil {
			return errors.Join(err, told)
		}
	}
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.Stdout, map[string]any{"files": explainedJSON(list)})
	}
	t := aligned.New(a.Stdout)
	weighing := settings.Weighing()
	for i := range list {
		if i > 0 {
			t.Line("")
		}
		source := weighing.Of(list[i].Source)
		explainFile(t, &list[i], source.RankFor(reconcile.CSP))
	}
	return t.Flush()
}

func explainFile(t *aligned.Table, e *ingest.Explained, rank int) {
	t.Row(fmt.Sprintf("%s: %s, read as %s, source %s, rank %d", e.Name, e.Kind, e.Format, e.Source, rank))
	var absent []string
	for _, c := range e.Columns {
		if c.From == "" {
			absent = append(absent, c.Column)
			continue
		}
		example := cmp.Or(c.Example, "(empty)")
		if c.Written != "" {
			example = c.Written + ", read as " + example
		}
		t.Row("", c.Column, "from "+c.From, example)
	}
	list := func(what string, names []string) {
		if len(names) > 0 {
			t.Row("", what+": "+strings.Join(names, ", "))
		}
	}
	list("nothing gives", absent)
	list("read into nothing", e.Unmapped)
	for _, row := range e.Rows {
		last := ""
		if e.Kind == reconcile.SubscriptionRows {
			last = ", last day " + cmp.Or(row.Last.String(), "unknown")
		}
		t.Row("", fmt.Sprintf("line %d: %s%s", row.Line, row.Key, last))
	}
	if e.Problems > 0 {
		t.Row("", fmt.Sprintf("cannot be read: %d of the first %d records, as %s", e.Problems, e.Looked, e.Problem))
	}
	for _, why := range slices.Sorted(maps.Keys(e.Skipped)) {
		t.Row("", fmt.Sprintf("not read: %d of the first %d records: %s", e.Skipped[why], e.Looked, why))
	}
}

func explainedJSON(list []ingest.Explained) []map[string]any {
	files := make([]map[string]any, 0, len(list))
	for _, e := range list {
		columns, rows := []map[string]any{}, []map[string]any{}
		for _, c := range e.Columns {
			columns = append(columns, map[string]any{"column": c.Column, "from": c.From, "example": c.Example, "written": c.Written})
		}
		for _, r := range e.Rows {
			rows = append(rows, map[string]any{"line": r.Line, "key": r.Key, "last_day": r.Last.String()})
		}
		files = append(files, map[string]any{
			"file": e.Name, "format": e.Format, "kind": e.Kind, "source": e.Source, "columns": columns,
			"unmapped": append([]string{}, e.Unmapped...), "rows": rows, "problems": e.Problems, "problem": e.Problem, "looked": e.Looked,
		})
	}
	return files
}
