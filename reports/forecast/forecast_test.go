package forecast_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/forecast"
	"handover/reports/reportstest"
	"handover/reports/words"
)

var update = flag.Bool("update", false, "write the goldens anew")

// asOf is a Friday.
var asOf = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

func due(text string) reconcile.Due {
	if text == "" {
		return reconcile.Due{}
	}
	day, err := reconcile.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return reconcile.DueDay(day)
}

// issue is one of a subscription with an amount in euro cents.
func issue(subscription, on string, owner reconcile.Owner, seller string, cents int64) reconcile.Reported {
	return reconcile.Reported{State: reconcile.StateOpen, Delta: reconcile.New, Finding: reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.High, Owner: owner, Due: due(on),
		TenantID: "t", TenantName: "Contoso", SubscriptionID: subscription, SellerID: seller,
		Exposure: reconcile.Exposure{Kind: reconcile.MoneyAvoidable, Amount: reconcile.Amount{Minor: cents, Currency: "EUR"}},
	}}
}

func report(t testing.TB, findings ...reconcile.Reported) *reports.Report {
	t.Helper()
	r, err := reports.New(t.Context(), reportstest.NewSource(reconcile.Run{AsOf: asOf, Jobs: reconcile.Jobs()}, nil, findings, nil),
		reports.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// An issue stands in the week of its due day: the first week begins today, weeks end on
// a Sunday, the last one with the forecast.
func TestPlaces(t *testing.T) {
	for _, test := range []struct{ on, when, from, to string }{
		{"2026-11-19", "overdue", "", ""},
		{"2026-11-20", "week", "2026-11-20", "2026-11-22"},
		{"2026-11-22", "week", "2026-11-20", "2026-11-22"},
		{"2026-11-23", "week", "2026-11-23", "2026-11-29"},
		{"2026-11-29", "week", "2026-11-23", "2026-11-29"},
		{"2026-11-30", "week", "2026-11-30", "2026-11-30"},
		{"2026-12-01", "after", "", ""},
		{"", "undated", "", ""},
	} {
		f, err := forecast.New(t.Context(), report(t, issue("s", test.on, reconcile.OwnerUs, "x", 100)), 10)
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Parts {
			p := &f.Parts[i]
			if p.Findings > 0 && (string(p.When) != test.when || p.From.String() != test.from || p.To.String() != test.to) {
				t.Errorf("what is due on %q stands in %s %s..%s", test.on, p.When, p.From, p.To)
			}
		}
		if inside := test.when == "overdue" || test.when == "week"; inside != (f.Whole.Findings == 1) {
			t.Errorf("of what is due on %q the whole counts %d", test.on, f.Whole.Findings)
		}
	}
}

// Two issues of one subscription are two rows and one amount, the larger one; by who
// acts and by seller the rows add up to the whole.
func TestShares(t *testing.T) {
	f, err := forecast.New(t.Context(), report(t,
		issue("a", "2026-11-24", reconcile.OwnerUs, "x", 100), issue("a", "2026-11-25", reconcile.OwnerUs, "x", 700),
		issue("b", "2026-11-25", reconcile.OwnerCustomer, "", 30), issue("c", "2026-11-30", reconcile.OwnerUs, "y", 5)), 30)
	if err != nil {
		t.Fatal(err)
	}
	week := &f.Parts[2]
	if week.Findings != 3 || amount(week.Standing) != "7.30" {
		t.Errorf("the second week has %d rows with %s", week.Findings, amount(week.Standing))
	}
	if len(week.Owners) != 2 || week.Owners[0].Owner != reconcile.OwnerUs || week.Owners[0].Findings != 2 || amount(week.Owners[0].Standing) != "7.00" {
		t.Errorf("who acts: %+v", week.Owners)
	}
	if len(week.Sellers) != 2 || week.Sellers[0].SellerID != "x" || week.Sellers[1].SellerID != "" || amount(week.Sellers[1].Standing) != "0.30" {
		t.Errorf("sellers: %+v", week.Sellers)
	}
	if f.Whole.Findings != 4 || amount(f.Whole.Standing) != "7.35" {
		t.Errorf("the whole has %d rows with %s", f.Whole.Findings, amount(f.Whole.Standing))
	}
}

func amount(s reconcile.Standing) string {
	return reconcile.FormatMinor(s.Money[0].Headline(), s.Money[0].Currency)
}

// Whatever falls due when, no issue is lost or counted twice, and the weeks follow one
// another from today to the last day.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var findings []reconcile.Reported
		for i := range rapid.IntRange(0, 40).Draw(t, "issues") {
			f := issue(string(rune('a'+i)), "", rapid.SampledFrom(reconcile.Owners()).Draw(t, "owner"), rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "seller"), 1)
			if rapid.Bool().Draw(t, "dated") {
				f.Finding.Due = reconcile.DueDay(reconcile.DayOf(asOf).AddDays(rapid.IntRange(-50, 500).Draw(t, "day")))
			}
			findings = append(findings, f)
		}
		days := rapid.IntRange(1, 400).Draw(t, "days")
		source := reportstest.NewSource(reconcile.Run{AsOf: asOf, Jobs: reconcile.Jobs()}, nil, findings, nil)
		r, err := reports.New(context.Background(), source, reports.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		f, err := forecast.New(context.Background(), r, days)
		if err != nil {
			t.Fatal(err)
		}
		all, next := 0, f.Today
		for i := range f.Parts {
			p := &f.Parts[i]
			owners, sellers := 0, 0
			for i := range p.Owners {
				owners += p.Owners[i].Findings
			}
			for i := range p.Sellers {
				sellers += p.Sellers[i].Findings
			}
			if owners != p.Findings || sellers != p.Findings {
				t.Errorf("%s %s: %d rows, %d by who acts, %d by seller", p.When, p.From, p.Findings, owners, sellers)
			}
			all += p.Findings
			if p.When == forecast.InWeek {
				if p.From != next {
					t.Errorf("a week begins on %s, not on %s", p.From, next)
				}
				next = p.To.AddDays(1)
			}
		}
		if all != len(findings) || next != f.Through.AddDays(1) {
			t.Errorf("%d rows of %d, weeks until %s", all, len(findings), next)
		}
	})
}

func TestText(t *testing.T) {
	for _, language := range words.Languages() {
		r, err := reports.New(t.Context(), reportstest.Partial(), reports.Options{Language: language})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := forecast.WriteText(t.Context(), &b, r, 45); err != nil {
			t.Fatal(err)
		}
		reportstest.Golden(t, "testdata/"+language+".txt", b.Bytes(), *update)
	}
}

func TestNothingDue(t *testing.T) {
	var b bytes.Buffer
	if err := forecast.WriteText(t.Context(), &b, report(t), 10); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(b.Bytes(), []byte("\nNothing falls due.\n")) {
		t.Errorf("%s", b.String())
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	r := report(t, issue("a", "2026-11-24", reconcile.OwnerUs, "x", 100), issue("b", "", reconcile.OwnerCustomer, "", 30))
	if err := forecast.WriteJSON(t.Context(), &b, r, 10); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema    string
		Simulated bool
		Through   string
		Parts     []struct {
			When     string
			From     *string
			Findings int
			Money    []struct{ Kind, Currency, Amount, Rows string }
			BySeller []struct {
				SellerID *string `json:"seller_id"`
				Findings int
			} `json:"by_seller"`
		}
		Findings []struct {
			When           string
			Week           *string
			SubscriptionID string `json:"subscription_id"`
		}
	}
	decoder := json.NewDecoder(&b)
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		t.Errorf("something follows: %v", err)
	}
	if got.Schema != forecast.Schema || got.Simulated || got.Through != "2026-11-30" || len(got.Parts) != 6 {
		t.Errorf("%+v", got)
	}
	week := got.Parts[2]
	if week.Findings != 1 || *week.From != "2026-11-23" || week.Money[0].Amount != "1.00" || *week.BySeller[0].SellerID != "x" {
		t.Errorf("%+v", week)
	}
	undated := got.Parts[5]
	if undated.When != "undated" || undated.From != nil || undated.BySeller[0].SellerID != nil {
		t.Errorf("%+v", undated)
	}
	if len(got.Findings) != 2 || *got.Findings[0].Week != "2026-11-23" || got.Findings[1].Week != nil {
		t.Errorf("%+v", got.Findings)
	}
}

// A run that cannot be read to its end gives no forecast.
func TestReadingFails(t *testing.T) {
	source := reportstest.Typical()
	r, err := reports.New(t.Context(), source, reports.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	source.Fail = io.ErrUnexpectedEOF
	for _, write := range []func(context.Context, io.Writer, *reports.Report, int) error{forecast.WriteText, forecast.WriteJSON} {
		if err := write(t.Context(), io.Discard, r, 10); err == nil {
			t.Error("a run that breaks off gives a forecast")
		}
	}
}
