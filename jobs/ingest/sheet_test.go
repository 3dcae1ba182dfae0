package ingest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestWorkbook reads the sheets that are known, in which days are numbers.
func TestWorkbook(t *testing.T) {
	for _, date1904 := range []bool{false, true} {
		book := excelize.NewFile()
		serial := 46387.0 // 2026-12-31
		if date1904 {
			serial -= 1462
		}
		fill := func(sheet string, rows ...[]any) {
			for i, row := range rows {
				cell, err := excelize.CoordinatesToCellName(1, i+1)
				if err == nil {
					err = book.SetSheetRow(sheet, cell, &row)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904})
		for _, sheet := range []string{"subs", "Licences", "Notes"} {
			_, wrong := book.NewSheet(sheet)
			err = errors.Join(err, wrong)
		}
		if err != nil {
			t.Fatal(err)
		}
		fill("subs", []any{"subscription_id", "tenant_id", "commitment_end", "trial", "quantity"}, []any{"S1", "T1", serial, true, 12})
		fill("Licences", []any{"Licence", "Seats", "Customer", "End"}, []any{"L1", 5, "T1", serial})
		fill("Notes", []any{"read", "me"})
		f := newFolder(t, nil)
		if err := book.SaveAs(f.path("export.xlsx")); err != nil {
			t.Fatal(err)
		}
		store, summary, err := run(t, ingest.Options{Formats: licences()}, f.path("export.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"T1 ", "T1 L1 5 2026-12-31 ", "T1 S1 12 2026-12-31 "}
		if diff := cmp.Diff(want, told(store.rows())); diff != "" {
			t.Errorf("rows differ (-want +got):\n%s\n%v", diff, summary)
		}
		if store.rows()[2].Subscription.Trial != reconcile.Yes {
			t.Error("a truth value is not read")
		}
	}
}

// bookOf writes a workbook of sheets, each a name and its rows.
func bookOf(t *testing.T, path string, sheets map[string][][]any) {
	t.Helper()
	book := excelize.NewFile()
	var err error
	for name, rows := range sheets {
		_, wrong := book.NewSheet(name)
		err = errors.Join(err, wrong)
		for i, row := range rows {
			cell, wrong := excelize.CoordinatesToCellName(1, i+1)
			err = errors.Join(err, wrong, book.SetSheetRow(name, cell, &row))
		}
	}
	if _, hidden := sheets["Hidden"]; hidden {
		err = errors.Join(err, book.SetSheetVisible("Hidden", false))
	}
	if err = errors.Join(err, book.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
}

// TestSheetsThatAreNotRead tells of each why.
func TestSheetsThatAreNotRead(t *testing.T) {
	f := newFolder(t, nil)
	bookOf(t, f.path("a.xlsm"), map[string][][]any{
		"tenants": {{"tenant_id", "name"}, {"T1", "Contoso"}},
		"Hidden":  {{"tenant_id", "name"}, {"T1", "Fabrikam"}},
		"Notes":   {{"read", "me"}},

		"Tenants overview": {{"read", "me"}}, // a title, and no file named after its kind
	})
	store, summary, err := run(t, ingest.Options{}, string(f))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"T1 Contoso"}, told(store.rows())); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
	slices.Sort(summary.Warnings)
	want := []string{
		f.path("a.xlsm") + ": Hidden is not read: the sheet is hidden; show it in the workbook if it is to be read",
		f.path("a.xlsm") + `: Notes is not read: unknown header "read,me": it is none that is known; ` + "`handover import formats` lists what is, `handover mapping try` proposes how to read it",
	}
	want = append(want, strings.Replace(want[1], "Notes", "Tenants overview", 1))
	if diff := cmp.Diff(want, summary.Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
}

// TestSheetIsNoCSV reads cells that would divide a line elsewhere, and no encoding but its own.
func TestSheetIsNoCSV(t *testing.T) {
	latin := licences()
	latin[0].Encoding = "windows-1252"
	f := newFolder(t, nil)
	bookOf(t, f.path("a.xlsx"), map[string][][]any{
		"Data": {
			{"Licence", "Seats", "Customer", "Customer Name", "a;b;c;d;e;f;g;h"},
			{"L1", 5, "T1", "Müller; \"Söhne\",\nWest | Ost", "=1+1"},
		},
	})
	store, _, err := run(t, ingest.Options{Formats: latin}, f.path("a.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`T1 Müller; "Söhne", West | Ost`, "T1 L1 5  "}
	if diff := cmp.Diff(want, told(store.rows())); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// TestBrokenWorkbook stores nothing of a workbook that is broken anywhere, and says where.
func TestBrokenWorkbook(t *testing.T) {
	const rows = `<worksheet><sheetData><row><c t="inlineStr"><is><t>tenant_id</t></is></c></row><row><c t="inlineStr"><is><t>T1</t></is></c></row>`
	parts := []string{
		"[Content_Types].xml", "<Types/>",
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="tenants" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/></Relationships>`,
		"xl/s.xml", rows,
	}
	f := newFolder(t, map[string]string{
		"broken.xlsx": zipped(t, parts...),
		"whole.xlsx":  zipped(t, append(parts[:7:7], rows+"</sheetData></worksheet>")...),
		"lacks.xlsx":  zipped(t, parts[:6]...),
		"none.xlsx":   zipped(t, parts[:2]...),
	})
	for name, want := range map[string]string{
		"broken.xlsx": ": tenants:2: the workbook is broken in xl/s.xml: line 1: unexpected EOF; save it again",
		"whole.xlsx":  "",
		"lacks.xlsx":  ": tenants: it is no workbook, or one that lacks a part; save it again as .xlsx",
		"none.xlsx":   ": it is no workbook, or one that lacks a part; save it again as .xlsx",
	} {
		store, _, err := run(t, ingest.Options{}, f.path(name))
		switch {
		case want == "" && (err != nil || len(store.rows()) != 1):
			t.Errorf("%s: %d rows, %v", name, len(store.rows()), err)
		case want != "" && (err == nil || err.Error() != f.path(name)+want || len(store.committed) > 0):
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}
