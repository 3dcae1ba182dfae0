package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
	"handover/reports/formula"
)

// The columns that a rejects file has behind those of the original file.
const (
	rejectTenant = "reject_tenant" // only where the file told whose all of it is
	rejectDays   = "reject_days"   // only of a workbook: the year with which its days begin
	rejectLine   = "reject_line"
	rejectColumn = "reject_column"
	rejectReason = "reject_reason"
	rejectFile   = "reject_file" // only where the rejects are not beside the file
)

func isRejectColumn(name string) bool {
	return slices.Contains([]string{rejectTenant, rejectDays, rejectLine, rejectColumn, rejectReason, rejectFile}, name)
}

// layout maps the columns of one file to those of its table.
type layout struct {
	table    table
	header   header
	columns  []*column // one per column of the file; nil is not read
	original []int     // the indices of the columns that no import has added
	tenant   int       // the index of tenant_id; -1 where there is none
	unknown  []string

	isJSON  bool             // the records are objects, not lines
	carried reconcile.Fields // beside those of the columns

	// workbook tells that the file is a sheet, where a day may be a number, and date1904
	// by which calendar.
	workbook, date1904 bool
}

// newLayout fits a header to a table. A missing required column is a
// *RefusedError without a path.
func newLayout(t table, h header) (*layout, error) {
	l := &layout{table: t, header: h, tenant: -1}
	for at, name := range h.names {
		folded := reconcile.Fold(name)
		c, added := l.table.columnNamed(folded), isRejectColumn(folded)
		if !added {
			l.original = append(l.original, at)
		}
		if c == nil && !added {
			l.unknown = append(l.unknown, nameOf(name, at))
		}
		if folded == "tenant_id" {
			l.tenant = at
		}
		l.columns = append(l.columns, c)
	}
	for i := range l.table.columns {
		c := &l.table.columns[i]
		if c.required && !slices.Contains(l.columns, c) {
			return nil, &RefusedError{Line: h.line, Column: c.name, Reason: fmt.Sprintf("the column is required in a %s file and missing", t.kind)}
		}
	}
	return l, nil
}

// carries returns the facts of subscriptions for which the file has columns.
func (l *layout) carries() reconcile.Fields {
	carried := l.carried
	for _, c := range l.columns {
		if c == nil || l.table.kind != reconcile.SubscriptionRows {
			continue
		}
		if field, ok := reconcile.ParseField(c.name); ok {
			carried = carried.With(field)
		}
	}
	return carried
}

// nameOf returns a column's name for a message.
func nameOf(name string, at int) string {
	if name == "" {
		return fmt.Sprintf("column %d without a name", at+1)
	}
	return printable(name)
}

// decode reads a record, and finds all that is wrong with it. A problem names the
// field's index.
func (l *layout) decode(record *records.Record, im reconcile.Import) (reconcile.FactRow, []records.Problem) {
	if problem := l.misfit(record); problem != nil {
		return reconcile.FactRow{}, []records.Problem{*problem}
	}
	r := l.table.blank(im)
	r.Line = record.Line
	var problems []records.Problem
	clean := record.IsText()
	for at, c := range l.columns {
		if c == nil {
			continue
		}
		if err := c.readCell(&r, l.cellOf(c, record.Fields[at]), clean); err != nil {
			problems = append(problems, records.Problem{Field: at, Reason: err.Error()})
		}
	}
	if problems == nil {
		for _, f := range l.faults(&r, im) {
			problems = append(problems, records.Problem{Field: l.index(f.column), Reason: f.reason})
		}
	}
	if problems != nil {
		return reconcile.FactRow{}, problems
	}
	return r, nil
}

// misfit says why a record cannot be a row at all; nil where it can.
func (l *layout) misfit(record *records.Record) *records.Problem {
	if record.Problem != nil {
		return record.Problem
	}
	if got, want := len(record.Fields), len(l.columns); got != want {
		return &records.Problem{
			Field:  got, // the first one that is missing, or none
			Reason: fmt.Sprintf("row has %d columns, the header %d", got, want),
		}
	}
	return nil
}

// faults finds what is wrong with a row whose cells could all be read.
func (l *layout) faults(r row, im reconcile.Import) []fault {
	switch {
	case !admit(r, im):
		return []fault{{"observed_at", seenAhead(r, im)}}
	case l.table.check != nil:
		return l.table.check(r)
	default:
		return nil
	}
}

// index returns the place of a column in the file; -1 where it has none.
func (l *layout) index(name string) int {
	return slices.IndexFunc(l.columns, func(c *column) bool { return c != nil && c.name == name })
}

// readCell reads one cell, of a record that is text throughout or may not be; a fault
// repeats the cell.
func (c *column) readCell(r row, cell string, isText bool) error {
	trimmed, fault := trim(cell), ""
	if !isText {
		fault = records.TextFault(cell)
	}
	switch {
	case fault != "" && c.verbatim:
		cell = reconcile.UnreadableText
	case fault != "":
		return errors.New(fault)
	case trimmed == "" && c.required:
		return errMissing
	case trimmed == "" && !c.readEmpty:
		return nil
	case trimmed == "" || !c.verbatim:
		cell = trimmed
	}
	err := c.read(r, cell)
	if err != nil {
		return fmt.Errorf("%s is not readable: %w", formats.Shown(cell), err)
	}
	return nil
}

// trim takes blanks off a cell, most of which have none.
func trim(cell string) string {
	if cell == "" || isPlain(cell[0]) && isPlain(cell[len(cell)-1]) {
		return cell
	}
	return strings.TrimSpace(cell)
}

// isPlain reports whether a byte is a character that is not blank.
func isPlain(c byte) bool { return ' ' < c && c < utf8.RuneSelf }

// columnName names the column of a problem; none where no single one is to
// blame.
func (l *layout) columnName(p records.Problem) string {
	if p.Field < 0 || p.Field >= len(l.header.names) {
		return p.Name
	}
	return l.header.names[p.Field]
}

// told returns the columns of a row's problems and the reasons. Of several each
// reason begins with its column.
func (l *layout) told(problems []records.Problem) (columns []string, reason string) {
	var reasons []string
	for _, p := range problems {
		name := l.columnName(p)
		columns = append(columns, name)
		if len(problems) == 1 {
			return columns, p.Reason
		}
		reasons = append(reasons, name+": "+p.Reason)
	}
	return columns, strings.Join(reasons, "; ")
}

// rejected marks the tenant of a refused row where the row still shows it.
func (l *layout) rejected(record *records.Record) reconcile.FactRow {
	torn := len(record.Fields) != len(l.header.names)
	return reconcile.FactRow{Line: record.Line, Rejected: &reconcile.RejectedRow{TenantID: l.tenantOf(record), Torn: torn}}
}

func (l *layout) tenantOf(record *records.Record) string {
	if l.tenant < 0 || l.tenant >= len(record.Fields) || records.TextFault(record.Fields[l.tenant]) != "" {
		return ""
	}
	id, err := parseID(formula.Unescape(record.Fields[l.tenant]))
	if err != nil {
		return "" // an id that nobody can have marks nobody
	}
	return id
}
