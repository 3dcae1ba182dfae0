package reports_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// TestEndings names the customers whose delegated administration ends first, and counts all.
func TestEndings(t *testing.T) {
	day := func(n int) reconcile.Day { return reconcile.NewDay(2026, 12, n) }
	for name, c := range map[string]struct {
		until []reconcile.Day // of the tenants, by name
		text  string          // of the fact; empty: there is none
	}{
		"of nobody":        {[]reconcile.Day{0, 0}, ""},
		"of one":           {[]reconcile.Day{0, day(3)}, "Ends within 30 days or has ended for 1 customer; ask for a new relationship: Customer 1 (3 Dec 2026)."},
		"the first before": {[]reconcile.Day{day(3), day(2)}, "Ends within 30 days or has ended for 2 customers; ask each for a new relationship: Customer 1 (2 Dec 2026), Customer 0 (3 Dec 2026)."},
		"of one day":       {[]reconcile.Day{day(3), day(3)}, "Ends within 30 days or has ended for 2 customers; ask each for a new relationship: Customer 0 (3 Dec 2026), Customer 1 (3 Dec 2026)."},
		"of many": {
			[]reconcile.Day{day(9), day(8), day(7), day(6), day(5), day(4), 0, day(3)},
			"Ends within 30 days or has ended for 7 customers; ask each for a new relationship: Customer 7 (3 Dec 2026), Customer 5 (4 Dec 2026), Customer 4 (5 Dec 2026), " +
				"Customer 3 (6 Dec 2026), Customer 2 (7 Dec 2026) and 2 more.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var coverage []reconcile.Coverage
			for i, until := range c.until {
				coverage = append(coverage, reconcile.Coverage{TenantID: fmt.Sprint(i), Name: fmt.Sprintf("Customer %d", i), Evaluated: i%2 == 0, DelegatedUntil: until})
			}
			source := reportstest.NewSource(reportstest.Run(), coverage, nil, nil)
			if diff := cmp.Diff(c.text, endingText(t, source, reports.Options{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestEndingsAreForOperators leaves them out of what somebody else may read.
func TestEndingsAreForOperators(t *testing.T) {
	for name, c := range map[string]struct {
		options reports.Options
		told    bool
	}{
		"whole":    {reports.Options{}, true},
		"no money": {reports.Options{NoMoney: true}, true},
		"job":      {reports.Options{Filter: reconcile.Filter{Job: reconcile.BillingJob}}, true},
		"us":       {reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}}, true},
		"tenant":   {reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}, false},
		"seller":   {reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}}, false},
		"customer": {reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerCustomer}}, false},
	} {
		text := endingText(t, reportstest.Shared(), c.options)
		if (text != "") != c.told {
			t.Errorf("%s: %q; told %v, want %v", name, text, !c.told, c.told)
		}
	}
}

// endingText returns what a report says of the delegated administration that ends.
func endingText(t *testing.T, source reports.Source, options reports.Options) string {
	t.Helper()
	facts, err := reportOf(t, source, options).Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, fact := range facts {
		if fact.Kind == reports.EndingFact {
			return fact.Text
		}
	}
	return ""
}
