package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

// The hash of version 1 can never change: every stored finding is known by it.
func TestIdentityIsPinned(t *testing.T) {
	f := reconcile.Finding{
		Code: "auto-renew-on", TenantID: "22222222-2222-2222-2222-222222222222",
		SubscriptionID: "33333333-3333-3333-3333-333333333333", Subject: "", TermEnd: day("2026-11-27"),
	}
	if got, want := f.Identify(), "86ac13ee6422356b147fcb1361196de9"; got != want {
		t.Errorf("identity %s, want %s", got, want)
	}
}

func TestIdentityIgnoresWhatAges(t *testing.T) {
	f := reconcile.Finding{Code: "auto-renew-on", TenantID: "t", SubscriptionID: "s", TermEnd: day("2026-11-27")}
	aged := f
	aged.TenantName, aged.OfferName, aged.Severity, aged.Due = "Contoso", "Business Premium", reconcile.High, reconcile.DueDay(day("2026-11-01"))
	aged.Exposure.Amount = reconcile.Amount{Minor: 5, Currency: "EUR"}
	if f.Identify() != aged.Identify() {
		t.Error("a name, a due or an amount is part of the identity")
	}
	for name, change := range map[string]func(*reconcile.Finding){
		"code":         func(f *reconcile.Finding) { f.Code = "est-scheduled" },
		"tenant":       func(f *reconcile.Finding) { f.TenantID = "u" },
		"subscription": func(f *reconcile.Finding) { f.SubscriptionID = "u" },
		"subject":      func(f *reconcile.Finding) { f.Subject = "u" },
		"term":         func(f *reconcile.Finding) { f.TermEnd++ },
		"boundary":     func(f *reconcile.Finding) { f.TenantID, f.SubscriptionID = "ts", "" },
	} {
		other := f
		change(&other)
		if other.Identify() == f.Identify() {
			t.Errorf("another %s has the same identity", name)
		}
	}
}
