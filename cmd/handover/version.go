package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
)

func newVersionCommand(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Tell the program's version", Long: "Tells the version of the program and of Go.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.Stdout, "handover %s (%s, %s/%s)\n", a.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
