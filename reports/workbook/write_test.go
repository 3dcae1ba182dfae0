package workbook_test

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

type row = []workbook.Cell

// rowsOf delivers the given rows.
func rowsOf(rows ...row) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// table returns a sheet with one column per title and the given rows.
func table(name string, titles []string, rows ...row) workbook.Sheet {
	s := workbook.Sheet{Name: name, Count: len(rows), Rows: rowsOf(rows...)}
	for _, title := range titles {
		s.Columns = append(s.Columns, workbook.Column{Title: title})
	}
	return s
}

func write(t *testing.T, b workbook.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := workbook.Write(t.Context(), &out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// cell returns a cell's type, its raw value and the value as shown.
func cell(t *testing.T, f *excelize.File, sheet, ref string) (kind excelize.CellType, raw, shown string) {
	t.Helper()
	kind, err := f.GetCellType(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err = f.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true}); err != nil {
		t.Fatal(err)
	}
	if shown, err = f.GetCellValue(sheet, ref); err != nil {
		t.Fatal(err)
	}
	return kind, raw, strings.TrimSpace(shown)
}

func TestCellsAreReadAsWritten(t *testing.T) {
	const text, number = excelize.CellTypeInlineString, excelize.CellTypeUnset
	cet := time.FixedZone("CET", 3600)
	tests := []struct {
		name  string
		cell  workbook.Cell
		kind  excelize.CellType
		raw   string
		shown string
	}{
		{"text", workbook.Text("Contoso"), text, "Contoso", "Contoso"},
		{"text of digits keeps its zeros", workbook.Text("0012"), text, "0012", "0012"},
		{"empty text is an empty cell", workbook.Text(""), number, "", ""},
		{"empty", workbook.Cell{}, number, "", ""},
		{"integer", workbook.Int(1234567), number, "1234567", "1,234,567"},
		{"negative integer", workbook.Int(-5), number, "-5", "-5"},
		{"largest integer that Excel keeps", workbook.Int(999_999_999_999_999), number, "999999999999999", "999,999,999,999,999"},
		{"integer beyond", workbook.Int(-1_000_000_000_000_000), text, "-1000000000000000", "-1000000000000000"},
		{"euros", workbook.Money(123456, "EUR"), number, "1234.56", "1,234.56 EUR"},
		{"cents", workbook.Money(-7, "EUR"), number, "-0.07", "-0.07 EUR"},
		{"yen have no decimals", workbook.Money(1234, "JPY"), number, "1234", "1,234 JPY"},
		{"dinars have three", workbook.Money(1234567, "KWD"), number, "1234.567", "1,234.567 KWD"},
		{"smallest amount", workbook.Money(-9223372036854775808, "EUR"), text, "-92233720368547758.08 EUR", "-92233720368547758.08 EUR"},
		{"amount as decimal", workbook.Amount("99.90", "EUR"), number, "99.90", "99.90 EUR"},
		{"amount of 16 digits", workbook.Amount("12345678901234.56", "EUR"), text, "12345678901234.56 EUR", "12345678901234.56 EUR"},
		{"amount with zeros in front", workbook.Amount("007", "EUR"), text, "007 EUR", "007 EUR"},
		{"amount with a point without digits", workbook.Amount("1.", "EUR"), text, "1. EUR", "1. EUR"},
		{"amount that is infinite", workbook.Amount("Inf", "EUR"), text, "Inf EUR", "Inf EUR"},
		{"amount that is no number", workbook.Amount("n/a", "EUR"), text, "n/a EUR", "n/a EUR"},
		{"day", workbook.Day(2026, time.November, 27), number, "46353", "2026-11-27"},
		{"leap day", workbook.Day(2028, time.February, 29), number, "46812", "2028-02-29"},
		{"first day that Excel counts right", workbook.Day(1900, time.March, 1), number, "61", "1900-03-01"},
		{"day before", workbook.Day(1900, time.February, 28), text, "1900-02-28", "1900-02-28"},
		{"last day", workbook.Day(9999, time.December, 31), number, "2958465", "9999-12-31"},
		{"day after", workbook.Day(10000, time.January, 1), text, "10000-01-01", "10000-01-01"},
		{"instant", workbook.Instant(time.Date(2026, 11, 27, 23, 59, 59, 0, time.UTC)), number, "46353.99998842593", "2026-11-27 23:59:59"},
		{"instant in its zone", workbook.Instant(time.Date(2026, 11, 27, 0, 30, 0, 0, cet)), number, "46353.02083333333", "2026-11-27 00:30:00"},
		{"instant before the first day", workbook.Instant(time.Date(1900, 2, 28, 12, 0, 0, 0, time.UTC)), text, "1900-02-28 12:00:00", "1900-02-28 12:00:00"},
		{"early instant", workbook.Instant(time.Date(1899, 1, 1, 12, 0, 0, 0, time.UTC)), text, "1899-01-01 12:00:00", "1899-01-01 12:00:00"},
	}
	var rows []row
	for _, tt := range tests {
		rows = append(rows, row{tt.cell})
	}
	f := open(t, write(t, workbook.Book{
		Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "JPY"}, {Code: "KWD", Exponent: 3}},
		Sheets:     []workbook.Sheet{table("Cells", []string{"Value"}, rows...)},
	}))
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kind, raw, shown := cell(t, f, "Cells", fmt.Sprintf("A%d", i+2))
			if kind != tt.kind || raw != tt.raw || shown != tt.shown {
				t.Errorf("type %d, raw %q, shown %q; want type %d, raw %q, shown %q", kind, raw, shown, tt.kind, tt.raw, tt.shown)
			}
		})
	}
}

func TestNoTextBecomesFormula(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"https://example.com\")", "\t=1", "=cmd|' /C calc'!A0"}
	var rows []row
	for _, s := range texts {
		rows = append(rows, row{workbook.Text(s)})
	}
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{table("=1+1", []string{"=2+2"}, rows...)}}))
	for i, want := range append([]string{"=2+2"}, texts...) {
		ref := fmt.Sprintf("A%d", i+1)
		kind, raw, _ := cell(t, f, "=1+1", ref)
		if kind != excelize.CellTypeInlineString || raw != want {
			t.Errorf("%s: type %d, %q, want the text %q", ref, kind, raw, want)
		}
		if formula, err := f.GetCellFormula("=1+1", ref); err != nil || formula != "" {
			t.Errorf("%s: formula %q, %v", ref, formula, err)
		}
	}
	// Opening a cell for editing and leaving it must not change it either.
	style := styleOf(t, f, "=1+1", "A2")
	if style.NumFmt != 49 {
		t.Errorf("%q has number format %d, want 49, text", texts[0], style.NumFmt)
	}
}

func styleOf(t *testing.T, f *excelize.File, sheet, ref string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(sheet, ref)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func TestSameBookSameBytes(t *testing.T) {
	book := func() workbook.Book {
		b := workbook.Book{Title: "Report", Creator: "Contoso", Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "JPY"}}}
		for i := range 14 {
			s := table(fmt.Sprintf("Sheet of %d", i), []string{"Code", "Amount"},
				row{workbook.Text("a").Link("https://example.com/a"), workbook.Money(int64(i), "EUR")},
				row{workbook.Text("b").LinkSheet(0), workbook.Money(int64(i), "JPY")})
			s.Filter = true
			s.Emphasis = []workbook.Emphasis{{Column: 0, Text: "a", Look: workbook.Alarm}}
			s.Decorate = addChart
			b.Sheets = append(b.Sheets, s)
		}
		return b
	}
	first := write(t, book())
	for range 10 {
		if !bytes.Equal(first, write(t, book())) {
			t.Fatal("the same book gave other bytes")
		}
	}
}

func addChart(f *excelize.File, tab string) error {
	return f.AddChart(tab, "E2", &excelize.Chart{
		Type:   excelize.Col,
		Series: []excelize.ChartSeries{{Categories: "'" + tab + "'!$A$2:$A$3", Values: "'" + tab + "'!$B$2:$B$3"}},
	})
}

func TestRowsContinueOnFurtherSheets(t *testing.T) {
	tests := []struct {
		name  string
		count int
		want  map[string]string // sheet to its first column, header and rows
	}{
		{"none", 0, map[string]string{"Findings": "No", "Rules": "No"}},
		{"full", 3, map[string]string{"Findings": "No 1 2 3", "Rules": "No"}},
		{"one more", 4, map[string]string{"Findings": "No 1 2 3", "Findings (2)": "No 4", "Rules": "No"}},
		{"several", 8, map[string]string{"Findings": "No 1 2 3", "Findings (2)": "No 4 5 6", "Findings (3)": "No 7 8", "Rules": "No"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var rows []row
			for i := range tt.count {
				rows = append(rows, row{workbook.Int(int64(i + 1))})
			}
			s := table("Findings", []string{"No"}, rows...)
			s.Filter = true
			var out bytes.Buffer
			if err := workbook.WriteLimited(t.Context(), &out, workbook.Book{Sheets: []workbook.Sheet{s, table("Rules", []string{"No"})}}, workbook.Limits{Rows: 4, PlainBytes: 1 << 20}); err != nil {
				t.Fatal(err)
			}
			f := open(t, out.Bytes())
			got := map[string]string{}
			for _, name := range f.GetSheetList() {
				columns, err := f.GetCols(name)
				if err != nil {
					t.Fatal(err)
				}
				for i, v := range columns[0] {
					columns[0][i] = strings.TrimSpace(v)
				}
				got[name] = strings.Join(columns[0], " ")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("sheets (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSheetWithoutTitlesHasNoHeader(t *testing.T) {
	s := table("Overview", []string{"", ""}, row{workbook.Text("Report").As(workbook.Title)}, nil, row{workbook.Text("Findings"), workbook.Int(3)})
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	rows, err := f.GetRows("Overview", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"Report"}, nil, {"Findings", "3"}}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if style := styleOf(t, f, "Overview", "A1"); style.Font == nil || !style.Font.Bold || style.Font.Size != 16 {
		t.Errorf("title has font %+v, want bold 16", style.Font)
	}
}
