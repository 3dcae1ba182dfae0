package store

import (
	"fmt"
	"time"

	"handover/reconcile"
)

func profiles() *facts[reconcile.Profile] {
	type row = *reconcile.Profile
	return &facts[reconcile.Profile]{
		table: "tenant_fact",
		clean: (*reconcile.Profile).SetApartUnreadable,
		of:    func(r *reconcile.FactRow) row { return r.Tenant },
		named: func(p row) (string, string) { return p.ID, p.ID },
		key: []column[reconcile.Profile]{
			{"tenant_id", nil, func(p row, c *cells) { p.ID = c.text() }},
		},
		columns: []column[reconcile.Profile]{
			{"name", func(p row) any { return p.Name }, func(p row, c *cells) { p.Name = c.text() }},
			{"domain", func(p row) any { return p.Domain }, func(p row, c *cells) { p.Domain = c.text() }},
			{"country", func(p row) any { return p.Country }, func(p row, c *cells) { p.Country = c.text() }},
			{"cloud", func(p row) any { return string(p.Cloud) }, func(p row, c *cells) { p.Cloud = reconcile.Cloud(c.text()) }},
			{"relationship", func(p row) any { return string(p.Relationship) }, func(p row, c *cells) { p.Relationship = reconcile.Relationship(c.text()) }},
			{"delegated_admin", func(p row) any { return tri(p.DelegatedAdmin) }, func(p row, c *cells) { p.DelegatedAdmin = fromTri(c.number()) }},
			{"delegated_until", func(p row) any { return p.DelegatedUntil.String() }, func(p row, c *cells) { p.DelegatedUntil = parsed(c, day) }},
			{"agreement_accepted", func(p row) any { return tri(p.AgreementAccepted) }, func(p row, c *cells) { p.AgreementAccepted = fromTri(c.number()) }},
			{"csp_partner", func(p row) any { return tri(p.CSPPartner) }, func(p row, c *cells) { p.CSPPartner = fromTri(c.number()) }},
			{"contact_name", func(p row) any { return p.ContactName }, func(p row, c *cells) { p.ContactName = c.text() }},
			{"contact_email", func(p row) any { return p.ContactEmail }, func(p row, c *cells) { p.ContactEmail = c.text() }},
			{"language", func(p row) any { return p.Language }, func(p row, c *cells) { p.Language = c.text() }},
		},
	}
}

func sellers() *facts[reconcile.Seller] {
	type row = *reconcile.Seller
	return &facts[reconcile.Seller]{
		table: "seller",
		clean: (*reconcile.Seller).SetApartUnreadable,
		of:    func(r *reconcile.FactRow) row { return r.Seller },
		named: func(s row) (string, string) { return "", s.ID },
		key: []column[reconcile.Seller]{
			{"seller_id", nil, func(s row, c *cells) { s.ID = c.text() }},
		},
		columns: []column[reconcile.Seller]{
			{"name", func(s row) any { return s.Name }, func(s row, c *cells) { s.Name = c.text() }},
			{"contact_name", func(s row) any { return s.ContactName }, func(s row, c *cells) { s.ContactName = c.text() }},
			{"contact_email", func(s row) any { return s.ContactEmail }, func(s row, c *cells) { s.ContactEmail = c.text() }},
			{"language", func(s row) any { return s.Language }, func(s row, c *cells) { s.Language = c.text() }},
			{"acts_until", func(s row) any { return s.ActsUntil.String() }, func(s row, c *cells) { s.ActsUntil = parsed(c, day) }},
			{"lead_days", func(s row) any { return count(s.LeadDays) }, func(s row, c *cells) { s.LeadDays = fromCount(c.number()) }},
		},
	}
}

func offers() *facts[reconcile.Offer] {
	type row = *reconcile.Offer
	return &facts[reconcile.Offer]{
		table: "offer",
		clean: (*reconcile.Offer).SetApartUnreadable,
		of:    func(r *reconcile.FactRow) row { return r.Offer },
		named: func(o row) (string, string) { return "", o.ID },
		key: []column[reconcile.Offer]{
			{"offer_id", nil, func(o row, c *cells) { o.ID = c.text() }},
		},
		columns: []column[reconcile.Offer]{
			{"title", func(o row) any { return o.Title }, func(o row, c *cells) { o.Title = c.text() }},
			{"on_sale_until", func(o row) any { return o.OnSaleUntil.String() }, func(o row, c *cells) { o.OnSaleUntil = parsed(c, day) }},
			{"renewable_until", func(o row) any { return o.RenewableUntil.String() }, func(o row, c *cells) { o.RenewableUntil = parsed(c, day) }},
			{"seat_cap", func(o row) any { return count(o.SeatCap) }, func(o row, c *cells) { o.SeatCap = fromCount(c.number()) }},
			{"monthly_plan", func(o row) any { return tri(o.MonthlyPlan) }, func(o row, c *cells) { o.MonthlyPlan = fromTri(c.number()) }},
			{"monthly_price", func(o row) any { return o.MonthlyPrice.String() }, func(o row, c *cells) { o.MonthlyPrice = parsed(c, fromPrice) }},
			{"annual_price", func(o row) any { return o.AnnualPrice.String() }, func(o row, c *cells) { o.AnnualPrice = parsed(c, fromPrice) }},
			{"annual_monthly_price", func(o row) any { return o.AnnualMonthlyPrice.String() }, func(o row, c *cells) { o.AnnualMonthlyPrice = parsed(c, fromPrice) }},
			{"triennial_price", func(o row) any { return o.TriennialPrice.String() }, func(o row, c *cells) { o.TriennialPrice = parsed(c, fromPrice) }},
			{"est_price", func(o row) any { return o.ESTPrice.String() }, func(o row, c *cells) { o.ESTPrice = parsed(c, fromPrice) }},
			{"currency", func(o row) any { return o.Currency }, func(o row, c *cells) { o.Currency = c.text() }},
			{"equivalent_to", func(o row) any { return list(o.EquivalentTo) }, func(o row, c *cells) { o.EquivalentTo = parsed(c, fromList[string]) }},
		},
	}
}

func subscriptions() *facts[reconcile.Subscription] {
	type row = *reconcile.Subscription
	return &facts[reconcile.Subscription]{
		table: "subscription_fact", beside: []string{"fact_change", "tenant_rows"},
		clean: (*reconcile.Subscription).SetApartUnreadable,
		of:    func(r *reconcile.FactRow) row { return r.Subscription },
		named: func(s row) (string, string) { return s.TenantID, s.ID },
		at:    func(s row) time.Time { return s.ObservedAt },
		key: []column[reconcile.Subscription]{
			{"tenant_id", nil, func(s row, c *cells) { s.TenantID = c.text() }},
			{"subscription_id", nil, func(s row, c *cells) { s.ID = c.text() }},
		},
		kept: []kept{
			{"carries", "given.carries", "excluded.carries"},
			{"since", "given.delivered_at", earliest("subscription_fact", "since")},
			{"delivered_at", "given.delivered_at", "excluded.delivered_at"},
			{"missing_since", "cast(null as bigint)", "null"},
		},
		tracks:   true,
		replaces: "subscription_fact.gone = 0 or subscription_fact.missing_since <= excluded.observed_at",
		missing:  "subscription_fact.missing_since",
		seen: []column[reconcile.Subscription]{
			{"source", func(s row) any { return s.Source }, func(s row, c *cells) { s.Source = c.text() }},
			{"observed_at", func(s row) any { return seconds(s.ObservedAt) }, func(s row, c *cells) { s.ObservedAt = fromSeconds(c.number()) }},
		},
		columns: []column[reconcile.Subscription]{
			{goneColumn, nil, nil},
			{"last_day", func(s row) any { last, _ := reconcile.LastDay(s); return last.String() }, nil},
			{"channel", func(s row) any { return string(s.Channel) }, func(s row, c *cells) { s.Channel = reconcile.Channel(c.text()) }},
			{"seller_id", func(s row) any { return s.SellerID }, func(s row, c *cells) { s.SellerID = c.text() }},
			{"seller_name", func(s row) any { return s.SellerName }, func(s row, c *cells) { s.SellerName = c.text() }},
			{"commerce", func(s row) any { return string(s.Commerce) }, func(s row, c *cells) { s.Commerce = reconcile.Commerce(c.text()) }},
			{"account_type", func(s row) any { return string(s.AccountType) }, func(s row, c *cells) { s.AccountType = reconcile.AccountType(c.text()) }},
			{"product_type", func(s row) any { return string(s.ProductType) }, func(s row, c *cells) { s.ProductType = reconcile.ProductType(c.text()) }},
			{"offer_id", func(s row) any { return s.OfferID }, func(s row, c *cells) { s.OfferID = c.text() }},
			{"offer_name", func(s row) any { return s.OfferName }, func(s row, c *cells) { s.OfferName = c.text() }},
			{"friendly_name", func(s row) any { return s.FriendlyName }, func(s row, c *cells) { s.FriendlyName = c.text() }},
			{"quantity", func(s row) any { return count(s.Quantity) }, func(s row, c *cells) { s.Quantity = fromCount(c.number()) }},
			{"assigned", func(s row) any { return count(s.Assigned) }, func(s row, c *cells) { s.Assigned = fromCount(c.number()) }},
			{"assigned_at_most", func(s row) any { return count(s.AssignedAtMost) }, func(s row, c *cells) { s.AssignedAtMost = fromCount(c.number()) }},
			{"status", func(s row) any { return string(s.Status) }, func(s row, c *cells) { s.Status = reconcile.Status(c.text()) }},
			{"status_since", func(s row) any { return s.StatusSince.String() }, func(s row, c *cells) { s.StatusSince = parsed(c, day) }},
			{"auto_renew", func(s row) any { return tri(s.AutoRenew) }, func(s row, c *cells) { s.AutoRenew = fromTri(c.number()) }},
			{"end_of_term", func(s row) any { return string(s.EndOfTerm) }, func(s row, c *cells) { s.EndOfTerm = reconcile.EndOfTerm(c.text()) }},
			{"term", func(s row) any { return string(s.Term) }, func(s row, c *cells) { s.Term = reconcile.Term(c.text()) }},
			{"term_start", func(s row) any { return s.TermStart.String() }, func(s row, c *cells) { s.TermStart = parsed(c, day) }},
			{"created", func(s row) any { return s.Created.String() }, func(s row, c *cells) { s.Created = parsed(c, day) }},
			{"commitment_end", func(s row) any { return micros(s.CommitmentEnd) }, func(s row, c *cells) { s.CommitmentEnd = fromMicros(c.number()) }},
			{"commitment_end_at", func(s row) any { return micros(s.CommitmentEndAt) }, func(s row, c *cells) { s.CommitmentEndAt = fromMicros(c.number()) }},
			{"cancellable_until", func(s row) any { return window(s.Cancellable) }, func(s row, c *cells) { s.Cancellable = fromWindow(c.number()) }},
			{"billing_cycle", func(s row) any { return string(s.BillingCycle) }, func(s row, c *cells) { s.BillingCycle = reconcile.BillingCycle(c.text()) }},
			{"trial", func(s row) any { return tri(s.Trial) }, func(s row, c *cells) { s.Trial = fromTri(c.number()) }},
			{"est", func(s row) any { return tri(s.InEST) }, func(s row, c *cells) { s.InEST = fromTri(c.number()) }},
			{"unit_price", func(s row) any { return s.UnitPrice.String() }, func(s row, c *cells) { s.UnitPrice = parsed(c, fromPrice) }},
			{"currency", func(s row) any { return s.Currency }, func(s row, c *cells) { s.Currency = c.text() }},
			{"parent_id", func(s row) any { return s.ParentID }, func(s row, c *cells) { s.ParentID = c.text() }},
			{"transferred_on", func(s row) any { return s.TransferredOn.String() }, func(s row, c *cells) { s.TransferredOn = parsed(c, day) }},
			{"successors", func(s row) any { return list(s.Successors) }, func(s row, c *cells) { s.Successors = parsed(c, fromList[string]) }},
			{"renew_quantity", func(s row) any { return count(s.RenewQuantity) }, func(s row, c *cells) { s.RenewQuantity = fromCount(c.number()) }},
			{"renew_offer_id", func(s row) any { return s.RenewOfferID }, func(s row, c *cells) { s.RenewOfferID = c.text() }},
			{"renew_term", func(s row) any { return string(s.RenewTerm) }, func(s row, c *cells) { s.RenewTerm = reconcile.Term(c.text()) }},
		},
	}
}

// goneColumn tells of a subscription that its source no longer has it. It is read
// with the row and is no part of the fact.
const goneColumn = "gone"

func moves() *facts[reconcile.Move] {
	type row = *reconcile.Move
	return &facts[reconcile.Move]{
		table: "move", beside: []string{"move_target"},
		clean: (*reconcile.Move).SetApartUnreadable,
		of:    func(r *reconcile.FactRow) row { return asKept(r.Move) },
		named: func(m row) (string, string) { return m.TenantID, moveKey(m) },
		ids: func(m row) []string {
			return append([]string{m.TenantID, m.SourceID, m.SourceSellerID, m.TargetTenantID}, m.TargetIDs...)
		},
		key: []column[reconcile.Move]{
			{"tenant_id", nil, func(m row, c *cells) { m.TenantID = c.text() }},
			{"source_id", func(m row) any { return m.SourceID }, func(m row, c *cells) { m.SourceID = c.text() }},
			{"target_key", func(m row) any { return targetKey(m) }, nil},
		},
		seen: []column[reconcile.Move]{
			{"first_seen", nil, func(m row, c *cells) { m.FirstSeen = dayOf(c.number()) }},
		},
		kept:      []kept{{"first_seen", "observed_at", earliest("move", "first_seen")}},
		anySource: true,
		replaces:  "move.source <> '" + reconcile.OperatorSource + "' or excluded.source = '" + reconcile.OperatorSource + "'",
		keeps:     "expected_end",
		columns: []column[reconcile.Move]{
			{"targets", func(m row) any { return list(m.TargetIDs) }, func(m row, c *cells) { m.TargetIDs = parsed(c, fromList[string]) }},
			{"source_seller_id", func(m row) any { return m.SourceSellerID }, func(m row, c *cells) { m.SourceSellerID = c.text() }},
			{"target_tenant_id", func(m row) any { return m.TargetTenantID }, func(m row, c *cells) { m.TargetTenantID = c.text() }},
			{"route", func(m row) any { return string(m.Route) }, func(m row, c *cells) { m.Route = reconcile.Route(c.text()) }},
			{"status", func(m row) any { return string(m.Status) }, func(m row, c *cells) { m.Status = reconcile.MoveStatus(c.text()) }},
			{"requester_role", func(m row) any { return m.RequesterRole }, func(m row, c *cells) { m.RequesterRole = c.text() }},
			{"expected_end", func(m row) any { return m.ExpectedEnd.String() }, func(m row, c *cells) { m.ExpectedEnd = parsed(c, day) }},
			{"planned_on", func(m row) any { return m.PlannedOn.String() }, func(m row, c *cells) { m.PlannedOn = parsed(c, day) }},
			{"note", func(m row) any { return m.Note }, func(m row, c *cells) { m.Note = c.text() }},
		},
	}
}

func transfers() *facts[reconcile.Transfer] {
	type row = *reconcile.Transfer
	return &facts[reconcile.Transfer]{
		table: "transfer",
		of:    func(r *reconcile.FactRow) row { return r.Transfer },
		named: func(t row) (string, string) { return t.TenantID, t.ID },
		key: []column[reconcile.Transfer]{
			{"tenant_id", nil, func(t row, c *cells) { t.TenantID = c.text() }},
			{"transfer_id", nil, func(t row, c *cells) { t.ID = c.text() }},
		},
		seen: []column[reconcile.Transfer]{
			{"complete_seen", nil, func(t row, c *cells) { t.CompleteSeen = dayOf(c.number()) }},
		},
		kept: []kept{{
			"complete_seen", "case when status in ('complete', 'partiallycomplete') then observed_at end",
			"coalesce(" + earliest("transfer", "complete_seen") + ", excluded.complete_seen)",
		}},
		columns: []column[reconcile.Transfer]{
			{"status", func(t row) any { return string(t.Status) }, func(t row, c *cells) { t.Status = reconcile.TransferStatus(c.text()) }},
			{"created_at", func(t row) any { return seconds(t.CreatedAt) }, func(t row, c *cells) { t.CreatedAt = fromSeconds(c.number()) }},
			{"expires_at", func(t row) any { return t.ExpiresAt.String() }, func(t row, c *cells) { t.ExpiresAt = parsed(c, fromDue) }},
			{"completed_at", func(t row) any { return micros(t.CompletedAt) }, func(t row, c *cells) { t.CompletedAt = fromMicros(c.number()) }},
			{"source_partner_id", func(t row) any { return t.SourcePartnerID }, func(t row, c *cells) { t.SourcePartnerID = c.text() }},
			{"target_partner_id", func(t row) any { return t.TargetPartnerID }, func(t row, c *cells) { t.TargetPartnerID = c.text() }},
			{"subscription_ids", func(t row) any { return list(t.SubscriptionIDs) }, func(t row, c *cells) { t.SubscriptionIDs = parsed(c, fromList[string]) }},
			{"failed_subscription_ids", func(t row) any { return list(t.FailedIDs) }, func(t row, c *cells) { t.FailedIDs = parsed(c, fromList[string]) }},
		},
	}
}

// earliest keeps the earlier of two instants where a row is replaced. The stored one
// is later only where a clock was ahead that day.
func earliest(table, column string) string {
	return fmt.Sprintf("case when %[1]s.%[2]s > excluded.%[2]s then excluded.%[2]s else %[1]s.%[2]s end", table, column)
}
