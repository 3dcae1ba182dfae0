package plan

import (
	"cmp"
	"slices"

	"handover/reconcile"
)

// batch groups the partner transfers to be requested: a request goes to one
// source partner and holds at most so many items. The items that end together
// go together, within the life of a request, so that none has to move much
// earlier than it must; an earlier transfer costs nothing, since it is billed by
// the day.
// Source: https://learn.microsoft.com/partner-center/customers/transfer-subscriptions
func (b *builder) batch(items []item) {
	var list []*item
	for i := range items {
		if items[i].begin == reconcile.StepCreateRequest {
			list = append(list, &items[i])
		}
	}
	slices.SortStableFunc(list, func(x, y *item) int {
		return cmp.Or(cmp.Compare(x.Source.SellerID, y.Source.SellerID), compareDays(x.last, y.last))
	})
	size := max(b.env.Policy.Limits.TransferItems, 1)
	var requests [][]*item
	for _, it := range list {
		n := len(requests)
		if n == 0 || len(requests[n-1]) == size || b.apart(requests[n-1][0], it) {
			requests = append(requests, nil)
			n++
		}
		requests[n-1] = append(requests[n-1], it)
	}
	slices.SortStableFunc(requests, func(x, y []*item) int { return compareDays(x[0].last, y[0].last) })
	for n, request := range requests {
		for _, it := range request {
			// A request is accepted as a whole, and its first item ends first: that
			// one gives the days. What is lost after them is lost for it alone.
			it.request, it.last = n+1, request[0].last
		}
	}
}

// apart reports whether an item does not belong into the request of another, which
// ends no later.
func (b *builder) apart(first, it *item) bool {
	return first.Source.SellerID != it.Source.SellerID || first.last.Known() != it.last.Known() ||
		it.last.Known() && it.last > first.last.AddDays(b.env.Policy.Limits.TransferDays)
}

// task is a step of one move before it is dated.
type task struct {
	kind reconcile.StepKind
	by   reconcile.Due // the last safe moment
}

// tasks returns what is left to do for a move, in order.
func (it *item) tasks() []task {
	var list []task
	switch it.begin {
	case "":
	case reconcile.StepCreateRequest:
		list = append(list, task{reconcile.StepCreateRequest, it.by}, task{reconcile.StepAcceptRequest, it.by})
	default:
		list = append(list, task{it.begin, it.by})
	}
	if !it.InPlace || it.begin != "" {
		list = append(list, task{reconcile.StepVerify, reconcile.DueDay(it.verifyBy)})
	}
	if it.end != "" {
		list = append(list, task{it.end, it.endBy})
	}
	return list
}

// steps returns the dated steps of one move.
func (b *builder) steps(it *item) []reconcile.PlanStep {
	verify := b.verified(it)
	tasks := it.tasks()
	list := make([]reconcile.PlanStep, 0, len(tasks))
	for _, t := range tasks {
		day := it.last.AddDays(-it.margin)
		switch t.kind {
		case reconcile.StepCreateRequest:
			day = b.created(it)
		case reconcile.StepVerify:
			day = verify
		case it.end:
			day = it.ended(verify)
		}
		list = append(list, b.step(it, t.kind, day, t.by))
	}
	return list
}

// created returns the day on which a request is to be created: so early that it
// lives through its last safe day, which gives the source partner, who is not
// obliged to accept, the most time; never after the day of its acceptance.
func (b *builder) created(it *item) reconcile.Day {
	return it.last.AddDays(-max(b.env.Policy.Limits.TransferDays-1, it.margin))
}

// verified returns the day on which the replacement is to be verified: the day
// after it was ordered, still on its last safe day; where it is there already,
// the first day on which all of it is, but no earlier than an order would stand.
func (b *builder) verified(it *item) reconcile.Day {
	if it.begin != "" {
		return reconcile.Earlier(it.last.AddDays(1-it.margin), it.verifyBy)
	}
	wished := it.verifyBy.AddDays(-b.margin)
	switch {
	case it.InPlace:
		return it.TargetsFrom
	case !it.verifyBy.Known():
		return it.TargetsFrom
	case it.TargetsFrom.Known() && it.TargetsFrom <= it.verifyBy:
		return max(wished, it.TargetsFrom)
	default:
		return wished
	}
}

// ended returns the day of the step at the source, never before the replacement is
// verified. What is paid by the day or the month, or can be cancelled only for a
// while, ends at once; a choice about the end of the term is made on E − 1, since
// it can be changed through E only.
func (it *item) ended(verified reconcile.Day) reconcile.Day {
	day := verified
	switch by := it.endBy.Day; {
	case !by.Known():
	case it.end == reconcile.StepSetCancel || it.end == reconcile.StepAutoRenewOff:
		day = by.AddDays(-1)
		if !it.InPlace {
			day = max(day, verified)
		}
	case !day.Known() || day > by:
		day = by
	}
	return day
}

// step dates one step.
func (b *builder) step(it *item, kind reconcile.StepKind, day reconcile.Day, lastSafe reconcile.Due) reconcile.PlanStep {
	s := reconcile.PlanStep{
		TenantID: it.Move.Move.TenantID, SourceID: it.Source.ID, SellerID: it.Source.SellerID, TargetTenantID: b.tenant.ID,
		Kind: kind, Route: it.route, Owner: b.owner(it, kind), Actor: b.actor(it, kind),
		Day: day, LastSafe: lastSafe,
		OfferID: it.Source.OfferID, OfferName: it.Source.Name(), Seats: it.Source.Quantity,
	}
	switch kind {
	case reconcile.StepOrder:
		s.Sale = it.Sale
	case reconcile.StepCreateRequest:
		s.Request = it.request
	case reconcile.StepAcceptRequest:
		s.Request = it.request
		if it.transfer != nil {
			s.TransferID = it.transfer.ID
		}
	}
	if day.Known() && lastSafe.Known() && replaces(kind) {
		s.Margin = int(lastSafe.Day - day)
	}
	return s
}

// owner returns who takes a step. An indirect reseller's provider transacts, the
// source partner accepts a request, and at the source acts who can.
func (b *builder) owner(it *item, kind reconcile.StepKind) reconcile.Owner {
	switch {
	case kind == reconcile.StepAcceptRequest:
		return reconcile.OwnerSourcePartner
	case kind == it.end:
		return b.env.Partner.Actor(it.Source)
	case kind == it.begin && b.env.Partner.Model == reconcile.IndirectReseller:
		return reconcile.OwnerProvider
	default:
		return reconcile.OwnerUs
	}
}

// actor returns what the partner is called that takes a step, where it sold the
// source.
func (b *builder) actor(it *item, kind reconcile.StepKind) string {
	owner := b.owner(it, kind)
	if owner == reconcile.OwnerSourcePartner || owner == reconcile.OwnerProvider && kind.AtSource() {
		return b.env.Sellers.NameOf(it.Source)
	}
	return ""
}
