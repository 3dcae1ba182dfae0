package reports_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/json"
	"handover/reports/reportstest"
)

// TestCutTotals checks for every filter that the summary counts exactly what the
// lists hold.
func TestCutTotals(t *testing.T) {
	source := reportstest.Typical()
	for name, c := range map[string]struct {
		filter                             reconcile.Filter
		tenants, findings, resolved, plans int
	}{
		"owner":      {reconcile.Filter{Owner: reconcile.OwnerSourcePartner}, 2, 3, 2, 5},
		"seller":     {reconcile.Filter{Seller: "bbbbbbbb-0000-4000-8000-000000000001"}, 2, 6, 2, 20},
		"job":        {reconcile.Filter{Job: reconcile.AutoRenewJob}, 2, 3, 0, 23},
		"code":       {reconcile.Filter{Code: "relationship-missing"}, 2, 0, 1, 23},
		"tenant":     {reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}, 1, 3, 0, 6},
		"everything": {reconcile.Filter{Tenants: []string{reportstest.Contoso, reportstest.Fabrikam}}, 2, 10, 2, 23},
		"nothing":    {reconcile.Filter{Tenants: []string{"nobody"}}, 0, 0, 0, 0},
	} {
		document := reportstest.Document(t, reportstest.Render(t, reportstest.Scenario{Source: source, Options: reports.Options{Filter: c.filter}}, json.Write))
		summary := reportstest.Object(t, document["summary"])
		findings, tenants, resolved := reportstest.Items(t, document["findings"]), reportstest.Items(t, document["coverage"]), reportstest.Items(t, document["resolved"])
		if len(findings) != c.findings || len(tenants) != c.tenants || len(resolved) != c.resolved {
			t.Errorf("%s: %d findings, %d tenants, %d resolved, want %d, %d, %d", name, len(findings),
				len(tenants), len(resolved), c.findings, c.tenants, c.resolved)
		}
		if plans := reportstest.Items(t, document["plan"]); len(plans) != c.plans {
			t.Errorf("%s: %d lines of the plan, want %d", name, len(plans), c.plans)
		}
		if summary["findings"] != float64(len(findings)) || summary["tenants"] != float64(c.tenants) {
			t.Errorf("%s: the summary counts %v findings of %v tenants", name, summary["findings"], summary["tenants"])
		}
		for key, field := range map[string]string{"by_code": "code", "by_severity": "severity", "by_job": "job", "by_urgency": "urgency", "by_owner": "owner"} {
			want := map[string]any{}
			for _, f := range findings {
				value := fmt.Sprint(reportstest.Object(t, f)[field])
				n, _ := want[value].(float64)
				want[value] = n + 1
			}
			got := reportstest.Object(t, summary[key])
			maps.DeleteFunc(got, func(_ string, n any) bool { return n == 0.0 })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s (-findings +summary):\n%s", name, key, diff)
			}
		}
	}
}

// TestEveryFilterIsACut fails when a new field of the filter is not counted
// anew.
func TestEveryFilterIsACut(t *testing.T) {
	kind := reflect.TypeFor[reconcile.Filter]()
	for i := range kind.NumField() {
		var filter reconcile.Filter
		field := reflect.ValueOf(&filter).Elem().Field(i)
		if field.Kind() == reflect.Slice {
			field.Set(reflect.ValueOf([]string{"nobody"}))
		} else {
			field.SetString("nobody")
		}
		document := reportstest.Document(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: reports.Options{Filter: filter}}, json.Write))
		if n := reportstest.Object(t, document["summary"])["findings"]; n != 0.0 {
			t.Errorf("filter %s: the summary still counts %v findings", kind.Field(i).Name, n)
		}
	}
}

// TestSummaryOfTheRunIsUsed checks that without a filter nothing is counted
// anew.
func TestSummaryOfTheRunIsUsed(t *testing.T) {
	source := reportstest.Empty().WithRun(func(r *reconcile.Run) { r.Summary.Subscriptions = 77 })
	content := string(reportstest.Render(t, reportstest.Scenario{Source: source}, json.Write))
	if !strings.Contains(content, `"subscriptions":77`) {
		t.Errorf("the run's summary is not in\n%s", content)
	}
}

// TestCountingThatFails checks that an error while a cut is counted is not
// swallowed.
func TestCountingThatFails(t *testing.T) {
	failing := reportstest.Typical()
	failing.Fail = errors.New("broken")
	_, err := reports.New(t.Context(), failing, reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}})
	if !errors.Is(err, failing.Fail) {
		t.Errorf("error %v, want %v", err, failing.Fail)
	}
}

func TestUnknownOptions(t *testing.T) {
	for name, options := range map[string]reports.Options{
		"language":  {Language: "xx"},
		"delimiter": {CSVDelimiter: '='},
		"decimal":   {CSVDecimal: '\''},
		"comma":     {CSVDecimal: ','},
		"severity":  {Calendar: "urgent"},
	} {
		if _, err := reports.New(context.Background(), reportstest.Empty(), options); err == nil {
			t.Errorf("an unknown %s is accepted", name)
		}
	}
}
