package formats_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func TestCustomersExport(t *testing.T) {
	customers := func(lines ...string) taken {
		return take(t, "partner-center-customers-csv", reconcile.TenantRows, sheetFile(), sheetOf(lines...))
	}
	const line = "Microsoft ID=" + contoso + "|Company name=Contoso|Primary domain name=contoso.onmicrosoft.com|Relationship=Reseller"
	mustSay(t, customers(line, "Company name=Contoso Ltd"), "tenant_id="+contoso+"|name=Contoso Ltd|domain=contoso.onmicrosoft.com|relationship=Reseller|country=-")
	for relation, want := range map[string]string{"MicrosoftSupport": "microsoft_support", "Microsoft support": "microsoft_support", "None": "None", "Cloud Reseller": "reseller", "Odd": "Odd", "": "-"} {
		mustSay(t, customers(line, "Relationship="+relation), "relationship="+want)
	}
	mustSay(t, customers(line, "Company name=", "Company name=Contoso"), "name=Contoso")
	want := []string{"2: Microsoft ID: no tenant: write the tenant id of the customer into the line"}
	if diff := cmp.Diff(want, customers(line, "Microsoft ID=").problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestSubscriptionsExport(t *testing.T) {
	const line = "Subscription ID=S1|Subscription=Microsoft 365 Business Basic|Quantity=25|Status=Active|Reseller=Fabrikam"
	exported := func(tenant string, lines ...string) taken {
		file := sheetFile()
		file.Tenant = tenant
		return take(t, "partner-center-customer-subscriptions-csv", reconcile.SubscriptionRows, file, sheetOf(append([]string{line}, lines...)...))
	}
	mustSay(t, exported(contoso, "Quantity=25"), "subscription_id=S1|tenant_id="+contoso+"|channel=csp|seller_id="+ourPartner+"|product_type=-"+
		"|offer_name=Microsoft 365 Business Basic|quantity=25|status=Active|seller_name=-|commitment_end=-|auto_renew=-")
	mustSay(t, exported(contoso, "Subscription=Azure plan|Quantity=1"), "product_type=usage|quantity=-")
	for tenant, want := range map[string]string{
		contoso: "2: Subscription ID: no subscription: write its id into the line",
		"":      "2: Subscription ID: no subscription: write its id into the line",
	} {
		if diff := cmp.Diff([]string{want}, exported(tenant, "Subscription ID=").problems); diff != "" {
			t.Errorf("problems (-want +got):\n%s", diff)
		}
	}
	want := []string{"2: no tenant: name the file, or its folder, after the tenant id of the customer"}
	if diff := cmp.Diff(want, exported("", "Quantity=1").problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestBulkMigration(t *testing.T) {
	const line = "PartnerTenantId=" + ourPartner + "|IndirectResellerMpnId=|CustomerName=Contoso|CustomerTenantId=" + contoso +
		"|SubscriptionId=S1|SubscriptionName=Sales|ProductName=Microsoft 365 Business Basic|ExpirationDate=02/01/2027 00:00:00|Psa=|Term=P1Y|BillingPlan=Monthly" +
		"|SeatCount=12|MigratedFromSubscriptionId=S0"
	migrated := func(kind reconcile.DeliveryKind, lines ...string) taken {
		return take(t, "partner-center-bulk-migration", kind, sheetFile(), sheetOf(append([]string{line}, lines...)...))
	}
	for name, c := range map[string]struct{ line, want string }{
		"all of it": {
			"Psa=", "subscription_id=S1|tenant_id=" + contoso + "|channel=csp|seller_id=" + ourPartner + "|commerce=nce|offer_name=Microsoft 365 Business Basic" +
				"|friendly_name=Sales|quantity=12|term=P1Y|commitment_end=2027-02-01|billing_cycle=monthly|offer_id=-|auto_renew=-",
		},
		"no billing plan": {"BillingPlan=None", "billing_cycle=-"},
		"a term unknown":  {"Term=P5Y", "term=P5Y"},
	} {
		t.Run(name, func(t *testing.T) { mustSay(t, migrated(reconcile.SubscriptionRows, c.line), c.want) })
	}
	for line, want := range map[string]string{
		"SubscriptionId=":      "2: SubscriptionId: no subscription: write its id into the line",
		"CustomerTenantId=":    "2: CustomerTenantId: no tenant: write the tenant id of the customer into the line",
		"PartnerTenantId=x":    `2: PartnerTenantId: the line is of another partner, "x": read files of the configured partner and its providers only`,
		"ExpirationDate=never": `2: ExpirationDate: "never" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
	} {
		if diff := cmp.Diff([]string{want}, migrated(reconcile.SubscriptionRows, line).problems); diff != "" {
			t.Errorf("%s: problems (-want +got):\n%s", line, diff)
		}
	}
	mustSay(t, migrated(reconcile.TenantRows, "Psa=", "CustomerTenantId=", "SubscriptionId=S2"), "tenant_id="+contoso+"|name=Contoso")
}
