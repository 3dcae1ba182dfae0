package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/sql/store"
)

const importHelp = `Reads files, folders of them, archives (gzip, zip), workbooks, or - for the standard
input, into the store; the store is created where it does not exist. What a file is
is known from its name (tenants.csv, sellers.csv, catalog.csv, subscriptions.csv,
moves.csv, transfers.csv), its header or its body: "handover import formats" lists
what can be read, and --explain tells what would be read as what, and stores nothing.
Reading the same file again changes no fact, but the data counts as seen now, or at
--observed-at.

A body of one customer that does not name it is that of the one id in the name of the
file or its folder. Of an archive or a JSON body that is cut off nothing is stored.

One bad row never sinks a file: it goes to FILE.rejects.csv with its line, the
column and the reason; the rest is stored and the exit code is 4. So it is where
a file that is said to be complete lacks more than a tenth of what its source had
(and more than 20 rows): nothing is taken as gone then, unless with --yes.`

type importOptions struct {
	kind, format, mapping, source, observedAt, rejects string
	complete, narrower, sure                           bool
	strict, json, explain                              bool
}

func newImportCommand(a *app.App) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use: "import PATH…", Short: "Read files into the store", Long: importHelp, Args: needs(1, math.MaxInt, "files, folders or - for the standard input"),
		RunE: func(cmd *cobra.Command, args []string) error { return runImport(cmd.Context(), a, o, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.kind, "kind", "", "`KIND` of the files: tenants, sellers, catalog, subscriptions, moves or transfers")
	flags.StringVar(&o.format, "format", "", "`FORMAT` of the files, one of import formats (default by their columns or bodies)")
	flags.StringVar(&o.mapping, "map", "", "mapping of the files: its `NAME`, or a TOML file of its own (default by their columns or bodies)")
	flags.StringVar(&o.source, "source", "", "`NAME` of the data source; rows are kept per source (default csv, else that of the format)")
	flags.StringVar(&o.observedAt, "observed-at", "", "`T` at which the source saw the facts (default now)")
	flags.BoolVar(&o.complete, "complete", false, "the file holds everything its source knows of its customers: what is missing is gone")
	flags.BoolVar(&o.sure, "yes", false, "with --complete: what is missing is gone, even if it is more than a tenth of what the source had")
	flags.BoolVar(&o.narrower, "narrower", false, "take a file that lacks columns for which its source has given values: they are lost")
	flags.BoolVar(&o.strict, "strict", false, "refuse a file with a bad row or an unknown column")
	flags.StringVar(&o.rejects, "rejects", "", "`DIR` for the files of rejected rows (default beside each file)")
	flags.BoolVar(&o.explain, "explain", false, "tell what would be read as what, and store nothing")
	flags.BoolVar(&o.json, "json", false, "print one JSON object")
	cmd.AddCommand(newTemplateCommand(a), newFormatsCommand(a))
	return cmd
}

// newTemplateCommand makes the command that prints an empty file. A file with the name of
// the command is named with a folder, as ./template.
func newTemplateCommand(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use: "template KIND", Short: "Print an empty canonical file", Args: needs(1, 1, "one kind of file"),
		Long: "Prints the header of a canonical CSV file with all its columns, of the kind tenants,\nsellers, catalog, subscriptions, moves or transfers.",
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := app.Choose("kind", args[0], ingest.Kinds(), "")
			if err != nil {
				return err
			}
			encoder, err := ingest.NewEncoder(a.Stdout, kind)
			if err != nil {
				return err
			}
			return encoder.Flush()
		},
	}
}

func runImport(ctx context.Context, a *app.App, o importOptions, paths []string) error {
	observed, err := app.ParseInstant("--observed-at", o.observedAt)
	if err != nil {
		return err
	}
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	readable, format, err := o.readable(&settings)
	if err != nil {
		return err
	}
	options := ingest.Options{
		Kind: reconcile.DeliveryKind(o.kind), Format: format, Formats: readable, Partner: settings.Partner.ID,
		Providers: settings.Partner.Providers,
		Currency:  settings.Partner.Currency, Absent: settings.Absent(), Accounts: settings.Accounts(), Source: o.source, ObservedAt: observed,
		Complete: o.complete, Narrower: o.narrower, Sure: o.sure, Strict: o.strict, RejectsDir: o.rejects,
	}
	if o.explain {
		return explainImport(ctx, a, &settings, options, paths, o.json)
	}
	summary, err := importPaths(ctx, a, &settings, options, paths)
	if told := tellImport(a, o.json, &summary, err); told != nil {
		return errors.Join(err, told)
	}
	if err == nil && summary.Rejected()+summary.Missing() > 0 {
		return app.ErrPartial
	}
	return err
}

// importPaths reads files into the store of the settings, which is opened, and
// created, only once all paths are known to be good.
func importPaths(ctx context.Context, a *app.App, settings *config.Config, options ingest.Options, paths []string) (summary ingest.Summary, err error) {
	var st *store.Store
	defer func() {
		a.Progress().Done()
		if st != nil {
			err = errors.Join(err, st.Close())
		}
	}()
	importer := ingest.Importer{
		Stdin: a.Stdin, Now: a.Now, Workers: a.Cores(), Tolerance: settings.Run.ClockTolerance.Duration,
		Begin: func(ctx context.Context) (ingest.Transaction, error) {
			if st == nil {
				opened, err := a.Open(ctx, settings, store.Create)
				if err != nil {
					return nil, err
				}
				st = opened
			}
			return app.Begin(ctx, st, func(im *reconcile.Import) {
				a.Progress().Phase("reading " + string(im.Kind))
				im.KeepHistory = settings.Store.History.Duration
			})
		},
	}
	return importer.Import(ctx, options, paths)
}

// tellImport says what became of each file, also of those before one that
// failed.
func tellImport(a *app.App, asJSON bool, summary *ingest.Summary, failed error) error {
	for _, w := range summary.Warnings {
		if _, err := fmt.Fprintln(a.Stderr, "handover: warning: "+w); err != nil {
			return err
		}
	}
	for _, f := range summary.Files {
		for _, w := range f.Warnings {
			if _, err := fmt.Fprintf(a.Stderr, "handover: warning: %s: %s\n", f.Name, w); err != nil {
				return err
			}
		}
	}
	if failed != nil && len(summary.Files) == 0 {
		return nil
	}
	if asJSON {
		return importJSON(a.Stdout, summary)
	}
	if a.Flags.Quiet {
		return nil
	}
	for _, f := range summary.Files {
		if err := importLine(a.Stdout, &f); err != nil {
			return err
		}
	}
	return nil
}

func importLine(w io.Writer, f *ingest.FileSummary) error {
	c := f.Counts
	text := fmt.Sprintf("%s: %s, %s stored (%d new or changed)", f.Name, f.Kind, plural(c.Rows, "row"), c.Changed)
	if c.Gone > 0 {
		text += fmt.Sprintf(", %d gone", c.Gone)
	}
	if c.Missing > 0 {
		text += fmt.Sprintf(", %d missing and not taken as gone", c.Missing)
	}
	if f.Empty > 0 {
		text += fmt.Sprintf(", %s of empty cells skipped", plural(f.Empty, "row"))
	}
	if c.Rejected > 0 {
		text += fmt.Sprintf(", %d rejected: see %s", c.Rejected, f.Rejects)
	}
	if c.Older > 0 {
		text += fmt.Sprintf(", %d older than what is stored and left out", c.Older)
	}
	if c.Decided > 0 {
		text += fmt.Sprintf(", %d left out since handover moves has decided otherwise", c.Decided)
	}
	_, err := fmt.Fprintln(w, text)
	return err
}

// plural writes a number of things.
func plural[N int | int64](n N, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

type importedFile struct {
	File       string   `json:"file"`
	Kind       string   `json:"kind"`
	Source     string   `json:"source"`
	ObservedAt string   `json:"observed_at"`
	SHA256     string   `json:"sha256"`
	Rows       int64    `json:"rows"`
	Changed    int64    `json:"changed"`
	Gone       int64    `json:"gone"`
	Missing    int64    `json:"missing"`
	Rejected   int64    `json:"rejected"`
	Empty      int64    `json:"empty"`
	Older      int64    `json:"older"`
	Decided    int64    `json:"decided"`
	Rejects    *string  `json:"rejects"`
	Warnings   []string `json:"warnings"`
}

func importJSON(w io.Writer, summary *ingest.Summary) error {
	files := make([]importedFile, 0, len(summary.Files))
	for _, f := range summary.Files {
		file := importedFile{
			File: f.Name, Kind: string(f.Kind), Source: f.Source, ObservedAt: f.ObservedAt.UTC().Format(time.RFC3339),
			SHA256: f.SHA256, Rows: f.Counts.Rows, Changed: f.Counts.Changed, Gone: f.Counts.Gone, Missing: f.Counts.Missing,
			Rejected: f.Counts.Rejected, Older: f.Counts.Older, Decided: f.Counts.Decided, Empty: f.Empty, Warnings: append([]string{}, f.Warnings...),
		}
		if f.Rejects != "" {
			file.Rejects = &f.Rejects
		}
		files = append(files, file)
	}
	return writeJSON(w, map[string]any{"files": files, "rows": summary.Rows(), "rejected": summary.Rejected()})
}
