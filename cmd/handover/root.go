package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"handover/cmd/internal/app"
	"handover/jobs/volume"
	"handover/reports/words"
)

// run executes the program in the world as it is, but for its clock and what a test
// changes, and gives its exit code. The first signal ends what is under way in good order,
// a second one at once.
func run(args []string, now func() time.Time, changes ...func(*app.App)) (code int) {
	crashBySignal()
	defer crashed(&code)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	a := &app.App{
		Version: version, Name: os.Args[0], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: now,
		Network: volume.Network,
	}
	for _, change := range changes {
		change(a)
	}
	return execute(ctx, a, args)
}

// execute runs one command and tells what went wrong, if anything did.
func execute(ctx context.Context, a *app.App, args []string) int {
	root := newRootCommand(a)
	root.SetArgs(args)
	err := errors.Join(root.ExecuteContext(ctx), a.Profile.Stop())
	code := app.Code(ctx, err)
	switch {
	case code == app.ExitInterrupted:
		tell(a, "interrupted; nothing is half-written"+app.Stored(err))
	case err != nil && !app.Quiet(err):
		tell(a, err.Error()+app.Advice(err))
	}
	return code
}

// shown makes an error fit to be told, on one line. An address that was given in another
// one's place may hold a password.
func shown(text string) string {
	text = regexp.MustCompile(`(?is)(postgres|postgresql)://[^ ;].*`).ReplaceAllString(text, "$1://… (the rest is not shown)")
	return words.OneLine(strings.ReplaceAll(text, "\n", "; "))
}

// tell writes an error for a person.
func tell(a *app.App, text string) {
	text = shown(text)
	if _, err := fmt.Fprintln(a.Stderr, "handover: "+text); err != nil {
		return // there is nowhere left to tell it
	}
}

const rootHelp = `handover tells a Microsoft CSP partner every night who must do what by which day
so that customers' subscriptions come over without an unwanted renewal, an
outage, lost data or a double bill. It reads and tells; it changes nothing at
Microsoft.

Exit codes of all commands, the first that applies of 130, 2, 5, 1, 4, 6, 3:
  0    complete; issues are no failure
  1    error; nothing half-written
  2    usage or configuration; nothing touched
  3    only with --fail-on: an open issue at or above that severity
  4    partial: a customer was not checked, rows were rejected, or too many are
       missing; the rest is stored or written, and marked
  5    refused: another run holds the lease
  6    reports written, a delivery failed
  130  interrupted`

func newRootCommand(a *app.App) *cobra.Command {
	root := &cobra.Command{
		Use: "handover", Short: "Nightly reconciliation of subscriptions that move to a CSP partner", Long: rootHelp,
		SilenceErrors: true, SilenceUsage: true, Version: a.Version,
		Args:              cobra.NoArgs,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.Profile.Start() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.Flags.Config, "config", "", "configuration `FILE` (default handover.toml where it exists)")
	flags.StringVar(&a.Flags.DB, "db", "", "database `URL`: sqlite:FILE or postgres://… (default sqlite:handover.db)")
	flags.StringVar(&a.Flags.LogLevel, "log-level", "", "`LEVEL` of the log: trace, debug, info, warn or error (default info)")
	flags.StringVar(&a.Flags.LogFormat, "log-format", "", "`FORMAT` of the log: console or json (default console)")
	flags.BoolVarP(&a.Flags.Quiet, "quiet", "q", false, "print nothing but errors, warnings, and what was asked for")
	flags.StringVar(&a.Profile.CPU, "cpuprofile", "", "write where CPU time goes to `FILE`")
	flags.StringVar(&a.Profile.Trace, "trace", "", "write what happens when to `FILE`")
	for _, hidden := range []string{"cpuprofile", "trace"} {
		flags.Lookup(hidden).Hidden = true
	}
	root.SetFlagErrorFunc(flagError)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetHelpCommand(newHelpCommand(root))
	root.AddCommand(
		newInitCommand(a), newImportCommand(a), newSyncCommand(a), newMappingCommand(a), newRunCommand(a), newReportCommand(a), newDeliverCommand(a),
		newRunsCommand(a),
		newFindingsCommand(a),
		newExplainCommand(a), newPlanCommand(a), newForecastCommand(a), newMovesCommand(a), newSourcesCommand(a), newRulesCommand(a), newServeCommand(a),
		newCheckCommand(a), newMigrateCommand(a), newPruneCommand(a), newBackupCommand(a),
		newDemoCommand(a), newVersionCommand(a),
	)
	root.InitDefaultHelpCmd()
	strict(root)
	completion := completer{a}
	if err := completion.install(root, completion.offers()); err != nil {
		panic(err) // a flag of the list that its command does not have
	}
	return root
}

// newHelpCommand makes help, which refuses a command that does not exist.
func newHelpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Help about a command", Long: "Prints the help of a command.",
		RunE: func(_ *cobra.Command, args []string) error {
			target, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(args, " "))
			}
			return target.Help()
		},
	}
}

// unknownCommand says that a command has no such part, and which one may have been meant.
func unknownCommand(cmd *cobra.Command, text string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := strings.Join(cmd.SuggestionsFor(text), " or "); near != "" {
		return app.Usagef("unknown command %q; did you mean %s?", text, near)
	}
	return app.Usagef("unknown command %q; see %s --help", text, cmd.CommandPath())
}

// flagError tells what is wrong with a flag, and which one may have been meant.
func flagError(cmd *cobra.Command, err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return app.Usagef("--%s cannot be %q; see %s --help", invalid.GetFlag().Name, invalid.GetValue(), cmd.CommandPath())
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := app.Near(unknown.GetSpecifiedName(), names); near != "" {
			return app.Usagef("%w; did you mean --%s?", err, near)
		}
	}
	return app.Usagef("%w; see %s --help", err, cmd.CommandPath())
}

// strict turns every mistake in arguments into a usage error, and gives every help text
// its examples.
func strict(cmd *cobra.Command) {
	check := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		err := check(cmd, args)
		switch {
		case err == nil:
			return nil
		case cmd.HasSubCommands() && len(args) > 0:
			return unknownCommand(cmd, args[0])
		default:
			return app.Usagef("%w; see %s --help", err, cmd.CommandPath())
		}
	}
	cmd.Example = exampleOf(cmd.CommandPath())
	for _, child := range cmd.Commands() {
		strict(child)
	}
}

// needs demands a number of arguments and says what is missing or too many.
func needs(least, most int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return errors.New("name " + what)
		case len(args) > most:
			return fmt.Errorf("%q is too much; name %s", args[most], what)
		default:
			return nil
		}
	}
}
