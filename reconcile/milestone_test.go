package reconcile_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/reconcile"
)

func TestNewsReadLikeTheRule(t *testing.T) {
	day := reconcile.NewDay(2026, time.November, 20)
	asOf := day.Start().Add(5 * time.Hour)
	in := func(days int) reconcile.Finding {
		return reconcile.Finding{Severity: reconcile.High, Owner: reconcile.OwnerUs, Due: reconcile.DueDay(day.AddDays(days))}
	}
	worse := in(20)
	worse.Severity = reconcile.Critical
	noDay, routed, rerouted := in(20), in(20), in(20)
	noDay.Due = reconcile.Due{}
	routed.Way = reconcile.Way{Route: "rebuy", Step: reconcile.NextStep{Task: reconcile.Task{Kind: reconcile.StepSetCancel}}}
	rerouted.Way = reconcile.Way{Route: "cancel-now", Step: routed.Way.Step}
	for _, c := range []struct {
		name   string
		before reconcile.Finding
		ago    int // days since it was told
		now    reconcile.Finding
		want   string
	}{
		{"the same, no day crossed", in(20), 3, in(20), ""},
		{"crosses 60", in(60), 1, in(60), "60"},
		{"crosses 30", in(30), 1, in(30), "30"},
		{"of 30 and 14, both missed, the nearest", in(14), 40, in(14), "14"},
		{"of 30, 14, 7, 3 and 1, all missed, the nearest", in(1), 60, in(1), "1"},
		{"due today is within a day", in(0), 10, in(0), "1"},
		{"stays within its days", in(13), 1, in(13), ""},
		{"becomes overdue", in(-1), 2, in(-1), "overdue"},
		{"stays overdue", in(-9), 2, in(-9), ""},
		{"90 days are no milestone", in(90), 1, in(90), ""},
		{"gets worse", in(20), 3, worse, "changed"},
		{"its due moves away", in(3), 1, in(40), "changed"},
		{"its due moves into the past", in(20), 1, in(-1), "overdue"},
		{"loses its due", in(20), 1, noDay, "changed"},
		{"without a due never crosses a day", noDay, 100, noDay, ""},
		{"a plan that was not there told nothing else", in(20), 3, routed, ""},
		{"its plan takes another route", routed, 3, rerouted, "changed"},
	} {
		told := c.before.ToTell(asOf.AddDate(0, 0, -c.ago))
		got, ok := c.now.ToTell(asOf).News(&told)
		if string(got) != c.want && ok || ok != (c.want != "") {
			t.Errorf("%s: %q, %t, want %q", c.name, got, ok, c.want)
		}
	}
	f := in(5)
	over := f.ToTell(asOf)
	over.Over = true
	for name, told := range map[string]*reconcile.Told{"never told": nil, "told that it is resolved": &over} {
		if got, ok := f.ToTell(asOf).News(told); !ok || got != reconcile.MilestoneNew {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
}

// TestNewsOfAQuietFinding checks night by night, whatever nights the delivery fails, that
// an open finding that never changes is told once as new, then each milestone at most once
// and nearer and nearer, and that it is never silent about being overdue.
func TestNewsOfAQuietFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := reconcile.NewDay(2026, time.November, 20)
		f := reconcile.Finding{Severity: reconcile.High, Due: reconcile.DueDay(today.AddDays(rapid.IntRange(-5, 120).Draw(t, "due in")))}
		var last *reconcile.Told
		said := map[reconcile.Milestone]int{}
		heard := ""
		for night := range rapid.IntRange(1, 140).Draw(t, "nights") {
			asOf := today.AddDays(night).Start()
			now := f.ToTell(asOf)
			why, ok := now.News(last)
			if !ok || rapid.IntRange(0, 3).Draw(t, "fails") == 0 {
				continue
			}
			said[why]++
			if said[why] > 1 {
				t.Fatalf("%s is told twice after %s", why, heard)
			}
			if last != nil && reconcile.UrgencyOf(f.Due, asOf) != reconcile.Urgency(why) {
				t.Fatalf("%s is told %d days before", why, f.Due.DaysLeft(asOf))
			}
			heard += fmt.Sprintf(" %s", why)
			last = &now
		}
		if last != nil && said[reconcile.MilestoneNew] != 1 {
			t.Fatalf("told%s", heard)
		}
	})
}

// TestNewsFollowTheDifference checks that whatever Diff calls changed is news, and what it
// calls unchanged is not, unless its due came nearer.
func TestNewsFollowTheDifference(t *testing.T) {
	asOf := reconcile.NewDay(2026, time.November, 20).Start()
	draw := func(t *rapid.T) reconcile.Finding {
		f := reconcile.Finding{
			Code: "auto-renew-on", Job: reconcile.AutoRenewJob, TenantID: "t", SubscriptionID: "s",
			Severity: rapid.SampledFrom([]reconcile.Severity{reconcile.High, reconcile.Low}).Draw(t, "severity"),
			Owner:    rapid.SampledFrom([]reconcile.Owner{reconcile.OwnerUs, reconcile.OwnerCustomer}).Draw(t, "owner"),
			Due:      reconcile.DueDay(reconcile.DayOf(asOf).AddDays(rapid.IntRange(8, 13).Draw(t, "due"))),
			Outcome:  rapid.SampledFrom([]reconcile.Outcome{"", "renew"}).Draw(t, "outcome"),
			Quantity: reconcile.CountOf(rapid.Int64Range(1, 2).Draw(t, "seats")),
			Evidence: []reconcile.Evidence{
				{Key: "E", Value: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "evidence"), Material: rapid.Bool().Draw(t, "material")},
			},
			Way: reconcile.Way{Route: reconcile.Route(rapid.SampledFrom([]string{"", "rebuy", "auto"}).Draw(t, "route"))},
		}
		f.ID = f.Identify()
		return f
	}
	rapid.Check(t, func(t *rapid.T) {
		before, now := draw(t), draw(t)
		changes := reconcile.Diff([]reconcile.KnownFinding{{Finding: before, Open: true}},
			&reconcile.Result{Findings: []reconcile.Finding{now}}, reconcile.Jobs(), reconcile.DayOf(asOf))
		told := before.ToTell(asOf)
		why, ok := now.ToTell(asOf).News(&told)
		if changed := changes.Listed[0].Delta == reconcile.Changed; changed != ok || ok && why != reconcile.MilestoneChanged {
			t.Fatalf("changed %t, told %t as %q", changed, ok, why)
		}
	})
}
