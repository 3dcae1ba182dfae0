package rules_test

import (
	"time"

	"pgregory.net/rapid"

	"handover/reconcile"
)

// anySuccessors draws what a row has become, seldom anything: also itself, and in rounds.
func anySuccessors(t *rapid.T) []string {
	if rapid.IntRange(0, 3).Draw(t, "upgraded") > 0 {
		return nil
	}
	return rapid.SliceOfN(rapid.SampledFrom(subscriptionIDs()), 1, 2).Draw(t, "successors")
}

func anySubscription(t *rapid.T, id string) reconcile.Subscription {
	return reconcile.Subscription{
		ID: id, TenantID: "t", Source: anyOf(t, "source", "csv", "graph"),
		Channel: anyOf(t, "channel", reconcile.CSP, reconcile.CSP, reconcile.WebDirect, reconcile.EA, reconcile.MCAE, reconcile.Open,
			reconcile.Advisor, reconcile.Syndication, "", outside),
		SellerID: anyPartnerID(t, "seller"), Commerce: anyOf(t, "commerce", "", reconcile.NCE, reconcile.Legacy, outside),
		ProductType: anyOf(t, "product", "", reconcile.License, reconcile.Usage, reconcile.Software, reconcile.ThirdParty, outside),
		OfferID:     anyOffer(t, "offer"), Quantity: anyCount(t, "quantity"), Assigned: anyCount(t, "assigned"), AssignedAtMost: anyCount(t, "assigned at most"),
		Status: anyOf(t, "status", reconcile.Active, reconcile.Active, reconcile.Pending, reconcile.Suspended, reconcile.Expired,
			reconcile.Disabled, reconcile.Deleted, reconcile.NoStatus, "", outside),
		StatusSince: anyDay(t, "status since"), AutoRenew: anyTri(t, "auto-renew"),
		EndOfTerm: anyOf(t, "end of term", reconcile.NoField, reconcile.NoAction, reconcile.ActionRenew, reconcile.ActionEST,
			reconcile.ActionCancel, outside),
		Term:      anyOf(t, "term", reconcile.Monthly, reconcile.Annual, reconcile.Triennial, "", outside),
		TermStart: anyDay(t, "term start"), Created: anyDay(t, "created"),
		CommitmentEnd: anyInstant(t, "end"), CommitmentEndAt: anyInstant(t, "end at"),
		Cancellable: reconcile.Window{Known: rapid.Bool().Draw(t, "window known"), Until: anyInstant(t, "window")},
		BillingCycle: anyOf(t, "cycle", reconcile.BilledMonthly, reconcile.BilledAnnual, reconcile.BilledTriennial,
			"", outside),
		Trial: anyTri(t, "trial"), InEST: anyTri(t, "in EST"), UnitPrice: anyPrice(t, "price"),
		Currency: anyOf(t, "currency", "EUR", "JPY", "", outside), TransferredOn: anyDay(t, "transferred"),
		ParentID: anyOf(t, "parent", "", "", anyID(t, "parent id")), Successors: anySuccessors(t), FirstSeen: anyDay(t, "first seen"), History: anyHistory(t),
		RenewQuantity: anyCount(t, "renewing seats"), RenewOfferID: anyOffer(t, "renewing offer"),
		RenewTerm: anyOf(t, "renewing term", "", "", reconcile.Monthly, reconcile.Annual, reconcile.Triennial, outside),
	}
}

// anyHistory returns some changes of facts, as one source gave them.
func anyHistory(t *rapid.T) []reconcile.FactChange {
	values := map[string][]string{
		"status": {"active", "disabled", "deleted", "expired"}, "quantity": {"20", "18", "40", ""}, "present": {"true", "false"},
		"commitment_end": {"2026-05-04", "2026-06-03", "2027-05-04", "no day"}, "offer_id": {"CFQ7TTC0LH18:0001", "CFQ7TTC0LCHC:0002"},
		"auto_renew": {"true", "false", ""}, "end_of_term": {"renew", "est", "cancel", ""},
	}
	var history []reconcile.FactChange
	seen := base.AddDays(-20).Start()
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		column := anyOf(t, "column", "status", "quantity", "present", "commitment_end", "offer_id", "auto_renew", "end_of_term")
		seen = seen.Add(anyOf(t, "later by", 0, 24*time.Hour, 30*24*time.Hour))
		history = append(history, reconcile.FactChange{Source: anyOf(t, "source", "csv", "graph"), Column: column, Value: anyOf(t, "was", values[column]...), Seen: seen})
	}
	return history
}

// lose takes some rows out of a list as gone.
func lose(t *rapid.T, list []reconcile.Subscription) (there, missing []reconcile.Subscription) {
	for _, s := range list {
		if rapid.IntRange(0, 4).Draw(t, "gone") > 0 {
			there = append(there, s)
			continue
		}
		s.Gone, s.MissingSince = true, anyDay(t, "missing since")
		missing = append(missing, s)
	}
	return there, missing
}

// anySubscriptions returns rows of some of the ids, each once.
func anySubscriptions(t *rapid.T, label string) []reconcile.Subscription {
	known := subscriptionIDs()
	ids := rapid.SliceOfDistinct(rapid.SampledFrom(known[:len(known)-1]), rapid.ID[string]).Draw(t, label)
	list := make([]reconcile.Subscription, len(ids))
	for i, id := range ids {
		list[i] = anySubscription(t, id)
	}
	for i := 1; i < len(list); i += 2 {
		if rapid.Bool().Draw(t, "fit one another") {
			fit(t, &list[i-1], &list[i])
		}
	}
	return list
}

// fit makes the second of two subscriptions one that may have been bought to
// replace the first; chance alone hardly ever does.
func fit(t *rapid.T, source, target *reconcile.Subscription) {
	end := anyOf(t, "last day", base, base.AddDays(30), base.AddDays(200))
	source.ProductType, target.ProductType = reconcile.License, reconcile.License
	source.CommitmentEnd, source.CommitmentEndAt = end.Start(), time.Time{}
	source.Quantity, source.Assigned, target.Quantity = reconcile.CountOf(20), reconcile.Count{}, reconcile.CountOf(anyOf[int64](t, "seats there", 18, 20, 25))
	if rapid.Bool().Draw(t, "ours") {
		source.Channel, source.SellerID, source.OfferID = reconcile.CSP, "us", "CFQ7TTC0LH18:0001"
	}
	target.Channel, target.SellerID, target.OfferID = reconcile.CSP, "us", source.OfferID
	target.Status = anyOf(t, "status there", reconcile.Active, reconcile.Pending)
	target.Created, target.TermStart = end.AddDays(anyOf(t, "bought", -90, -10, 1)), 0
	target.CommitmentEnd, target.CommitmentEndAt = end.AddDays(300).Start(), time.Time{}
}
