package workbook_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

func TestWriteRefuses(t *testing.T) {
	broken := errors.New("connection lost")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	one := func(change func(*workbook.Sheet)) workbook.Book {
		s := table("Findings", []string{"Code", "Due"}, row{workbook.Text("a")}, row{workbook.Text("b")})
		change(&s)
		return workbook.Book{Sheets: []workbook.Sheet{s}}
	}
	tests := []struct {
		name string
		ctx  context.Context
		book workbook.Book
		want string
		is   error
	}{
		{name: "no sheet", want: "it has no sheet"},
		{
			name: "broken sequence", want: `write sheet "Findings": read row 2: connection lost`, is: broken,
			book: one(func(s *workbook.Sheet) {
				s.Rows = func(yield func(row, error) bool) {
					if yield(row{workbook.Text("a")}, nil) {
						yield(nil, broken)
					}
				}
			}),
		},
		{name: "cancelled", ctx: cancelled, book: one(func(*workbook.Sheet) {}), want: `write sheet "Findings": context canceled`, is: context.Canceled},
		{name: "cancelled without rows", ctx: cancelled, book: one(func(s *workbook.Sheet) { s.Count, s.Rows = 0, nil }), want: "context canceled", is: context.Canceled},
		{name: "fewer rows", book: one(func(s *workbook.Sheet) { s.Count = 3 }), want: `write sheet "Findings": 3 rows were announced, but only 2 came`},
		{name: "more rows", book: one(func(s *workbook.Sheet) { s.Count = 1 }), want: "1 rows were announced, but more came"},
		{name: "rows where none were announced", book: one(func(s *workbook.Sheet) { s.Count = 0 }), want: "0 rows were announced, but more came"},
		{name: "no rows where some were announced", book: one(func(s *workbook.Sheet) { s.Rows = nil }), want: "only 0 came"},
		{name: "negative count", book: one(func(s *workbook.Sheet) { s.Count = -1 }), want: `lay out sheet "Findings": -1 rows are announced`},
		{name: "too many cells", book: one(func(s *workbook.Sheet) { s.Rows = rowsOf(make(row, 3)) }), want: "row 1: it has 3 cells, the sheet 2 columns"},
		{name: "rows without columns", book: one(func(s *workbook.Sheet) { s.Columns = nil }), want: "it has rows but no columns"},
		{name: "title twice", book: one(func(s *workbook.Sheet) { s.Columns[1].Title = "Code" }), want: `columns 1 and 2 are both called "Code"`},
		{name: "title missing", book: one(func(s *workbook.Sheet) { s.Columns[1].Title = "" }), want: "column 2 must have a title"},
		{name: "emphasis of no column", book: one(func(s *workbook.Sheet) { s.Emphasis = []workbook.Emphasis{{Column: 2}} }), want: "column 3 of 2"},
		{name: "emphasis of a long text", book: one(func(s *workbook.Sheet) { s.Emphasis = []workbook.Emphasis{{Text: strings.Repeat("x", 256)}} }), want: "longer than 255 characters"},
		{name: "frozen columns", book: one(func(s *workbook.Sheet) { s.FreezeColumns = 2 }), want: "2 of 2 columns cannot stay on screen"},
		{name: "printed columns", book: one(func(s *workbook.Sheet) { s.PrintColumns = 3 }), want: "3 of 2 columns cannot be printed"},
		{name: "link to no sheet", book: one(func(s *workbook.Sheet) { s.Rows = rowsOf(row{workbook.Text("a").LinkSheet(1)}) }), want: "row 1: column A: a link leads to sheet 2 of 1"},
		{name: "unknown currency", book: one(func(s *workbook.Sheet) { s.Rows = rowsOf(row{workbook.Money(1, "EUR")}) }), want: `currency "EUR" is not in the book's list`},
		{name: "currency code", book: workbook.Book{Currencies: []workbook.Currency{{Code: "EU]"}}, Sheets: one(func(*workbook.Sheet) {}).Sheets}, want: `"EU]" has other characters`},
		{name: "currency code too long", book: workbook.Book{Currencies: []workbook.Currency{{Code: "EURO"}}, Sheets: one(func(*workbook.Sheet) {}).Sheets}, want: "has not three letters"},
		{name: "currency decimals", book: workbook.Book{Currencies: []workbook.Currency{{Code: "EUR", Exponent: 5}}, Sheets: one(func(*workbook.Sheet) {}).Sheets}, want: "5 decimals"},
		{name: "currency with two exponents", book: workbook.Book{Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "EUR"}}, Sheets: one(func(*workbook.Sheet) {}).Sheets}, want: "both 2 and 0"},
		{name: "decoration fails", book: one(func(s *workbook.Sheet) { s.Decorate = func(*excelize.File, string) error { return broken } }), want: `decorate sheet "Findings": connection lost`, is: broken},
		{
			name: "decoration writes cells", want: "not from Decorate",
			book: one(func(s *workbook.Sheet) {
				s.Decorate = func(f *excelize.File, tab string) error { return f.SetCellStr(tab, "A1", "x") }
			}),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx := tt.ctx
			if ctx == nil {
				ctx = t.Context()
			}
			err := workbook.Write(ctx, &bytes.Buffer{}, tt.book)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want one with %q", err, tt.want)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("error %v does not wrap %v", err, tt.is)
			}
		})
	}
}

// A sequence must be able to close what it holds, however the writing ends.
func TestErrorEndsTheSequence(t *testing.T) {
	closed := false
	s := table("Findings", []string{"Code"})
	s.Count = 2
	s.Rows = func(yield func(row, error) bool) {
		defer func() { closed = true }()
		for yield(make(row, 9), nil) {
		}
	}
	if err := workbook.Write(t.Context(), &bytes.Buffer{}, workbook.Book{Sheets: []workbook.Sheet{s}}); err == nil {
		t.Fatal("no error")
	}
	if !closed {
		t.Error("the sequence was left open")
	}
}

func TestCancellationEndsTheSequence(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := table("Findings", []string{"Code"})
	s.Count = 1000
	delivered := 0
	s.Rows = func(yield func(row, error) bool) {
		for range s.Count {
			if delivered++; delivered == 3 {
				cancel()
			}
			if !yield(row{workbook.Text("a")}, nil) {
				return
			}
		}
	}
	err := workbook.Write(ctx, &bytes.Buffer{}, workbook.Book{Sheets: []workbook.Sheet{s}})
	if !errors.Is(err, context.Canceled) || delivered != 3 {
		t.Errorf("%d rows were asked for, error %v; want 3 and %v", delivered, err, context.Canceled)
	}
}

// full is a disk with room for so many bytes.
type full int

var errFull = errors.New("disk full")

func (f *full) Write(p []byte) (int, error) {
	if int(*f) < len(p) {
		return 0, errFull
	}
	*f -= full(len(p))
	return len(p), nil
}

func TestFullDisk(t *testing.T) {
	for _, size := range []int{0, 100_000, 300_000} {
		disk := full(size)
		s := workbook.Sheet{Name: "Findings", Columns: benchColumns(), Count: 10_000, Rows: benchRows(10_000)}
		err := workbook.Write(t.Context(), &disk, workbook.Book{Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}}, Sheets: []workbook.Sheet{s}})
		if !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: error %v, want %v", size, err, errFull)
		}
	}
}
