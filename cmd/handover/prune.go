package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

const pruneHelp = `Takes away what is older than the configuration keeps: runs with the issues, plans and
coverage that only they have found, messages that were sent of them, and nights ([prune]
runs), changes of facts ([store] history)
and report folders ([reports] keep_days, keep_runs). --dry-run tells what would go, and
takes nothing away.

It never takes the last two runs of all areas and customers, a run whose reports are
still to be written, nor any run after it; of facts never the last value before the
present one, nor anything of a term that has not ended; no issue that is open or has
been decided on, and no folder in which somebody has put or changed something. Of a run
that goes its line in handover runs stays. The reports of all others stay as they are, to
the byte. An SQLite file keeps its size, and what was freed is used again.`

func newPruneCommand(a *app.App) *cobra.Command {
	var dry, asJSON bool
	cmd := &cobra.Command{
		Use: "prune", Short: "Take away old runs, history and report folders", Long: pruneHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPrune(cmd.Context(), a, dry, asJSON) },
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "tell what would go, and take nothing away")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func runPrune(ctx context.Context, a *app.App, dry, asJSON bool) error {
	open := a.Writing
	if dry {
		open = a.Reading
	}
	return open(ctx, func(settings *config.Config, st *store.Store) error {
		pruned, err := a.Prune(ctx, settings, st, dry)
		if err != nil {
			return err
		}
		return tellPruned(a, &pruned, dry, asJSON)
	})
}

// pruneStep makes the step of a night that takes away what is old.
func pruneStep(k *kit) (chain.Step, error) {
	return chain.Step{Name: chain.Prune, NeedsRun: true, Do: func(ctx context.Context, _ *reconcile.Night) (chain.Outcome, error) {
		p, err := k.app.Prune(ctx, k.settings, k.store, false)
		if err != nil {
			return chain.Outcome{}, err
		}
		return chain.Outcome{Detail: fmt.Sprintf("%d runs, %d versions of issues, %d changes of facts and %d report folders taken away",
			p.Runs, p.Versions, p.Changes, p.Folders.Removed)}, nil
	}}, nil
}

func tellPruned(a *app.App, p *app.Pruned, dry, asJSON bool) error {
	if asJSON {
		return writeJSON(a.Stdout, struct {
			DryRun      bool  `json:"dry_run"`
			KeptFrom    int64 `json:"kept_from"` // the first run that stays; 0: all stay
			Runs        int   `json:"runs"`
			Versions    int   `json:"versions"`
			Plans       int   `json:"plans"`
			Coverage    int   `json:"coverage"`
			Messages    int   `json:"messages"`
			Nights      int   `json:"nights"`
			Changes     int   `json:"changes"`
			Folders     int   `json:"folders"`
			FolderBytes int64 `json:"folder_bytes"`
			Stayed      int   `json:"folders_stayed"`
		}{dry, p.From, p.Runs, p.Versions, p.Plans, p.Coverage, p.Messages, p.Nights, p.Changes, p.Folders.Removed, p.Folders.Bytes, p.Folders.Stayed})
	}
	t := aligned.New(a.Stdout)
	if dry {
		t.Line("This would go; nothing was taken away:")
	}
	t.Row("Runs", p.Runs)
	if p.Runs > 0 {
		t.Row("Kept from run", p.From)
	}
	t.Row("Versions of issues", p.Versions)
	t.Row("Plans", p.Plans)
	t.Row("Coverage of customers", p.Coverage)
	t.Row("Messages that were sent", p.Messages)
	t.Row("Nights", p.Nights)
	t.Row("Changes of facts", p.Changes)
	t.Row("Report folders", fmt.Sprintf("%d, %s", p.Folders.Removed, size(p.Folders.Bytes)))
	if p.Folders.Stayed > 0 {
		t.Row("Warning", fmt.Sprintf("%s of old reports: %v", plural(p.Folders.Stayed, "folder")+" stay", p.Folders.Why))
	}
	return t.Flush()
}

// size writes a number of bytes for a person.
func size(bytes int64) string {
	const mega = 1 << 20
	if bytes < mega {
		return fmt.Sprintf("%d KiB", (bytes+1023)/1024)
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/mega)
}
