package xlsx_test

import (
	"bytes"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/json"
	"handover/reports/reportstest"
	"handover/reports/xlsx"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		content := grid(t, reportstest.Render(t, s, xlsx.Write))
		reportstest.Golden(t, "testdata/"+s.Name+".xlsx.txt", content, *update)
	}
}

// grid writes a workbook as text: each sheet with its cells as Excel shows them.
func grid(t *testing.T, book []byte) []byte {
	t.Helper()
	f := open(t, book)
	var b bytes.Buffer
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range rows {
			for i := range cells {
				cells[i] = strings.Trim(fmt.Sprintf("%q", cells[i]), `"`)
			}
			fmt.Fprintln(&b, strings.Join(cells, " | "))
		}
	}
	return b.Bytes()
}

func open(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
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

// TestWorkbookAgreesWithTheJSON opens the workbook and compares the raw values
// of its cells with the findings of the JSON report.
func TestWorkbookAgreesWithTheJSON(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		f := open(t, reportstest.Render(t, s, xlsx.Write))
		found := rawRows(t, f, "Actions")
		findings := reportstest.Items(t, reportstest.Document(t, reportstest.Render(t, s, json.Write))["findings"])
		for _, finding := range findings {
			want := reportstest.Flat(t, reportstest.Object(t, finding))
			got := found[want["id"]]
			if got == nil {
				t.Errorf("%s: finding %s is not among the actions", s.Name, want["id"])
				continue
			}
			for heading, key := range map[string]string{
				"Issue": "code", "Severity": "severity", "Seats": "quantity", "Days left": "days_left",
				"What is wrong": "message", "What to do": "action", "Currency": "exposure_currency",
				"How the amount is counted": "exposure_basis",
			} {
				if got[heading] != want[key] {
					t.Errorf("%s: %s of %s is %q, want %q", s.Name, heading, want["id"], got[heading], want[key])
				}
			}
			states := map[any]string{"open": "open", "acknowledged": "noted", "snoozed": "put off"}
			if got["State"] != states[want["state"]] {
				t.Errorf("%s: the state of %s is %q, want %q", s.Name, want["id"], got["State"], states[want["state"]])
			}
			sameDay(t, got["Due day (UTC)"], want["due_day"])
			sameDay(t, got["Term ends (UTC)"], want["E"])
			sameDay(t, got["Cover by (UTC)"], want["cover_by"])
			sameNumber(t, got["Amount at stake"], want["exposure_amount"])
		}
	}
}

// rawRows reads a sheet of findings: its cells by heading, by the finding's id.
func rawRows(t *testing.T, f *excelize.File, sheet string) map[string]map[string]string {
	t.Helper()
	rows := map[string]map[string]string{}
	for _, row := range tableRows(t, f, sheet) {
		rows[row["Id"]] = row
	}
	return rows
}

// headRow returns the row of a list's header, from 1: the one that is printed on every page.
func headRow(t *testing.T, f *excelize.File, sheet string) int {
	t.Helper()
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" && name.Scope == sheet {
			row, err := strconv.Atoi(name.RefersTo[strings.LastIndex(name.RefersTo, "$")+1:])
			if err != nil {
				t.Fatal(err)
			}
			return row
		}
	}
	t.Fatalf("sheet %s has no header", sheet)
	return 0
}

// tableRows reads the rows below a list's header: their raw cells by heading.
func tableRows(t *testing.T, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	head := headRow(t, f, sheet)
	var rows []map[string]string
	for _, line := range lines[head:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[head-1][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func sameDay(t *testing.T, serial, day string) {
	t.Helper()
	if day == "" && serial == "" {
		return
	}
	days, err := strconv.ParseFloat(serial, 64)
	if err != nil {
		t.Errorf("%q is no date, want %s", serial, day)
		return
	}
	at, err := excelize.ExcelDateToTime(days, false)
	if err != nil || at.Format(time.DateOnly) != day {
		t.Errorf("cell %s is the day %s, want %s", serial, at.Format(time.DateOnly), day)
	}
}

func sameNumber(t *testing.T, cell, number string) {
	t.Helper()
	if cell == "" && number == "" {
		return
	}
	got, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Errorf("%q is no number, want %s", cell, number)
		return
	}
	if want, err := strconv.ParseFloat(number, 64); err != nil || got != want {
		t.Errorf("cell %s, want %s", cell, number)
	}
}

// TestWorkbookWithoutAnEnd checks that a term without an end has neither a last day
// nor anything that follows.
func TestWorkbookWithoutAnEnd(t *testing.T) {
	f := reportstest.Due("a", 22, "s-1")
	f.Outcome = reconcile.Renews
	f.LastDay, f.CoverBy = reconcile.NewDay(9999, time.December, 31), reconcile.NewDay(9999, time.December, 31)
	listed := []reconcile.Reported{{Finding: f}}
	source := reportstest.NewSource(reportstest.Run(), nil, listed, nil)
	var row map[string]string
	for _, row = range rawRows(t, open(t, reportstest.Render(t, reportstest.Scenario{Source: source}, xlsx.Write)), "Actions") {
		if row["Issue"] == "auto-renew-on" {
			break
		}
	}
	for _, heading := range []string{"Term ends (UTC)", "Then", "Cover by (UTC)"} {
		if row["Issue"] != "auto-renew-on" || row[heading] != "" {
			t.Errorf("%s holds %q in %v", heading, row[heading], row)
		}
	}
}

// TestLegend checks that the legend tells of amounts only where there are some, and
// explains every word for a change, a state and a resolution.
func TestLegend(t *testing.T) {
	for name, options := range map[string]reports.Options{"whole": {}, "no money": {NoMoney: true}} {
		f, explained := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: options}, xlsx.Write)), map[string]string{}
		for _, row := range tableRows(t, f, "Legend") {
			explained[row["Kind"]+" "+row["What it is"]] += row["What it means"]
		}
		for _, word := range []string{
			"Change unchanged", "Change resolved", "Change put off", "State noted", "State put off", "Step overdue",
			"Reason renewed", "Reason moved", "Reason cancelled", "Reason ended", "Reason fixed", "Reason out of scope",
			"Urgency overdue", "Urgency within 1 day", "Urgency within 14 days", "Urgency within 90 days", "Urgency no due date",
		} {
			if explained[word] == "" {
				t.Errorf("%s: %s is not explained", name, word)
			}
		}
		money := name == "whole"
		for word, about := range map[string]string{"Change unchanged": "Amounts", "Assumptions ": "estimated from the current price"} {
			if got := strings.Contains(explained[word], about); got != money {
				t.Errorf("%s: %s is explained by %q", name, word, explained[word])
			}
		}
	}
}

// TestAgeOfTheData checks that the age is told once where it is the same for all.
func TestAgeOfTheData(t *testing.T) {
	run := reportstest.Run()
	for want, hours := range map[string][2]int{"5 days 12 hours": {132, 132}, "5 hours to 5 days 12 hours": {132, 5}} {
		var tenants []reconcile.Coverage
		for i, age := range hours {
			tenants = append(tenants, reconcile.Coverage{
				TenantID: strconv.Itoa(i), Evaluated: true, ObservedAt: run.StartedAt.Add(-time.Duration(age) * time.Hour),
			})
		}
		got := string(grid(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(run, tenants, nil, nil)}, xlsx.Write)))
		if !strings.Contains(got, "Age of the data |  | "+want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestWorkbookIsHandy checks what makes a sheet of findings usable: a header
// that stays, a filter, widths, and severities that stand out.
func TestWorkbookIsHandy(t *testing.T) {
	f := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, xlsx.Write))
	panes, err := f.GetPanes("Actions")
	if err != nil || !panes.Freeze || panes.YSplit != 2 || panes.XSplit != 2 {
		t.Errorf("panes %+v, %v: want the header and two columns frozen", panes, err)
	}
	width, err := f.GetColWidth("Actions", "F")
	if err != nil || width < 30 {
		t.Errorf("the column of actions is %v wide, %v", width, err)
	}
	formats, err := f.GetConditionalFormats("Actions")
	if err != nil || len(formats) == 0 {
		t.Errorf("no conditional formats: %v", err)
	}
}

func TestWorkbookTimesAreLocal(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Zone: berlin}}
	got := string(grid(t, reportstest.Render(t, s, xlsx.Write)))
	for _, want := range []string{"Due (Europe/Berlin)", "24 Nov 2026, 20:27", "As of (Europe/Berlin) |  | 20 Nov 2026, 01:00", "Due day (UTC)"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the workbook", want)
		}
	}
}

// TestChangesWithoutThePast checks what the sheet of changes tells of a run that
// did not keep what its findings were before.
func TestChangesWithoutThePast(t *testing.T) {
	got := string(grid(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Portfolio(2, 3)}, xlsx.Write)))
	if want := "20 Nov 2026 | Tenant 0000 | changed | The due date moved from 1 Jan 2025 to 20 Nov 2026."; !strings.Contains(got, want) {
		t.Errorf("%q is not in the workbook:\n%s", want, got)
	}
}

func TestSheets(t *testing.T) {
	all := []string{"Today", "Customers", "By partner", "Changes", "Actions", "Money", "Credits", "Plan", "Coverage", "Routine", "Legend"}
	for _, tt := range []struct {
		options reports.Options
		want    []string
	}{{want: all}, {reports.Options{NoMoney: true}, slices.Concat(all[:5], all[7:])}} {
		content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: tt.options}, xlsx.Write)
		if got := open(t, content).GetSheetList(); !slices.Equal(got, tt.want) {
			t.Errorf("%+v: sheets %q, want %q", tt.options, got, tt.want)
		}
	}
}
