package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/sql/store"
)

const (
	migrateHelp = `Tells the version of the database's schema and the one this program needs.`

	migrateUpHelp = `Brings the schema of the database up to date, and creates the database where there
is none: an SQLite file, or the tables in an empty PostgreSQL database. Of an
SQLite file a copy is made before.`
)

func newMigrateCommand(a *app.App) *cobra.Command {
	status := func(cmd *cobra.Command, _ []string) error { return migrationStatus(cmd.Context(), a) }
	cmd := &cobra.Command{
		Use: "migrate", Short: "Tell or update the schema of the database", Long: migrateHelp, Args: cobra.NoArgs, RunE: status,
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "status", Short: "Tell the version of the schema", Long: migrateHelp, Args: cobra.NoArgs, RunE: status,
		},
		&cobra.Command{
			Use: "up", Short: "Bring the schema up to date", Long: migrateUpHelp, Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return migrateUp(cmd.Context(), a) },
		},
	)
	return cmd
}

func migrationStatus(ctx context.Context, a *app.App) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	status, err := store.MigrationStatus(ctx, settings.Store.URL)
	if err != nil {
		return err
	}
	verdict := "up to date"
	switch {
	case status.Have > status.Want:
		verdict = "the database is newer, use a newer handover"
	case status.Have < status.Want:
		verdict = "the database is older, run handover migrate up"
	}
	_, err = fmt.Fprintf(a.Stdout, "schema %d, this program needs %d: %s\n", status.Have, status.Want, verdict)
	return err
}

func migrateUp(ctx context.Context, a *app.App) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	before, err := a.MigrateUp(ctx, &settings)
	if err != nil {
		return err
	}
	if before.Have == before.Want {
		_, err = fmt.Fprintf(a.Stdout, "schema %d: already up to date\n", before.Want)
		return err
	}
	_, err = fmt.Fprintf(a.Stdout, "schema brought from %d to %d\n", before.Have, before.Want)
	return err
}
