package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/jobs/inorder"
	"handover/reconcile"
)

// foreign is what a file of somebody else's format is read by.
type foreign struct {
	format  *formats.Format
	part    *formats.Part
	last    bool   // of the parts of the format: this one tells what is wrong with a record
	telling *input // the last one; nil where this is it
	file    *formats.File
	header  *formats.Header // of a CSV file; nil of a JSON one
	asked   map[string]bool // takes what records are asked for, where one at a time is read; else nil
}

// foreignLayout is the layout of a file whose columns are none of the table's: only its
// rejects are written by it.
func foreignLayout(t table, part *formats.Part, h header, isJSON bool) *layout {
	l := &layout{table: t, header: h, tenant: -1, columns: make([]*column, len(h.names)), isJSON: isJSON}
	for at, name := range h.names {
		if !isRejectColumn(reconcile.Fold(name)) {
			l.original = append(l.original, at)
		}
	}
	for _, name := range part.Columns {
		if field, ok := reconcile.ParseField(name); ok && part.Kind == reconcile.SubscriptionRows {
			l.carried = l.carried.With(field)
		}
	}
	return l
}

// record makes one of a format of one of the file.
func (f *foreign) record(r *records.Record) *formats.Record {
	rec := formats.NewRecord(f.file, r.Line, f.header, r.Fields)
	if f.header == nil {
		rec = formats.NewObject(f.file, r.Line, []byte(r.Fields[0]))
	}
	rec.Asked = f.asked
	return rec
}

// translate reads records of somebody else's file.
func (d *delivery) translate(read []records.Record) portion {
	p := portion{rows: make([]decoded, 0, len(read))}
	for i := range read {
		r := &read[i]
		if d.foreign.header != nil && !isFilled(r) {
			p.empty++
			continue
		}
		d.translateOne(r, &p)
		if p.fault != nil {
			break
		}
	}
	return p
}

// translateOne adds to a portion what a record comes to.
func (d *delivery) translateOne(r *records.Record, p *portion) {
	if problem := d.layout.misfit(r); problem != nil {
		d.refuseRecord(p, r, "", *problem)
		return
	}
	given := d.foreign.record(r)
	rows, err := d.foreign.part.Translate(given)
	if first, second := given.Alike(); first != "" {
		p.fault = d.layout.header.alike(first, second)
		return
	}
	if d.foreign.header == nil && !utf8.ValidString(r.Fields[0]) {
		markUnreadable(rows)
	}
	if d.foreign.header == nil && (err != nil || given.Broken()) {
		// What could be translated is well formed; what could not may be no JSON at all.
		if fault := records.ObjectFault(r); fault != nil {
			p.fault = broken(fault)
			return
		}
	}
	if err != nil {
		d.untranslated(r, rows, err, p)
		return
	}
	filled := make([]decoded, 0, len(rows))
	for i := range rows {
		fact, problems := d.fill(r, &rows[i])
		if problems != nil {
			d.refuseRecord(p, r, tenantIn(rows[i:], d.foreign.file), problems...)
			return
		}
		filled = append(filled, decoded{Record: r, fact: fact, given: &rows[i]})
	}
	for i := range filled {
		p.unreadable += int64(filled[i].fact.CountUnreadable())
		p.negative += int64(filled[i].fact.CountNegative())
	}
	p.rows = append(p.rows, filled...)
}

// untranslated adds to a portion a record that gives no row, by why it does not.
func (d *delivery) untranslated(r *records.Record, rows []formats.Row, err error, p *portion) {
	var skip formats.Skip
	var unplaced formats.Unplaced
	var problem *formats.Problem
	switch {
	case errors.As(err, &skip):
		p.skip(string(skip))
	case errors.As(err, &unplaced):
		p.skip(string(unplaced))
		p.unplaced++
	case errors.As(err, &problem):
		d.refuseRecord(p, r, tenantIn(rows, d.foreign.file), records.Problem{Field: d.fieldOf(problem.From), Name: problem.From, Reason: problem.Reason})
	default:
		d.refuseRecord(p, r, tenantIn(rows, d.foreign.file), records.Problem{Field: -1, Reason: err.Error()})
	}
}

// refuseRecord adds a refused record. Only one part of a format tells of it; what another
// part refuses of a record that this one takes is counted.
func (d *delivery) refuseRecord(p *portion, r *records.Record, tenant string, problems ...records.Problem) {
	switch {
	case d.foreign.last:
		p.rows = append(p.rows, decoded{Record: r, tenant: tenant, problems: problems})
	case !d.toldOf(r):
		_, reason := d.layout.told(problems)
		p.skip("no row of " + string(d.im.Kind) + ", since " + reason)
	}
}

// toldOf reports whether the part that tells of refused records refuses one.
func (d *delivery) toldOf(r *records.Record) bool {
	if len(r.Fields) == 0 {
		return false // it is what several records came to
	}
	rest := delivery{input: d.foreign.telling, im: d.im}
	var p portion
	rest.translateOne(r, &p)
	return slices.ContainsFunc(p.rows, func(row decoded) bool { return row.problems != nil })
}

// tenantIn returns whose record one is that gives some rows.
func tenantIn(rows []formats.Row, file *formats.File) string {
	tenant := file.Tenant
	if len(rows) > 0 && rows[0].Has("tenant_id") {
		tenant = rows[0].Text("tenant_id")
	}
	id, err := parseID(tenant)
	if err != nil {
		return "" // an id that nobody can have marks nobody
	}
	return id
}

// fieldOf returns the place of a column in a CSV file; -1 where it has none.
func (d *delivery) fieldOf(name string) int {
	for at, other := range d.layout.header.names {
		if d.foreign.header != nil && other == name {
			return at
		}
	}
	return -1
}

// fill makes a fact of a row, by the readers of the canonical columns.
func (d *delivery) fill(r *records.Record, given *formats.Row) (reconcile.FactRow, []records.Problem) {
	fact := d.layout.table.blank(d.im)
	var problems []records.Problem
	blame := func(c formats.Cell, reason string) {
		problems = append(problems, records.Problem{Field: d.fieldOf(c.From), Name: fromOrColumn(c), Reason: reason})
	}
	for _, c := range given.Cells {
		column := d.layout.table.columnNamed(c.Column)
		if column == nil {
			blame(c, "there is no canonical column "+c.Column+" of "+string(d.layout.table.kind))
			continue
		}
		isText := r != nil && d.foreign.header != nil && r.IsText() // JSON can spell out a NUL
		if err := column.readCell(&fact, c.Text, isText); err != nil {
			blame(c, err.Error())
		}
	}
	for i := range d.layout.table.columns {
		c := &d.layout.table.columns[i]
		if c.required && !given.Has(c.name) {
			blame(formats.Cell{Column: c.name}, errMissing.Error())
		}
	}
	if problems != nil {
		return reconcile.FactRow{}, problems
	}
	for _, f := range d.layout.faults(&fact, d.im) {
		blame(formats.Cell{Column: f.column}, f.reason)
	}
	return fact, problems
}

// markUnreadable makes of the cells of an object that is not UTF-8 what they are in a CSV
// file: the reading of JSON has put a character of its own for what it could not read.
func markUnreadable(rows []formats.Row) {
	for i := range rows {
		for at := range rows[i].Cells {
			c := &rows[i].Cells[at]
			c.Text = strings.ReplaceAll(c.Text, string(utf8.RuneError), "\xFF")
		}
	}
}

func fromOrColumn(c formats.Cell) string {
	if c.From == "" {
		return c.Column
	}
	return c.From
}

// survey looks at a whole file before it is translated.
func (d *delivery) survey(ctx context.Context) error {
	part, file := d.foreign.part, d.foreign.file
	if part.AsksTold && d.writer != nil {
		told, err := d.writer.Told(ctx)
		if err != nil {
			return fmt.Errorf("ask what %s has told before: %w", d.im.Source, err)
		}
		file.Told = told
	}
	if part.Survey == nil && (d.foreign.header != nil || file.Tenant != "") {
		return nil
	}
	look := func(read []records.Record) struct{} {
		for i := range read {
			if part.Survey != nil && read[i].Problem == nil && isFilled(&read[i]) {
				part.Survey(file, d.foreign.record(&read[i]))
			}
		}
		return struct{}{}
	}
	for _, err := range inorder.Map(ctx, d.workers, d.records, look) {
		if err != nil {
			return err
		}
	}
	if file.Tenant != "" || d.around == nil {
		return nil
	}
	tenant, err := tenantOfBody(d.around)
	file.Tenant = tenant
	return err
}

// tenantOfBody returns the tenant in whose address a collection lies.
func tenantOfBody(around []byte) (string, error) {
	var body struct {
		Links struct {
			Self struct{ URI string }
		}
	}
	err := json.Unmarshal(around, &body)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return "", &RefusedError{Reason: "what stands around the list is no JSON: " + syntax.Error() + "; export the file again, or mend it"}
	}
	// A body of another shape has no such address.
	found := regexp.MustCompile(`(?i)/customers/([^/?]+)`).FindStringSubmatch(body.Links.Self.URI)
	if found == nil {
		return "", nil
	}
	return strings.ToLower(found[1]), nil
}
