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

func TestOutcome(t *testing.T) {
	type change = func(*reconcile.Subscription)
	p := facts(t)
	for _, c := range []struct {
		name    string
		end     string
		change  change
		outcome reconcile.Outcome
		reason  reconcile.Reason
		coverBy string
	}{
		{"a cancel beats auto-renew on", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm, s.AutoRenew = reconcile.ActionCancel, reconcile.Yes
		}, reconcile.Cancels, reconcile.ReasonAction, "2026-06-01"},
		{"an extended term beats auto-renew on", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm, s.AutoRenew = reconcile.ActionEST, reconcile.Yes
		}, reconcile.Extends, reconcile.ReasonAction, "2026-06-01"},
		{"a renewal beats auto-renew off", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm = reconcile.ActionRenew
		}, reconcile.Renews, reconcile.ReasonAction, "2026-06-01"},
		{"auto-renew on", "2026-06-01", func(s *reconcile.Subscription) {
			s.AutoRenew = reconcile.Yes
		}, reconcile.Renews, reconcile.ReasonAutoRenewOn, "2026-06-01"},
		{"off, ends before the free grace ended", "2026-05-03", nil, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-06-02"},
		{"off, ends on the border day", "2026-05-04", nil, reconcile.Extends, reconcile.ReasonESTMatrix, "2026-05-04"},
		{"off, ends after it", "2026-05-05", nil, reconcile.Extends, reconcile.ReasonESTMatrix, "2026-05-05"},
		{"auto-renew unknown", "2026-06-01", func(s *reconcile.Subscription) {
			s.AutoRenew = reconcile.Unknown
		}, reconcile.OutcomeUnknown, reconcile.ReasonAutoRenewBlank, "2026-06-01"},
		{"no such field, on", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm, s.AutoRenew = reconcile.NoField, reconcile.Yes
		}, reconcile.Renews, reconcile.ReasonAutoRenewOn, "2026-06-01"},
		{"no such field, off, grace by the matrix", "2026-05-03", func(s *reconcile.Subscription) {
			s.EndOfTerm = reconcile.NoField
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-06-02"},
		{"no such field, off", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm = reconcile.NoField
		}, reconcile.OutcomeUnknown, reconcile.ReasonNoActionField, "2026-06-01"},
		{"an action outside the list", "2026-06-01", func(s *reconcile.Subscription) {
			s.EndOfTerm = "transition"
		}, reconcile.OutcomeUnknown, reconcile.ReasonUnknownAction, "2026-06-01"},
		{"three years from before the scope", "2028-03-30", func(s *reconcile.Subscription) {
			s.Term, s.TermStart = reconcile.Triennial, day("2025-03-31")
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2028-04-29"},
		{"three years from the first day of the scope", "2028-03-31", func(s *reconcile.Subscription) {
			s.Term, s.TermStart = reconcile.Triennial, day("2025-04-01")
		}, reconcile.Extends, reconcile.ReasonESTMatrix, "2028-03-31"},
		{"three years without a start, the last end that may predate", "2028-03-30", func(s *reconcile.Subscription) {
			s.Term = reconcile.Triennial
		}, reconcile.OutcomeUnknown, reconcile.ReasonStartUnknown, "2028-03-30"},
		{"three years without a start, too late to predate", "2028-03-31", func(s *reconcile.Subscription) {
			s.Term = reconcile.Triennial
		}, reconcile.Extends, reconcile.ReasonESTMatrix, "2028-03-31"},
		{"three years without a start, ends before", "2026-05-03", func(s *reconcile.Subscription) {
			s.Term = reconcile.Triennial
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-06-02"},
		{"three years, first bought in scope", "2027-01-01", func(s *reconcile.Subscription) {
			s.Term, s.Created = reconcile.Triennial, day("2025-04-01")
		}, reconcile.Extends, reconcile.ReasonESTMatrix, "2027-01-01"},
		{"an unknown term without a start", "2027-01-01", func(s *reconcile.Subscription) {
			s.Term = ""
		}, reconcile.OutcomeUnknown, reconcile.ReasonStartUnknown, "2027-01-01"},
		{"a transferred three-year term uses the earlier day", "2027-06-01", func(s *reconcile.Subscription) {
			s.Term, s.TransferredOn, s.TermStart = reconcile.Triennial, day("2026-01-10"), day("2026-01-10")
		}, reconcile.Extends, reconcile.ReasonESTMatrix, "2027-06-01"},
		{"web-direct, term from before its scope", "2026-12-31", func(s *reconcile.Subscription) {
			s.Channel = reconcile.WebDirect
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2027-01-30"},
		{"web-direct, term in its scope", "2027-02-08", func(s *reconcile.Subscription) {
			s.Channel = reconcile.WebDirect
		}, reconcile.Extends, reconcile.ReasonESTMatrix, "2027-02-08"},
		{"a legacy row never extends", "2026-10-01", func(s *reconcile.Subscription) {
			s.OfferID = "fe616d64-e9a8-40ef-843f-152e9bbef3d1"
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-10-30"},
		{"an enterprise agreement stops on its last day", "2026-10-01", func(s *reconcile.Subscription) {
			s.Channel = reconcile.EA
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-10-01"},
		{"mca-e over several years", "2026-10-01", func(s *reconcile.Subscription) {
			s.Channel, s.Term = reconcile.MCAE, reconcile.Triennial
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-12-30"},
		{"mca-e with an unknown term", "2026-10-01", func(s *reconcile.Subscription) {
			s.Channel, s.Term = reconcile.MCAE, ""
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-10-31"},
		{"advisor has no grace", "2026-10-01", func(s *reconcile.Subscription) {
			s.Channel = reconcile.Advisor
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-10-01"},
		{"a trial has no grace", "2026-10-01", func(s *reconcile.Subscription) {
			s.Trial = reconcile.Yes
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-10-01"},
		{"already extended", "2026-06-30", func(s *reconcile.Subscription) {
			s.InEST = reconcile.Yes
		}, reconcile.Extends, reconcile.ReasonInEST, "2026-06-30"},
		{"already extended, cancelled", "2026-06-30", func(s *reconcile.Subscription) {
			s.InEST, s.EndOfTerm = reconcile.Yes, reconcile.ActionCancel
		}, reconcile.Cancels, reconcile.ReasonAction, "2026-06-30"},
		{"pending has an outcome", "2026-06-01", func(s *reconcile.Subscription) {
			s.Status, s.AutoRenew = reconcile.Pending, reconcile.Yes
		}, reconcile.Renews, reconcile.ReasonAutoRenewOn, "2026-06-01"},
		{"suspended has none and is covered by its last day", "2026-06-01", func(s *reconcile.Subscription) {
			s.Status, s.AutoRenew = reconcile.Suspended, reconcile.Yes
		}, reconcile.NoOutcome, reconcile.ReasonNotRunning, "2026-06-01"},
		{"expired is covered within the grace", "2026-06-01", func(s *reconcile.Subscription) {
			s.Status = reconcile.Expired
		}, reconcile.NoOutcome, reconcile.ReasonNotRunning, "2026-07-01"},
		{"disabled cannot be covered any more", "2026-06-01", func(s *reconcile.Subscription) {
			s.Status = reconcile.Disabled
		}, reconcile.NoOutcome, reconcile.ReasonNotRunning, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nce(c.end, c.change)
			got := p.Lifecycle(&s, day("2026-04-20"))
			if got.Outcome != c.outcome || got.Reason != c.reason || got.CoverBy.String() != c.coverBy {
				t.Errorf("got %q because %q, cover by %s; want %q because %q, cover by %s",
					got.Outcome, got.Reason, got.CoverBy, c.outcome, c.reason, c.coverBy)
			}
		})
	}
}

func TestAssumptionsOfTheOutcome(t *testing.T) {
	p := facts(t)
	for _, c := range []struct {
		name   string
		end    string
		today  string
		change func(*reconcile.Subscription)
		want   []reconcile.Assumption
	}{
		{"nothing assumed", "2026-06-01", "2026-05-20", nil, nil},
		{"the border day", "2026-05-04", "2026-05-01", nil, []reconcile.Assumption{reconcile.ESTBorderDay}},
		{"the border day does not matter with auto-renew on", "2026-05-04", "2026-05-01", func(s *reconcile.Subscription) {
			s.AutoRenew = reconcile.Yes
		}, nil},
		{"web-direct turns on its derived start", "2027-02-08", "2027-01-01", func(s *reconcile.Subscription) {
			s.Channel = reconcile.WebDirect
		}, []reconcile.Assumption{reconcile.TermStartDerived}},
		{"no start", "2027-01-01", "2026-12-20", func(s *reconcile.Subscription) {
			s.Term = reconcile.Triennial
		}, []reconcile.Assumption{reconcile.TermStartUnknown}},
		{"transferred", "2027-01-01", "2026-12-20", func(s *reconcile.Subscription) {
			s.Term, s.TransferredOn = reconcile.Triennial, day("2026-01-10")
		}, []reconcile.Assumption{reconcile.TransferOrigin}},
		{"status lags", "2026-05-03", "2026-05-10", nil, []reconcile.Assumption{reconcile.StatusLags}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nce(c.end, c.change)
			if got := p.Lifecycle(&s, day(c.today)).Assumptions; !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
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
			got := p.Lifecycle(&s, day("2026-05-10"))
			if got.Status != c.status || got.Outcome != c.outcome || got.InEST != c.inEST || got.CoverBy.String() != c.coverBy {
				t.Errorf("got %s, outcome %q, in EST %v, cover by %s; want %s, %q, %v, %s",
					got.Status, got.Outcome, got.InEST, got.CoverBy, c.status, c.outcome, c.inEST, c.coverBy)
			}
			onTheDay := p.Lifecycle(&s, day(c.end))
			if slices.Contains(onTheDay.Assumptions, reconcile.StatusLags) {
				t.Error("the last day itself is not late")
			}
		})
	}
}

func TestLastDay(t *testing.T) {
	legacy := "fe616d64-e9a8-40ef-843f-152e9bbef3d1"
	for _, c := range []struct {
		name     string
		offer    string
		channel  reconcile.Channel
		date, at string
		want     string
		conflict bool
	}{
		{"new commerce, date and date-time at midnight", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-30T00:00:00Z", "2026-06-30", false},
		{"new commerce, end of the day", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-30T23:59:59Z", "2026-06-30", false},
		{"new commerce, date-time only", "A:1", reconcile.CSP, "", "2026-06-30T23:59:59Z", "2026-06-30", false},
		{"legacy ends before the midnight it names", legacy, reconcile.CSP, "2026-10-01T00:00:00Z", "", "2026-09-30", false},
		{"legacy, both ways to write the same day", legacy, reconcile.CSP, "2026-10-01T00:00:00Z", "2026-09-30T23:59:59Z", "2026-09-30", false},
		{"a GUID elsewhere names the last day", legacy, reconcile.EA, "2026-10-01T00:00:00Z", "", "2026-10-01", false},
		{"two different days: the earlier", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-29T23:59:59Z", "2026-06-29", true},
		{"midnight of the day after", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-07-01T00:00:00Z", "2026-06-30", true},
		{"a zone is turned into UTC", "A:1", reconcile.CSP, "", "2026-06-30T17:00:00-07:00", "2026-07-01", false},
		{"no end", "A:1", reconcile.CSP, "9999-12-31T00:00:00Z", "", "9999-12-31", false},
		{"nothing", "A:1", reconcile.CSP, "", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := reconcile.Subscription{OfferID: c.offer, Channel: c.channel, CommitmentEnd: optional(c.date), CommitmentEndAt: optional(c.at)}
			got, conflict := reconcile.LastDay(&s)
			if got.String() != c.want || conflict != c.conflict {
				t.Errorf("got %s, conflict %v; want %s, %v", got, conflict, c.want, c.conflict)
			}
		})
	}
}

func optional(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	return instant(text)
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
			if got := p.Lifecycle(&s, day("2025-12-20")).DataUntil; got.String() != c.want {
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
