package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
	"unicode/utf8"

	"handover/cmd/internal/config"
	"handover/jobs/publish"
	"handover/jobs/volume"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/words"
)

// Target is where the reports of a run go: the outputs somebody named, a folder
// with a file of each format, both or nowhere.
type Target struct {
	app     *App
	outputs []publish.Output
	shelf   publish.Shelf // of the folder of the run
	options reports.Options
	brief   bool // keep what a reader has to know first
}

// Target checks what was asked for before anything is touched: outputs like
// json:report.json, and the folder below which a run makes its own, empty for
// none. An empty language is that of the configuration.
func (a *App) Target(c *config.Config, outputs []string, folder, language string) (*Target, error) {
	options, err := reportOptions(c, language)
	if err != nil {
		return nil, err
	}
	t := &Target{app: a, options: options}
	for _, text := range outputs {
		output, err := publish.ParseOutput(text)
		if err != nil {
			return nil, &UsageError{Err: err}
		}
		t.outputs = append(t.outputs, output)
	}
	if err := publish.CheckOutputs(t.outputs); err != nil {
		return nil, &UsageError{Err: err}
	}
	if folder != "" {
		if err := checkFolder(folder); err != nil {
			return nil, err
		}
	}
	t.shelf, err = shelf(c, folder)
	return t, err
}

// shelf returns where the folders of runs stand, as the settings have it. Only from the
// folder that the settings name does anything go.
func shelf(c *config.Config, folder string) (publish.Shelf, error) {
	chosen, err := formatsNamed(c.Reports.Formats)
	if err != nil {
		return publish.Shelf{}, err
	}
	access, err := publish.NewAccess(c.Reports.Mode, c.Reports.Group)
	if err != nil {
		return publish.Shelf{}, Usagef("reports.mode, reports.group: %w", err)
	}
	s := publish.Shelf{Dir: folder, Formats: chosen, Access: access, Latest: publish.Latest(c.Reports.Latest)}
	if folder == c.Reports.Dir {
		s.Keep = publish.Keep{Days: c.Reports.KeepDays, Runs: c.Reports.KeepRuns}
	}
	return s, nil
}

// checkFolder refuses a folder that cannot be made because a file is in its way.
func checkFolder(folder string) error {
	above := volume.Existing(folder)
	info, err := os.Stat(above)
	if err == nil && !info.IsDir() {
		return Usagef("reports cannot be written to %s: %s is not a folder", folder, above)
	}
	return nil // whether it can be written to shows when it is probed
}

func reportOptions(c *config.Config, language string) (reports.Options, error) {
	if language == "" {
		language = c.Reports.Language
	}
	if _, err := words.Lookup(language); err != nil {
		return reports.Options{}, &UsageError{Err: err}
	}
	zone, err := time.LoadLocation(c.Reports.Zone)
	if err != nil {
		return reports.Options{}, &UsageError{Err: err}
	}
	delimiter, _ := utf8.DecodeRuneInString(c.Reports.CSVDelimiter) // its length: it is one character, or the settings were refused
	decimal, _ := utf8.DecodeRuneInString(c.Reports.CSVDecimal)     // as well
	return reports.Options{
		Language: language, Zone: zone, Partner: c.Partner.Name, Calendar: reconcile.Severity(c.Reports.Calendar),
		Answer: reconcile.Contact{Name: c.Partner.ContactName, Email: c.Partner.ContactEmail}, Ours: c.Us().IDs(),
		CSVDelimiter: delimiter, CSVDecimal: decimal, CSVBOM: c.Reports.CSVBOM,
	}, nil
}

// formatsNamed returns the formats of a report folder; none named are all.
func formatsNamed(names []string) ([]formats.Format, error) {
	if len(names) == 0 {
		return formats.All(), nil
	}
	list := make([]formats.Format, 0, len(names))
	for _, name := range names {
		format, err := formats.Named(name)
		if err != nil {
			return nil, Usagef("reports.formats: %w", err)
		}
		list = append(list, format)
	}
	return list, nil
}

// Cut narrows the reports to a part of the run, and leaves out money.
func (t *Target) Cut(filter reconcile.Filter, noMoney bool) {
	t.options.Filter, t.options.NoMoney = filter, noMoney
}

// Wording returns the language of what is written, and the zone of its local times.
func (t *Target) Wording() (language string, zone *time.Location) {
	return t.options.Language, t.options.Zone
}

// Print has Write put a document on the standard output that is none of the formats that
// people name.
func (t *Target) Print(document formats.Format) {
	t.outputs = append(t.outputs, publish.Output{Format: document, Path: publish.Stdout})
}

// ToStdout reports whether the standard output belongs to a report.
func (t *Target) ToStdout() bool {
	for _, output := range t.outputs {
		if output.Path == publish.Stdout {
			return true
		}
	}
	return false
}

// Brief has Write keep what a reader has to know first.
func (t *Target) Brief() { t.brief = true }

// Probe makes sure that the reports can be written, by writing something beside them.
func (t *Target) Probe() error { return publish.Probe(t.outputs, t.shelf) }

// writes reports whether there is anything to write.
func (t *Target) writes() bool { return len(t.outputs) > 0 || t.shelf.Dir != "" }

// Written is what became of the reports of a run.
type Written struct {
	Paths    []string         // of the reports
	Latest   string           // where those of the last run always are; empty: nowhere, or left as it was
	Warnings []string         // what a person should see to
	Briefing reports.Briefing // what a reader has to know first, where that was to be kept
}

// Write renders a run.
func (t *Target) Write(ctx context.Context, source reports.Stored) (w Written, err error) {
	pen := t.pen(&w.Briefing)
	pen.progress.Phase("writing reports")
	defer pen.progress.Done()
	if outputs := pen.outputs(t); len(outputs) > 0 {
		held, err := publish.Files(ctx, source, outputs, t.app.Stdout, t.options, t.shelf.Access)
		w.warnOf(held)
		if err != nil {
			return w, err
		}
	}
	for _, output := range t.outputs {
		if output.Path != publish.Stdout {
			w.Paths = append(w.Paths, output.Path)
		}
	}
	if t.shelf.Dir == "" {
		return w, nil
	}
	shelf := t.shelf
	shelf.Formats = pen.watchAll(shelf.Formats)
	folder, err := shelf.Put(ctx, source, t.options)
	if err == nil {
		w.Paths = append(w.Paths, folder)
	}
	return w, err
}

// Show makes the reports of a run, which is the last of all jobs and tenants, the latest.
func (t *Target) Show(ctx context.Context, run *reconcile.Run, w *Written) error {
	shown, err := t.shelf.Show(ctx, run)
	if errors.Is(err, publish.ErrForeign) {
		w.Warnings = append(w.Warnings, err.Error())
		return nil
	}
	w.Latest = shown.Path
	w.warnOf(shown.Held)
	return err
}

// Tidy removes report folders that are not to be kept, after those of a run are written.
func (t *Target) Tidy(ctx context.Context, run *reconcile.Run, w *Written) error {
	tidied, err := t.shelf.Tidy(ctx, run)
	if tidied.Stayed > 0 {
		stay := "1 old report folder stays"
		if tidied.Stayed > 1 {
			stay = fmt.Sprintf("%d old report folders stay", tidied.Stayed)
		}
		w.Warnings = append(w.Warnings, fmt.Sprintf("%s: %v", stay, tidied.Why))
	}
	return err
}

// warnOf tells of files that somebody holds open.
func (w *Written) warnOf(held []publish.Beside) {
	for _, h := range held {
		w.Warnings = append(w.Warnings, fmt.Sprintf("%s cannot be replaced, as somebody holds it open: the new one is %s", h.Place, h.Stands))
	}
}
