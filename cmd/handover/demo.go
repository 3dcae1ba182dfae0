package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/demo"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/sql/store"
)

const demoHelp = `Takes a small invented data set through the whole job without any set-up: files,
import, run and reports, in a folder of its own with a database of its own. The
dates are relative to its as-of. Doing it again begins anew.

With --tenants it only writes files for so many tenants, about 40 subscriptions
each, to try import and run on a larger scale; the same seed gives the same
files.`

// demoConfig is the configuration of the demo, for whoever looks around in it.
const demoConfig = `# The configuration of the demo: handover --config %s runs
[partner]
id = "11111111-1111-1111-1111-111111111111"
name = "Contoso Partner"
country = "DE"
`

type demoOptions struct {
	asOf, out string
	tenants   int
	seed      uint64
}

func newDemoCommand(a *app.App) *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use: "demo", Short: "Try the whole job on invented data", Long: demoHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), a, o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.asOf, "as-of", "", "invent and judge as of `T`, a day or an instant (default now)")
	flags.StringVar(&o.out, "out", "demo", "the folder `DIR` that is written")
	flags.IntVar(&o.tenants, "tenants", 0, "only write files, for `N` tenants")
	flags.Uint64Var(&o.seed, "seed", 1, "the `S`eed of these files")
	return cmd
}

func runDemo(ctx context.Context, a *app.App, o demoOptions) error {
	asOf, err := app.ParseInstant("--as-of", o.asOf)
	if err != nil {
		return err
	}
	if asOf.IsZero() {
		asOf = a.Now().UTC().Truncate(time.Second)
	}
	options := demo.Options{Tenants: o.tenants, Seed: o.seed, AsOf: reconcile.DayOf(asOf)}
	if o.tenants < 0 {
		return app.Usagef("--tenants %d is below zero", o.tenants)
	}
	if o.tenants > 0 {
		counts, err := generate(ctx, o.out, options)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Stdout, "%s: %d tenants, %d subscriptions, %d moves, %d transfers, %d offers\n",
			o.out, counts.Tenants, counts.Subscriptions, counts.Moves, counts.Transfers, counts.Offers)
		return err
	}
	return wholeDemo(ctx, a, o.out, asOf, options)
}

// generate writes the files; a folder that holds something else is a mistake of
// the user's.
func generate(ctx context.Context, folder string, options demo.Options) (demo.Counts, error) {
	counts, err := demo.Generate(ctx, folder, options)
	var occupied *demo.OccupiedError
	if errors.As(err, &occupied) {
		return counts, &app.UsageError{Err: err}
	}
	return counts, err
}

// wholeDemo invents files, imports them into an empty store and runs all jobs.
func wholeDemo(ctx context.Context, a *app.App, folder string, asOf time.Time, options demo.Options) error {
	data := filepath.Join(folder, "data")
	if err := onlyOurs(folder, data); err != nil {
		return err
	}
	if _, err := generate(ctx, data, options); err != nil {
		return err
	}
	settings, err := demoSettings(folder)
	if err != nil {
		return err
	}
	if err := importDemo(ctx, a, &settings, data); err != nil {
		return err
	}
	target, err := a.Target(&settings, nil, "", false)
	if err != nil {
		return err
	}
	run, err := reconcileAndTell(ctx, a, &settings, target, jobs.Request{AsOf: asOf, Trigger: reconcile.TriggerCLI}, false)
	if err != nil {
		return err
	}
	return verdict(&run, "")
}

// onlyOurs refuses a folder that holds something and no earlier demo, and takes
// away what an earlier demo left but for its files, which are replaced whole.
func onlyOurs(folder, data string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the folder of the demo: %w", err)
	}
	if _, err := os.Stat(data); err != nil {
		return &app.UsageError{Err: &demo.OccupiedError{Path: folder}}
	}
	for _, name := range []string{"handover.db", "handover.db-wal", "handover.db-shm", "out"} {
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("remove the earlier demo: %w", err)
		}
	}
	return nil
}

// demoSettings writes the demo's configuration and reads it back.
func demoSettings(folder string) (config.Config, error) {
	path := filepath.Join(folder, config.DefaultFile)
	if err := os.WriteFile(path, fmt.Appendf(nil, demoConfig, path), 0o600); err != nil {
		return config.Config{}, fmt.Errorf("write the demo's configuration: %w", err)
	}
	return config.Load(path)
}

func importDemo(ctx context.Context, a *app.App, settings *config.Config, data string) (err error) {
	st, err := a.Open(ctx, settings, store.Create)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	importer := ingest.Importer{
		Stdin: a.Stdin, Now: a.Now,
		Begin: func(ctx context.Context, im reconcile.Import) (ingest.Writer, error) { return st.Import(ctx, im) },
	}
	summary, err := importer.Import(ctx, ingest.Options{}, []string{data})
	if err != nil {
		return err
	}
	for i := range summary.Files {
		if err := importLine(a.Stdout, &summary.Files[i]); err != nil {
			return err
		}
	}
	_, err = io.WriteString(a.Stdout, "\n")
	return err
}
