package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
)

// run executes the program and gives its exit code.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app.App{
		Version: version, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now,
	}
	root := newRootCommand(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	code := app.Code(err)
	if err != nil && ctx.Err() != nil {
		code = app.ExitInterrupted
	}
	if err != nil && !app.Quiet(err) {
		tell(a, code, err)
	}
	return code
}

// tell writes an error for a person, on one line.
func tell(a *app.App, code int, err error) {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	if code == app.ExitInterrupted {
		text = "interrupted; nothing is half-written"
	}
	if _, err := fmt.Fprintln(a.Stderr, "handover: "+text); err != nil {
		return // there is nowhere left to tell it
	}
}

const rootHelp = `handover tells a Microsoft CSP partner every night who must do what by which day
so that customers' subscriptions come over without an unwanted renewal, an
outage, lost data or a double bill. It reads and tells; it changes nothing at
Microsoft.

` + exitCodes

// exitCodes is what every help text says of them.
const exitCodes = `Exit codes:
  0    complete; findings are no failure
  1    error; nothing half-written
  2    usage or configuration; nothing touched
  3    only with --fail-on: an open finding at or above that severity
  4    partial: a tenant was not evaluated, or rows were rejected
  5    refused: another run holds the lease
  130  interrupted`

func newRootCommand(a *app.App) *cobra.Command {
	root := &cobra.Command{
		Use: "handover", Short: "Nightly reconciliation of subscriptions that move to a CSP partner", Long: rootHelp,
		SilenceErrors: true, SilenceUsage: true, Version: a.Version,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.Flags.Config, "config", "", "configuration `FILE` (default handover.toml where it exists)")
	flags.StringVar(&a.Flags.DB, "db", "", "database `URL`: sqlite:FILE or postgres://… (default sqlite:handover.db)")
	flags.StringVar(&a.Flags.LogLevel, "log-level", "", "`LEVEL` of the log: debug, info, warn or error")
	flags.StringVar(&a.Flags.LogFormat, "log-format", "", "`FORMAT` of the log: console or json")
	flags.BoolVarP(&a.Flags.Quiet, "quiet", "q", false, "no progress, and of the log only warnings and errors")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return app.Usagef("%w; see %s --help", err, cmd.CommandPath())
	})
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		newImportCommand(a), newRunCommand(a), newReportCommand(a), newRunsCommand(a), newFindingsCommand(a),
		newExplainCommand(a), newRulesCommand(a), newServeCommand(a), newCheckCommand(a), newMigrateCommand(a),
		newDemoCommand(a), newVersionCommand(a),
	)
	strict(root)
	return root
}

// strict turns every mistake in arguments into a usage error, and ends every
// help text with the exit codes.
func strict(cmd *cobra.Command) {
	check := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if err := check(cmd, args); err != nil {
			return app.Usagef("%w; see %s --help", err, cmd.CommandPath())
		}
		return nil
	}
	if cmd.HasParent() {
		cmd.Long = strings.TrimSpace(cmd.Long) + "\n\n" + exitCodes
	}
	for _, child := range cmd.Commands() {
		strict(child)
	}
}
