package reports_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

func lettersOf(t *testing.T, source reports.Source, to reports.Addressee, options reports.Options) *reports.Letters {
	t.Helper()
	letters, err := reportOf(t, source, options).Letters(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	return letters
}

// TestLetters shows who gets a letter, and what stands in none.
func TestLetters(t *testing.T) {
	type told struct {
		Name                string
		Rows, Later, PutOff int
		Unchecked           bool
	}
	type want struct {
		Letters                              []told
		Idle, Kept, Unknown, PutOff, Nothing int
	}
	options := reports.Options{Partner: "Contoso Partner", Ours: []string{"us"}}
	only := func(filter reconcile.Filter) reports.Options {
		o := options
		o.Filter = filter
		return o
	}
	for name, c := range map[string]struct {
		to      reports.Addressee
		options reports.Options
		want    want
	}{
		"customers": {reports.ToTenant, options, want{
			Letters: []told{{"Contoso", 3, 0, 0, false}, {"Fabrikam", 1, 0, 0, true}}, Idle: 1, PutOff: 1,
		}},
		"current partners": {reports.ToSeller, options, want{
			Letters: []told{{"Adventure Licensing", 3, 1, 0, false}, {"Tailspin Cloud", 1, 0, 0, false}}, Unknown: 1,
		}},
		"those who act": {reports.ToOwner, options, want{
			Letters: []told{{"current partner", 5, 1, 0, false}, {"customer", 4, 0, 1, false}, {"us", 1, 0, 0, false}}, Idle: 2,
		}},
		"a customer": {reports.ToTenant, only(reconcile.Filter{Tenants: []string{reportstest.Contoso}}), want{
			Letters: []told{{"Contoso", 3, 0, 0, false}}, PutOff: 1,
		}},
		"a customer without anything to do": {reports.ToTenant, only(reconcile.Filter{Tenants: []string{reportstest.Northwind}}), want{Idle: 1}},
		"a partner":                         {reports.ToSeller, only(reconcile.Filter{Seller: reportstest.Tailspin}), want{Letters: []told{{"Tailspin Cloud", 1, 0, 0, false}}}},
		"partners of a customer": {reports.ToSeller, only(reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}), want{
			Letters: []told{{"Adventure Licensing", 1, 0, 0, false}},
		}},
		"customers of a partner": {reports.ToTenant, only(reconcile.Filter{Seller: reportstest.Tailspin}), want{}},
		"one who acts":           {reports.ToOwner, only(reconcile.Filter{Owner: reconcile.OwnerUs}), want{Letters: []told{{"us", 1, 0, 0, false}}}},
	} {
		letters := lettersOf(t, reportstest.Correspondence("en"), c.to, c.options)
		got := want{Idle: letters.Idle, Kept: letters.Kept, Unknown: letters.Unknown, PutOff: letters.PutOff, Nothing: letters.Nothing}
		for _, l := range letters.List {
			got.Letters = append(got.Letters, told{l.Name, len(l.Rows), l.Later, l.PutOff, l.Unchecked})
			if l.More != 0 {
				t.Errorf("%s: %d rows have no room in the letter to %s", name, l.More, l.Name)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// textsOf returns everything that a letter says.
func textsOf(l *reports.Letter) string {
	texts := slices.Concat([]string{l.Title(), l.Subject(), l.Recipient(), l.Greeting(), l.Reply()}, l.Opening(), l.Rest(), l.Signature())
	for i := range l.Rows {
		r := &l.Rows[i]
		texts = append(texts, r.Customer+" ("+r.Domain+")", r.Product, r.ID, r.What, r.Why, r.Note, l.When(r))
	}
	return strings.Join(texts, "\n")
}

// TestLettersTellNothingElse searches the letters for what is the business of others, and
// sees that somebody is told it, where the search could otherwise not fail.
func TestLettersTellNothingElse(t *testing.T) {
	contoso := []string{reportstest.Contoso, "Contoso\n", "contoso.example", "s-01", "s-11", "s-13"}
	fabrikam := []string{reportstest.Fabrikam, "Fabrikam", "s-02", "s-12"}
	tailspin := []string{"Tailspin", reportstest.Tailspin, "Visio Plan 2", "s-03"}
	adventure := []string{"Adventure", "Sasha", "sasha@adventure.example", "s-02", "t-1"}
	everywhere := []string{"206.00", "20600", "EUR", "auto-renew-on", "est-", "agreement-missing", "critical", "s-04", "s-14", "s-21", "sources differ"}
	for _, language := range []string{"en", "de", "zh"} {
		source := reportstest.Correspondence(language)
		byName := map[string]string{}
		for _, to := range []reports.Addressee{reports.ToTenant, reports.ToSeller} {
			for _, l := range lettersOf(t, source, to, reports.Options{Partner: "Northwind Traders", Ours: []string{"us"}}).List {
				byName[l.Name] = textsOf(l)
			}
		}
		for name, secrets := range map[string][]string{
			"Contoso":             slices.Concat(fabrikam, tailspin, adventure, everywhere, []string{"s-11", "s-13"}),
			"Fabrikam":            slices.Concat(contoso, tailspin, adventure, everywhere, []string{"s-12"}),
			"Adventure Licensing": slices.Concat(tailspin, everywhere, []string{"s-11", "s-12", "s-13", "kim@", "Kim"}),
			"Tailspin Cloud":      slices.Concat(fabrikam, adventure, everywhere, []string{"s-01", "s-11", "kim@", "Kim"}),
		} {
			for _, secret := range secrets {
				if strings.Contains(byName[name], secret) {
					t.Errorf("%s: the letter to %s tells %q:\n%s", language, name, secret, byName[name])
				}
			}
		}
		for name, has := range map[string][]string{
			"Contoso":             {"Kim", "Microsoft 365 Business Basic"},
			"Adventure Licensing": {"Contoso (contoso.example)", "Fabrikam", "s-01", "s-02", "t-1", "Sasha"},
			"Tailspin Cloud":      {"Contoso (contoso.example)", "Visio Plan 2", "s-03"},
		} {
			for _, text := range has {
				if !strings.Contains(byName[name], text) {
					t.Errorf("%s: the letter to %s lacks %q:\n%s", language, name, text, byName[name])
				}
			}
		}
	}
}

// TestLettersSpeakTheirLanguage checks whose language a letter has, and whom it names.
func TestLettersSpeakTheirLanguage(t *testing.T) {
	for _, c := range []struct{ theirs, ours, want string }{{"zh", "de", "zh"}, {"", "de", "de"}, {"", "", "en"}} {
		options := reports.Options{Language: c.ours, Answer: reconcile.Contact{Name: "Jo", Email: "jo@partner.example"}, Partner: "Contoso Partner"}
		for _, l := range lettersOf(t, reportstest.Correspondence(c.theirs), reports.ToTenant, options).List {
			if l.Words.Language != c.want {
				t.Errorf("a customer who reads %q gets %s", c.theirs, l.Words.Language)
			}
			if !strings.Contains(l.Reply(), "Jo jo@partner.example") || l.Signature()[1] != "Contoso Partner" {
				t.Errorf("%s: %q, %q", l.Name, l.Reply(), l.Signature())
			}
		}
	}
}

// TestCustomerThatWasNotChecked is told of which day the data is, and never that there is
// nothing to do.
func TestCustomerThatWasNotChecked(t *testing.T) {
	seen := reportstest.Run().AsOf.AddDate(0, 0, -5)
	source := reportstest.NewSource(reportstest.Run(), []reconcile.Coverage{
		{TenantID: "a", Name: "A", Reason: reconcile.StaleData, ObservedAt: seen},
		{TenantID: "b", Name: "B", Reason: reconcile.StaleData},
		{TenantID: "c", Name: "C", Evaluated: true, ObservedAt: seen},
	}, nil, nil)
	letters := lettersOf(t, source, reports.ToTenant, reports.Options{Partner: "Contoso Partner"})
	var got []string
	for _, l := range letters.List {
		got = append(got, strings.Join(l.Opening(), " "))
	}
	if len(got) != 2 || letters.Idle != 1 || !strings.Contains(got[0], "15 Nov 2026") || !strings.Contains(got[1], "no data") {
		t.Errorf("%d get no letter, others read %q", letters.Idle, got)
	}
}

// TestEveryFindingStandsInOneList checks for any run that each finding stands in the list
// of just one who acts, or in a count of what is left out of it.
func TestEveryFindingStandsInOneList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var findings []reconcile.Reported
		for i := range rapid.IntRange(0, 600).Draw(rt, "findings") {
			f := reportstest.Due(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "tenant"), 22, fmt.Sprint("s-", i))
			f.Owner = rapid.SampledFrom(reconcile.Owners()).Draw(rt, "owner")
			f.SellerID = rapid.SampledFrom([]string{"", "x", "y"}).Draw(rt, "seller")
			if days := rapid.IntRange(-50, 400).Draw(rt, "days"); days > -40 {
				f.Due = reconcile.DueDay(reconcile.DayOf(reportstest.Run().AsOf).AddDays(days))
			} else {
				f.Due = reconcile.Due{}
			}
			state := rapid.SampledFrom(reconcile.FindingStates()).Draw(rt, "state")
			findings = append(findings, reconcile.Reported{Finding: f, Delta: reconcile.New, State: state})
		}
		source := reportstest.NewSource(reportstest.Run(), nil, findings, nil)
		report, err := reports.New(t.Context(), source, reports.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		letters, err := report.Letters(t.Context(), reports.ToOwner)
		if err != nil {
			rt.Fatal(err)
		}
		counted, seen := letters.Kept, map[string]string{}
		for _, l := range letters.List {
			counted += l.Count() + l.Later + l.PutOff
			for _, row := range l.Rows {
				if other := seen[row.ID]; other != "" {
					rt.Fatalf("%s stands in the lists of %s and %s", row.ID, other, l.Name)
				}
				seen[row.ID] = l.Name
			}
		}
		if counted != len(findings) || letters.PutOff+letters.Nothing+letters.Unknown != 0 {
			rt.Fatalf("%d findings stand in lists or counts, of %d", counted, len(findings))
		}
	})
}

// TestLettersGrowWithTheParties checks that twice as many parties take about twice the
// work, as allocations count it.
func TestLettersGrowWithTheParties(t *testing.T) {
	work := func(customers int) float64 {
		report := reportOf(t, reportstest.Work(customers), reports.Options{})
		return testing.AllocsPerRun(1, func() {
			if _, err := report.Letters(t.Context(), reports.ToTenant); err != nil {
				t.Fatal(err)
			}
		})
	}
	once, twice := work(500), work(1000)
	if exponent := math.Log2(twice / once); exponent > 1.15 {
		t.Errorf("%.0f allocations, and %.0f for twice as much: they grow with the power %.2f", once, twice, exponent)
	}
}

// TestLettersFail checks that a run which holds less than it counted gives no letters.
func TestLettersFail(t *testing.T) {
	source := reportstest.Correspondence("en").WithRun(func(r *reconcile.Run) { r.Summary.Findings++ })
	if _, err := reportOf(t, source, reports.Options{}).Letters(t.Context(), reports.ToOwner); err == nil {
		t.Error("a finding is missing and nobody says so")
	}
}
