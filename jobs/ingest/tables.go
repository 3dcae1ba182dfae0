package ingest

import (
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// table is one kind of canonical file. The first column is its key, or the part
// of the key that people know a row by.
type table struct {
	kind    reconcile.DeliveryKind
	blank   func(reconcile.Import) reconcile.FactRow // a row with its defaults
	columns []column

	// check finds what is wrong between the cells of a row, each readable by
	// itself; nil where any goes with any.
	check func(row) []fault
}

// fault is what is wrong with a row, and the column that shows it.
type fault struct{ column, reason string }

// tables returns the kinds in the order in which the files of one command are
// read.
func tables() []table {
	return []table{tenantTable(), sellerTable(), catalogTable(), subscriptionTable(), moveTable(), transferTable()}
}

// Kinds returns the kinds of canonical file, in the order in which those of one command
// are read.
func Kinds() []reconcile.DeliveryKind {
	var kinds []reconcile.DeliveryKind
	for _, t := range tables() {
		kinds = append(kinds, t.kind)
	}
	return kinds
}

// required returns the columns that every row has.
func (t *table) required() []string {
	var names []string
	for i := range t.columns {
		if t.columns[i].required {
			names = append(names, t.columns[i].name)
		}
	}
	return names
}

func tableOf(kind reconcile.DeliveryKind) table {
	for _, t := range tables() {
		if t.kind == kind {
			return t
		}
	}
	panic("no table for kind " + string(kind))
}

func kindNames() string {
	var names []string
	for _, kind := range Kinds() {
		names = append(names, string(kind))
	}
	return strings.Join(names, ", ")
}

// columnNamed finds a column by its folded name.
func (t *table) columnNamed(name string) *column {
	for i := range t.columns {
		if t.columns[i].name == name {
			return &t.columns[i]
		}
	}
	return nil
}

func tenantTable() table {
	return table{
		kind:  reconcile.TenantRows,
		check: checkDelegated,
		blank: func(reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Tenant: &reconcile.Profile{}}
		},
		columns: []column{
			id("tenant_id", func(r row) *string { return &r.Tenant.ID }).must(),
			text("name", func(r row) *string { return &r.Tenant.Name }),
			text("domain", func(r row) *string { return &r.Tenant.Domain }),
			country("country", func(r row) *string { return &r.Tenant.Country }),
			listed("cloud", func(r row) *reconcile.Cloud { return &r.Tenant.Cloud },
				reconcile.GlobalCloud, reconcile.USGov, reconcile.China),
			listed("relationship", func(r row) *reconcile.Relationship { return &r.Tenant.Relationship },
				reconcile.NoRelationship, reconcile.Reseller, reconcile.AdvisorRelation,
				reconcile.SyndicationOf, reconcile.MicrosoftSupport),
			tri("delegated_admin", func(r row) *reconcile.Tri { return &r.Tenant.DelegatedAdmin }),
			day("delegated_until", func(r row) *reconcile.Day { return &r.Tenant.DelegatedUntil }),
			agreement("agreement_accepted", func(r row) *reconcile.Tri { return &r.Tenant.AgreementAccepted }),
			tri("csp_partner", func(r row) *reconcile.Tri { return &r.Tenant.CSPPartner }),
			text("contact_name", func(r row) *string { return &r.Tenant.ContactName }),
			text("contact_email", func(r row) *string { return &r.Tenant.ContactEmail }),
			language("language", func(r row) *string { return &r.Tenant.Language }),
		},
	}
}

// checkDelegated refuses the end of what nobody says is there.
func checkDelegated(r row) []fault {
	if r.Tenant.DelegatedUntil.Known() && r.Tenant.DelegatedAdmin == reconcile.Unknown {
		return []fault{{"delegated_until", "nobody says what ends then; write true or false in delegated_admin too, or leave it empty"}}
	}
	return nil
}

func sellerTable() table {
	return table{
		kind: reconcile.SellerRows,
		blank: func(reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Seller: &reconcile.Seller{}}
		},
		columns: []column{
			id("seller_id", func(r row) *string { return &r.Seller.ID }).must(),
			text("name", func(r row) *string { return &r.Seller.Name }),
			text("contact_name", func(r row) *string { return &r.Seller.ContactName }),
			text("contact_email", func(r row) *string { return &r.Seller.ContactEmail }),
			language("language", func(r row) *string { return &r.Seller.Language }),
			day("acts_until", func(r row) *reconcile.Day { return &r.Seller.ActsUntil }),
			count("lead_days", func(r row) *reconcile.Count { return &r.Seller.LeadDays }),
		},
	}
}

// language is one in which people are written to.
func language(name string, field func(row) *string) column {
	return listed(name, field, reconcile.Languages()...)
}

func catalogTable() table {
	return table{
		kind: reconcile.CatalogRows,
		blank: func(reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Offer: &reconcile.Offer{}}
		},
		columns: []column{
			id("offer_id", func(r row) *string { return &r.Offer.ID }).must(),
			text("title", func(r row) *string { return &r.Offer.Title }),
			day("on_sale_until", func(r row) *reconcile.Day { return &r.Offer.OnSaleUntil }),
			day("renewable_until", func(r row) *reconcile.Day { return &r.Offer.RenewableUntil }),
			count("seat_cap", func(r row) *reconcile.Count { return &r.Offer.SeatCap }),
			tri("monthly_plan", func(r row) *reconcile.Tri { return &r.Offer.MonthlyPlan }),
			price("monthly_price", func(r row) *reconcile.Price { return &r.Offer.MonthlyPrice }),
			price("annual_price", func(r row) *reconcile.Price { return &r.Offer.AnnualPrice }),
			price("annual_monthly_price", func(r row) *reconcile.Price { return &r.Offer.AnnualMonthlyPrice }),
			price("triennial_price", func(r row) *reconcile.Price { return &r.Offer.TriennialPrice }),
			price("est_price", func(r row) *reconcile.Price { return &r.Offer.ESTPrice }),
			upper("currency", func(r row) *string { return &r.Offer.Currency }),
			ids("equivalent_to", func(r row) *[]string { return &r.Offer.EquivalentTo }),
		},
	}
}

func moveTable() table {
	return table{
		kind:  reconcile.MoveRows,
		check: checkMove,
		blank: func(reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Move: &reconcile.Move{Route: reconcile.RouteAuto, Status: reconcile.MovePlanned}}
		},
		columns: []column{
			id("source_subscription_id", func(r row) *string { return &r.Move.SourceID }).must(),
			id("tenant_id", func(r row) *string { return &r.Move.TenantID }).must(),
			id("source_seller_id", func(r row) *string { return &r.Move.SourceSellerID }),
			ids("target_subscription_id", func(r row) *[]string { return &r.Move.TargetIDs }),
			id("target_tenant_id", func(r row) *string { return &r.Move.TargetTenantID }),
			listed("route", func(r row) *reconcile.Route { return &r.Move.Route }, reconcile.Routes()...),
			listed("status", func(r row) *reconcile.MoveStatus { return &r.Move.Status }, reconcile.MoveStatuses()...),
			listed("requester_role", func(r row) *string { return &r.Move.RequesterRole }, "admin-agent", "sales-agent"),
			day("expected_end", func(r row) *reconcile.Day { return &r.Move.ExpectedEnd }),
			day("planned_on", func(r row) *reconcile.Day { return &r.Move.PlannedOn }),
			text("note", func(r row) *string { return &r.Move.Note }),
		},
	}
}

// checkMove refuses what makes no sense of a move that watches a whole tenant, or that is
// taken for one, and one whose source would count as replaced by itself.
func checkMove(r row) []fault {
	m, faults := r.Move, []fault(nil)
	watches := m.SourceID == reconcile.WatchAll
	same := func(id, other string) bool { return reconcile.Fold(id) == reconcile.Fold(other) }
	isSource := func(id string) bool { return same(id, m.SourceID) }
	if !watches && slices.ContainsFunc(m.TargetIDs, isSource) && (m.TargetTenantID == "" || same(m.TargetTenantID, m.TenantID)) {
		faults = append(faults, fault{"target_subscription_id", "a subscription does not replace itself; name the one that takes its place, or leave it empty"})
	}
	if !watches && m.SourceSellerID != "" {
		faults = append(faults, fault{"source_seller_id", "only a row with * as source_subscription_id names a seller; leave it empty, or write * to watch all that the seller sold"})
	}
	if watches && len(m.TargetIDs) > 0 {
		faults = append(faults, fault{"target_subscription_id", "a row with * has no targets; leave it empty, and give the subscription that is replaced a row of its own"})
	}
	if watches && m.ExpectedEnd.Known() {
		faults = append(faults, fault{"expected_end", "a row with * has no expected end; leave it empty, and give a subscription that needs one a row of its own"})
	}
	if watches && m.Status == reconcile.MoveDone {
		faults = append(faults, fault{"status", "a row with * is planned, in-progress or dropped; write dropped to end it"})
	}
	return faults
}

func transferTable() table {
	return table{
		kind: reconcile.TransferRows,
		blank: func(reconcile.Import) reconcile.FactRow {
			return reconcile.FactRow{Transfer: &reconcile.Transfer{}}
		},
		columns: []column{
			id("transfer_id", func(r row) *string { return &r.Transfer.ID }).must(),
			id("tenant_id", func(r row) *string { return &r.Transfer.TenantID }).must(),
			transferStatus("status", func(r row) *reconcile.TransferStatus { return &r.Transfer.Status }).must(),
			late("created_at", func(r row) *time.Time { return &r.Transfer.CreatedAt }),
			due("expires_at", func(r row) *reconcile.Due { return &r.Transfer.ExpiresAt }),
			instant("completed_at", func(r row) *time.Time { return &r.Transfer.CompletedAt }),
			id("source_partner_id", func(r row) *string { return &r.Transfer.SourcePartnerID }),
			id("target_partner_id", func(r row) *string { return &r.Transfer.TargetPartnerID }),
			ids("subscription_ids", func(r row) *[]string { return &r.Transfer.SubscriptionIDs }),
			ids("failed_subscription_ids", func(r row) *[]string { return &r.Transfer.FailedIDs }),
		},
	}
}

// transferStatus is the state of a request, of which two have two names.
func transferStatus(name string, field func(row) *reconcile.TransferStatus) column {
	const active, completed reconcile.TransferStatus = "active", "completed"
	c := listed(name, field,
		reconcile.TransferPending, reconcile.TransferInProgress, reconcile.TransferComplete,
		reconcile.TransferCancel, reconcile.TransferReject, reconcile.TransferExpired,
		reconcile.TransferPartial, reconcile.TransferFailed, active, completed)
	read := c.read
	c.read = func(r row, cell string) error {
		err := read(r, cell)
		switch *field(r) {
		case active:
			*field(r) = reconcile.TransferInProgress
		case completed:
			*field(r) = reconcile.TransferComplete
		}
		return err
	}
	return c
}
