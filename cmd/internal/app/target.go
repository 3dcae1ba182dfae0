package app

import (
	"context"
	"path/filepath"
	"time"
	"unicode/utf8"

	"handover/cmd/internal/config"
	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/words"
)

// Target is where the reports of a run go: the outputs somebody named, else a
// folder with every format, or nowhere.
type Target struct {
	app     *App
	outputs []publish.Output
	folder  string // below which the run's folder is made; empty: none
	formats []reports.Format
	options reports.Options
}

// Target checks what was asked for before anything is touched. Without an
// output a run writes a folder and a dry run nothing.
func (a *App) Target(c *config.Config, outputs []string, language string, dryRun bool) (*Target, error) {
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
	if len(outputs) == 0 && !dryRun {
		t.folder = c.Reports.Dir
		t.formats, err = formats(c.Reports.Formats)
	}
	return t, err
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
	return reports.Options{Language: language, Zone: zone, CSVDelimiter: delimiter, CSVBOM: c.Reports.CSVBOM}, nil
}

// formats gives the formats of a report folder; none named are all.
func formats(names []string) ([]reports.Format, error) {
	if len(names) == 0 {
		return reports.Formats(), nil
	}
	list := make([]reports.Format, 0, len(names))
	for _, name := range names {
		format, err := reports.FormatNamed(name)
		if err != nil {
			return nil, Usagef("reports.formats: %w", err)
		}
		list = append(list, format)
	}
	return list, nil
}

// ToStdout tells whether the standard output belongs to a report.
func (t *Target) ToStdout() bool {
	for _, output := range t.outputs {
		if output.Path == publish.Stdout {
			return true
		}
	}
	return false
}

// Write renders a run and gives the paths that were written.
func (t *Target) Write(ctx context.Context, source reports.Source) ([]string, error) {
	if t.folder == "" && len(t.outputs) == 0 {
		return nil, nil
	}
	t.app.Progress().Phase("writing reports")
	if t.folder == "" {
		var paths []string
		for _, output := range t.outputs {
			if output.Path != publish.Stdout {
				paths = append(paths, output.Path)
			}
		}
		return paths, publish.Files(ctx, source, t.outputs, t.app.Stdout, t.options)
	}
	run := source.Run()
	folder := filepath.Join(t.folder, publish.FolderName(&run))
	return []string{folder}, publish.Folder(ctx, source, folder, t.formats, t.options)
}
