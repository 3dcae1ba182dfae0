package reports_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

// The tenants and the two sellers of the run that is cut.
const (
	northwind    = "cccccccc-0000-4000-8000-000000000003"
	sellerOfSome = "dddddddd-0000-4000-8000-000000000004"
)

// shared gives a run about several tenants, each of which a cut must keep to
// itself: a move leads from one to another, amounts stand wherever they can, and
// somebody said why the program ran.
func shared() *reportstest.Source {
	run := reportstest.Run()
	run.Actor, run.Reason, run.Tenants = "Kim Operator", "Quarrel with Contoso", []string{reportstest.Contoso}
	run.Trend = []reconcile.TrendPoint{{Seq: 1, AsOf: run.AsOf.AddDate(0, 0, -1), Findings: 7654321}, {Seq: run.Seq, AsOf: run.AsOf, Findings: 7654321}}
	coverage := []reconcile.Coverage{
		{TenantID: reportstest.Contoso, Name: "Contoso", Evaluated: true, Subscriptions: 31, Seats: 7310, WithFindings: 2},
		{TenantID: reportstest.Fabrikam, Name: "Fabrikam", Evaluated: true, Subscriptions: 3, Seats: 60, WithFindings: 3},
		{TenantID: northwind, Name: "Northwind", Subscriptions: 17, Reason: reconcile.StaleData, Source: "northwind-export"},
	}
	of := func(tenant, name, subscription string, code reconcile.Code, job reconcile.Job, owner reconcile.Owner) reconcile.Finding {
		return reconcile.Finding{
			Code: code, Job: job, Severity: reconcile.High, Owner: owner, TenantID: tenant, TenantName: name,
			SubscriptionID: subscription, OfferName: "Plan", Due: reconcile.DueDay(reconcile.NewDay(2026, 12, 1)), Quantity: reconcile.CountOf(20), SellerID: sellerOfSome,
		}
	}
	fact := func(f reconcile.Finding, pairs ...string) reconcile.Reported {
		for i := 0; i < len(pairs); i += 2 {
			f.Evidence = append(f.Evidence, reconcile.Evidence{Key: pairs[i], Value: pairs[i+1]})
		}
		return reconcile.Reported{Finding: f, Delta: reconcile.New, State: reconcile.StateOpen}
	}
	priced := of(reportstest.Fabrikam, "Fabrikam", "fab-1", "renewal-commitment", reconcile.AutoRenewJob, reconcile.OwnerUs)
	priced.Exposure = reconcile.Exposure{
		Amount: reconcile.Amount{Minor: 1234567, Currency: "SEK"}, Basis: reconcile.BasisNextTerm,
		Args: []reconcile.Evidence{{Key: "seats", Value: "20"}, {Key: "unit_price", Value: "617.28"}, {Key: "periods", Value: "1"}},
	}
	odd := of(reportstest.Fabrikam, "Fabrikam", "", "unknown-value", reconcile.DataQualityJob, reconcile.OwnerUs)
	odd.Subject = "currency=XQZ"
	credit := of(reportstest.Contoso, "Contoso", "con-1", "credit-candidate", reconcile.BillingJob, reconcile.OwnerCustomer)
	credit.Exposure = priced.Exposure
	credit.SellerID = "eeeeeeee-0000-4000-8000-000000000005"
	gone := credit
	gone.SubscriptionID = "con-9"
	changed := fact(of(reportstest.Fabrikam, "Fabrikam", "fab-2", "offer-different", reconcile.ContinuityJob, reconcile.OwnerUs),
		"target", "con-2", "target_offer", "Plan 2")
	changed.Delta, changed.Previous = reconcile.Changed, &reconcile.Finding{Severity: reconcile.Low, Evidence: []reconcile.Evidence{
		{Key: "target", Value: "con-6", Material: true},
		{Key: "old_value", Value: "4321.99", Material: true},
		{Key: "target_offer", Value: "Plan before", Material: true},
	}}
	return reportstest.NewSource(run, coverage, []reconcile.Reported{
		fact(priced, "unassigned", "3", "unassigned_value", "1851.84"),
		fact(odd, "column", "currency", "value", "XQZ", "rows", "1", "row_ids", "fab-7"),
		fact(of(reportstest.Fabrikam, "Fabrikam", "fab-2", "tenant-to-tenant-data", reconcile.ReadinessJob, reconcile.OwnerCustomer),
			"target_tenant", reportstest.Contoso),
		changed,
		fact(credit, "delegated_admin", "no"),
	}, []reconcile.ResolvedFinding{{Finding: gone, Reason: reconcile.ReasonMoved}}).WithPlan(sharedPlan())
}

// sharedPlan gives lines of moves within each tenant and from one to the other.
func sharedPlan() []reconcile.Planned {
	names := map[string]string{reportstest.Contoso: "Contoso", reportstest.Fabrikam: "Fabrikam"}
	line := func(from, source, to string) reconcile.Planned {
		s := reconcile.PlanStep{
			TenantID: from, SourceID: source, SellerID: sellerOfSome, TargetTenantID: to, Kind: reconcile.StepOrder, Route: reconcile.RouteRebuy,
			Owner: reconcile.OwnerUs, Day: reconcile.NewDay(2026, 11, 24), LastSafe: reconcile.DueDay(reconcile.NewDay(2026, 12, 1)),
			OfferName: "Plan", TransferID: "transfer-of-" + source,
		}
		if from == reportstest.Contoso {
			s.SellerID = "eeeeeeee-0000-4000-8000-000000000005"
		}
		return reconcile.Planned{TenantID: to, TenantName: names[to], SourceEvaluated: true, TargetEvaluated: true, Step: &s}
	}
	stands := func(from, source, to string) reconcile.Planned {
		o := reconcile.Obstacle{Code: reconcile.ObstacleSourceTwice, TenantID: from, SourceID: source, TargetTenantID: to}
		return reconcile.Planned{TenantID: to, TenantName: names[to], SourceEvaluated: true, TargetEvaluated: true, Obstacle: &o}
	}
	return []reconcile.Planned{
		stands(reportstest.Contoso, "con-3", reportstest.Fabrikam), stands(reportstest.Fabrikam, "fab-4", reportstest.Contoso),
		line(reportstest.Contoso, "con-4", reportstest.Contoso), line(reportstest.Fabrikam, "fab-5", reportstest.Contoso),
		line(reportstest.Contoso, "con-5", reportstest.Fabrikam), line(reportstest.Fabrikam, "fab-6", reportstest.Fabrikam),
	}
}

// bytesOf gives all that is in a report: of a workbook its parts.
func bytesOf(t *testing.T, format formats.Format, content []byte) string {
	t.Helper()
	if format.Name != "xlsx" {
		return string(content)
	}
	var all strings.Builder
	for name, part := range unpack(t, content) {
		all.WriteString(name + part)
	}
	return all.String()
}

// unpack gives the parts of a workbook by name.
func unpack(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		parts[part.Name] = string(content)
	}
	return parts
}

// TestCutsTellNothingElse searches the bytes of every format for what a cut must
// leave out, and checks that the whole report has it, where the search could
// otherwise not fail.
func TestCutsTellNothingElse(t *testing.T) {
	const operator, reason, trend = "Kim Operator", "Quarrel", "7654321"
	contoso := []string{reportstest.Contoso, "Contoso", "con-1", "con-2", "con-3", "con-4", "con-5", "con-6", "con-9"}
	others := append([]string{northwind, "Northwind", "northwind-export", operator, reason, trend}, contoso...)
	money := []string{"12345.67", "1234567", "617.28", "1851.84", "4321.99", "SEK", "XQZ", operator, reason, trend}
	for name, c := range map[string]struct {
		options reports.Options
		without []string
		with    string
	}{
		"tenant": {reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}, others, "Fabrikam"},
		"seller": {
			reports.Options{Filter: reconcile.Filter{Seller: sellerOfSome}},
			[]string{"con-1", "con-4", "con-5", "con-9", northwind, "Northwind", "northwind-export", operator, reason, trend},
			"Fabrikam",
		},
		"owner": {
			reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}},
			[]string{"con-1", northwind, "Northwind", "northwind-export", operator, reason, trend},
			"Fabrikam",
		},
		"no money": {reports.Options{NoMoney: true}, money, "Contoso"},
		"tenant, no money": {
			reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}},
			append(money, others...), "Fabrikam",
		},
	} {
		for _, format := range formats.All() {
			content := bytesOf(t, format, render(t, scenario{source: shared(), options: c.options}, format))
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
		whole += bytesOf(t, format, render(t, scenario{source: shared()}, format))
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
	s := scenario{source: shared(), options: reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam, reportstest.Contoso}}}}
	document := decode(t, render(t, s, formatNamed(t, "json")))
	for _, f := range items(t, document["findings"]) {
		finding := object(t, f)
		if finding["code"] == "tenant-to-tenant-data" && object(t, finding["evidence"])["target_tenant"] != reportstest.Contoso {
			t.Errorf("evidence %v, want the target tenant %s", finding["evidence"], reportstest.Contoso)
		}
	}
}

// TestMovesAcrossTheCut checks what a cut still tells of a move that leads out of
// it, which is its own side and no word about the other; and of one that leads into
// it, which is nothing, since that is about what another tenant holds.
func TestMovesAcrossTheCut(t *testing.T) {
	s := scenario{source: shared(), options: reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}}
	own := map[string]any{"tenant_id": reportstest.Fabrikam, "target_tenant_id": reportstest.Fabrikam, "tenant_name": "Fabrikam", "status": "evaluated"}
	outOf := map[string]any{"tenant_id": reportstest.Fabrikam, "target_tenant_id": nil, "tenant_name": nil, "status": "evaluated"}
	want := []map[string]any{
		with(with(outOf, "type", "obstacle"), "subscription_id", "fab-4"),
		with(with(outOf, "type", "step"), "subscription_id", "fab-5"),
		with(with(own, "type", "step"), "subscription_id", "fab-6"),
	}
	document := decode(t, render(t, s, formatNamed(t, "json")))
	if err := schema(t).Validate(document); err != nil {
		t.Error(err)
	}
	lines := items(t, document["plan"])
	if len(lines) != len(want) {
		t.Fatalf("%d lines of the plan, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		got := object(t, line)
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
	source, format := shared(), formatNamed(t, "json")
	before := string(render(t, scenario{source: source}, format))
	render(t, scenario{source: source, options: reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}}, format)
	if diff := cmp.Diff(before, string(render(t, scenario{source: source}, format))); diff != "" {
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
		"tenant":   {reports.Options{Filter: reconcile.Filter{Tenants: []string{northwind}}}, []string{"Northwind"}, 17, 0},
		"owner":    {reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}}, []string{"Contoso", "Fabrikam"}, 2, 1},
		"seller":   {reports.Options{Filter: reconcile.Filter{Seller: sellerOfSome}}, []string{"Contoso", "Fabrikam"}, 2, 1},
		"job":      {reports.Options{Filter: reconcile.Filter{Job: reconcile.BillingJob}}, []string{"Contoso", "Fabrikam", "Northwind"}, 51, 1},
		"no money": {reports.Options{NoMoney: true}, []string{"Contoso", "Fabrikam", "Northwind"}, 51, 0},
	} {
		document := decode(t, render(t, scenario{source: shared(), options: c.options}, formatNamed(t, "json")))
		if err := schema(t).Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var names []string
		for _, row := range items(t, document["coverage"]) {
			name, _ := object(t, row)["name"].(string)
			names = append(names, name)
		}
		if diff := cmp.Diff(c.tenants, names); diff != "" {
			t.Errorf("%s: tenants (-want +got):\n%s", name, diff)
		}
		summary := object(t, document["summary"])
		if got := object(t, summary["totals"])["subscriptions"]; got != c.rows || summary["subscriptions"] != c.rows {
			t.Errorf("%s: %v subscriptions, want %v", name, got, c.rows)
		}
		filter := c.options.Filter
		if got := tied(t, summary); (filter.Owner != "" || filter.Seller != "") && got != c.rows {
			t.Errorf("%s: %v subscriptions are accounted for, want %v", name, got, c.rows)
		}
		with := 0.0
		for _, sum := range items(t, summary["exposure"]) {
			n, _ := object(t, sum)["findings"].(float64)
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
	totals, sum := object(t, summary["totals"]), 0.0
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
		document := decode(t, render(t, scenario{source: reportstest.Partial(), options: cut}, formatNamed(t, "json")))
		if got := object(t, document["run"])["status"]; got != want {
			t.Errorf("the cut to %s is %v, want %s", tenant, got, want)
		}
	}
}
