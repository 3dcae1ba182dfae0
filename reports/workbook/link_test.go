package workbook_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

func TestLinks(t *testing.T) {
	cell := func(url string) row { return row{workbook.Text("link").Link(url)} }
	s := table("Links", []string{"Source"},
		cell("https://example.com/a b?x=1&y=2"), cell("https://example.com/second"), cell("https://example.com/second"),
		cell("mailto:finance@example.com"), cell("javascript:alert(1)"), cell("file://example.com/share"), cell(""), cell("::"),
		cell("https://example.com/"+strings.Repeat("x", 2079)),
		row{workbook.Text("rules").LinkSheet(1)})
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s, table("Rules: all", []string{"Code"})}}))
	want := map[int]string{
		2: "https://example.com/a%20b?x=1&y=2", 3: "https://example.com/second", 4: "https://example.com/second",
		5: "mailto:finance@example.com", 11: "'Rules_ all'!A1",
	}
	for line := 2; line <= 11; line++ {
		ref := fmt.Sprintf("A%d", line)
		linked, target, err := f.GetCellHyperLink("Links", ref)
		if err != nil {
			t.Fatal(err)
		}
		if target != want[line] || linked != (want[line] != "") {
			t.Errorf("%s leads to %q, want %q", ref, target, want[line])
		}
		underlined := styleOf(t, f, "Links", ref).Font.Underline == "single"
		if underlined != linked {
			t.Errorf("%s: underlined %v, linked %v", ref, underlined, linked)
		}
	}
}

func TestLinksEndAtTheLimit(t *testing.T) {
	var rows []row
	for i := range 5 {
		rows = append(rows, row{workbook.Text("a").Link(fmt.Sprintf("https://example.com/%d", i))})
	}
	s := table("Links", []string{"Source"}, rows...)
	s.Decorate = func(f *excelize.File, tab string) error {
		return f.SetCellHyperLink(tab, "A1", "https://example.com/header", "External")
	}
	var out bytes.Buffer
	if err := workbook.WriteLimited(t.Context(), &out, workbook.Book{Sheets: []workbook.Sheet{s}}, workbook.Limits{Rows: 100, Links: 3, PlainBytes: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	var got []string
	for line := 1; line <= 6; line++ {
		_, target, err := f.GetCellHyperLink("Links", fmt.Sprintf("A%d", line))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.TrimPrefix(target, "https://example.com/"))
	}
	if diff := cmp.Diff([]string{"header", "0", "1", "", "", ""}, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestNames(t *testing.T) {
	long := strings.Repeat("Überlänge", 5)
	tests := []struct{ name, want string }{
		{"Findings", "Findings"},
		{"FINDINGS", "FINDINGS (2)"},
		{"findings", "findings (3)"},
		{"a[b]:c*d?e/f\\g", "a_b__c_d_e_f_g"},
		{"'quoted'", "’quoted’"},
		{"History", "History (2)"},
		{"", "Sheet"},
		{" \n\t ", "Sheet (2)"},
		{"two\nlines", "two lines"},
		{"bad \xff byte", "bad _ byte"},
		{long, "ÜberlängeÜberlängeÜberlängeÜber"},
		{long, "ÜberlängeÜberlängeÜberlänge (2)"},
		{strings.Repeat("😀", 20), strings.Repeat("😀", 15)},
	}
	var sheets []workbook.Sheet
	var want []string
	for _, tt := range tests {
		s := table(tt.name, []string{"Code"})
		s.Filter = true
		sheets = append(sheets, s)
		want = append(want, tt.want)
	}
	f := open(t, write(t, workbook.Book{Sheets: sheets}))
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
