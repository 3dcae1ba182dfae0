package ingest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// date is the first instant of a day of 2026.
func date(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// same compares prices by what they show, since decimals hide their fields.
func same() cmp.Option {
	return cmp.Comparer(func(a, b reconcile.Price) bool { return a.Known == b.Known && a.String() == b.String() })
}

func TestTenantRow(t *testing.T) {
	facts, _ := mustImport(t, "tenants.csv",
		"Tenant_ID , NAME,domain,country,cloud,relationship,delegated_admin,agreement_accepted,csp_partner,delegated_until\n"+
			" AAAAAAAA-0000-0000-0000-00000000000A ,'=Contoso, contoso.example.com ,de,US-Gov,Reseller,TRUE,false,,2026-12-10T08:00:00Z\n"+
			"T2, Fabrikam ,,  ,moon,Microsoft_Support,,,True,\n")
	want := []reconcile.FactRow{
		{Line: 2, Tenant: &reconcile.Profile{
			ID: "aaaaaaaa-0000-0000-0000-00000000000a", Name: "=Contoso", Domain: " contoso.example.com ", Country: "DE",
			Cloud: reconcile.USGov, Relationship: reconcile.Reseller, DelegatedAdmin: reconcile.Yes, AgreementAccepted: reconcile.No,
			DelegatedUntil: reconcile.NewDay(2026, time.December, 10),
		}},
		{Line: 3, Tenant: &reconcile.Profile{
			ID: "T2", Name: " Fabrikam ", Cloud: "moon", Relationship: reconcile.MicrosoftSupport, CSPPartner: reconcile.Yes,
		}},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// An agreement may be told by the day of its acceptance, and a country is brought
// to capitals only where it is one.
func TestTenantCells(t *testing.T) {
	for _, c := range []struct {
		agreement, country string
		accepted           reconcile.Tri
		want               string
	}{
		{"2023-03-31", "gb", reconcile.No, "GB"},
		{"2023-04-01", "Germany", reconcile.Yes, "Germany"},
		{"2023-03-31T23:59:59-01:00", "xk", reconcile.Yes, "XK"},
		{"0001-01-01", "uk", reconcile.Unknown, "uk"},
		{"True", "", reconcile.Yes, ""},
	} {
		facts, _ := mustImport(t, "tenants.csv", "tenant_id,agreement_accepted,country\nt,"+c.agreement+","+c.country+"\n")
		if got := facts[0].Tenant; got.AgreementAccepted != c.accepted || got.Country != c.want {
			t.Errorf("%s, %s: agreement %v, country %q", c.agreement, c.country, got.AgreementAccepted, got.Country)
		}
	}
}

func TestCatalogRow(t *testing.T) {
	facts, _ := mustImport(t, "catalog.csv",
		"offer_id,title,on_sale_until,renewable_until,seat_cap,monthly_plan,monthly_price,currency,equivalent_to\n"+
			"CFQ7TTC0LH18:0001,Basic,2026-06-30,2027-06-30T12:00:00Z,300,true,6.00,eur,B; C ;;B\nb,,,,,,,,\n")
	price, err := reconcile.ParsePrice("6.00")
	if err != nil {
		t.Fatal(err)
	}
	want := []reconcile.FactRow{
		{Line: 2, Offer: &reconcile.Offer{
			ID: "CFQ7TTC0LH18:0001", Title: "Basic", OnSaleUntil: reconcile.NewDay(2026, 6, 30), RenewableUntil: reconcile.NewDay(2027, 6, 30),
			SeatCap: reconcile.CountOf(300), MonthlyPlan: reconcile.Yes, MonthlyPrice: price, Currency: "EUR", EquivalentTo: []string{"B", "C"},
		}},
		{Line: 3, Offer: &reconcile.Offer{ID: "b"}},
	}
	if diff := cmp.Diff(want, facts, same()); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

func TestMoveRow(t *testing.T) {
	facts, _ := mustImport(t, "moves.csv",
		"tenant_id,source_subscription_id,target_subscription_id,target_tenant_id,route,status,requester_role,expected_end,planned_on,note\n"+
			"T1,S1,S2;S3,T2,Rebuy,In-Progress,Helpdesk-Agent,2026-12-31,2026-11-01,\"two\nlines\"\n"+
			"T1,S4,,,,,Admin-Agent,,,\n")
	want := []reconcile.FactRow{
		{Line: 2, Move: &reconcile.Move{
			TenantID: "T1", SourceID: "S1", TargetIDs: []string{"S2", "S3"}, TargetTenantID: "T2", Route: reconcile.RouteRebuy,
			Status: reconcile.MoveInProgress, RequesterRole: "Helpdesk-Agent", ExpectedEnd: reconcile.NewDay(2026, 12, 31),
			PlannedOn: reconcile.NewDay(2026, 11, 1), Note: "two\nlines",
		}},
		{Line: 4, Move: &reconcile.Move{
			TenantID: "T1", SourceID: "S4", Route: reconcile.RouteAuto, Status: reconcile.MovePlanned, RequesterRole: "admin-agent",
		}},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

func TestTransferRow(t *testing.T) {
	facts, _ := mustImport(t, "transfers.csv",
		"transfer_id,tenant_id,status,created_at,expires_at,source_partner_id,target_partner_id,subscription_ids\n"+
			"X1,T1,InProgress,2026-07-01T08:00:00,2026-07-31,P1,P2,S1;S2\n"+
			"X2,T1,vanished,2026-07-01,2026-07-31 08:00:00,,,\n")
	want := []reconcile.FactRow{
		{Line: 2, Transfer: &reconcile.Transfer{
			ID: "X1", TenantID: "T1", Status: reconcile.TransferInProgress, CreatedAt: date(7, 1).Add(8 * time.Hour),
			ExpiresAt:       reconcile.DueDay(reconcile.NewDay(2026, 7, 31)),
			SourcePartnerID: "P1", TargetPartnerID: "P2", SubscriptionIDs: []string{"S1", "S2"},
		}},
		{Line: 3, Transfer: &reconcile.Transfer{
			ID: "X2", TenantID: "T1", Status: "vanished", CreatedAt: date(7, 1).Add(24*time.Hour - time.Second), // a bare day
			ExpiresAt: reconcile.DueAt(date(7, 31).Add(8 * time.Hour)),
		}},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

func TestSubscriptionRow(t *testing.T) {
	facts, _ := mustImport(t, "subscriptions.csv",
		"subscription_id,tenant_id,channel,seller_id,seller_name,commerce,product_type,offer_id,offer_name,friendly_name,quantity,assigned,"+
			"status,status_since,auto_renew,end_of_term,term,term_start,created,commitment_end,commitment_end_at,cancellable_until,"+
			"billing_cycle,trial,est,unit_price,currency,parent_id,transferred_on,observed_at\n"+
			"S1,T1,Web-Direct,P1,Contoso Partner,NCE,License,O1,Basic,Ours,-5,3,Active,2026-01-02,true,EST,p1y,2026-01-01,2025-01-01,"+
			"2026-12-31,2026-12-31T23:59:59Z,2026-01-08T10:00:00.5Z,Monthly,false,true,7.50,eur,S0,2026-02-03,2026-11-19T22:00:00+02:00\n"+
			"S2,T1,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n")
	unit, err := reconcile.ParsePrice("7.50")
	if err != nil {
		t.Fatal(err)
	}
	want := []reconcile.FactRow{
		{Line: 2, Subscription: &reconcile.Subscription{
			ID: "S1", TenantID: "T1", Source: "csv", ObservedAt: date(11, 19).Add(20 * time.Hour),
			Channel: reconcile.WebDirect, SellerID: "P1", SellerName: "Contoso Partner", Commerce: reconcile.NCE, ProductType: reconcile.License,
			OfferID: "O1", OfferName: "Basic", FriendlyName: "Ours", Quantity: reconcile.CountOf(-5), Assigned: reconcile.CountOf(3),
			Status: reconcile.Active, StatusSince: reconcile.NewDay(2026, 1, 2), AutoRenew: reconcile.Yes, EndOfTerm: reconcile.ActionEST,
			Term: reconcile.Annual, TermStart: reconcile.NewDay(2026, 1, 1), Created: reconcile.NewDay(2025, 1, 1),
			CommitmentEnd: date(12, 31), CommitmentEndAt: date(12, 31).Add(86399 * time.Second),
			Cancellable:  reconcile.WindowUntil(date(1, 8).Add(10*time.Hour + 500*time.Millisecond)),
			BillingCycle: reconcile.BilledMonthly, Trial: reconcile.No, InEST: reconcile.Yes, UnitPrice: unit, Currency: "EUR",
			ParentID: "S0", TransferredOn: reconcile.NewDay(2026, 2, 3),
		}},
		{Line: 3, Subscription: &reconcile.Subscription{
			ID: "S2", TenantID: "T1", Source: "csv", ObservedAt: now().Truncate(time.Second),
			EndOfTerm: reconcile.NoAction, Cancellable: reconcile.WindowUntil(time.Time{}),
		}},
	}
	if diff := cmp.Diff(want, facts, same()); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// TestAbsentColumns tells a field that the source does not have from one that
// is empty.
func TestAbsentColumns(t *testing.T) {
	facts, _ := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id\nS1,T1\n")
	s := facts[0].Subscription
	if s.EndOfTerm != reconcile.NoField || s.Cancellable.Known {
		t.Errorf("end of term %q, window known %v; want neither", s.EndOfTerm, s.Cancellable.Known)
	}
}

// TestObservedAt takes the import's time where the row gives none.
func TestObservedAt(t *testing.T) {
	for cell, want := range map[string]time.Time{
		"": now().Truncate(time.Second), "0001-01-01": now().Truncate(time.Second), "2026-05-03": date(5, 3),
	} {
		facts, _ := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,observed_at\nS1,T1,"+cell+"\n")
		if got := facts[0].Subscription.ObservedAt; !got.Equal(want) {
			t.Errorf("%q is read as %v, want %v", cell, got, want)
		}
	}
}

// TestEndOfTerm reads the one listed value with a meaning for "empty".
func TestEndOfTerm(t *testing.T) {
	tests := map[string]reconcile.EndOfTerm{
		"":          reconcile.NoAction,
		" ":         reconcile.NoAction,
		"RENEW":     reconcile.ActionRenew,
		"est":       reconcile.ActionEST,
		" Cancel ":  reconcile.ActionCancel,
		"Explode !": "Explode !",
	}
	for cell, want := range tests {
		facts, _ := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,end_of_term\nS1,T1,"+cell+"\n")
		if got := facts[0].Subscription.EndOfTerm; got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
}

func TestPrices(t *testing.T) {
	good := map[string]string{
		"": "", "0": "0", "12": "12", "12.50": "12.50", "-3.1": "-3.1", "+4": "4", "0.0000000000000000001": "0.0000000000000000001",
		"9999999999999999999": "9999999999999999999", "007.5": "7.5",
	}
	for cell, want := range good {
		facts, rejected := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,unit_price\nS1,T1,"+cell+"\n")
		if len(rejected) != 0 {
			t.Errorf("%q is refused", cell)
			continue
		}
		if got := facts[0].Subscription.UnitPrice; got.String() != want || got.Known != (cell != "") {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
	for _, cell := range []string{"1e3", ".5", "5.", "1.2.3", "--1", "+-1", "1 000", "€5", "0x10", "NaN", "10000000000000000000", "0.12345678901234567890", "'5"} {
		_, rejected := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,unit_price\nS1,T1,"+cell+"\n")
		if len(rejected) != 1 {
			t.Errorf("%q is read", cell)
		}
	}
}

// TestApostrophe takes off what every CSV report puts before a formula, and
// nothing else.
func TestApostrophe(t *testing.T) {
	tests := map[string]string{
		"'=1+1": "=1+1", "'+49": "+49", "'-x": "-x", "'@x": "@x", "\"'\tx\"": "\tx", "\"'\rx\"": "\rx",
		"'tis": "'tis", "'": "'", "=1": "=1", "''=1": "'=1",
	}
	for cell, want := range tests {
		facts, _ := mustImport(t, "tenants.csv", "tenant_id,name\nT1,"+cell+"\n")
		if got := facts[0].Tenant.Name; got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
	facts, _ := mustImport(t, "tenants.csv", "tenant_id\n'-T1\n")
	if got := facts[0].Tenant.ID; got != "-T1" {
		t.Errorf("an id is read as %q, want -T1", got)
	}
}
