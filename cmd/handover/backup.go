package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/sql/store"
)

const backupHelp = `Copies the database to PATH as it is at one moment, also while a run or an import goes
on: complete or not at all, and readable for its owner alone. What stands at PATH is
replaced only with --yes. To go back to it, stop handover and put the file in the place
of the database, without the files -wal and -shm beside that; or name it with --db.

A PostgreSQL database is copied by its own programs: backup then tells the command, and
exits 2.`

func newBackupCommand(a *app.App) *cobra.Command {
	var replace bool
	cmd := &cobra.Command{
		Use: "backup PATH", Short: "Copy the database", Long: backupHelp, Args: needs(1, 1, "one file"),
		RunE: func(cmd *cobra.Command, args []string) error { return runBackup(cmd.Context(), a, args[0], replace) },
	}
	cmd.Flags().BoolVar(&replace, "yes", false, "replace what stands at PATH")
	return cmd
}

func runBackup(ctx context.Context, a *app.App, target string, replace bool) error {
	return a.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		if info, err := os.Stat(filepath.Dir(target)); err != nil || !info.IsDir() {
			return app.Usagef("there is no folder %s for the copy; make it first", filepath.Dir(target))
		}
		a.Progress().Phase("copying the database")
		err := st.Copy(ctx, target, replace)
		a.Progress().Done()
		switch {
		case errors.Is(err, store.ErrServer):
			return app.Usagef("a PostgreSQL database is copied by its own program: %s", st.DumpCommand(target))
		case errors.Is(err, store.ErrTaken) && !replace:
			return app.Usagef("%w; name another file, or replace it with --yes", err)
		case errors.Is(err, store.ErrTaken):
			return app.Usagef("%w; name another file", err)
		case err != nil:
			return err
		}
		info, err := os.Stat(target)
		if err != nil {
			return fmt.Errorf("look at the copy: %w", err)
		}
		if a.Flags.Quiet {
			return nil
		}
		_, err = fmt.Fprintf(a.Stdout, "Copied to %s, %s\n", target, size(info.Size()))
		return err
	})
}
