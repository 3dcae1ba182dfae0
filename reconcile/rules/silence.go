package rules

import (
	"slices"

	"handover/reconcile"
)

// silencing is one line of who speaks for whom: a finding of code By silences
// the codes in Silences, for the same subscription or for the whole tenant.
type silencing struct {
	by       reconcile.Code
	silences []reconcile.Code // nil: every other code
	but      reconcile.Code   // of every other one, the one that it does not
	tenant   bool
	alike    bool                          // only what is as severe
	applies  func(*reconcile.Finding) bool // nil: always
}

// silencings returns the table. A mismatch of regions silences only where the
// tenant's country is known, which is where it is critical.
func silencings() []silencing {
	readiness := []reconcile.Code{
		CodeRelationshipMissing, CodeInviteRole, CodeAgreementMissing, CodeTenantLimitExceeded, CodeTenantLimitPossible,
		CodeSeatPoolExceeded, CodeTransferBatches, CodeOfferDifferent, CodeOfferDiscontinued, CodeQuantityMismatch,
	}
	critical := func(f *reconcile.Finding) bool { return f.Severity == reconcile.Critical }
	return []silencing{
		{by: CodeRenewalProcessing},
		{by: CodeSourceReplaced, but: "fact-conflict"},
		{by: CodeMoveFinished, but: "fact-conflict"},
		{by: CodeRegionMismatch, silences: readiness, tenant: true, applies: critical},
		{by: CodeResaleToPartner, silences: readiness, tenant: true},
		{by: CodeChoiceLost, silences: []reconcile.Code{CodeESTAutoConvert}, alike: true},
		{by: CodeChoiceLost, silences: []reconcile.Code{CodeEndOfTermUnknown}},
		{by: CodeESTRunningDuplicate, silences: []reconcile.Code{CodeDoubleBilling, CodeESTScheduled}},
		{by: CodeRenewedInWindow, silences: []reconcile.Code{CodeAutoRenewOn, CodeDoubleBilling}},
		{by: CodeTrialConverts, silences: []reconcile.Code{CodeAutoRenewOn}},
		{by: CodeCancelledBackup, silences: []reconcile.Code{CodeDataDeleted}},
		{by: CodeTransferNotAvailable, silences: []reconcile.Code{CodeTransferIneligible}},
	}
}

// silence splits what fired into what is listed and what another finding speaks
// for. Every rule that fired takes part, silenced itself or not.
func silence(fired []reconcile.Finding) (listed []reconcile.Finding, silenced []reconcile.Silenced) {
	table := silencings()
	listed = make([]reconcile.Finding, 0, len(fired))
	type key struct {
		code         reconcile.Code
		subscription string
	}
	there := map[key]reconcile.Severity{}
	for i := range fired {
		f := &fired[i]
		at := slices.IndexFunc(table, func(s silencing) bool { return s.by == f.Code })
		if at < 0 || table[at].applies != nil && !table[at].applies(f) {
			continue
		}
		there[key{f.Code, f.SubscriptionID}] = f.Severity
	}
	for i := range fired {
		f := &fired[i]
		by := reconcile.Code("")
		for _, s := range table {
			subscription := f.SubscriptionID
			if s.tenant {
				subscription = ""
			}
			if severity, fired := there[key{s.by, subscription}]; fired && s.covers(f) && (!s.alike || severity == f.Severity) {
				by = s.by
				break
			}
		}
		if by == "" {
			listed = append(listed, *f)
		} else {
			silenced = append(silenced, reconcile.Silenced{Finding: *f, By: by})
		}
	}
	return listed, silenced
}

// covers reports whether a line can silence a finding at all.
func (s *silencing) covers(f *reconcile.Finding) bool {
	if f.Code == s.by || f.Code == s.but || !s.tenant && f.SubscriptionID == "" {
		return false
	}
	return s.silences == nil || slices.Contains(s.silences, f.Code)
}
