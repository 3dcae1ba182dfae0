package formats_test

import (
	"slices"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

func formatNamed(t *testing.T, name string) formats.Format {
	t.Helper()
	format, err := formats.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return format
}

// bytesOf returns all that is in a report: of a workbook its parts.
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
	const operator, reason, trend = "Kim Operator", "Quarrel", "7,654,321"
	ending := []string{"2026-11-02", "(2 Nov 2026)", "2026-11-03", "(3 Nov 2026)", "elegated administration"} // delegated administration is ours to see to
	decided := []string{"Dana Decider", "Hearsay"}
	contoso := []string{reportstest.Contoso, "Contoso", "con-1", "con-2", "con-3", "con-4", "con-5", "con-6", "con-9", "Who of contoso", "who@contoso.example"}
	contacts := []string{"Who of contoso", "who@contoso.example", "Who of fabrikam", "who@fabrikam.example", "Who of northwind", "who@northwind.example"}
	others := slices.Concat(decided, ending, []string{"who@northwind.example", reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend}, contoso)
	money := slices.Concat(decided, []string{"12345.67", "1234567", "617.28", "1851.84", "4321.99", "SEK", "XQZ", operator, reason, trend})
	for name, c := range map[string]struct {
		options reports.Options
		without []string
		with    string
	}{
		"tenant": {reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}, others, "Fabrikam"},
		"seller": {
			reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}},
			append([]string{
				"con-1", "con-4", "con-5", "con-9", reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend,
				"Proseware", "Who of proseware", "who@proseware.example", decided[0], decided[1],
			}, slices.Concat(contacts, ending)...),
			"Fabrikam",
		},
		"owner": {
			reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerUs}},
			append([]string{"con-1", reportstest.Northwind, "Northwind", "northwind-export", operator, reason, trend, decided[0], decided[1]}, contacts...),
			"Fabrikam",
		},
		"no money": {reports.Options{NoMoney: true}, money, "Contoso"},
		"tenant, no money": {
			reports.Options{NoMoney: true, Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}},
			append(money, others...), "Fabrikam",
		},
	} {
		for _, format := range formats.All() {
			content := bytesOf(t, format, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Shared(), Options: c.options}, format.Write))
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
		whole += bytesOf(t, format, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Shared()}, format.Write))
	}
	for _, secret := range slices.Concat(money, others, contacts, []string{"Proseware", "who@proseware.example"}) {
		if !strings.Contains(whole, secret) {
			t.Errorf("even the whole report lacks %q: the search proves nothing", secret)
		}
	}
}

// TestCutsTellWhomToWriteTo looks for the contacts of those whom a cut is about, and of
// nobody else.
func TestCutsTellWhomToWriteTo(t *testing.T) {
	people := []string{"who@contoso.example", "who@fabrikam.example", "who@northwind.example", "who@tailspin.example", "who@proseware.example"}
	for name, c := range map[string]struct {
		options reports.Options
		want    []string
	}{
		"all":      {reports.Options{}, people},
		"no money": {reports.Options{NoMoney: true}, people},
		"tenant": {
			reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Northwind}}}, []string{"who@northwind.example"},
		},
		"tenant with a seller": {
			reports.Options{Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}}, []string{"who@fabrikam.example", "who@tailspin.example"},
		},
		"seller": {reports.Options{Filter: reconcile.Filter{Seller: reportstest.SellerOfSome}}, []string{"who@tailspin.example"}},
		"owner":  {reports.Options{Filter: reconcile.Filter{Owner: reconcile.OwnerMicrosoft}}, nil},
	} {
		for _, format := range []string{"json", "ndjson"} {
			content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Shared(), Options: c.options}, formatNamed(t, format).Write))
			var got []string
			for _, who := range people {
				if strings.Contains(content, who) {
					got = append(got, who)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s, %s: %q are to be written to, want %q", name, format, got, c.want)
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
			content := bytesOf(t, format, reportstest.Render(t, s, format.Write))
			if !money && strings.Contains(content, string(reconcile.PriceEstimated)) {
				t.Errorf("%s without money tells of an estimated price", format.Name)
			}
		}
		for _, name := range []string{"xlsx", "html", "md"} {
			content := bytesOf(t, formatNamed(t, name), reportstest.Render(t, s, formatNamed(t, name).Write))
			if got := strings.Contains(content, "estimated from the current price"); got != money {
				t.Errorf("%s with money %t tells of an estimate: %t", name, money, got)
			}
			if !strings.Contains(content, "the dates are believed") {
				t.Errorf("%s with money %t tells of no assumption", name, money)
			}
		}
	}
}
