package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// delivery is what one file tells of one kind, on its way into the store.
type delivery struct {
	*input
	im      reconcile.Import
	strict  bool
	workers int
	writer  Writer

	around []byte // of a JSON file, what stands around its records, once it has been read

	// Of one that is merged:
	staged   staged
	counts   reconcile.ImportCounts
	refusals *rejectsFile // not yet under its name
}

// storeFile stores what one file tells, in parts by kind. There are no summaries where
// nothing was stored; with an error beside them the rows are stored and something after
// that went wrong.
func (i *Importer) storeFile(ctx context.Context, opts Options, parts []*input) ([]FileSummary, error) {
	sum, err := parts[0].sum, error(nil) // all are parts of the same bytes
	if sum == "" {
		sum, _, err = parts[0].digest(ctx)
	}
	if err != nil {
		return nil, err
	}
	summaries, err := i.storeOnce(ctx, i.deliveries(opts, parts, sum, false))
	if errors.Is(err, reconcile.ErrScattered) {
		return i.storeOnce(ctx, i.deliveries(opts, parts, sum, true))
	}
	return summaries, err
}

func (i *Importer) deliveries(opts Options, parts []*input, sum string, scattered bool) []*delivery {
	list := make([]*delivery, len(parts))
	for at, in := range parts {
		list[at] = &delivery{input: in, strict: opts.Strict, workers: i.Workers, im: reconcile.Import{
			Source:     in.source(opts.Source),
			Kind:       in.layout.table.kind,
			ObservedAt: opts.ObservedAt,
			SHA256:     sum,
			Complete:   opts.Complete || in.foreign != nil && in.foreign.format.CompleteFor != "" && !in.isMended,
			Carries:    in.layout.carries(),
			Narrower:   opts.Narrower,
			Sure:       opts.Sure,
			Clock:      opts.clock,
			Tolerance:  i.Tolerance,
			Scattered:  scattered,
		}}
	}
	return list
}

// storeOnce stores the parts of one file, unless rows of it turn out to be scattered.
func (i *Importer) storeOnce(ctx context.Context, parts []*delivery) (_ []FileSummary, err error) {
	whole, err := i.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin import of %s: %w", printable(parts[0].name), err)
	}
	// After a panic too: a transaction that nobody ends would lock out the next
	// import.
	defer func() { err = errors.Join(err, whole.Rollback()) }()
	for _, d := range parts {
		err = d.run(ctx, whole)
		if err != nil {
			return nil, errors.Join(err, discard(parts))
		}
	}
	err = whole.Commit(ctx)
	if err != nil {
		return nil, errors.Join(parts[0].unstored(err), discard(parts))
	}
	return publish(parts)
}

// run brings the rows of a part into the transaction of its file.
func (d *delivery) run(ctx context.Context, whole Transaction) (err error) {
	d.writer, err = whole.Import(ctx, d.im)
	if err != nil {
		return fmt.Errorf("begin import of %s: %w", printable(d.name), err)
	}
	if d.foreign != nil {
		err = d.survey(ctx)
	}
	if err == nil {
		d.staged, err = d.stage(ctx)
	}
	if err == nil {
		d.refusals, err = d.writeRejects(ctx, d.staged.rejected)
	}
	if err != nil {
		return err
	}
	d.counts, err = d.writer.Merge(ctx)
	if err != nil {
		return d.unstored(err)
	}
	return nil
}

// discard removes the rejects of a file that is not stored.
func discard(parts []*delivery) error {
	var errs []error
	for _, d := range parts {
		errs = append(errs, d.refusals.discard())
	}
	return errors.Join(errs...)
}

// publish gives the rejects of a file that is stored their names.
func publish(parts []*delivery) ([]FileSummary, error) {
	var summaries []FileSummary
	var errs []error
	for _, d := range parts {
		summary := d.summary()
		switch {
		case d.rejects.path == "":
		case d.refusals == nil:
			errs = append(errs, removeRejects(d.rejects))
		default:
			summary.Rejects = d.rejects.path
			errs = append(errs, d.refusals.publish())
		}
		summaries = append(summaries, summary)
	}
	return summaries, errors.Join(errs...)
}

// unstored says why a file was not stored: because it is narrower than those
// before it, or because something went wrong.
func (d *delivery) unstored(err error) error {
	if narrow, ok := errors.AsType[*reconcile.NarrowError](err); ok {
		return &RefusedError{Path: d.name, Line: d.layout.header.line, Reason: narrow.Error()}
	}
	return fmt.Errorf("store %s: %w", printable(d.name), err)
}

func (d *delivery) summary() FileSummary {
	return FileSummary{
		Name:       printable(d.short),
		Kind:       d.im.Kind,
		Source:     d.im.Source,
		ObservedAt: d.im.ObservedAt,
		SHA256:     d.im.SHA256,
		Counts:     d.counts,
		Empty:      d.staged.empty,
		Warnings:   d.warnings(&d.staged, &d.counts),
	}
}

// stage hands all rows to the writer.
func (d *delivery) stage(ctx context.Context) (staged, error) {
	count := staged{empty: d.layout.header.empty, skipped: map[string]int64{}}
	seen := map[string]bool{} // the tenants of a file that holds all that its source knows
	for p, err := range d.portions(ctx) {
		if err != nil {
			return count, err
		}
		count.empty += p.empty
		count.unreadable += p.unreadable
		count.negative += p.negative
		count.unplaced += p.unplaced
		count.addSkipped(p.skipped)
		for i := range p.rows {
			err := d.add(ctx, &p.rows[i], &count)
			if err != nil {
				return count, err
			}
			if s := p.rows[i].fact.Subscription; d.isWhole() && s != nil && !seen[s.TenantID] {
				seen[strings.Clone(s.TenantID)] = true
			}
		}
	}
	switch {
	case d.isEmptyList(&count):
		return count, d.addNothing(ctx, d.foreign.file.Tenant)
	case !d.isWhole(), count.rejected+count.unplaced > 0: // a row that cannot be read, or placed, may be of any tenant
		return count, nil
	default:
		return count, d.addUnnamed(ctx, seen)
	}
}

// add hands a row to the writer, as a rejected one where it cannot be read.
func (d *delivery) add(ctx context.Context, row *decoded, count *staged) error {
	count.rows++
	if row.problems != nil {
		if d.strict {
			return d.refuse(row.Line, row.problems)
		}
		count.rejected++
		row.fact = d.rejected(row)
	}
	if other := d.overlap.take(d.input, row.fact.Subscription); other != nil {
		count.again++
		count.againOf = other.short
	}
	err := d.writer.Add(ctx, row.fact)
	if err != nil {
		return fmt.Errorf("store line %d of %s: %w", row.Line, printable(d.name), err)
	}
	return nil
}

// refuse makes a row's problems the reason to refuse the file.
func (d *delivery) refuse(line int64, problems []records.Problem) error {
	columns, reason := d.layout.told(problems)
	refused := &RefusedError{Path: d.name, Line: line, Reason: reason}
	if len(columns) == 1 {
		refused.Column = columns[0]
	}
	return refused
}

// rejected marks the tenant of a refused row where the row still shows it.
func (d *delivery) rejected(row *decoded) reconcile.FactRow {
	if d.foreign == nil {
		return d.layout.rejected(row.Record)
	}
	return reconcile.FactRow{Line: row.fact.Line, Rejected: &reconcile.RejectedRow{TenantID: row.tenant}}
}

// source returns the data source of an input: what was asked for, else what its format says.
func (in *input) source(named string) string {
	switch {
	case named != "":
		return named
	case in.foreign != nil:
		return in.foreign.format.Source
	default:
		return DefaultSource
	}
}
