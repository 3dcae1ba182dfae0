package rules

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"handover/reconcile"
)

// The codes of the job continuity.
const (
	CodeOfferDifferent    reconcile.Code = "offer-different"
	CodeQuantityMismatch  reconcile.Code = "quantity-mismatch"
	CodeOfferDiscontinued reconcile.Code = "offer-discontinued"
	CodeCoverageGap       reconcile.Code = "coverage-gap"
	CodeMoveConflict      reconcile.Code = "move-conflict"
)

func continuityRules() []Rule {
	const job = reconcile.ContinuityJob
	return []Rule{
		{
			Code: CodeOfferDifferent, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("target", "target_offer"), Sources: []string{seatBasedPage}, row: offerDifferent, regardless: true, onTargets: true,
		},
		{
			Code: CodeQuantityMismatch, Job: job, Severities: severities(reconcile.High, reconcile.Medium, reconcile.Low),
			Evidence: keys("needed", "target_seats", "difference", "unknown_seats"), Sources: []string{seatBasedPage}, row: quantityMismatch, regardless: true, onTargets: true,
		},
		{
			Code: CodeOfferDiscontinued, Job: job, Severities: severities(reconcile.High, reconcile.Medium),
			Evidence: keys("on_sale_until"), Sources: []string{seatBasedPage}, row: offerDiscontinued,
		},
		{
			Code: CodeCoverageGap, Job: job, Severities: severities(reconcile.Critical, reconcile.Medium),
			Evidence: keys("gap_from", "gap_to", "gap_days"), Sources: []string{seatBasedPage, lifecyclePage}, row: coverageGap, onTargets: true,
		},
		{
			Code: CodeMoveConflict, Job: job, Severities: severities(reconcile.High),
			Evidence: keys("kind", "named"), Sources: []string{seatBasedPage}, tenant: moveConflict,
		},
	}
}

// withTargets answers what the rules about the targets of a source share.
func withTargets(r *row) Why {
	switch {
	case !r.licensed():
		return WhyKind
	case !r.source():
		return WhyNotSource
	case len(r.targets) == 0:
		return WhyNoTarget
	default:
		return WhyFires
	}
}

func offerDifferent(v *view, r *row) answer {
	if why := withTargets(r); why != WhyFires {
		return no(why)
	}
	alike := seating{known: true}
	var other *reconcile.Subscription
	for i := range r.targets {
		switch t := &r.targets[i]; {
		case v.sameUse(r.sub, t.sub):
			if v.serves(r, t) {
				alike.add(t.sub.Quantity)
			}
		case other == nil && t.sub.OfferID != "" && r.sub.OfferID != "":
			other = t.sub
		}
	}
	needed := r.sub.NeededSeats()
	if other == nil || alike.targets > 0 && (!needed.Known || !alike.known || alike.seats >= needed.N) {
		return no(WhyTargetFits)
	}
	return yes(v.about(r, reconcile.High, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		fact("target", other.ID), fact("target_offer", other.Name())))
}

func quantityMismatch(v *view, r *row) answer {
	if why := withTargets(r); why != WhyFires {
		return no(why)
	}
	inTime := v.seatsOf(r, func(t *target) bool { return v.inTime(r, t) })
	all := v.seatsOf(r, func(t *target) bool {
		return t.life.Status == reconcile.Active || t.life.Status == reconcile.Pending
	})
	needed, bought := r.sub.NeededSeats(), max(r.sub.Quantity.N, 0)
	switch {
	case inTime.targets > 0 && !needed.Known:
		return yes(v.unknownSeats(r, "source"))
	case inTime.targets > 0 && inTime.known && inTime.seats < needed.N:
		return yes(v.mismatch(r, reconcile.High, needed.N, inTime.seats, reconcile.MoneyDecision))
	case r.sub.Quantity.Known && all.seats > bought:
		return yes(v.mismatch(r, reconcile.Low, bought, all.seats, reconcile.MoneyAvoidable))
	case inTime.targets > 0 && !inTime.known:
		return yes(v.unknownSeats(r, "target"))
	default:
		return no(WhyTargetFits)
	}
}

// unknownSeats tells that nobody can say whether the seats are enough, because those
// of one side are not known.
func (v *view) unknownSeats(r *row, side string) *reconcile.Finding {
	return v.about(r, reconcile.Medium, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay), fact("unknown_seats", side))
}

func (v *view) mismatch(r *row, severity reconcile.Severity, needed, got int64, kind reconcile.MoneyKind) *reconcile.Finding {
	difference := max(needed-got, got-needed)
	f := v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(r.life.LastDay),
		fact("needed", number(needed)), fact("target_seats", number(got)), fact("difference", number(difference)))
	f.Exposure = commitment(r.sub, reconcile.CountOf(difference), reconcile.BasisDifference).As(kind, reconcile.Once)
	return f
}

func offerDiscontinued(v *view, r *row) answer {
	offer, listed := v.env.Catalog.Offer(r.sub.OfferID)
	switch {
	case !r.licensed():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case r.move.Route != reconcile.RouteAuto && r.move.Route != reconcile.RouteRebuy:
		return no(WhyRoute)
	case !listed || !offer.OffSale(v.today):
		return no(WhyOnSale)
	case r.anyTarget():
		return no(WhyHasTarget)
	}
	severity := reconcile.High
	if v.env.Catalog.HasEquivalentOnSale(r.sub.OfferID, v.today) {
		severity = reconcile.Medium
	}
	return yes(v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(r.life.CoverBy),
		fact("on_sale_until", offer.OnSaleUntil.String())))
}

func coverageGap(v *view, r *row) answer {
	due := r.life.CoverBy
	endsSoon := r.life.Outcome == reconcile.Cancels || r.life.Outcome == reconcile.Lapses ||
		r.life.Outcome == reconcile.OutcomeUnknown ||
		r.life.Status == reconcile.Suspended || r.life.Status == reconcile.Expired
	switch {
	case !r.sold():
		return no(WhyKind)
	case !r.source():
		return no(WhyNotSource)
	case !endsSoon:
		return no(WhyOutcome)
	case !r.anyTarget():
		return no(WhyNoTarget)
	case v.seatsOf(r, func(t *target) bool { return v.inTime(r, t) }).targets > 0:
		return no(WhyTargetFits)
	case !v.near(due):
		return no(waiting(due))
	}
	start := v.nextStart(r)
	severity := reconcile.Critical
	if start == due.AddDays(1) {
		severity = reconcile.Medium
	}
	evidence := []reconcile.Evidence{fact("gap_from", due.AddDays(1).String())}
	if start > due {
		last := start.AddDays(-1)
		evidence = append(evidence, fact("gap_to", last.String()), fact("gap_days", number(int(last-due))))
	}
	return yes(v.about(r, severity, reconcile.OwnerUs, reconcile.DueDay(due), evidence...))
}

// nextStart returns the first day after the gap: the earliest start of a target
// whose only fault is to be late, or the unknown day.
func (v *view) nextStart(r *row) reconcile.Day {
	var first reconcile.Day
	for i := range r.targets {
		t := &r.targets[i]
		if v.serves(r, t) && outlasts(r, t) {
			first = reconcile.Earlier(first, v.firstDay(t))
		}
	}
	return first
}

// conflict is one way in which moves contradict each other or the facts.
type conflict struct{ kind, id string }

func moveConflict(v *view) []reconcile.Finding {
	found := map[conflict]bool{}
	sources := map[string]int{}
	here := v.reachesOf(v.tenant.Moves, v.tenant.Incoming)
	for i := range v.tenant.Moves {
		m := &v.tenant.Moves[i]
		if !m.IsOpen() {
			continue
		}
		if m.SourceID == reconcile.WatchAll {
			continue
		}
		if sources[m.SourceID]++; sources[m.SourceID] > 1 {
			found[conflict{"source-twice", m.SourceID}] = true
		}
		if v.known(rowKey{v.tenant.ID, m.SourceID}) == nil {
			found[conflict{"source-unknown", m.SourceID}] = true
		}
		for _, id := range m.TargetIDs {
			if v.tenant.NamedBy[id] > 1 {
				found[conflict{"target-twice", id}] = true
			}
			if v.known(rowKey{m.Destination(), id}) == nil {
				found[conflict{"target-unknown", id}] = true
			}
			for _, now := range v.become(rowKey{m.Destination(), id}) {
				if v.reachOf(now, here).twice() {
					found[conflict{"target-twice", now.id}] = true
				}
			}
		}
	}
	var list []reconcile.Finding
	order := slices.SortedFunc(maps.Keys(found), func(a, b conflict) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.id, b.id))
	})
	for _, c := range order {
		f := v.overall(reconcile.High, reconcile.OwnerUs, reconcile.Due{}, ev("kind", c.kind), ev("named", c.id))
		f.Subject = c.kind + ":" + c.id
		list = append(list, f)
	}
	return list
}
