package formats_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// The customer and the partner of lines that do not name another one.
const (
	contoso    = "7a7c1a2e-0000-4000-8000-000000000001"
	ourPartner = "11111111-1111-1111-1111-111111111111"
)

// sheetFile is what is known of a file in these tests, on 30 November 2026.
func sheetFile() *formats.File {
	return &formats.File{Partner: ourPartner, Today: reconcile.NewDay(2026, time.November, 30)}
}

// sheetOf writes lines of the form "Column=text|Column=text" as a CSV file; the first line
// has the texts of the columns that a line does not name.
func sheetOf(lines ...string) string {
	var columns []string
	defaults := map[string]string{}
	var rows []map[string]string
	for i, line := range lines {
		row := maps.Clone(defaults)
		for cell := range strings.SplitSeq(line, "|") {
			column, text, _ := strings.Cut(cell, "=")
			if !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
			row[column] = text
		}
		if i == 0 {
			defaults = row
		} else {
			rows = append(rows, row)
		}
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	records := [][]string{columns}
	for _, row := range rows {
		var cells []string
		for _, column := range columns {
			cells = append(cells, row[column])
		}
		records = append(records, cells)
	}
	if err := w.WriteAll(records); err != nil {
		panic(err)
	}
	return out.String()
}

// taken is what a part of a format makes of a file.
type taken struct {
	rows     []formats.Row // in the order of their first lines
	skipped  map[string]int
	problems []string
}

// take does with a CSV file what the importer does: it surveys, translates and combines.
func take(t *testing.T, name string, kind reconcile.DeliveryKind, file *formats.File, text string) taken {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := formats.NewHeader(records[0])
	var lines []*formats.Record
	for i, cells := range records[1:] {
		lines = append(lines, formats.NewRecord(file, int64(i)+2, header, cells))
	}
	return takeRecords(t, partOf(t, name, kind), file, lines)
}

func takeRecords(t *testing.T, part *formats.Part, file *formats.File, records []*formats.Record) taken {
	t.Helper()
	if part.Survey != nil {
		for _, rec := range records {
			part.Survey(file, rec)
		}
	}
	got := taken{skipped: map[string]int{}}
	for _, rec := range records {
		rows, err := part.Translate(rec)
		var skip formats.Skip
		var problem *formats.Problem
		switch {
		case errors.As(err, &skip):
			got.skipped[string(skip)]++
		case errors.As(err, &problem):
			got.problems = append(got.problems, fmt.Sprintf("%d: %v", rec.Line, problem))
		case err != nil:
			t.Fatalf("line %d: %v is neither a problem nor a reason to skip it", rec.Line, err)
		}
		if err != nil {
			continue // what stands beside a problem tells only whose line it is
		}
		for i := range rows {
			mustFit(t, part, &rows[i])
			got.add(part, &rows[i])
		}
	}
	return got
}

// add combines a row with the one of the same key.
func (got *taken) add(part *formats.Part, row *formats.Row) {
	at := slices.IndexFunc(got.rows, func(other formats.Row) bool { return keyOf(part, &other) == keyOf(part, row) })
	if at < 0 || part.Combine == nil {
		got.rows = append(got.rows, *row)
		return
	}
	part.Combine(&got.rows[at], row)
}

func partOf(t testing.TB, name string, kind reconcile.DeliveryKind) *formats.Part {
	t.Helper()
	format, ok := formats.Named(formats.All(), name)
	at := slices.IndexFunc(format.Parts, func(p formats.Part) bool { return p.Kind == kind })
	if !ok || at < 0 {
		t.Fatalf("there is no format %s with %s", name, kind)
	}
	return &format.Parts[at]
}

// keyColumns are the columns by which a row of a kind is known.
func keyColumns(kind reconcile.DeliveryKind) []string {
	switch kind {
	case reconcile.TenantRows:
		return []string{"tenant_id"}
	case reconcile.CatalogRows:
		return []string{"offer_id"}
	case reconcile.TransferRows:
		return []string{"transfer_id", "tenant_id", "status"}
	default:
		return []string{"subscription_id", "tenant_id"}
	}
}

func keyOf(part *formats.Part, row *formats.Row) string {
	var key []string
	for _, column := range keyColumns(part.Kind) {
		key = append(key, row.Text(column))
	}
	return strings.Join(key, "|")
}

// mustFit checks that a row has a key, and no columns but those that its part promises.
func mustFit(t testing.TB, part *formats.Part, row *formats.Row) {
	t.Helper()
	for _, column := range keyColumns(part.Kind) {
		if strings.TrimSpace(row.Text(column)) == "" {
			t.Errorf("a row has no %s: %v", column, row.Cells)
		}
	}
	for _, c := range row.Cells {
		if !slices.Contains(part.Columns, c.Column) {
			t.Errorf("a row has the column %s, which is not promised", c.Column)
		}
	}
}

// said tells of a row what it says in the columns of a text such as "term=P1Y|est=-", where
// a dash stands for nothing.
func said(row *formats.Row, columns string) string {
	var cells []string
	for cell := range strings.SplitSeq(columns, "|") {
		column, _, _ := strings.Cut(cell, "=")
		text := "-"
		if row.Has(column) {
			text = row.Text(column)
		}
		cells = append(cells, column+"="+text)
	}
	return strings.Join(cells, "|")
}

// mustSay checks what the rows of a file say, a text for each row.
func mustSay(t *testing.T, got taken, want ...string) {
	t.Helper()
	if len(got.problems) > 0 {
		t.Fatalf("problems: %s", strings.Join(got.problems, "\n"))
	}
	if len(got.rows) != len(want) {
		t.Fatalf("%d rows, want %d: %v", len(got.rows), len(want), got.rows)
	}
	for i := range want {
		if diff := cmp.Diff(want[i], said(&got.rows[i], want[i])); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i+1, diff)
		}
	}
}
