package workbook_test

import (
	"fmt"
	"io"
	"iter"
	"testing"
	"time"

	"handover/reports/workbook"
)

// BenchmarkWrite writes one sheet of 100,000 rows and 12 columns of every kind.
func BenchmarkWrite(b *testing.B) {
	const rows = 100_000
	book := workbook.Book{
		Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "JPY"}},
		Sheets:     []workbook.Sheet{{Name: "Findings", Columns: benchColumns(), Count: rows, Rows: benchRows(rows), Filter: true}},
	}
	b.ReportAllocs()
	var written counter
	for b.Loop() {
		written = 0
		if err := workbook.Write(b.Context(), &written, book); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(written), "bytes/file")
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

var _ io.Writer = (*counter)(nil)

func benchColumns() []workbook.Column {
	kinds := []workbook.Kind{
		workbook.KindText, workbook.KindText, workbook.KindText, workbook.KindText, workbook.KindText, workbook.KindText,
		workbook.KindInteger, workbook.KindMoney, workbook.KindDay, workbook.KindInstant, workbook.KindText, workbook.KindText,
	}
	columns := make([]workbook.Column, len(kinds))
	for i, k := range kinds {
		columns[i] = workbook.Column{Title: fmt.Sprintf("Column %d", i), Kind: k}
	}
	columns[11].Wrap, columns[11].Width = true, 60
	return columns
}

// benchRows reuses one row, so that the benchmark counts the writer's own memory.
func benchRows(n int) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		names := make([]string, 1000)
		for i := range names {
			names[i] = fmt.Sprintf("Contoso & Sons %d", i*7919%1000)
		}
		at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
		row := make([]workbook.Cell, 12)
		for i := range n {
			name := workbook.Text(names[i*31%1000])
			row[0], row[1], row[2], row[3], row[4] = workbook.Text("critical"), workbook.Text("auto-renew-on"), name, name, workbook.Text("us")
			row[5] = workbook.Text("0f4c7a0e-5d0f-4a3e-9a55-2f6d1c3b8a90")
			row[6] = workbook.Int(int64(i % 977))
			row[7] = workbook.Money(int64(i)*104729%10_000_000, "EUR")
			row[8] = workbook.Day(2026, 11, 20+i%90)
			row[9] = workbook.Instant(at.Add(time.Duration(i) * time.Second))
			row[10] = workbook.Text("Move the seats to the target subscription")
			row[11] = workbook.Text("The subscription renews by itself although a move is planned; the customer would pay for a further term.")
			if !yield(row, nil) {
				return
			}
		}
	}
}
