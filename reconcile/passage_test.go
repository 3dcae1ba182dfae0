package reconcile_test

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// listed is a finding of some euros as a run lists it, first seen after so many days.
func listed(subject string, euros int64, firstSeen int) reconcile.Reported {
	f := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, TenantID: "t", Subject: subject, Severity: reconcile.High,
		Exposure: reconcile.Exposure{Kind: reconcile.MoneyAvoidable, Amount: reconcile.Amount{Minor: euros, Currency: "EUR"}},
	}
	f.ID = f.Identify()
	return reconcile.Reported{Finding: f, FirstSeen: passageStart.AddDate(0, 0, firstSeen)}
}

var passageStart = time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)

func TestPassages(t *testing.T) {
	since := &reconcile.Run{Seq: 3, AsOf: passageStart}
	worse := listed("changed", 5, 0)
	worse.Finding.Severity = reconcile.Critical
	elsewhere := listed("other job", 9, 0)
	elsewhere.Finding.Job = reconcile.BillingJob
	id := func(subject string) string { return listed(subject, 0, 0).Finding.ID }
	left := reconcile.Left{
		Before:       []reconcile.Reported{listed("changed", 5, 0), listed("same", 10, 0), listed("moved", 20, 0), listed("gone", 40, 0), listed("hidden", 80, 0), elsewhere},
		After:        []reconcile.Reported{worse, listed("same", 11, 0), listed("new", 160, 1), listed("back", 320, -9), listed("shown", 640, -9)},
		HiddenBefore: map[string]bool{id("shown"): true},
		Hidden:       map[string]bool{id("hidden"): true},
		Reasons: map[string]reconcile.ResolvedReason{
			id("moved"): reconcile.ReasonMoved, id("gone"): reconcile.ReasonGone, id("hidden"): reconcile.ReasonFixed,
		},
	}
	bridge := reconcile.NewCrossing(since.Seq)
	got := map[string]string{}
	for _, p := range left.Compare([]reconcile.Job{reconcile.AutoRenewJob}, bridge, since) {
		f := p.After
		if f == nil {
			f = p.Before
		}
		got[f.Finding.Subject] = fmt.Sprint(p.Delta, p.Reason, p.Differences())
	}
	want := map[string]string{
		"changed": "changed[{severity high critical}]", "same": "unchanged[]", "new": "new[]", "back": "reopened[]", "shown": "reopened[]",
		"moved": "moved[]", "gone": "gone[]", "hidden": "[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
	lines := bridge.Bridge().Lines
	if len(lines) != 1 {
		t.Fatalf("the bridge has %d lines", len(lines))
	}
	l := lines[0]
	sums := fmt.Sprint(l.Opening, l.New, l.Repriced, l.Resolved, l.Gone, l.Suppressed, l.Closing)
	if want := "155 480 1 -20 -40 560 1136"; sums != want {
		t.Errorf("the bridge is %s, want %s", sums, want)
	}
}

// Whatever two runs list, each finding has one passage, and the bridge ties.
func TestPassagesAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		since := &reconcile.Run{Seq: 3, AsOf: passageStart}
		left := reconcile.Left{HiddenBefore: map[string]bool{}, Hidden: map[string]bool{}, Reasons: map[string]reconcile.ResolvedReason{}}
		either := 0
		for i := range rapid.IntRange(0, 30).Draw(t, "findings") {
			f := listed(fmt.Sprint(i), rapid.Int64Range(1, 1000).Draw(t, "euros"), rapid.IntRange(-2, 2).Draw(t, "first"))
			before, after := rapid.Bool().Draw(t, "before"), rapid.Bool().Draw(t, "after")
			if before {
				left.Before = append(left.Before, f)
			}
			if after {
				f.Finding.Exposure.Amount.Minor += rapid.Int64Range(0, 5).Draw(t, "more")
				left.After = append(left.After, f)
			}
			if before || after {
				either++
			}
			left.HiddenBefore[f.Finding.ID] = !before && rapid.Bool().Draw(t, "hidden before")
			left.Hidden[f.Finding.ID] = !after && rapid.Bool().Draw(t, "hidden")
			if !after {
				left.Reasons[f.Finding.ID] = rapid.SampledFrom(reconcile.ResolvedReasons()).Draw(t, "reason")
			}
		}
		bridge := reconcile.NewCrossing(since.Seq)
		if n := len(left.Compare(reconcile.Jobs(), bridge, since)); n != either {
			t.Fatalf("%d passages of %d findings", n, either)
		}
		for _, l := range bridge.Bridge().Lines {
			sum := new(big.Int).Set(l.Opening)
			for _, between := range l.Between() {
				sum.Add(sum, between)
			}
			if sum.Cmp(l.Closing) != 0 {
				t.Fatalf("the bridge does not tie: %+v", l)
			}
		}
	})
}
