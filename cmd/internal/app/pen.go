package app

import (
	"context"
	"io"
	"sync"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/formats"
)

// pen watches the formats of a run while they are written: it tells how many files are
// done, and keeps what a reader has to know first, which the formats have counted for
// themselves. Formats are written side by side.
type pen struct {
	progress *Progress
	files    int
	briefing *reports.Briefing // nil: not wanted, or kept already

	mu   sync.Mutex
	done int
}

// pen returns what watches the writing of a run, and puts what a reader has to know first
// into a briefing where that is to be kept.
func (t *Target) pen(briefing *reports.Briefing) *pen {
	p := &pen{progress: t.app.Progress()}
	if t.brief {
		p.briefing = briefing
	}
	for _, output := range t.outputs {
		if output.Path != publish.Stdout {
			p.files++
		}
	}
	if t.shelf.Dir != "" {
		p.files += len(t.shelf.Formats)
	}
	return p
}

// outputs returns the named outputs, watched. Where nothing at all is written and there is
// something to keep, the run is read all the same.
func (p *pen) outputs(t *Target) []publish.Output {
	if p.briefing != nil && !t.writes() {
		nothing := func(context.Context, io.Writer, *reports.Report) error { return nil }
		return []publish.Output{{Format: p.watch(formats.Format{Write: nothing}, false), Path: publish.Stdout}}
	}
	list := make([]publish.Output, len(t.outputs))
	for i, output := range t.outputs {
		list[i] = publish.Output{Format: p.watch(output.Format, output.Path != publish.Stdout), Path: output.Path}
	}
	return list
}

func (p *pen) watchAll(chosen []formats.Format) []formats.Format {
	list := make([]formats.Format, len(chosen))
	for i, format := range chosen {
		list[i] = p.watch(format, true)
	}
	return list
}

// watch returns a format that is told of. On a terminal the counting line gives way to what
// goes to the standard output and no file.
func (p *pen) watch(format formats.Format, isFile bool) formats.Format {
	write := format.Write
	format.Write = func(ctx context.Context, w io.Writer, r *reports.Report) error {
		if !isFile {
			p.progress.Done()
		}
		if err := write(ctx, w, r); err != nil {
			return err
		}
		return p.written(ctx, r, isFile)
	}
	return format
}

func (p *pen) written(ctx context.Context, r *reports.Report, isFile bool) (err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if isFile {
		p.done++
		p.progress.Count(p.done, p.files)
	}
	if p.briefing != nil {
		*p.briefing, err = r.Briefing(ctx)
		p.briefing = nil
	}
	return err
}
