package rules

import "handover/reconcile"

// Why says in a code why a rule did not fire; the report packages put it in
// words.
type Why string

// The reasons for which a rule does not fire, and WhyFires where it does.
const (
	WhyFires        Why = "fires"
	WhyKind         Why = "product-kind"      // not a kind of product the rule looks at
	WhyNotSource    Why = "not-source"        // no open move names it
	WhyNotConcerned Why = "not-concerned"     // neither a source nor ours
	WhyNotOurs      Why = "not-ours"          //
	WhyIsSource     Why = "is-source"         // the rule is about rows that are not moved
	WhyOutcome      Why = "other-outcome"     // another outcome at the end of the term
	WhyNotInEST     Why = "not-in-est"        // it is in no extended term yet
	WhyByDefault    Why = "by-default"        // an extended term nobody chose
	WhyByChoice     Why = "by-choice"         // an extended term somebody chose
	WhyStatus       Why = "other-status"      // another state
	WhyNotNear      Why = "not-near"          // the horizon has not begun
	WhyNoEnd        Why = "no-end"            // the last day is not known or never comes
	WhyCovered      Why = "covered"           // replacements are in place
	WhyNotCovered   Why = "not-covered"       // no replacement in place
	WhyHasTarget    Why = "has-target"        // a replacement is named
	WhyNoTarget     Why = "no-target"         // no replacement is named
	WhyTargetFits   Why = "target-fits"       // the replacement is in order
	WhyConsistent   Why = "consistent"        // the facts agree
	WhyTerm         Why = "other-term"        // another length of term
	WhyNotTrial     Why = "not-trial"         //
	WhyTrial        Why = "is-trial"          // the rule is about what is paid for
	WhyWindow       Why = "window"            // the cancellation window does not apply
	WhyNotRenewed   Why = "not-renewed"       // it ends when its move expects
	WhyNoLoss       Why = "nothing-lost"      // nothing that was scheduled has vanished
	WhyNoNewTerm    Why = "no-new-term"       // no term has just begun
	WhyAssigned     Why = "all-assigned"      // no seat is unassigned
	WhyOnSale       Why = "on-sale"           // the offer is sold, or not in the catalogue
	WhyPlatform     Why = "other-platform"    // another channel or commerce platform
	WhyRoute        Why = "other-route"       // another route
	WhySameTenant   Why = "same-tenant"       // the move stays in its tenant
	WhyNotStarted   Why = "target-not-active" // no replacement has started
	WhyOverlap      Why = "short-overlap"     // paid twice for a few days only
	WhyNoRequest    Why = "no-request"        // no transfer request that matters
	WhyPast         Why = "past"              // the time for it is over
	WhyNoSuch       Why = "nothing-found"     // the tenant shows nothing of the kind
	WhyThrough      Why = "through"           // it has come over
	WhyNotThrough   Why = "not-through"       // it has not come over yet
	WhyLeft         Why = "left"              // was ours, and has gone over to another partner
	WhyGone         Why = "gone"              // no source delivers it any more
	WhyStillThere   Why = "still-there"       // it is still delivered
	WhySuccessor    Why = "successor"         // another row took its place at the old seller
	WhyNoSuccessor  Why = "no-successor"      // none did
	WhyWatched      Why = "watched"           // its tenant is watched as a whole
	WhyNoBase       Why = "no-base"           // it is no add-on to a row of the tenant
)

// answer is what a rule says of one row: a finding, or why there is none.
type answer struct {
	why     Why
	finding *reconcile.Finding
}

func no(why Why) answer { return answer{why: why} }

func yes(f *reconcile.Finding) answer { return answer{why: WhyFires, finding: f} }

// ev returns a piece of evidence that may move without the finding having
// changed, fact one that makes it changed.
func ev(key, value string) reconcile.Evidence { return reconcile.Evidence{Key: key, Value: value} }

func fact(key, value string) reconcile.Evidence {
	return reconcile.Evidence{Key: key, Value: value, Material: true}
}
