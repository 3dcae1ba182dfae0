package rules_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
)

// facts are what all sources together say, as plain values. Among the
// subscriptions are the gone ones.
type facts struct {
	tenants       []reconcile.Profile
	sellers       reconcile.Sellers
	subscriptions []reconcile.Subscription
	moves         []reconcile.Move
	transfers     []reconcile.Transfer
	offers        []reconcile.Offer
}

// The readers of rows are for cases only, which are written the way the program
// writes.

// row is one line of a file; taking a cell removes it.
type row struct {
	t     *testing.T
	cells map[string]string
}

func (r *row) take(column string) string {
	cell := r.cells[column]
	delete(r.cells, column)
	return cell
}

func (r *row) check(err error) {
	if err != nil {
		r.t.Helper()
		r.t.Fatal(err)
	}
}

func (r *row) tri(column string) reconcile.Tri {
	cell := r.take(column)
	if cell == "" {
		return reconcile.Unknown
	}
	yes, err := strconv.ParseBool(cell)
	r.check(err)
	return reconcile.TriOf(yes)
}

func (r *row) count(column string) reconcile.Count {
	cell := r.take(column)
	if cell == "" {
		return reconcile.Count{}
	}
	n, err := strconv.ParseInt(cell, 10, 64)
	r.check(err)
	return reconcile.CountOf(n)
}

func (r *row) price(column string) reconcile.Price {
	cell := r.take(column)
	if cell == "" {
		return reconcile.Price{}
	}
	price, err := reconcile.ParsePrice(cell)
	r.check(err)
	return price
}

// moment reads a day or an instant and tells which it was.
func (r *row) moment(column string) (at time.Time, isDay bool) {
	cell := r.take(column)
	if cell == "" {
		return time.Time{}, false
	}
	if at, err := time.Parse(time.DateOnly, cell); err == nil {
		return at, true
	}
	at, err := time.Parse(time.RFC3339Nano, cell)
	r.check(err)
	return at.UTC(), false
}

func (r *row) instant(column string) time.Time {
	at, _ := r.moment(column)
	return at
}

// late takes a bare day by its last second.
func (r *row) late(column string) time.Time {
	at, isDay := r.moment(column)
	if isDay {
		return reconcile.DayOf(at).End()
	}
	return at
}

func (r *row) day(column string) reconcile.Day { return reconcile.DayOf(r.instant(column)) }

func (r *row) due(column string) reconcile.Due {
	at, isDay := r.moment(column)
	if isDay {
		return reconcile.DueDay(reconcile.DayOf(at))
	}
	return reconcile.DueAt(at)
}

func (r *row) list(column string) []string {
	cell := r.take(column)
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

func (r *row) tenant() reconcile.Profile {
	return reconcile.Profile{
		ID: r.take("tenant_id"), Name: r.take("name"), Country: r.take("country"), Cloud: reconcile.Cloud(r.take("cloud")),
		Relationship: reconcile.Relationship(r.take("relationship")), DelegatedAdmin: r.tri("delegated_admin"),
		AgreementAccepted: r.tri("agreement_accepted"), CSPPartner: r.tri("csp_partner"),
		ContactName: r.take("contact_name"), ContactEmail: r.take("contact_email"), Language: r.take("language"),
	}
}

func (r *row) seller() reconcile.Seller {
	return reconcile.Seller{
		ID: r.take("seller_id"), Name: r.take("name"), ContactName: r.take("contact_name"), ContactEmail: r.take("contact_email"),
		Language: r.take("language"), ActsUntil: r.day("acts_until"), LeadDays: r.count("lead_days"),
	}
}

func (r *row) subscription() reconcile.Subscription {
	s := reconcile.Subscription{
		ID: r.take("subscription_id"), TenantID: r.take("tenant_id"),
		Channel: reconcile.Channel(r.take("channel")), SellerID: r.take("seller_id"), SellerName: r.take("seller_name"),
		Commerce: reconcile.Commerce(r.take("commerce")), AccountType: reconcile.AccountType(r.take("account_type")), ProductType: reconcile.ProductType(r.take("product_type")),
		OfferID: r.take("offer_id"), OfferName: r.take("offer_name"), FriendlyName: r.take("friendly_name"), Quantity: r.count("quantity"), Assigned: r.count("assigned"), AssignedAtMost: r.count("assigned_at_most"),
		Status: reconcile.Status(r.take("status")), StatusSince: r.day("status_since"), AutoRenew: r.tri("auto_renew"),
		EndOfTerm: r.endOfTerm(), Term: reconcile.Term(r.take("term")), TermStart: r.day("term_start"), Created: r.day("created"),
		CommitmentEnd: r.instant("commitment_end"), CommitmentEndAt: r.instant("commitment_end_at"), Cancellable: r.window(),
		BillingCycle: reconcile.BillingCycle(r.take("billing_cycle")), Trial: r.tri("trial"), InEST: r.tri("est"),
		UnitPrice: r.price("unit_price"), Currency: r.take("currency"), TransferredOn: r.day("transferred_on"), ParentID: r.take("parent_id"), Successors: r.list("successors"),
		RenewQuantity: r.count("renew_quantity"), RenewOfferID: r.take("renew_offer_id"), RenewTerm: reconcile.Term(r.take("renew_term")),
	}
	return s
}

// endOfTerm tells an absent column, where the source has no such field, from an
// empty cell, where no action is scheduled.
func (r *row) endOfTerm() reconcile.EndOfTerm {
	if _, there := r.cells["end_of_term"]; !there {
		return reconcile.NoField
	}
	if cell := r.take("end_of_term"); cell != "" {
		return reconcile.EndOfTerm(cell)
	}
	return reconcile.NoAction
}

// window tells an absent column, which leaves the window unknown, from an empty
// cell, which says that there is none.
func (r *row) window() reconcile.Window {
	if _, there := r.cells["cancellable_until"]; !there {
		return reconcile.Window{}
	}
	at, isDay := r.moment("cancellable_until")
	if isDay {
		return reconcile.WindowBefore(reconcile.DayOf(at))
	}
	return reconcile.WindowUntil(at)
}

func (r *row) move() reconcile.Move {
	m := reconcile.Move{
		TenantID: r.take("tenant_id"), SourceID: r.take("source_subscription_id"), TargetIDs: r.list("target_subscription_id"),
		TargetTenantID: r.take("target_tenant_id"), Route: reconcile.Route(r.take("route")), Status: reconcile.MoveStatus(r.take("status")),
		RequesterRole: r.take("requester_role"), ExpectedEnd: r.day("expected_end"), SourceSellerID: r.take("source_seller_id"),
		PlannedOn: r.day("planned_on"), Note: r.take("note"),
	}
	if m.Route == "" {
		m.Route = reconcile.RouteAuto
	}
	if m.Status == "" {
		m.Status = reconcile.MovePlanned
	}
	return m
}

// transfer folds the states of the list, which files write with a capital.
func (r *row) transfer() reconcile.Transfer {
	t := reconcile.Transfer{
		ID: r.take("transfer_id"), TenantID: r.take("tenant_id"), Status: reconcile.TransferStatus(r.take("status")),
		CreatedAt: r.late("created_at"), ExpiresAt: r.due("expires_at"), SourcePartnerID: r.take("source_partner_id"),
		TargetPartnerID: r.take("target_partner_id"), SubscriptionIDs: r.list("subscription_ids"),
		CompletedAt: r.instant("completed_at"), FailedIDs: r.list("failed_subscription_ids"),
	}
	switch folded := reconcile.TransferStatus(reconcile.Fold(string(t.Status))); {
	case folded == "active":
		t.Status = reconcile.TransferInProgress
	case folded == "completed":
		t.Status = reconcile.TransferComplete
	case folded.Listed():
		t.Status = folded
	}
	return t
}

func (r *row) offer() reconcile.Offer {
	return reconcile.Offer{
		ID: r.take("offer_id"), OnSaleUntil: r.day("on_sale_until"), RenewableUntil: r.day("renewable_until"),
		SeatCap: r.count("seat_cap"), MonthlyPlan: r.tri("monthly_plan"), MonthlyPrice: r.price("monthly_price"),
		AnnualPrice: r.price("annual_price"), AnnualMonthlyPrice: r.price("annual_monthly_price"),
		TriennialPrice: r.price("triennial_price"), ESTPrice: r.price("est_price"),
		Currency: r.take("currency"), EquivalentTo: r.list("equivalent_to"),
	}
}
