package reports_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// bytesOf gives all that is in a report: of a workbook its parts.
func bytesOf(t *testing.T, format formats.Format, content []byte) string {
	t.Helper()
	if format.Name != "xlsx" {
		return string(content)
	}
	var all strings.Builder
	for name, part := range reportstest.Parts(t, content) {
		all.WriteString(name + part)
	}
	return all.String()
}

// TestCutsTellNothingElse searches the bytes of every format for what a cut must
// leave out, and checks that the whole report has it, where the search could
// otherwise not fail.
func TestCutsTellNothingElse(t *testing.T) {
	const operator, reason, trend = "Kim Operator", "Quarrel", "7654321"
	contoso := []string{reportstest.Contoso, "Contoso", "con-1", "con-2", "con-3", "con-4", "con-5", "con-6", "con-9"}
	others := append([]string{reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend}, contoso...)
	money := []string{"12345.67", "1234567", "617.28", "1851.84", "4321.99", "SEK", "XQZ", operator, reason, trend}
	for name, c := range map[string]struct {
		options reports.Options
		without []string
		with    string
	}{
		"tenant": {reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}, others, "Fabrikam"},
		"seller": {
			reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}},
			[]string{"con-1", "con-4", "con-5", "con-9", reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend},
			"Fabrikam",
		},
		"owner": {
			reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}},
			[]string{"con-1", reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend},
			"Fabrikam",
		},
		"no money": {reports.Options{NoMoney: true}, money, "Contoso"},
		"tenant, no money": {
			reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}},
			append(money, others...), "Fabrikam",
		},
	} {
		for _, format := range formats.All() {
			content := bytesOf(t, format, render(t, reportstest.Scenario{Source: reportstest.Shared(), Options: c.options}, format))
			for _, secret := range c.without {
				if strings.Contains(content, secret) {
					t.Errorf("%s, %s: %q is in it", name, format.Name, secret)
				}
			}
			if !strings.Contains(content, c.with) {
				t.Errorf("%s, %s: %q is missing", name, format.Name, c.with)
			}
		}
	}
	whole := ""
	for _, format := range formats.All() {
		whole += bytesOf(t, format, render(t, reportstest.Scenario{Source: reportstest.Shared()}, format))
	}
	for _, secret := range append(money, others...) {
		if !strings.Contains(whole, secret) {
			t.Errorf("even the whole report lacks %q: the search proves nothing", secret)
		}
	}
}

// TestTargetInTheCutStays checks that a move between two tenants of one cut still
// names its target.
func TestTargetInTheCutStays(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Shared(), Options: reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam, reportstest.Contoso}}}}
	document := reportstest.Document(t, render(t, s, formatNamed(t, "json")))
	for _, f := range reportstest.Items(t, document["findings"]) {
		finding := reportstest.Object(t, f)
		if finding["code"] == "tenant-to-tenant-data" && reportstest.Object(t, finding["evidence"])["target_tenant"] != reportstest.Contoso {
			t.Errorf("evidence %v, want the target tenant %s", finding["evidence"], reportstest.Contoso)
		}
	}
}

// TestMovesAcrossTheCut checks what a cut still tells of a move that leads out of
// it, which is its own side and no word about the other; and of one that leads into
// it, which is nothing, since that is about what another tenant holds.
func TestMovesAcrossTheCut(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Shared(), Options: reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}}
	own := map[string]any{"tenant_id": reportstest.Fabrikam, "target_tenant_id": reportstest.Fabrikam, "tenant_name": "Fabrikam", "status": "evaluated"}
	outOf := map[string]any{"tenant_id": reportstest.Fabrikam, "target_tenant_id": nil, "tenant_name": nil, "status": "evaluated"}
	want := []map[string]any{
		with(with(outOf, "type", "obstacle"), "subscription_id", "fab-4"),
		with(with(outOf, "type", "step"), "subscription_id", "fab-5"),
		with(with(own, "type", "step"), "subscription_id", "fab-6"),
	}
	document := reportstest.Document(t, render(t, s, formatNamed(t, "json")))
	if err := reportstest.Schema(t, schema).Validate(document); err != nil {
		t.Error(err)
	}
	lines := reportstest.Items(t, document["plan"])
	if len(lines) != len(want) {
		t.Fatalf("%d lines of the plan, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		got := reportstest.Object(t, line)
		for key, value := range want[i] {
			if got[key] != value {
				t.Errorf("line %d: %s is %v, want %v", i, key, got[key], value)
			}
		}
	}
}

// with gives a copy of an object with one more key.
func with(object map[string]any, key string, value any) map[string]any {
	more := maps.Clone(object)
	more[key] = value
	return more
}

// TestCutsKeepTheSourceWhole renders a cut, then the whole report, which must not
// have lost anything.
func TestCutsKeepTheSourceWhole(t *testing.T) {
	source, format := reportstest.Shared(), formatNamed(t, "json")
	before := string(render(t, reportstest.Scenario{Source: source}, format))
	render(t, reportstest.Scenario{Source: source, Options: reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}}, format)
	if diff := cmp.Diff(before, string(render(t, reportstest.Scenario{Source: source}, format))); diff != "" {
		t.Errorf("the whole report after a cut (-before +after):\n%s", diff)
	}
}

// TestCoverageOfACut checks which tenants a cut lists, and that its control
// totals are theirs.
func TestCoverageOfACut(t *testing.T) {
	for name, c := range map[string]struct {
		options      reports.Options
		tenants      []string
		rows, amount float64
	}{
		"whole":    {reports.Options{}, []string{"Contoso", "Fabrikam", "Northwind"}, 51, 2},
		"tenant":   {reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Northwind}}}, []string{"Northwind"}, 17, 0},
		"owner":    {reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}}, []string{"Contoso", "Fabrikam"}, 2, 1},
		"seller":   {reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}}, []string{"Contoso", "Fabrikam"}, 2, 1},
		"job":      {reports.Options{Filter: reconcile.Filter{Job: reconcile.BillingJob}}, []string{"Contoso", "Fabrikam", "Northwind"}, 51, 1},
		"no money": {reports.Options{NoMoney: true}, []string{"Contoso", "Fabrikam", "Northwind"}, 51, 0},
	} {
		document := reportstest.Document(t, render(t, reportstest.Scenario{Source: reportstest.Shared(), Options: c.options}, formatNamed(t, "json")))
		if err := reportstest.Schema(t, schema).Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var names []string
		for _, row := range reportstest.Items(t, document["coverage"]) {
			name, _ := reportstest.Object(t, row)["name"].(string)
			names = append(names, name)
		}
		if diff := cmp.Diff(c.tenants, names); diff != "" {
			t.Errorf("%s: tenants (-want +got):\n%s", name, diff)
		}
		summary := reportstest.Object(t, document["summary"])
		if got := reportstest.Object(t, summary["totals"])["subscriptions"]; got != c.rows || summary["subscriptions"] != c.rows {
			t.Errorf("%s: %v subscriptions, want %v", name, got, c.rows)
		}
		filter := c.options.Filter
		if got := tied(t, summary); (filter.Owner != "" || filter.Seller != "") && got != c.rows {
			t.Errorf("%s: %v subscriptions are accounted for, want %v", name, got, c.rows)
		}
		with := 0.0
		for _, sum := range reportstest.Items(t, summary["exposure"]) {
			n, _ := reportstest.Object(t, sum)["findings"].(float64)
			with += n
		}
		if with != c.amount {
			t.Errorf("%s: %v findings with an amount, want %v", name, with, c.amount)
		}
	}
}

// tied adds the parts that the control totals say the subscriptions fall into.
func tied(t *testing.T, summary map[string]any) float64 {
	t.Helper()
	totals, sum := reportstest.Object(t, summary["totals"]), 0.0
	for _, part := range []string{"with_findings", "routine", "not_evaluated"} {
		n, _ := totals[part].(float64)
		sum += n
	}
	return sum
}

// TestStateOfACut checks that a cut is partial only where one of its own tenants was
// not evaluated.
func TestStateOfACut(t *testing.T) {
	for tenant, want := range map[string]string{reportstest.Contoso: "complete", reportstest.Fabrikam: "partial"} {
		cut := reports.Options{Filter: reconcile.Filter{Tenants: []string{tenant}}}
		document := reportstest.Document(t, render(t, reportstest.Scenario{Source: reportstest.Partial(), Options: cut}, formatNamed(t, "json")))
		if got := reportstest.Object(t, document["run"])["status"]; got != want {
			t.Errorf("the cut to %s is %v, want %s", tenant, got, want)
		}
	}
}
