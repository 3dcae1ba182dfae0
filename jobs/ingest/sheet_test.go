package ingest_test

import (
	"errors"
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
		want := []string{"T1 ", "T1 S1 12 2026-12-31 ", "T1 L1 5 2026-12-31 "}
		if diff := cmp.Diff(want, told(store.rows())); diff != "" {
			t.Errorf("rows differ (-want +got):\n%s\n%v", diff, summary)
		}
		if store.rows()[1].Subscription.Trial != reconcile.Yes {
			t.Error("a truth value is not read")
		}
	}
}
