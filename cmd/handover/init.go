package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/reports/aligned"
)

const initHelp = `Goes from a folder of exports to the first report of your own: writes a configuration,
shows what would be read as what, imports it, lists what other sellers sold to each
customer, watches the customers that you choose, runs all jobs, and says what to do today.

Without --partner or --country it asks for them where it is started in a terminal. A
configuration that exists is never changed. With --watch all rows of a customer that other
sellers sold are planned to be taken over; without it nothing is, and the report only tells
what is true of your own subscriptions.`

type initOptions struct {
	partner, name, country string
	watch                  []string
}

func newInitCommand(a *app.App) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use: "init FOLDER", Short: "From a folder of exports to the first report", Long: initHelp,
		Args: needs(1, 1, "the folder of exports, or one file"),
		RunE: func(cmd *cobra.Command, args []string) error { return runInit(cmd.Context(), a, o, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.partner, "partner", "", "`ID` of your partner tenant")
	flags.StringVar(&o.name, "name", "", "`NAME` of your company, for the titles of reports")
	flags.StringVar(&o.country, "country", "", "`CODE` of the country in which you may sell, as DE")
	flags.StringArrayVar(&o.watch, "watch", nil, "take over what other sellers sold to the `TENANT`, an id, name or domain, or all; may be repeated")
	return cmd
}

// beginning is one init on its way.
type beginning struct {
	app     *app.App
	options initOptions
	exports string
	answers *bufio.Reader // of the person at the terminal; nil where there is none
}

func runInit(ctx context.Context, a *app.App, o initOptions, exports string) error {
	b := &beginning{app: a, options: o, exports: exports}
	if a.AtTerminal() {
		b.answers = bufio.NewReader(a.Stdin)
	}
	path := cmp.Or(a.Flags.Config, a.Getenv("HANDOVER_CONFIG"), config.DefaultFile)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return app.Usagef("%s exists already and is left as it is: import %s with `handover import`, or name another file with --config", path, oneWord(exports))
	}
	err := b.complete()
	if err != nil {
		return err
	}
	err = b.explain(ctx)
	if err != nil {
		return err
	}
	a.Flags.Config = path
	err = writeNew(path, b.configuration())
	if err != nil {
		return err
	}
	settings, err := a.Settings()
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	if err := b.say("\n%s is written.\n\n", path); err != nil {
		return err
	}
	summary, err := b.fill(ctx, &settings)
	if err != nil {
		return errors.Join(fmt.Errorf("%w (%s is taken away again: init can be begun anew)", err, path), os.Remove(path))
	}
	return b.begin(ctx, &settings, summary)
}

// fill reads the exports into the store, and plans to take over what was chosen.
func (b *beginning) fill(ctx context.Context, settings *config.Config) (*ingest.Summary, error) {
	if doubt := settings.Doubt(); doubt != "" {
		if _, err := fmt.Fprintln(b.app.Stderr, "handover: warning: "+doubt); err != nil {
			return nil, err
		}
	}
	formats, err := readable(settings)
	if err != nil {
		return nil, err
	}
	summary, err := importPaths(ctx, b.app, settings, ingest.Options{Partner: settings.Partner.ID, Providers: settings.Partner.Providers, Currency: settings.Partner.Currency, Formats: formats}, []string{b.exports})
	if told := tellImport(b.app, false, &summary, err); err != nil || told != nil {
		return nil, errors.Join(err, told)
	}
	return &summary, b.watchOthers(ctx, settings)
}

// begin runs for the first time.
func (b *beginning) begin(ctx context.Context, settings *config.Config, summary *ingest.Summary) error {
	target, err := b.app.Target(settings, nil, settings.Reports.Dir, "")
	if err != nil {
		return err
	}
	if !b.app.Flags.Quiet {
		target.Brief()
	}
	night := app.Night{Settings: settings, Log: b.app.Logger(settings), Target: target}
	night.Request = jobs.Request{AsOf: b.app.Now().UTC(), Trigger: reconcile.TriggerCLI}
	run, err := b.app.Night(ctx, &night, func(f *app.Finished) error { return tellRun(b.app, target, false, f) })
	if err != nil {
		return err
	}
	if summary.Rejected() > 0 {
		return app.ErrPartial
	}
	return verdict(&run, "")
}

// complete asks for what was not said.
func (b *beginning) complete() error {
	o := &b.options
	var missing []string
	ask := func(into *string, flag, question string, check func(string) error) error {
		if *into != "" {
			return check(*into)
		}
		if b.answers == nil {
			missing = append(missing, flag)
			return nil
		}
		answer, err := b.askUntil(question, check)
		*into = answer
		return err
	}
	err := ask(&o.partner, "--partner ID", "Your partner tenant (an id, as Partner Center shows it under Account settings)", checkPartner)
	if err == nil {
		err = ask(&o.country, "--country CODE", "The country in which you may sell (two letters, as DE)", checkCountry)
	}
	if err == nil && o.name != "" {
		err = checkPartner(o.name)
	}
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return app.Usagef("%s missing: this is no terminal, where they could be asked for", strings.Join(missing, " and "))
	}
	o.partner, o.country = reconcile.CanonicalID(strings.TrimSpace(o.partner)), countryCode(o.country)
	return nil
}

func checkPartner(text string) error {
	if !isWritten(strings.TrimSpace(text)) {
		return app.Usagef("the partner's id and name are text on one line, without a single quote")
	}
	return nil
}

func checkCountry(text string) error {
	if code := countryCode(text); !reconcile.IsCountry(code) {
		return app.Usagef("--country %q is no country; write two letters, as DE", code)
	}
	return nil
}

func countryCode(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

// isWritten reports whether a text can stand between single quotes in a configuration.
func isWritten(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r == '\'' || unicode.IsControl(r) || r == unicode.ReplacementChar })
}

// askUntil asks until an answer can be used.
func (b *beginning) askUntil(question string, check func(string) error) (string, error) {
	for {
		answer, err := b.ask(question)
		if err != nil {
			return "", err
		}
		wrong := check(answer)
		if wrong == nil {
			return answer, nil
		}
		if _, err := fmt.Fprintln(b.app.Stderr, "handover: "+wrong.Error()); err != nil {
			return "", err
		}
	}
}

func (b *beginning) ask(question string) (string, error) {
	if err := b.say("%s: ", question); err != nil {
		return "", err
	}
	answer, err := b.answers.ReadString('\n')
	if errors.Is(err, io.EOF) && strings.TrimSpace(answer) == "" {
		return "", app.Usagef("no answer to %q", question)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	return strings.TrimSpace(answer), nil
}

func (b *beginning) say(format string, args ...any) error {
	if b.app.Flags.Quiet {
		return nil
	}
	_, err := fmt.Fprintf(b.app.Stdout, format, args...)
	return err
}

// explain tells in a line what each file would be read as, before anything is written.
func (b *beginning) explain(ctx context.Context) error {
	importer := ingest.Importer{Stdin: b.app.Stdin, Now: b.app.Now, Workers: b.app.Cores()}
	formats, err := readable(&config.Config{})
	if err != nil {
		return err
	}
	list, warnings, err := importer.Explain(ctx, ingest.Options{Partner: b.options.partner, Formats: formats}, []string{b.exports})
	if err != nil {
		return err
	}
	for _, w := range warnings {
		if _, err := fmt.Fprintln(b.app.Stderr, "handover: warning: "+w); err != nil {
			return err
		}
	}
	if b.app.Flags.Quiet {
		return nil
	}
	t := aligned.New(b.app.Stdout, "FILE", "GIVES", "READ AS", "SOURCE")
	for _, e := range list {
		t.Row(e.Name, e.Kind, e.Format, e.Source)
	}
	return t.Flush()
}

// configuration is what the file says, with literal strings, in which nothing is escaped.
func (b *beginning) configuration() string {
	o := &b.options
	name := "# name = 'Your company'   # stands in the title of every report"
	if o.name != "" {
		name = "name = '" + o.name + "'"
	}
	return "# The configuration of handover; handover.example.toml lists every key.\n\n[partner]\n" +
		"id = '" + o.partner + "'\n" + name + "\ncountry = '" + o.country + "'\n"
}

// writeNew writes a file that is not there yet.
func writeNew(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make the folder of the configuration: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write the configuration %s: %w", path, err), os.Remove(path))
	}
	return nil
}
