package app

import (
	"context"
	"io"

	"handover/cmd/internal/config"
	"handover/jobs/publish"
	"handover/reconcile"
)

// Workbook is where a workbook goes that is no report of one run.
type Workbook struct {
	output publish.Output
	access publish.Access
}

// Workbook checks where somebody wants a workbook, like xlsx:changes.xlsx, before anything
// is read.
func (a *App) Workbook(c *config.Config, text string) (*Workbook, error) {
	output, err := publish.ParseOutput(text)
	switch {
	case err != nil:
		return nil, &UsageError{Err: err}
	case output.Format.Name != "xlsx" || output.Path == publish.Stdout:
		return nil, Usagef("--output %s: only a workbook is written, to a file; name it as in xlsx:changes.xlsx", text)
	}
	if err := publish.CheckOutputs([]publish.Output{output}); err != nil {
		return nil, &UsageError{Err: err}
	}
	access, err := publish.NewAccess(c.Reports.Mode, c.Reports.Group)
	if err != nil {
		return nil, Usagef("reports.mode, reports.group: %w", err)
	}
	return &Workbook{output, access}, nil
}

// Write writes the workbook, and gives what a person should see to.
func (b *Workbook) Write(ctx context.Context, run *reconcile.Run, write func(io.Writer) error) (warnings []string, err error) {
	held, err := publish.Single(ctx, b.output, run, b.access, write)
	var w Written
	w.warnOf(held)
	return w.Warnings, err
}
