package reports_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/json"
	"handover/reports/reportstest"
)

const schema = "../docs/report.schema.json"

// TestTargetInTheCutStays checks that a move between two tenants of one cut still
// names its target.
func TestTargetInTheCutStays(t *testing.T) {
	s := reportstest.Scenario{Source: reportstest.Shared(), Options: reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam, reportstest.Contoso}}}}
	document := reportstest.Document(t, reportstest.Render(t, s, json.Write))
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
	document := reportstest.Document(t, reportstest.Render(t, s, json.Write))
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

// with returns a copy of an object with one more key.
func with(object map[string]any, key string, value any) map[string]any {
	more := maps.Clone(object)
	more[key] = value
	return more
}

// TestCutsKeepTheSourceWhole renders a cut, then the whole report, which must not
// have lost anything.
func TestCutsKeepTheSourceWhole(t *testing.T) {
	source := reportstest.Shared()
	before := string(reportstest.Render(t, reportstest.Scenario{Source: source}, json.Write))
	reportstest.Render(t, reportstest.Scenario{Source: source, Options: reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}}, json.Write)
	if diff := cmp.Diff(before, string(reportstest.Render(t, reportstest.Scenario{Source: source}, json.Write))); diff != "" {
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
		document := reportstest.Document(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Shared(), Options: c.options}, json.Write))
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
		document := reportstest.Document(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Partial(), Options: cut}, json.Write))
		if got := reportstest.Object(t, document["run"])["status"]; got != want {
			t.Errorf("the cut to %s is %v, want %s", tenant, got, want)
		}
	}
}
