package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// Reply is what a call of an API has given: one body, or its pages in their order.
type Reply struct {
	Name   string   // as messages name it
	Format string   // of formats.All, by its name
	Pages  [][]byte // JSON
	Tenant string   // whose records these are: one of another tenant is refused; empty: each record tells

	// Subscription is the one that the call was about, where it was about one.
	Subscription string

	Source     string // empty: that of the format
	Partner    string // our own partner tenant; empty: not known
	ObservedAt time.Time
	Clock      time.Time        // what this computer's clock says
	Tolerance  time.Duration    // how much later than that facts may claim to have been seen
	Absent     formats.Absence  // what it means that a row lacks its scheduled actions
	Told       reconcile.Fields // of which fields the source has told something of the tenant before
}

// ReplyRows are the rows of one kind that a reply gives.
type ReplyRows struct {
	Kind     reconcile.DeliveryKind
	Carries  reconcile.Fields    // the columns, of subscriptions
	Rows     []reconcile.FactRow // of a record that cannot be read one that marks its tenant
	Rejected []string            // why those cannot be read, each in one line with the field
	Skipped  map[string]int64    // records that give no row although nothing is wrong, by why
}

// ReplyReader reads replies of APIs by the same formats as files. It may not be used by
// several goroutines at once.
type ReplyReader struct {
	formats []formats.Format
	intake  *intake
}

// NewReplyReader returns a reader of all formats.
func NewReplyReader() *ReplyReader {
	importer := Importer{}
	return &ReplyReader{formats: formats.All(), intake: importer.intake(Options{})}
}

// Read returns the rows that a reply gives, by kind in the order in which they are stored.
// The error is a *RefusedError where the text is not what the format is about, so that
// nobody can say what is missing.
func (r *ReplyReader) Read(ctx context.Context, reply *Reply) ([]ReplyRows, error) {
	format, known := formats.Named(r.formats, reply.Format)
	if !known {
		return nil, fmt.Errorf("read %s: there is no format %s", reply.Name, reply.Format)
	}
	r.intake.opts = Options{Partner: reply.Partner, Source: reply.Source, clock: reply.Clock}
	inputs := r.intake.foreignInputs(reply.blob(), &format, jsonHeader(), nil)
	file := inputs[0].foreign.file // all parts share it
	file.Tenant, file.Subscription, file.ScheduledActions = reply.Tenant, reply.Subscription, reply.Absent
	file.Told = map[string]reconcile.Fields{reply.Tenant: reply.Told}
	var list []ReplyRows
	for _, in := range inputs {
		rows, err := reply.rowsOf(ctx, in)
		if err != nil {
			return nil, err
		}
		list = append(list, rows)
	}
	return list, nil
}

// blob makes a file of the pages: bodies one after the other.
func (r *Reply) blob() blob {
	text := bytes.Join(r.Pages, []byte("\n"))
	return blob{name: r.Name, short: r.Name, base: r.Name, open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(text)), nil
	}}
}

// rowsOf returns the rows of one part of the format.
func (r *Reply) rowsOf(ctx context.Context, in *input) (ReplyRows, error) {
	sum, _, err := in.digest(ctx)
	if err != nil {
		return ReplyRows{}, err
	}
	d := delivery{input: in, workers: 1, im: reconcile.Import{
		Source: in.source(r.Source), Kind: in.layout.table.kind, ObservedAt: r.ObservedAt, SHA256: sum, Clock: r.Clock, Tolerance: r.Tolerance,
	}}
	list := ReplyRows{Kind: d.im.Kind, Carries: in.layout.carries()}
	err = d.survey(ctx)
	if err != nil {
		return list, err
	}
	skipped := staged{skipped: map[string]int64{}}
	for p, err := range d.portions(ctx) {
		if err != nil {
			return list, err
		}
		skipped.addSkipped(p.skipped)
		for i := range p.rows {
			r.take(&list, &d, &p.rows[i])
		}
	}
	list.Skipped = skipped.skipped
	return list, nil
}

// take adds a row, or why there is none.
func (r *Reply) take(list *ReplyRows, d *delivery, row *decoded) {
	fact := row.fact
	problems := row.problems
	if problems == nil && r.Tenant != "" && tenantOfRow(&fact) != r.Tenant {
		problems = []records.Problem{{Field: -1, Name: "tenant", Reason: "the record is of another customer than the one that was asked for"}}
		row.tenant = r.Tenant
	}
	if problems != nil {
		_, reason := d.layout.told(problems)
		list.Rejected = append(list.Rejected, printable(reason))
		fact = d.rejected(row)
	}
	list.Rows = append(list.Rows, fact)
}

// tenantOfRow returns whose a row is; of a kind that is nobody's it is empty.
func tenantOfRow(row *reconcile.FactRow) string {
	switch {
	case row.Tenant != nil:
		return row.Tenant.ID
	case row.Subscription != nil:
		return row.Subscription.TenantID
	case row.Move != nil:
		return row.Move.TenantID
	case row.Transfer != nil:
		return row.Transfer.TenantID
	default:
		return ""
	}
}
