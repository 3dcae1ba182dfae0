package app

import (
	"context"
	"os"
	"path/filepath"
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
	folder  string // below which the run's folder is made; empty: none
	formats []formats.Format
	options reports.Options
}

// Target checks what was asked for before anything is touched: outputs like
// json:report.json, and the folder below which a run makes its own, empty for
// none. An empty language is that of the configuration.
func (a *App) Target(c *config.Config, outputs []string, folder, language string) (*Target, error) {
	options, err := reportOptions(c, language)
	if err != nil {
		return nil, err
	}
	t := &Target{app: a, folder: folder, options: options}
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
	t.formats, err = formatsNamed(c.Reports.Formats)
	return t, err
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
	delimiter, _ := utf8.DecodeRuneInString(c.Reports.CSVDelimiter)
	return reports.Options{
		Language: language, Zone: zone, Partner: c.Partner.Name, CSVDelimiter: delimiter, CSVBOM: c.Reports.CSVBOM,
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

// ToStdout reports whether the standard output belongs to a report.
func (t *Target) ToStdout() bool {
	for _, output := range t.outputs {
		if output.Path == publish.Stdout {
			return true
		}
	}
	return false
}

// Probe makes sure that the reports can be written, by writing something beside them.
func (t *Target) Probe() error { return publish.Probe(t.outputs, t.folder) }

// writes reports whether there is anything to write.
func (t *Target) writes() bool { return len(t.outputs) > 0 || t.folder != "" }

// Write renders a run and gives the paths that were written.
func (t *Target) Write(ctx context.Context, source reports.Stored) ([]string, error) {
	t.app.Progress().Phase("writing reports")
	defer t.app.Progress().Done()
	var paths []string
	if len(t.outputs) > 0 {
		if err := publish.Files(ctx, source, t.outputs, t.app.Stdout, t.options); err != nil {
			return nil, err
		}
	}
	for _, output := range t.outputs {
		if output.Path != publish.Stdout {
			paths = append(paths, output.Path)
		}
	}
	if t.folder == "" {
		return paths, nil
	}
	folder, err := t.writeFolder(ctx, source)
	return append(paths, folder), err
}

// writeFolder renders a run into a folder of its own, and gives its path.
func (t *Target) writeFolder(ctx context.Context, source reports.Stored) (string, error) {
	run := source.Run()
	folder := filepath.Join(t.folder, publish.FolderName(&run))
	return folder, publish.Folder(ctx, source, folder, t.formats, t.options)
}
