package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"handover/reports"
	"handover/reports/json"
	"handover/reports/reportstest"
	"handover/reports/xlsx"
)

// TestPlanSheetAgreesWithTheJSON compares the raw values of the sheet's cells,
// row by row, with the lines of the plan in the JSON report.
func TestPlanSheetAgreesWithTheJSON(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		if s.Name == "hostile" {
			continue // Excel writes some of its characters in another way, see the golden file
		}
		rows := tableRows(t, open(t, reportstest.Render(t, s, xlsx.Write)), "Plan")
		lines := reportstest.Items(t, reportstest.Document(t, reportstest.Render(t, s, json.Write))["plan"])
		if len(lines) == 0 {
			if len(rows) != 1 || rows[0]["Planned for (UTC)"] != "No move has a step left." {
				t.Errorf("%s: an empty plan shows %v", s.Name, rows)
			}
			continue
		}
		if len(rows) != len(lines) {
			t.Fatalf("%s: %d rows for %d lines of the plan", s.Name, len(rows), len(lines))
		}
		for i, line := range lines {
			comparePlanRow(t, fmt.Sprintf("%s, line %d", s.Name, i), rows[i], reportstest.Object(t, line))
		}
	}
}

func comparePlanRow(t *testing.T, at string, row map[string]string, line map[string]any) {
	t.Helper()
	want := func(key string) string {
		if line[key] == nil {
			return ""
		}
		return fmt.Sprint(line[key])
	}
	code, late := "kind", want("overdue") == "true"
	if want("type") == "obstacle" {
		code = "code"
	}
	if called := row["Step"] == "Obstacle"; called != (code == "code") {
		t.Errorf("%s: the step is called %q", at, row["Step"])
	}
	for heading, value := range map[string]string{
		"Issue": want(code), "Subscription id": want("subscription_id"), "Customer id": want("tenant_id"),
		"Customer id of the target": want("target_tenant_id"), "Transfer request": want("transfer_id"), "Product id": want("offer_id"),
		"Seats": want("seats"), "Request number": want("request"), "Status": strings.ReplaceAll(strings.ReplaceAll(want("status"), "-", " "), "evaluated", "checked"),
	} {
		if row[heading] != value {
			t.Errorf("%s: %s is %q, want %q", at, heading, row[heading], value)
		}
	}
	if shown := row["Urgency"] == "overdue"; shown != late {
		t.Errorf("%s: overdue is %v, the urgency is %q", at, late, row["Urgency"])
	}
	if code == "code" && row["Product"] != want("offer_name") {
		t.Errorf("%s: the product is %q, want %q", at, row["Product"], want("offer_name"))
	}
	sameDay(t, row["Planned for (UTC)"], want("day"))
	lastSafe, _, _ := strings.Cut(want("last_safe"), "T")
	sameDay(t, row["Last safe day (UTC)"], lastSafe)
}

// TestPlanSheetIsHandy checks what makes the sheet usable: the tenant stays on
// screen, what is near and what stands in the way stands out, the header is
// repeated on paper, and the first sheet leads there.
func TestPlanSheetIsHandy(t *testing.T) {
	for name, options := range map[string]reports.Options{"whole": {}, "no money": {NoMoney: true}} {
		content := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: options}, xlsx.Write)
		f, book := open(t, content), reportstest.Parts(t, content)["xl/workbook.xml"]
		panes, err := f.GetPanes("Plan")
		if err != nil || !panes.Freeze || panes.YSplit != 2 || panes.XSplit != 2 {
			t.Errorf("%s: panes %+v, %v: want the header and two columns frozen", name, panes, err)
		}
		for _, want := range []string{`&#39;Plan&#39;!$A$1:$N$25</definedName>`, `&#39;Plan&#39;!$2:$2</definedName>`} {
			if !strings.Contains(book, want) {
				t.Errorf("%s: the workbook lacks %s", name, want)
			}
		}
		formats, err := f.GetConditionalFormats("Plan")
		if err != nil || len(formats["D3:D25"]) != 6 || len(formats["E3:E25"]) != 1 || len(formats["N3:N25"]) != 1 {
			t.Fatalf("%s: conditional formats %v, %v", name, formats, err)
		}
		if style, err := f.GetConditionalStyle(*formats["E3:E25"][0].Format); err != nil || style.Font == nil || !style.Font.Bold || len(style.Fill.Color) == 0 {
			t.Errorf("%s: an obstacle looks like %+v, %v", name, style, err)
		}
		if cell := cellOf(t, f, "Today", "Planned steps"); cell != "" {
			if linked, target, err := f.GetCellHyperLink("Today", cell); err != nil || !linked || target != "'Plan'!A1" {
				t.Errorf("%s: the first sheet leads to %q, %v", name, target, err)
			}
		}
	}
}

// cellOf finds the one cell with a text.
func cellOf(t *testing.T, f *excelize.File, sheet, text string) string {
	t.Helper()
	cells, err := f.SearchSheet(sheet, text)
	if err != nil || len(cells) != 1 {
		t.Errorf("%q stands in %q of %s, %v: want one place", text, cells, sheet, err)
		return ""
	}
	return cells[0]
}
