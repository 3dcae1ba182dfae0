package reports_test

import (
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// TestWorkbookAgreesWithTheJSON opens the workbook and compares the raw values
// of its cells with the findings of the JSON report.
func TestWorkbookAgreesWithTheJSON(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		f := open(t, render(t, s, formatNamed(t, "xlsx")))
		found := rawRows(t, f, "Actions")
		findings := reportstest.Items(t, reportstest.Document(t, render(t, s, formatNamed(t, "json")))["findings"])
		for _, finding := range findings {
			want := reportstest.Flat(t, reportstest.Object(t, finding))
			got := found[want["id"]]
			if got == nil {
				t.Errorf("%s: finding %s is not among the actions", s.Name, want["id"])
				continue
			}
			for heading, key := range map[string]string{
				"Code": "code", "Severity": "severity", "Seats": "quantity", "Days left": "days_left",
				"What is wrong": "message", "What to do": "action", "Currency": "exposure_currency",
				"How the exposure is counted": "exposure_basis", "State": "state",
			} {
				if got[heading] != want[key] {
					t.Errorf("%s: %s of %s is %q, want %q", s.Name, heading, want["id"], got[heading], want[key])
				}
			}
			sameDay(t, got["Due day (UTC)"], want["due_day"])
			sameDay(t, got["Term ends (UTC)"], want["E"])
			sameDay(t, got["Cover by (UTC)"], want["cover_by"])
			sameNumber(t, got["Exposure"], want["exposure_amount"])
		}
	}
}

// rawRows reads a sheet of findings: its cells by heading, by the finding's id.
func rawRows(t *testing.T, f *excelize.File, sheet string) map[string]map[string]string {
	t.Helper()
	lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]string{}
	for _, line := range lines {
		row := map[string]string{}
		for i, heading := range lines[0] {
			if i < len(line) {
				row[heading] = line[i]
			}
		}
		rows[row["Id"]] = row
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
	for _, row = range rawRows(t, open(t, render(t, reportstest.Scenario{Source: source}, formatNamed(t, "xlsx"))), "Actions") {
		if row["Code"] == "auto-renew-on" {
			break
		}
	}
	for _, heading := range []string{"Term ends (UTC)", "Then", "Cover by (UTC)"} {
		if row["Code"] != "auto-renew-on" || row[heading] != "" {
			t.Errorf("%s holds %q in %v", heading, row[heading], row)
		}
	}
}

// TestLegend checks that the legend tells of amounts only where there are some, and
// explains every word for a change, a state and a resolution.
func TestLegend(t *testing.T) {
	for name, options := range map[string]reports.Options{"whole": {}, "no money": {NoMoney: true}} {
		f, explained := open(t, render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: options}, formatNamed(t, "xlsx"))), map[string]string{}
		rows, err := f.GetRows("Legend")
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			explained[row[0]+" "+row[1]] += row[2]
		}
		for _, word := range []string{
			"Change unchanged", "Change resolved", "Change suppressed", "State acknowledged", "State snoozed", "Step overdue",
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

// TestWithoutMoneyNothingIsEstimated checks that a report without money does not
// say how an amount was estimated.
func TestWithoutMoneyNothingIsEstimated(t *testing.T) {
	f := reportstest.Due("a", 22, "s-1")
	f.Assumptions = []reconcile.Assumption{reconcile.PriceEstimated, reconcile.StatusLags}
	before := f
	before.Assumptions = nil
	listed := []reconcile.Reported{{Finding: f, Delta: reconcile.Changed, Previous: &before}}
	for money, options := range map[bool]reports.Options{true: {}, false: {NoMoney: true}} {
		s := reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, listed, nil), Options: options}
		for _, format := range formats.All() {
			content := render(t, s, format)
			if format.Name == "xlsx" {
				content = grid(t, content)
			}
			if !money && strings.Contains(string(content), string(reconcile.PriceEstimated)) {
				t.Errorf("%s without money tells of an estimated price", format.Name)
			}
		}
		for _, name := range []string{"xlsx", "html", "md"} {
			content := render(t, s, formatNamed(t, name))
			if name == "xlsx" {
				content = grid(t, content)
			}
			if got := strings.Contains(string(content), "estimated from the current price"); got != money {
				t.Errorf("%s with money %t tells of an estimate: %t", name, money, got)
			}
			if !strings.Contains(string(content), "the dates are believed") {
				t.Errorf("%s with money %t tells of no assumption", name, money)
			}
		}
	}
}

// TestAgeOfTheData checks that the age is told as one number where it is one.
func TestAgeOfTheData(t *testing.T) {
	run := reportstest.Run()
	for want, hours := range map[string][2]int{"132 h": {132, 132}, "5–132 h": {132, 5}} {
		var tenants []reconcile.Coverage
		for i, age := range hours {
			tenants = append(tenants, reconcile.Coverage{
				TenantID: strconv.Itoa(i), Evaluated: true, ObservedAt: run.StartedAt.Add(-time.Duration(age) * time.Hour),
			})
		}
		got := string(grid(t, render(t, reportstest.Scenario{Source: reportstest.NewSource(run, tenants, nil, nil)}, formatNamed(t, "xlsx"))))
		if !strings.Contains(got, "Age of the data | "+want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestWorkbookIsHandy checks what makes a sheet of findings usable: a header
// that stays, a filter, widths, links, and severities that stand out.
func TestWorkbookIsHandy(t *testing.T) {
	f := open(t, render(t, reportstest.Scenario{Source: reportstest.Typical()}, formatNamed(t, "xlsx")))
	panes, err := f.GetPanes("Auto-renew")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 5 {
		t.Errorf("panes %+v, %v: want the header and five columns frozen", panes, err)
	}
	width, err := f.GetColWidth("Auto-renew", "H")
	if err != nil || width < 30 {
		t.Errorf("the column of messages is %v wide, %v", width, err)
	}
	if linked, target, err := f.GetCellHyperLink("Coverage", "A2"); err != nil || !linked || !strings.Contains(target, reportstest.Contoso) {
		t.Errorf("the first tenant leads to %q, %v", target, err)
	}
	formats, err := f.GetConditionalFormats("Auto-renew")
	if err != nil || len(formats) == 0 {
		t.Errorf("no conditional formats: %v", err)
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
					t.Errorf("%s %s holds the formula %q, %v", sheet, cell, formula, err)
				}
			}
		}
	}
}

func TestWorkbookTimesAreLocal(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s := reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Zone: berlin}}
	got := string(grid(t, render(t, s, formatNamed(t, "xlsx"))))
	for _, want := range []string{"Due (Europe/Berlin)", "2026-11-24 20:27:03", "As of (Europe/Berlin) | 2026-11-20 01:00:00", "Due day (UTC)"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the workbook", want)
		}
	}
}

func BenchmarkFormats(b *testing.B) {
	const findings = 10_000
	source := reportstest.Many(findings)
	for _, format := range formats.All() {
		b.Run(format.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(b.Context(), format, source, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*findings), "ns/finding")
		})
	}
}

// TestChangesWithoutThePast checks what the sheet of changes tells of a run that
// did not keep what its findings were before.
func TestChangesWithoutThePast(t *testing.T) {
	got := string(grid(t, render(t, reportstest.Scenario{Source: reportstest.Portfolio(2, 3)}, formatNamed(t, "xlsx"))))
	if want := "changed | The due moved from 2025-01-01 to 2026-11-20. | 2026-11-20"; !strings.Contains(got, want) {
		t.Errorf("%q is not in the workbook:\n%s", want, got)
	}
}
