package reconcile_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// found is a finding as a run makes it, about one subscription.
func found(id string, change func(*reconcile.Finding)) reconcile.Finding {
	f := reconcile.Finding{
		ID: id, Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: reconcile.Critical, Owner: reconcile.OwnerUs,
		TenantID: "t", TenantName: "Contoso", SubscriptionID: "s-" + id, Due: reconcile.DueDay(day("2026-11-27")),
		LastDay: day("2026-11-27"), Outcome: reconcile.Renews,
		Evidence: []reconcile.Evidence{{Key: "k", Value: "1", Material: true}, {Key: "d", Value: "1"}},
	}
	if change != nil {
		change(&f)
	}
	return f
}

// planned is one about a source whose plan has a route and a next step.
func planned(route reconcile.Route, step reconcile.StepKind) reconcile.Finding {
	return found("a", func(f *reconcile.Finding) {
		f.Way = reconcile.Way{Part: reconcile.PartSource, Route: route}
		f.Way.Step = reconcile.NextStep{
			Task: reconcile.Task{Kind: step, Owner: reconcile.OwnerUs}, Day: day("2026-11-22"), LastSafe: reconcile.DueDay(day("2026-11-27")),
		}
	})
}

func later(f reconcile.Finding) reconcile.Finding {
	f.Way.Step.Day++
	f.Way.Step.LastSafe.Day++
	return f
}

func open(f reconcile.Finding) reconcile.KnownFinding {
	return reconcile.KnownFinding{Finding: f, Open: true}
}

func TestDelta(t *testing.T) {
	for _, c := range []struct {
		name  string
		known []reconcile.KnownFinding
		now   reconcile.Finding
		delta reconcile.Delta
		cause reconcile.Cause // empty: nothing is stored
	}{
		{"never seen", nil, found("a", nil), reconcile.New, reconcile.CauseNew},
		{"the same", []reconcile.KnownFinding{open(found("a", nil))}, found("a", nil), reconcile.Unchanged, ""},
		{"resolved before", []reconcile.KnownFinding{{Finding: found("a", nil)}}, found("a", nil), reconcile.Reopened, reconcile.CauseReopened},
		{"another severity", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Severity = reconcile.High
		}), reconcile.Changed, reconcile.CauseChanged},
		{"another owner", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Owner = reconcile.OwnerCustomer
		}), reconcile.Changed, reconcile.CauseChanged},
		{"another due", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Due = reconcile.DueDay(day("2026-11-26"))
		}), reconcile.Changed, reconcile.CauseChanged},
		{"another outcome", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Outcome = reconcile.Extends
		}), reconcile.Changed, reconcile.CauseChanged},
		{"another assumption", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Assumptions = []reconcile.Assumption{reconcile.StatusLags}
		}), reconcile.Changed, reconcile.CauseChanged},
		{"material evidence", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Evidence[0].Value = "2"
		}), reconcile.Changed, reconcile.CauseChanged},
		{"other evidence", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Evidence[1].Value = "2"
		}), reconcile.Unchanged, reconcile.CauseDisplay},
		{"a new name", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.TenantName = "Fabrikam"
		}), reconcile.Unchanged, reconcile.CauseDisplay},
		{"an amount that ages", []reconcile.KnownFinding{open(found("a", nil))}, found("a", func(f *reconcile.Finding) {
			f.Exposure.Amount = reconcile.Amount{Minor: 1, Currency: "EUR"}
		}), reconcile.Unchanged, reconcile.CauseDisplay},
		{
			"another route",
			[]reconcile.KnownFinding{open(planned(reconcile.RoutePartnerTransfer, reconcile.StepOrder))},
			planned(reconcile.RouteRebuy, reconcile.StepOrder), reconcile.Changed, reconcile.CauseChanged,
		},
		{
			"another next step",
			[]reconcile.KnownFinding{open(planned(reconcile.RouteRebuy, reconcile.StepOrder))},
			planned(reconcile.RouteRebuy, reconcile.StepSetCancel), reconcile.Changed, reconcile.CauseChanged,
		},
		{
			"another day of the next step",
			[]reconcile.KnownFinding{open(planned(reconcile.RouteRebuy, reconcile.StepOrder))},
			later(planned(reconcile.RouteRebuy, reconcile.StepOrder)),
			reconcile.Unchanged, reconcile.CauseDisplay,
		},
		{
			"a version before said nothing of the plan",
			[]reconcile.KnownFinding{open(found("a", nil))},
			planned(reconcile.RouteRebuy, reconcile.StepOrder), reconcile.Unchanged, reconcile.CauseDisplay,
		},
		{
			"no move names it any more",
			[]reconcile.KnownFinding{open(planned(reconcile.RouteRebuy, reconcile.StepOrder))},
			found("a", nil), reconcile.Changed, reconcile.CauseChanged,
		},
		{
			"silenced before",
			[]reconcile.KnownFinding{{Finding: found("a", nil), Open: true, Suppressed: true}},
			found("a", nil), reconcile.Unchanged, reconcile.CauseDisplay,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := reconcile.Result{Findings: []reconcile.Finding{c.now}}
			got := reconcile.Diff(c.known, &result, reconcile.Jobs(), day("2026-11-20"))
			if len(got.Listed) != 1 || got.Listed[0].Delta != c.delta {
				t.Fatalf("listed %+v, want one %s", got.Listed, c.delta)
			}
			var cause reconcile.Cause
			if len(got.Versions) > 0 {
				cause = got.Versions[0].Cause
			}
			if cause != c.cause || len(got.Resolved) != 0 {
				t.Errorf("stored because %q and resolved %d, want %q and none", cause, len(got.Resolved), c.cause)
			}
		})
	}
}

func TestAVersionSaysWhenItsFindingWasFirstSeen(t *testing.T) {
	seen := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	was := func(id string, open bool) reconcile.KnownFinding {
		return reconcile.KnownFinding{Finding: found(id, nil), Open: open, FirstSeen: seen}
	}
	known := []reconcile.KnownFinding{was("changed", true), was("reopened", false), was("silenced", true)}
	result := reconcile.Result{
		Findings: []reconcile.Finding{
			found("changed", func(f *reconcile.Finding) { f.Severity = reconcile.High }), found("reopened", nil), found("new", nil),
		},
		Silenced: []reconcile.Silenced{{Finding: found("silenced", nil), By: "x"}},
	}
	got := map[string]time.Time{}
	for _, v := range reconcile.Diff(known, &result, reconcile.Jobs(), day("2026-11-20")).Versions {
		got[v.Finding.ID] = v.FirstSeen
	}
	want := map[string]time.Time{"changed": seen, "reopened": seen, "silenced": seen, "new": {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSilencedFindingsStayOpenUnlisted(t *testing.T) {
	known := []reconcile.KnownFinding{open(found("a", nil))}
	result := reconcile.Result{Silenced: []reconcile.Silenced{{Finding: found("a", nil), By: "x"}, {Finding: found("never open", nil), By: "x"}}}
	got := reconcile.Diff(known, &result, reconcile.Jobs(), day("2026-11-20"))
	if len(got.Listed) != 0 || len(got.Resolved) != 0 || got.Suppressed != 1 ||
		len(got.Versions) != 1 || got.Versions[0].Cause != reconcile.CauseSuppressed {
		t.Errorf("got %+v, want one suppressed version and nothing listed or resolved", got)
	}
	known[0].Suppressed = true
	if again := reconcile.Diff(known, &result, reconcile.Jobs(), day("2026-11-20")); len(again.Versions) != 0 || again.Suppressed != 0 {
		t.Errorf("still silenced stores %+v, want nothing", again)
	}
	if gone := reconcile.Diff(known, &reconcile.Result{}, reconcile.Jobs(), day("2026-11-20")); len(gone.Resolved) != 1 {
		t.Errorf("neither found nor silenced resolves %d, want 1", len(gone.Resolved))
	}
}

func TestAJobThatDidNotRunResolvesNothing(t *testing.T) {
	known := []reconcile.KnownFinding{open(found("a", nil))}
	if got := reconcile.Diff(known, &reconcile.Result{}, []reconcile.Job{reconcile.EndDatesJob}, day("2026-11-20")); len(got.Resolved) != 0 {
		t.Errorf("resolved %+v", got.Resolved)
	}
}

func TestATenantThatWasNotEvaluatedKeepsItsFindings(t *testing.T) {
	known := []reconcile.KnownFinding{
		open(found("a", nil)),
		{Finding: found("closed", nil)},
		{Finding: found("suppressed", nil), Open: true, Suppressed: true},
	}
	got := reconcile.Keep(known, reconcile.Jobs(), day("2026-11-20"))
	want := reconcile.Changes{Listed: []reconcile.Listed{{Finding: found("a", nil), Delta: reconcile.NotEvaluated, State: reconcile.StateOpen}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecisionsHoldUntilTheirDayOrAChange(t *testing.T) {
	held := open(found("a", nil))
	held.Held = reconcile.Decision{State: reconcile.StateSnoozed, Until: day("2026-11-25")}
	state := func(now reconcile.Finding, today string) reconcile.FindingState {
		result := reconcile.Result{Findings: []reconcile.Finding{now}}
		return reconcile.Diff([]reconcile.KnownFinding{held}, &result, reconcile.Jobs(), day(today)).Listed[0].State
	}
	if got := state(found("a", nil), "2026-11-25"); got != reconcile.StateSnoozed {
		t.Errorf("on its last day the finding is %s", got)
	}
	if got := state(found("a", nil), "2026-11-26"); got != reconcile.StateOpen {
		t.Errorf("after its last day the finding is %s", got)
	}
	changed := found("a", func(f *reconcile.Finding) { f.Severity = reconcile.High })
	if got := state(changed, "2026-11-21"); got != reconcile.StateOpen {
		t.Errorf("after a change the finding is %s", got)
	}
}

func TestReasonOfAResolution(t *testing.T) {
	f := found("a", nil)
	active := func(end string, change func(*reconcile.RowState)) reconcile.RowState {
		r := reconcile.RowState{LastDay: day(end), Status: reconcile.Active, Concerned: true}
		if change != nil {
			change(&r)
		}
		return r
	}
	for _, c := range []struct {
		name  string
		there bool
		row   reconcile.RowState
		today string
		want  reconcile.ResolvedReason
	}{
		{"a new term began", true, active("2027-11-27", nil), "2026-11-29", reconcile.ReasonRenewed},
		{"a new term is shown before its time", true, active("2027-11-27", nil), "2026-11-20", reconcile.ReasonRenewed},
		{"its end was corrected", true, active("2026-12-04", nil), "2026-11-20", reconcile.ReasonFixed},
		{"its replacement is in place", true, active("2026-11-27", func(r *reconcile.RowState) { r.Covered = true }), "2026-11-20", reconcile.ReasonCovered},
		{"a cancel is scheduled", true, active("2026-11-27", nil), "2026-11-20", reconcile.ReasonFixed},
		{"its move is done or through", true, active("2027-11-27", func(r *reconcile.RowState) { r.Moved, r.Gone, r.Covered = true, true, true }), "2026-11-29", reconcile.ReasonMoved},
		{"deleted before its end", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Deleted, Concerned: true, BeforeEnd: true}, "2026-12-20", reconcile.ReasonCancelled},
		{"disabled after its end", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Disabled, Concerned: true}, "2027-01-20", reconcile.ReasonEnded},
		{"suspended before its end", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Suspended, Concerned: true}, "2026-11-20", reconcile.ReasonFixed},
		{"gone after its end", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Active, Gone: true}, "2026-11-28", reconcile.ReasonGone},
		{"gone before its end", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Active, Gone: true}, "2026-11-20", reconcile.ReasonGone},
		{"gone, and nobody knows its last facts", false, reconcile.RowState{}, "2026-11-28", reconcile.ReasonGone},
		{"its move was dropped", true, reconcile.RowState{LastDay: f.LastDay, Status: reconcile.Active}, "2026-11-20", reconcile.ReasonOutOfScope},
		{"auto-renew was switched off", true, active("2026-11-27", nil), "2026-11-20", reconcile.ReasonFixed},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := reconcile.Result{Rows: map[string]reconcile.RowState{}}
			if c.there {
				result.Rows[f.SubscriptionID] = c.row
			}
			got := reconcile.Diff([]reconcile.KnownFinding{open(f)}, &result, reconcile.Jobs(), day(c.today))
			if len(got.Resolved) != 1 || got.Resolved[0].Reason != c.want {
				t.Errorf("got %+v, want %s", got.Resolved, c.want)
			}
		})
	}
}

// Every finding ends up in exactly one place, and the same input twice changes
// nothing.
func TestDiffPartitions(t *testing.T) {
	ids := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})
	rapid.Check(t, func(t *rapid.T) {
		var known []reconcile.KnownFinding
		for _, id := range rapid.SliceOfDistinct(ids, rapid.ID[string]).Draw(t, "known") {
			isOpen := rapid.Bool().Draw(t, "open")
			known = append(known, reconcile.KnownFinding{Finding: found(id, nil), Open: isOpen})
		}
		var result reconcile.Result
		for _, id := range rapid.SliceOfDistinct(ids, rapid.ID[string]).Draw(t, "now") {
			result.Findings = append(result.Findings, found(id, nil))
		}
		changes := reconcile.Diff(known, &result, reconcile.Jobs(), day("2026-11-20"))
		if len(changes.Listed) != len(result.Findings) {
			t.Fatalf("listed %d of %d findings", len(changes.Listed), len(result.Findings))
		}
		stillOpen := 0
		for _, k := range known {
			if k.Open {
				stillOpen++
			}
		}
		unchanged := 0
		for _, l := range changes.Listed {
			if l.Delta == reconcile.Unchanged {
				unchanged++
			}
		}
		if unchanged+len(changes.Resolved) != stillOpen {
			t.Fatalf("%d open findings became %d unchanged and %d resolved", stillOpen, unchanged, len(changes.Resolved))
		}
		var next []reconcile.KnownFinding
		for _, l := range changes.Listed {
			next = append(next, open(l.Finding))
		}
		if again := reconcile.Diff(next, &result, reconcile.Jobs(), day("2026-11-20")); len(again.Versions)+len(again.Resolved) != 0 {
			t.Fatalf("the same input again stores %+v", again)
		}
	})
}
