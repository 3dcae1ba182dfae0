package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/demo"
	"handover/jobs/ingest"
	"handover/reconcile"
)

const demoHelp = `Takes a small invented data set through the whole job without any set-up: files,
import, run and reports, in a folder of its own with a database of its own. The
dates are relative to its as-of. Doing it again begins anew. The configuration
and the database of other commands are left alone.

With --tenants it only writes files for so many tenants, about 40 subscriptions
each, to try import and run on a larger scale; the same seed gives the same
files.`

// demoMark begins the configuration of a demo, and so marks its folder.
const demoMark = "# The configuration of a demo of handover; the folder is replaced when it is done again.\n"

const demoConfig = demoMark + `[partner]
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
	flags.Uint64Var(&o.seed, "seed", 1, "the `NUMBER` that these files are drawn from")
	return cmd
}

func runDemo(ctx context.Context, a *app.App, o demoOptions) error {
	asOf, err := a.AsOf(o.asOf)
	if err != nil {
		return err
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
	if _, occupied := errors.AsType[*demo.OccupiedError](err); occupied {
		return counts, &app.UsageError{Err: err}
	}
	return counts, err
}

// wholeDemo invents files, imports them into an empty store and runs all jobs.
func wholeDemo(ctx context.Context, a *app.App, folder string, asOf time.Time, options demo.Options) error {
	if err := onlyOurs(folder); err != nil {
		return err
	}
	settings, err := demoSettings(a, folder)
	if err != nil {
		return err
	}
	if err := deliverDemo(ctx, a, &settings, folder, options); err != nil {
		return err
	}
	target, err := a.Target(&settings, nil, settings.Reports.Dir, "")
	if err != nil {
		return err
	}
	if !a.Flags.Quiet {
		target.Brief()
	}
	night := app.Night{Settings: &settings, Log: a.Logger(&settings), Target: target}
	night.Request = jobs.Request{AsOf: asOf, Asked: true, Trigger: reconcile.TriggerCLI}
	run, err := a.Night(ctx, &night, func(f *app.Finished) error { return tellRun(a, target, false, f) })
	if err != nil {
		return err
	}
	if a.Flags.Quiet {
		return verdict(&run, "")
	}
	const look = "\nLook around with\n  %[1]s --config %[2]s report\n  %[1]s --config %[2]s findings --due-within 7\n"
	if _, err := fmt.Fprintf(a.Stdout, look, oneWord(cmp.Or(a.Name, "handover")), oneWord(settings.File)); err != nil {
		return err
	}
	return verdict(&run, "")
}

// oneWord writes a path so that a shell takes it for one word.
func oneWord(path string) string {
	if !strings.ContainsAny(path, " \t'\"$&();<>|*?[]#~`!\\") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// onlyOurs refuses a folder that holds something and no earlier demo, and takes
// away what an earlier demo left but for its files, which are replaced whole.
// The mark of a demo is its configuration, the first that it writes.
func onlyOurs(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return nil
	case errors.Is(err, syscall.ENOTDIR):
		return app.Usagef("%s: it is not a folder; name another one with --out", folder)
	case err != nil:
		return fmt.Errorf("read the folder of the demo: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(folder, config.DefaultFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the folder of the demo: %w", err)
	}
	if !strings.HasPrefix(string(text), demoMark) {
		return &app.UsageError{Err: &demo.OccupiedError{Path: folder}}
	}
	for _, name := range []string{"handover.db", "handover.db-wal", "handover.db-shm", "out", "rejects"} {
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("remove the earlier demo: %w", err)
		}
	}
	return nil
}

// demoSettings writes the demo's configuration and reads it back.
func demoSettings(a *app.App, folder string) (config.Config, error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return config.Config{}, fmt.Errorf("make the folder of the demo: %w", err)
	}
	path := filepath.Join(folder, config.DefaultFile)
	if err := os.WriteFile(path, []byte(demoConfig), 0o600); err != nil {
		return config.Config{}, fmt.Errorf("write the demo's configuration: %w", err)
	}
	settings, err := config.Load(path)
	if err != nil {
		return config.Config{}, err
	}
	return settings, a.OverrideLog(&settings)
}

// deliverDemo invents and imports two nights, of which the second tells what has
// become of some rows of the first, and what a second source says otherwise.
func deliverDemo(ctx context.Context, a *app.App, settings *config.Config, folder string, options demo.Options) error {
	deliveries := []struct {
		name, source string
		part         demo.Part
		seen         time.Time
	}{
		{"before", "", demo.Before, a.Now().AddDate(0, 0, -1)},
		{"distributor", "distributor", demo.Elsewhere, a.Now()},
		{"data", "", demo.Tonight, a.Now()},
	}
	var summary ingest.Summary
	for _, d := range deliveries {
		path := filepath.Join(folder, d.name)
		options.Part = d.part
		if _, err := generate(ctx, path, options); err != nil {
			return err
		}
		asked := ingest.Options{Source: d.source, RejectsDir: filepath.Join(folder, "rejects"), ObservedAt: d.seen, Complete: true}
		var err error
		summary, err = importPaths(ctx, a, settings, asked, []string{path})
		if err != nil {
			return err
		}
	}
	if a.Flags.Quiet {
		return nil
	}
	for i := range summary.Files {
		if err := importLine(a.Stdout, &summary.Files[i]); err != nil {
			return err
		}
	}
	_, err := io.WriteString(a.Stdout, "\n")
	return err
}
