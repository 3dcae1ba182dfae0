package reconcile_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// owing is a finding about money of a subscription.
func owing(subscription string, kind reconcile.MoneyKind, period reconcile.Period, minor int64, due string) reconcile.Finding {
	f := reconcile.Finding{Code: "auto-renew-on", TenantID: "t", SubscriptionID: subscription, Exposure: reconcile.Exposure{
		Kind: kind, Period: period, Amount: reconcile.Amount{Minor: minor, Currency: "EUR"}, Basis: reconcile.BasisNextTerm,
	}}
	if due != "" {
		f.Due = reconcile.DueDay(day(due))
	}
	f.ID = fmt.Sprint(subscription, kind, period, minor, due)
	return f
}

func TestMoney(t *testing.T) {
	t.Parallel()
	asOf := instant("2026-11-20T06:00:00Z")
	avoidable := func(subscription string, minor int64, due string) reconcile.Finding {
		return owing(subscription, reconcile.MoneyAvoidable, reconcile.PerTerm, minor, due)
	}
	monthly := owing("s3", reconcile.MoneyAvoidable, reconcile.PerMonth, 700, "2027-06-01")
	unpriced := reconcile.Finding{SubscriptionID: "s9", Exposure: reconcile.Exposure{
		Kind: reconcile.MoneyAvoidable, Period: reconcile.PerTerm, Lack: reconcile.LackPrice, Currency: "EUR",
	}}
	unknown := reconcile.Finding{SubscriptionID: "s9", Exposure: reconcile.Exposure{
		Kind: reconcile.MoneyAvoidable, Period: reconcile.PerTerm, Lack: reconcile.LackCurrency,
	}}
	tally := reconcile.NewTally(asOf)
	for _, f := range []reconcile.Finding{
		// The second week brings the larger amount of s1; the first still has the smaller.
		avoidable("s1", 100, "2026-11-27"), avoidable("s1", 250, "2026-11-28"),
		avoidable("s2", 1000, "2026-10-01"), // overdue
		monthly, avoidable("s3", 600, "2026-12-20"), avoidable("s4", 5, ""),
		owing("s1", reconcile.MoneyClaim, reconcile.Once, 300, "2027-02-18"),
		{SubscriptionID: "s1"},
		unpriced, unpriced, unknown,
	} {
		tally.AddFinding(&f, reconcile.New, reconcile.StateOpen)
	}
	var got []string
	for _, sum := range tally.Summary().Money {
		got = append(got, fmt.Sprintf("%s %s: %s %s %s %s, rows %s, left out %s, monthly %s, without %v", sum.Kind, sum.Currency,
			sum.Within["7"], sum.Within["30"], sum.Within["90"], sum.Headline(), sum.Rows, sum.LeftOut(), sum.Monthly, sum.WithoutAmount))
	}
	want := []string{
		"avoidable EUR: 1100 1850 1850 1955, rows 2655, left out 700, monthly 700, without map[no-price:2]",
		"avoidable : 0 0 0 0, rows 0, left out 0, monthly 0, without map[no-currency:1]",
		"claim EUR: 0 0 300 300, rows 300, left out 0, monthly 0, without map[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("money (-want +got):\n%s", diff)
	}
}

// anyOwing draws a finding about one of a few subscriptions.
func anyOwing(t *rapid.T) reconcile.Finding {
	pick := func(label string, texts ...string) string { return rapid.SampledFrom(texts).Draw(t, label) }
	f := owing(pick("subscription", "", "s1", "s2"), reconcile.MoneyKind(pick("kind", "avoidable", "claim")),
		reconcile.Period(pick("period", "once", "month", "term")), rapid.Int64Range(-2, 3).Draw(t, "minor"),
		pick("due", "", "2026-11-01", "2026-11-27", "2026-11-28", "2026-12-20", "2026-12-21", "2027-02-18", "2027-02-19"))
	f.TenantID, f.ID = pick("tenant", "t1", "t2"), fmt.Sprint(rapid.Int().Draw(t, "id"))
	f.Exposure.Amount.Currency = pick("currency", "EUR", "USD")
	return f
}

// The headline counts what its definition says, whatever the order, and wherever
// the tally lets go of the tenants that are done.
func TestHeadlineCountsASubscriptionOnce(t *testing.T) {
	t.Parallel()
	asOf := instant("2026-11-20T06:00:00Z")
	rapid.Check(t, func(t *rapid.T) {
		findings := rapid.SliceOf(rapid.Custom(anyOwing)).Draw(t, "findings")
		settling := reconcile.NewTally(asOf)
		for _, tenant := range []string{"t1", "t2"} {
			for i := range findings {
				if findings[i].TenantID == tenant {
					settling.AddFinding(&findings[i], reconcile.New, reconcile.StateOpen)
				}
			}
			settling.Settle()
		}
		for _, sum := range settling.Summary().Money {
			for _, window := range reconcile.MoneyWindows() {
				if want := headline(findings, &sum, window, asOf); sum.Within[window].Cmp(want) != 0 {
					t.Fatalf("%s %s within %s is %s, want %s", sum.Kind, sum.Currency, window, sum.Within[window], want)
				}
			}
		}
		whole := reconcile.NewTally(asOf)
		for _, f := range rapid.Permutation(findings).Draw(t, "another order") {
			whole.AddFinding(&f, reconcile.New, reconcile.StateOpen)
		}
		if diff := cmp.Diff(settling.Summary().Money, whole.Summary().Money, cmp.Comparer(sameNumber)); diff != "" {
			t.Fatalf("by tenant or all at once (-tenants +whole):\n%s", diff)
		}
	})
}

// headline adds the largest amount of each subscription that falls due in a window.
func headline(findings []reconcile.Finding, sum *reconcile.MoneySum, window reconcile.MoneyWindow, asOf time.Time) *big.Int {
	days := map[reconcile.MoneyWindow]int{"7": 7, "30": 30, "90": 90}
	of := map[string][]int64{}
	for _, f := range findings {
		limit, bounded := days[window]
		inside := !bounded || f.Due.Known() && f.Due.DaysLeft(asOf) <= limit
		if f.Exposure.Kind == sum.Kind && f.Exposure.Amount.Currency == sum.Currency && inside {
			key := f.TenantID + " " + f.SubscriptionID
			if f.SubscriptionID == "" {
				key += f.ID
			}
			of[key] = append(of[key], f.Exposure.Amount.Minor)
		}
	}
	total := new(big.Int)
	for _, amounts := range of {
		total.Add(total, big.NewInt(slices.Max(amounts)))
	}
	return total
}
