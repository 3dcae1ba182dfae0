package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// writeRejects writes the rejects file of a delivery, complete and synced but
// still under a temporary name; nil where no row is refused. Which keys occur
// more than once is known only now, so that the file is read again.
func (d *delivery) writeRejects(ctx context.Context, rejected int64) (*rejectsFile, error) {
	next, stop := iter.Pull2(d.writer.Duplicates(ctx))
	defer stop()
	duplicates := duplicateLines{next: next}
	err := duplicates.advance()
	switch {
	case err != nil:
		return nil, fmt.Errorf("find duplicates in %s: %w", d.name, err)
	case rejected == 0 && !duplicates.more:
		return nil, nil
	case duplicates.more && d.strict:
		line, err := d.lineOf(ctx, duplicates.row)
		return nil, errors.Join(err, d.refuse(line, d.duplicate(duplicates.row)))
	}
	file, err := createRejects(d.rejects)
	if err != nil {
		return nil, err
	}
	err = d.copyRejects(ctx, file, &duplicates)
	if err == nil {
		err = file.seal()
	}
	if err != nil {
		return nil, errors.Join(err, file.discard())
	}
	return file, nil
}

func (d *delivery) copyRejects(ctx context.Context, file *rejectsFile, duplicates *duplicateLines) error {
	names, cells := d.addedTo()
	file.added = cells
	file.addHeader(d.layout, names)
	for p, err := range d.portions(ctx) {
		if err != nil {
			return err
		}
		for i := range p.rows {
			row := &p.rows[i]
			if row.problems == nil && duplicates.more && duplicates.row.Line == row.fact.Line {
				row.problems = d.duplicate(duplicates.row)
				err := duplicates.advance()
				if err != nil {
					return fmt.Errorf("find duplicates in %s: %w", d.name, err)
				}
			}
			if row.problems != nil {
				file.add(d.layout, row.Record, row.problems)
			}
		}
	}
	if duplicates.more {
		return fmt.Errorf("find duplicates in %s: line %d is no row", d.name, duplicates.row.Line)
	}
	return nil
}

// lineOf returns the line of a row.
func (d *delivery) lineOf(ctx context.Context, row reconcile.DuplicateRow) (int64, error) {
	if d.foreign == nil {
		return row.Line, nil
	}
	for p, err := range d.portions(ctx) {
		if err != nil {
			return 0, err
		}
		for i := range p.rows {
			if p.rows[i].fact.Line == row.Line {
				return p.rows[i].Line, nil
			}
		}
	}
	return 0, nil
}

// duplicate is the problem of a row whose key occurs more than once.
func (d *delivery) duplicate(row reconcile.DuplicateRow) []records.Problem {
	return []records.Problem{{
		Field:  d.layout.index(d.layout.table.columns[0].name),
		Name:   d.layout.table.columns[0].name,
		Reason: formats.Shown(row.Key) + " occurs more than once in the file; keep one row",
	}}
}

// duplicateLines walks over the duplicates of a delivery.
type duplicateLines struct {
	next func() (reconcile.DuplicateRow, error, bool)
	row  reconcile.DuplicateRow
	more bool
}

func (l *duplicateLines) advance() error {
	row, err, more := l.next()
	l.row, l.more = row, more
	return err
}
