package workbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

func TestSetUpOfATable(t *testing.T) {
	parts, _ := unzip(t, write(t, rich()))
	sheet, workbookPart := parts["xl/worksheets/sheet1.xml"], parts["xl/workbook.xml"]
	for _, want := range []string{
		`<pageSetUpPr fitToPage="true">`, `<dimension ref="A1:C3">`, `<autoFilter ref="$A$1:$C$3">`,
		`state="frozen" topLeftCell="B2" xSplit="1" ySplit="1"`, `orientation="landscape" paperSize="9"`,
		`fitToHeight="0" fitToWidth="1"`, `<oddFooter>&amp;L Handover &amp;&amp; more&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter>`,
		`<conditionalFormatting sqref="A2:A3">`, `<formula>&#34;say &#34;&#34;critical&#34;&#34;&#34;</formula>`,
		`<ignoredError sqref="A1:C3" numberStoredAsText="true">`,
	} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	if strings.Contains(sheet, "filterMode") {
		t.Error("the sheet says that rows are filtered away")
	}
	for _, want := range []string{`name="_xlnm.Print_Titles">&#39;Findings&#39;!$1:$1<`, `&#39;Findings&#39;!$A$1:$C$3<`} {
		if !strings.Contains(workbookPart, want) {
			t.Errorf("the workbook lacks %s", want)
		}
	}
}

func TestFrozenPanes(t *testing.T) {
	tests := []struct {
		name    string
		titles  []string
		columns int
		want    excelize.Panes
	}{
		{"header", []string{"A", "B"}, 0, excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}},
		{"header and column", []string{"A", "B"}, 1, excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}},
		{"column", []string{"", ""}, 1, excelize.Panes{Freeze: true, XSplit: 1, TopLeftCell: "B1", ActivePane: "topRight"}},
		{"nothing", []string{"", ""}, 0, excelize.Panes{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := table("Panes", tt.titles)
			s.FreezeColumns = tt.columns
			got, err := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}})).GetPanes("Panes")
			if err != nil {
				t.Fatal(err)
			}
			got.Selection = nil
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("panes (-want +got):\n%s", diff)
			}
		})
	}
}

// A table that has no rows says why, and has nothing to filter.
func TestEmptyTableSaysWhy(t *testing.T) {
	s := table("Findings", []string{"Due", "Code"})
	s.Filter, s.Empty = true, "No finding."
	f := open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	rows, err := f.GetRows("Findings")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"Due", "Code"}, {"No finding."}}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	parts, _ := unzip(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}}))
	if sheet := parts["xl/worksheets/sheet1.xml"]; strings.Contains(sheet, "autoFilter") || !strings.Contains(sheet, `<dimension ref="A1:B2">`) {
		t.Errorf("the sheet has a filter or another size: %s", sheet)
	}
	s.Count, s.Rows = 1, rowsOf(row{workbook.Text("2026-11-27")})
	if rows, err = open(t, write(t, workbook.Book{Sheets: []workbook.Sheet{s}})).GetRows("Findings"); err != nil || len(rows) != 2 || rows[1][0] != "2026-11-27" {
		t.Errorf("rows %q, %v, want one and no reason", rows, err)
	}
}

func TestPrintedColumns(t *testing.T) {
	s := table("Findings", []string{"A", "B", "C"}, row{workbook.Int(1)}, row{workbook.Int(2)}, row{workbook.Int(3)})
	for printed, want := range map[int]string{0: "", 1: "&#39;Findings&#39;!$A$1:$A$", 2: "&#39;Findings&#39;!$A$1:$B$", 3: ""} {
		s.PrintColumns = printed
		var out bytes.Buffer
		limits := workbook.Limits{Rows: 3, PlainBytes: 1 << 20}
		if err := workbook.WriteLimited(t.Context(), &out, workbook.Book{Sheets: []workbook.Sheet{s}}, limits); err != nil {
			t.Fatal(err)
		}
		parts, _ := unzip(t, out.Bytes())
		book := parts["xl/workbook.xml"]
		if want == "" && strings.Contains(book, "Print_Area") {
			t.Errorf("%d columns: only a part is printed: %s", printed, book)
		}
		if want != "" && (!strings.Contains(book, want+"3<") || !strings.Contains(book, strings.Replace(want, "Findings", "Findings (2)", 1)+"2<")) {
			t.Errorf("%d columns: %s is not printed on both sheets: %s", printed, want, book)
		}
	}
}
