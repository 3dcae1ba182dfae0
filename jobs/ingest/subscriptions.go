package ingest

import (
	"time"

	"handover/reconcile"
)

func subscriptionTable() table {
	return table{
		kind: reconcile.SubscriptionRows,
		blank: func(im reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Subscription: &reconcile.Subscription{Source: im.Source, ObservedAt: im.ObservedAt}}
		},
		columns: []column{
			id("subscription_id", func(r row) *string { return &r.Subscription.ID }).must(),
			id("tenant_id", func(r row) *string { return &r.Subscription.TenantID }).must(),
			listed("channel", func(r row) *reconcile.Channel { return &r.Subscription.Channel },
				reconcile.CSP, reconcile.WebDirect, reconcile.EA, reconcile.MCAE,
				reconcile.Open, reconcile.Advisor, reconcile.Syndication),
			id("seller_id", func(r row) *string { return &r.Subscription.SellerID }),
			text("seller_name", func(r row) *string { return &r.Subscription.SellerName }),
			listed("commerce", func(r row) *reconcile.Commerce { return &r.Subscription.Commerce },
				reconcile.NCE, reconcile.Legacy),
			listed("account_type", func(r row) *reconcile.AccountType { return &r.Subscription.AccountType },
				reconcile.AccountMCA, reconcile.AccountMOSP, reconcile.AccountMPA, reconcile.AccountEA),
			listed("product_type", func(r row) *reconcile.ProductType { return &r.Subscription.ProductType },
				reconcile.License, reconcile.Usage, reconcile.Software, reconcile.ThirdParty),
			id("offer_id", func(r row) *string { return &r.Subscription.OfferID }),
			text("offer_name", func(r row) *string { return &r.Subscription.OfferName }),
			text("friendly_name", func(r row) *string { return &r.Subscription.FriendlyName }),
			count("quantity", func(r row) *reconcile.Count { return &r.Subscription.Quantity }),
			count("assigned", func(r row) *reconcile.Count { return &r.Subscription.Assigned }),
			count("assigned_at_most", func(r row) *reconcile.Count { return &r.Subscription.AssignedAtMost }),
			listed("status", func(r row) *reconcile.Status { return &r.Subscription.Status },
				reconcile.Active, reconcile.Pending, reconcile.Suspended, reconcile.Expired,
				reconcile.Disabled, reconcile.Deleted, reconcile.NoStatus),
			day("status_since", func(r row) *reconcile.Day { return &r.Subscription.StatusSince }),
			tri("auto_renew", func(r row) *reconcile.Tri { return &r.Subscription.AutoRenew }),
			endOfTerm("end_of_term", func(r row) *reconcile.EndOfTerm { return &r.Subscription.EndOfTerm }),
			listed("term", func(r row) *reconcile.Term { return &r.Subscription.Term },
				reconcile.Monthly, reconcile.Annual, reconcile.Triennial),
			day("term_start", func(r row) *reconcile.Day { return &r.Subscription.TermStart }),
			day("created", func(r row) *reconcile.Day { return &r.Subscription.Created }),
			instant("commitment_end", func(r row) *time.Time { return &r.Subscription.CommitmentEnd }),
			instant("commitment_end_at", func(r row) *time.Time { return &r.Subscription.CommitmentEndAt }),
			window("cancellable_until", func(r row) *reconcile.Window { return &r.Subscription.Cancellable }),
			listed("billing_cycle", func(r row) *reconcile.BillingCycle { return &r.Subscription.BillingCycle },
				reconcile.BilledMonthly, reconcile.BilledAnnual, reconcile.BilledTriennial),
			tri("trial", func(r row) *reconcile.Tri { return &r.Subscription.Trial }),
			tri("est", func(r row) *reconcile.Tri { return &r.Subscription.InEST }),
			price("unit_price", func(r row) *reconcile.Price { return &r.Subscription.UnitPrice }),
			upper("currency", func(r row) *string { return &r.Subscription.Currency }),
			id("parent_id", func(r row) *string { return &r.Subscription.ParentID }),
			day("transferred_on", func(r row) *reconcile.Day { return &r.Subscription.TransferredOn }),
			ids("successors", func(r row) *[]string { return &r.Subscription.Successors }),
			count("renew_quantity", func(r row) *reconcile.Count { return &r.Subscription.RenewQuantity }),
			id("renew_offer_id", func(r row) *string { return &r.Subscription.RenewOfferID }),
			listed("renew_term", func(r row) *reconcile.Term { return &r.Subscription.RenewTerm },
				reconcile.Monthly, reconcile.Annual, reconcile.Triennial),
			observedAt("observed_at", func(r row) *time.Time { return &r.Subscription.ObservedAt }),
		},
	}
}
