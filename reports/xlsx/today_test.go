package xlsx_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports/reportstest"
	"handover/reports/xlsx"
)

// TestTodayComesFirst checks the order in which the first sheet tells things, and that the
// first two fit on a small screen: not much wider than 1,366 pixels.
func TestTodayComesFirst(t *testing.T) {
	all := []string{"Not checked", "What to do now", "Gone since", "Money by kind", "Money since run", "Severity", "By who acts", "By issue", "Control totals", "As of"}
	var f *excelize.File
	for name, want := range map[string]struct {
		source *reportstest.Source
		order  []string
	}{
		"not checked": {reportstest.Partial(), slices.Concat(all[:2], all[3:4], all[5:])},
		"changes":     {reportstest.Typical(), all[1:]},
	} {
		f = open(t, reportstest.Render(t, reportstest.Scenario{Source: want.source}, xlsx.Write))
		rows, err := f.GetRows("Today")
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, row := range rows {
			lines = append(lines, strings.Join(row, " "))
		}
		text := strings.Join(lines, "\n")
		for _, next := range want.order {
			_, rest, found := strings.Cut(text, "\n"+next)
			if !found {
				t.Fatalf("%s: %q does not come next in\n%s", name, next, text)
			}
			text = rest
		}
	}
	width := 0.0
	for column := 'A'; column <= 'N'; column++ {
		one, err := f.GetColWidth("Today", string(column))
		if err != nil {
			t.Fatal(err)
		}
		width += one
	}
	if width > 185 {
		t.Errorf("the first sheet is %v characters wide", width)
	}
}

// TestTodayLeadsToTheLists checks that a finding on the first sheet leads to its own row
// among the actions, one that is gone to its row among the changes, and each list back.
func TestTodayLeadsToTheLists(t *testing.T) {
	f := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, xlsx.Write))
	checked := map[string]int{}
	rows, err := f.GetRows("Today")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		from, err := excelize.CoordinatesToCellName(3, i+1)
		if err != nil {
			t.Fatal(err)
		}
		linked, target, err := f.GetCellHyperLink("Today", from)
		if err != nil || !linked || strings.HasSuffix(target, "!A1") || len(rows[i]) < 3 { // these lead to a whole list
			continue
		}
		sheet, ref, _ := strings.Cut(target, "!")
		sheet = strings.Trim(sheet, "'")
		name, err := f.GetCellValue(sheet, strings.Replace(ref, "A", "B", 1))
		if err != nil {
			t.Fatal(err)
		}
		day, err := f.GetCellValue(sheet, ref)
		if err != nil {
			t.Fatal(err)
		}
		if name != rows[i][2] || day != rows[i][0] {
			t.Errorf("%s of %s leads to %s of %s at %s", rows[i][2], rows[i][0], name, day, target)
		}
		checked[sheet]++
	}
	if checked["Actions"] < 5 || checked["Changes"] < 1 {
		t.Errorf("links were found to %v", checked)
	}
	for _, sheet := range f.GetSheetList()[1:] {
		if _, target, err := f.GetCellHyperLink(sheet, "A1"); err != nil || target != "'Today'!A1" {
			t.Errorf("%s leads back to %q, %v", sheet, target, err)
		}
	}
}

// TestActionsLead checks that an action leads to the page of its customer, and its next
// step to the plan.
func TestActionsLead(t *testing.T) {
	f := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, xlsx.Write))
	plan, pages, steps := tableRows(t, f, "Plan"), 0, 0
	for i, row := range tableRows(t, f, "Actions") {
		from, err := excelize.CoordinatesToCellName(2, headRow(t, f, "Actions")+1+i)
		if err != nil {
			t.Fatal(err)
		}
		if _, target, err := f.GetCellHyperLink("Actions", from); err != nil || target != "https://partner.microsoft.com/dashboard/v2/customers/"+row["Customer id"]+"/account" {
			t.Errorf("%s leads to %q, %v", row["Customer"], target, err)
		} else {
			pages++
		}
		from = strings.Replace(from, "B", "L", 1)
		linked, target, err := f.GetCellHyperLink("Actions", from)
		if err != nil || !linked {
			continue
		}
		to, err := rowOf(target)
		if err != nil {
			t.Fatal(err)
		}
		if step := plan[to-headRow(t, f, "Plan")-1]; step["Subscription id"] != row["Subscription id"] {
			t.Errorf("the step of %s leads to that of %s", row["Subscription id"], step["Subscription id"])
		}
		steps++
	}
	if pages == 0 || steps == 0 {
		t.Errorf("%d links to pages, %d to steps", pages, steps)
	}
}

func rowOf(target string) (int, error) {
	_, row, err := excelize.CellNameToCoordinates(target[strings.LastIndex(target, "!")+1:])
	return row, err
}

// TestNoPageWithoutAnID checks that nothing leads to the page of a customer whose id can
// have none.
func TestNoPageWithoutAnID(t *testing.T) {
	f := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, nil, nil)}, xlsx.Write))
	if linked, _, err := f.GetCellHyperLink("Customers", "A4"); err != nil || linked {
		t.Errorf("an empty sheet has a link, %v", err)
	}
	odd := reportstest.Due("../../evil?x=", 22, "s-1")
	f = open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{{Finding: odd}}, nil)}, xlsx.Write))
	for _, ref := range []string{"A4", "B3"} {
		for _, sheet := range []string{"Customers", "Actions", "Coverage"} {
			if linked, target, err := f.GetCellHyperLink(sheet, ref); err != nil || linked && strings.Contains(target, "evil") {
				t.Errorf("%s %s leads to %q, %v", sheet, ref, target, err)
			}
		}
	}
}

// TestSumsAreThere reads the sums above the lists as a program does that does not
// calculate, and ties them to the rows and to the control totals.
func TestSumsAreThere(t *testing.T) {
	f := open(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical()}, xlsx.Write))
	totals, err := f.GetRows("Today", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	tied := map[string]string{}
	for _, row := range totals {
		if len(row) > 10 {
			tied[row[0]] = row[8]
		}
	}
	for sheet, least := range map[string]int{"Customers": 9, "Money": 3} {
		lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		head, sums := headRow(t, f, sheet), 0
		for column, title := range lines[head-1] {
			ref, err := excelize.CoordinatesToCellName(column+1, head-1)
			if err != nil {
				t.Fatal(err)
			}
			formula, err := f.GetCellFormula(sheet, ref)
			if err != nil || formula == "" {
				continue
			}
			sums++
			want := new(big.Rat)
			for _, line := range lines[head:] {
				if column < len(line) && line[column] != "" {
					n, ok := new(big.Rat).SetString(line[column])
					if !ok {
						t.Fatalf("%s: %q is no number", sheet, line[column])
					}
					want.Add(want, n)
				}
			}
			if got, ok := new(big.Rat).SetString(lines[head-2][column]); !ok || got.Cmp(want) != 0 {
				t.Errorf("%s: the sum of %s is %q, its rows add up to %s", sheet, title, lines[head-2][column], want.FloatString(3))
			}
			if total, there := tied[sheet+": "+title]; there && total != lines[head-2][column] {
				t.Errorf("%s: the sum of %s is %q, the control total %q", sheet, title, lines[head-2][column], total)
			}
		}
		if sums < least {
			t.Errorf("%s has %d sums, want %d", sheet, sums, least)
		}
	}
}
