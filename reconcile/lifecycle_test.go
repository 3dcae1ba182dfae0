package reconcile_test

import (
	"slices"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/policy"
)

func facts(t *testing.T) *reconcile.Policy {
	t.Helper()
	document, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	p, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// nce is an active annual csp subscription with auto-renew off and a source that
// carries an empty end-of-term field.
func nce(end string, change func(*reconcile.Subscription)) reconcile.Subscription {
	s := reconcile.Subscription{
		ID: "s", TenantID: "t", Channel: reconcile.CSP, OfferID: "CFQ7TTC0LH18:0001", Status: reconcile.Active,
		AutoRenew: reconcile.No, EndOfTerm: reconcile.NoAction, Term: reconcile.Annual, CommitmentEnd: day(end).Start(),
	}
	if change != nil {
		change(&s)
	}
	return s
}

func TestAStatusThatLagsIsCorrected(t *testing.T) {
	p := facts(t)
	for _, c := range []struct {
		name    string
		end     string
		change  func(*reconcile.Subscription)
		status  reconcile.Status
		outcome reconcile.Outcome
		inEST   bool
		coverBy string
	}{
		{"grace: as expired", "2026-05-03", nil, reconcile.Expired, reconcile.NoOutcome, false, "2026-06-02"},
		{"cancel: as disabled", "2026-05-08", func(s *reconcile.Subscription) {
			s.EndOfTerm = reconcile.ActionCancel
		}, reconcile.Disabled, reconcile.NoOutcome, false, ""},
		{"est: as extended", "2026-05-08", nil, reconcile.Active, reconcile.Extends, true, "2026-05-08"},
		{"renew: still active", "2026-05-08", func(s *reconcile.Subscription) {
			s.AutoRenew = reconcile.Yes
		}, reconcile.Active, reconcile.Renews, false, "2026-05-08"},
		{"unknown: still active", "2026-05-08", func(s *reconcile.Subscription) {
			s.AutoRenew = reconcile.Unknown
		}, reconcile.Active, reconcile.OutcomeUnknown, false, "2026-05-08"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nce(c.end, c.change)
			got := p.Lifecycle(&s, reconcile.Catalog{}, day("2026-05-10").Start())
			if got.Status != c.status || got.Outcome != c.outcome || got.InEST != c.inEST || got.CoverBy.String() != c.coverBy {
				t.Errorf("got %s, outcome %q, in EST %v, cover by %s; want %s, %q, %v, %s",
					got.Status, got.Outcome, got.InEST, got.CoverBy, c.status, c.outcome, c.inEST, c.coverBy)
			}
			onTheDay := p.Lifecycle(&s, reconcile.Catalog{}, day(c.end).Start())
			if slices.Contains(onTheDay.Assumptions, reconcile.StatusLags) {
				t.Error("the last day itself is not late")
			}
		})
	}
}

func TestDataUntil(t *testing.T) {
	p := facts(t)
	for _, c := range []struct {
		name   string
		change func(*reconcile.Subscription)
		want   string
	}{
		{"grace: 30 and 90 days", func(s *reconcile.Subscription) { s.Status = reconcile.Expired }, "2026-05-01"},
		{"cancel at the end", func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel }, "2026-04-01"},
		{"suspended at the end", func(s *reconcile.Subscription) { s.Status = reconcile.Suspended }, "2026-05-01"},
		{"disabled after a cancel", func(s *reconcile.Subscription) {
			s.Status, s.EndOfTerm = reconcile.Disabled, reconcile.ActionCancel
		}, "2026-04-01"},
		{"enterprise agreement", func(s *reconcile.Subscription) {
			s.Status, s.Channel = reconcile.Expired, reconcile.EA
		}, "2026-05-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nce("2026-01-01", c.change)
			if got := p.Lifecycle(&s, reconcile.Catalog{}, day("2026-01-10").Start()).DataUntil; got.String() != c.want {
				t.Errorf("data until %s, want %s", got, c.want)
			}
		})
	}
}

func TestWindowIsAnInstant(t *testing.T) {
	w := reconcile.WindowUntil(instant("2024-06-12T19:27:03.440527Z"))
	for at, open := range map[string]bool{"2024-06-12T19:27:03Z": true, "2024-06-12T19:27:04Z": false} {
		if w.OpenAt(instant(at)) != open || w.ClosedAt(instant(at)) == open {
			t.Errorf("at %s the window is open: %v, want %v", at, !open, open)
		}
	}
	if none := reconcile.WindowUntil(time.Time{}); none.OpenAt(instant("2024-06-12T00:00:00Z")) || !none.ClosedAt(instant("2024-06-12T00:00:00Z")) {
		t.Error("a known absence of a window is closed")
	}
	if (reconcile.Window{}).ClosedAt(instant("2024-06-12T00:00:00Z")) {
		t.Error("an unknown window is not known to be closed")
	}
}
