package ingest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// Explained says what a file would be read as.
type Explained struct {
	Name     string // as the command names it
	Format   string // "canonical", or that of somebody else's file
	Kind     reconcile.DeliveryKind
	Source   string
	Columns  []ExplainedColumn // the canonical ones, in their order
	Unmapped []string          // columns or members that are read into nothing, told by the last part of a file
	Rows     []ExplainedRow    // the first three
	Problems int               // records of those looked at that cannot be read
	Problem  string            // of the first of them: its line, column and reason
	Skipped  map[string]int64  // records of those looked at that are none of what is read, by why
	Looked   int               // so many records were looked at
}

// ExplainedColumn says where a canonical column comes from.
type ExplainedColumn struct {
	Column  string
	From    string // empty where nothing gives it; "derived" where several fields do
	Example string // as it is read
	Written string // as the file has it, where that is something else
}

// ExplainedRow is a row as it would be stored.
type ExplainedRow struct {
	Line int64
	Key  string        // the id that people know the row by
	Last reconcile.Day // of a subscription, E
}

// What is looked at of a file, to tell what it is.
const (
	explainedRecords = 500
	explainedRows    = 3
)

// Explain tells what an Import of the same paths would read as what, and stores nothing.
// Its errors are those of Import.
func (i *Importer) Explain(ctx context.Context, opts Options, paths []string) (list []Explained, warnings []string, err error) {
	opts, err = i.complete(opts)
	if err != nil {
		return nil, nil, err
	}
	taken := i.intake(opts)
	defer func() { err = errors.Join(err, taken.cleanUp()) }()
	err = taken.add(ctx, paths)
	if err != nil {
		return nil, taken.warnings, err
	}
	parts := 0 // so many are told before those of this file
	for _, in := range slices.Concat(taken.inOrder()...) {
		e, err := i.explain(ctx, opts, in)
		if err != nil {
			return nil, taken.warnings, err
		}
		list = append(list, *e)
		if in.foreign == nil || in.foreign.last {
			leaveUnmapped(list[parts:])
			parts = len(list)
		}
	}
	return list, taken.warnings, nil
}

// leaveUnmapped leaves of the parts of a file those columns that none of them reads.
func leaveUnmapped(parts []Explained) {
	left := parts[0].Unmapped
	for i := range parts[1:] {
		left = slices.DeleteFunc(left, func(name string) bool { return !slices.Contains(parts[i+1].Unmapped, name) })
	}
	for i := range parts {
		parts[i].Unmapped = nil
	}
	parts[len(parts)-1].Unmapped = left
}

func (i *Importer) explain(ctx context.Context, opts Options, in *input) (*Explained, error) {
	sum, _, err := in.digest(ctx)
	if err != nil {
		return nil, err
	}
	im := reconcile.Import{
		Source: in.source(opts.Source), Kind: in.layout.table.kind, ObservedAt: opts.ObservedAt, SHA256: sum,
		Clock: opts.clock, Tolerance: i.Tolerance,
	}
	d := delivery{input: in, im: im, workers: i.Workers}
	if in.foreign != nil {
		err := d.survey(ctx)
		if err != nil {
			return nil, err
		}
	}
	e := &Explained{Name: in.name, Format: "canonical", Kind: im.Kind, Source: im.Source}
	if in.foreign != nil {
		e.Format = in.foreign.format.Name
	}
	err = d.explainColumns(ctx, e)
	if err == nil {
		err = d.explainRows(ctx, e)
	}
	return e, err
}

// explainColumns looks at the first records.
func (d *delivery) explainColumns(ctx context.Context, e *Explained) error {
	given, all, from := map[string]ExplainedColumn{}, map[string]bool{}, map[string]bool{}
	var names []string
	if d.foreign != nil {
		d.foreign.asked = from // what decides about a column is read as well
		defer func() { d.foreign.asked = nil }()
	}
	for read, err := range d.records(ctx) {
		if err != nil {
			return err
		}
		for i := range read {
			for _, name := range d.namesOf(&read[i]) {
				if !all[name] {
					all[name] = true
					names = append(names, name)
				}
			}
		}
		p := d.work(read)
		if p.fault != nil {
			return blame(d.name, p.fault)
		}
		d.countLooked(e, &p, len(read), given, from)
		if e.Looked >= explainedRecords {
			break
		}
	}
	for i := range d.layout.table.columns {
		name := d.layout.table.columns[i].name
		c := given[name]
		c.Column = name
		e.Columns = append(e.Columns, c)
	}
	e.Unmapped = slices.DeleteFunc(names, func(name string) bool { return from[formats.Key(name)] })
	return nil
}

// work reads records as the import would.
func (d *delivery) work(read []records.Record) portion {
	if d.foreign != nil {
		return d.translate(read)
	}
	return d.decode(read)
}

// countLooked adds what was read of some records: of each column the first cell that is
// not empty, and all fields from which one comes.
func (d *delivery) countLooked(e *Explained, p *portion, read int, given map[string]ExplainedColumn, from map[string]bool) {
	e.Looked += read
	for i := range p.rows {
		if p.rows[i].problems != nil {
			if e.Problems++; e.Problems == 1 {
				e.Problem = d.refuse(p.rows[i].Line, p.rows[i].problems).Error()
			}
			continue
		}
		for _, c := range d.cellsOf(&p.rows[i]) {
			d.noteFields(c.From, from)
			if had, there := given[c.Column]; !there || had.Example == "" {
				given[c.Column] = d.exampleOf(&p.rows[i], c)
			}
		}
	}
	for why, n := range p.skipped {
		if e.Skipped == nil {
			e.Skipped = map[string]int64{}
		}
		e.Skipped[why] += n
	}
}

// exampleOf shows what a cell of a row is made of.
func (d *delivery) exampleOf(row *decoded, c formats.Cell) ExplainedColumn {
	shown := ExplainedColumn{Column: c.Column, From: cmp.Or(c.From, "derived"), Example: c.Text}
	if d.foreign == nil {
		shown.Example = d.layout.cellOf(d.layout.table.columnNamed(c.Column), c.Text)
	}
	written := ""
	at := slices.Index(d.layout.header.names, c.From)
	switch {
	case c.From == "":
	case d.layout.isJSON:
		written, _ = d.foreign.record(row.Record).Get(formats.Key(c.From)) // its name is c.From
	case at >= 0:
		written = strings.TrimSpace(row.Fields[at])
	}
	if !strings.EqualFold(written, shown.Example) {
		shown.Written = written
	}
	return shown
}

// noteFields notes the fields from which a cell comes, which may be several: of a JSON
// object the members in which they lie.
func (d *delivery) noteFields(names string, from map[string]bool) {
	from[formats.Key(names)] = true
	for name := range strings.SplitSeq(names, ", ") {
		if at := strings.IndexAny(name, ".["); d.layout.isJSON && at >= 0 {
			name = name[:at]
		}
		from[formats.Key(name)] = true
	}
}

// cellsOf returns what a row is made of.
func (d *delivery) cellsOf(row *decoded) []formats.Cell {
	if row.given != nil {
		return row.given.Cells
	}
	var cells []formats.Cell
	for at, c := range d.layout.columns {
		if c != nil {
			cells = append(cells, formats.Cell{Column: c.name, From: d.layout.header.names[at], Text: row.Fields[at]})
		}
	}
	return cells
}

// namesOf returns the columns of a file, or the members of an object.
func (d *delivery) namesOf(r *records.Record) []string {
	if !d.layout.isJSON {
		return d.layout.header.names
	}
	return d.foreign.record(r).Names()
}

// explainRows looks at the first rows that would be stored.
func (d *delivery) explainRows(ctx context.Context, e *Explained) error {
	for p, err := range d.portions(ctx) {
		if err != nil {
			return err
		}
		for i := range p.rows {
			row := &p.rows[i]
			if row.problems != nil {
				continue
			}
			e.Rows = append(e.Rows, explainedRow(row, &d.layout.table))
			if len(e.Rows) == explainedRows {
				return nil
			}
		}
	}
	return nil
}

func explainedRow(row *decoded, t *table) ExplainedRow {
	r := ExplainedRow{Line: row.Line, Key: t.columns[0].write(&row.fact)}
	if s := row.fact.Subscription; s != nil {
		r.Last, _ = reconcile.LastDay(s) // that two ends differ is a finding
	}
	return r
}
