package main

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
)

//go:embed licenses.txt
var licenses string

func newVersionCommand(a *app.App) *cobra.Command {
	var withLicenses bool
	cmd := &cobra.Command{
		Use: "version", Short: "Tell the program's version",
		Long: "Tells the version of the program and of Go, and with --licenses the licences of everything that is built in.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if withLicenses {
				_, err := io.WriteString(a.Stdout, licenses)
				return err
			}
			_, err := fmt.Fprintf(a.Stdout, "handover %s (%s, %s/%s)\n", a.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&withLicenses, "licenses", false, "print the licences of what is built in")
	return cmd
}
