package reconcile_test

import (
	"slices"
	"testing"

	"handover/reconcile"
)

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
			s.Channel, s.Term, s.TermStart = reconcile.MCAE, reconcile.Triennial, day("2023-10-02")
		}, reconcile.Lapses, reconcile.ReasonAutoRenewOff, "2026-12-30"},
		{"mca-e with an unknown term", "2026-10-01", func(s *reconcile.Subscription) {
			s.Channel, s.Term, s.TermStart = reconcile.MCAE, "", day("2023-10-02")
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
		{"expired is covered within the grace", "2026-04-01", func(s *reconcile.Subscription) {
			s.Status = reconcile.Expired
		}, reconcile.NoOutcome, reconcile.ReasonNotRunning, "2026-05-01"},
		{"disabled cannot be covered any more", "2026-06-01", func(s *reconcile.Subscription) {
			s.Status = reconcile.Disabled
		}, reconcile.NoOutcome, reconcile.ReasonNotRunning, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nce(c.end, c.change)
			got := p.Lifecycle(&s, reconcile.Catalog{}, day("2026-04-20").Start())
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
		}, []reconcile.Assumption{reconcile.TermStartDerived, reconcile.AccountTypeUnknown, reconcile.DirectDefault}},
		{"the account decides nothing before the scope", "2026-12-31", "2026-12-20", func(s *reconcile.Subscription) {
			s.Channel = reconcile.WebDirect
		}, []reconcile.Assumption{reconcile.TermStartDerived}},
		{"the border day does not matter for a term from before the scope", "2026-05-04", "2026-05-01", func(s *reconcile.Subscription) {
			s.Term, s.TermStart = reconcile.Triennial, day("2023-05-05")
		}, nil},
		{"the border day without a start", "2026-05-04", "2026-05-01", func(s *reconcile.Subscription) {
			s.Term = reconcile.Triennial
		}, []reconcile.Assumption{reconcile.TermStartUnknown, reconcile.ESTBorderDay}},
		{"a source that shows no action has no default", "2027-02-08", "2027-01-01", func(s *reconcile.Subscription) {
			s.Channel, s.EndOfTerm, s.TermStart = reconcile.MCAE, reconcile.NoField, day("2026-02-09")
		}, nil},
		{"an account of the old kind", "2027-02-08", "2027-01-01", func(s *reconcile.Subscription) {
			s.Channel, s.AccountType = reconcile.WebDirect, reconcile.AccountMOSP
		}, nil},
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
			if got := p.Lifecycle(&s, reconcile.Catalog{}, day(c.today).Start()).Assumptions; !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
