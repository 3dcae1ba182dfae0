package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const billHeader = "PartnerId,CustomerId,CustomerName,CustomerCountry,SubscriptionId,ProductId,SkuId,ProductName,ChargeType,Quantity,EffectiveUnitPrice,PricingCurrency," +
	"ChargeStartDate,ChargeEndDate,SubscriptionStartDate,SubscriptionEndDate,TermAndBillingCycle,BillingFrequency,PriceAdjustmentDescription\n"

// own is an annual subscription of ours that does not renew, as Partner Center tells it.
func own(id, end string) string {
	return fmt.Sprintf(`{"id": %q, "offerId": "CFQ7TTC0LH18:0001:CFQ7TTC0A001", "offerName": "Microsoft 365 Business Basic", "quantity": 10,
		"unitType": "Licenses", "status": "active", "autoRenewEnabled": false, "scheduledActions": [], "termDuration": "P1Y",
		"commitmentEndDate": "%sT00:00:00Z", "billingCycle": "monthly", "productType": {"id": "OnlineServicesNCE"}}`, id, end)
}

// tellPartnerCenter delivers all subscriptions of some tenants as Partner Center gives them.
func tellPartnerCenter(p *program, tenants map[string][]string) {
	p.t.Helper()
	p.write("data/tenants.csv", threeTenants)
	p.must(0, "import", p.folder+"/data/tenants.csv")
	for tenant, items := range tenants {
		p.write("told/"+tenant+".json", fmt.Sprintf(`{"totalCount": %d, "items": [%s], "links": {"self": {"uri": "/customers/%s/subscriptions"}}}`,
			len(items), strings.Join(items, ","), tenant))
	}
	p.must(0, "import", "--complete", p.folder+"/told")
}

// bill is a line of a reconciliation file: a month of a subscription of ours.
func bill(id, tenant string, seats int, product, start, end string) string {
	return fmt.Sprintf("11111111-1111-1111-1111-111111111111,%s,Name on the bill,CH,%s,%s,Name on the bill,cycleCharge,%d,4.80,EUR,"+
		"10/12/2026,11/11/2026,%s,%s,One-Year commitment for monthly/yearly billing,Monthly,\n", tenant, id, product, seats, start, end)
}

// findingsOf returns the open findings of a dry run, each by its code and subscription.
func findingsOf(p *program) map[string]map[string]any {
	p.t.Helper()
	var r struct{ Findings []map[string]any }
	if err := json.Unmarshal([]byte(p.must(0, "run", "--dry-run", "-o", "json:-").stdout), &r); err != nil {
		p.t.Fatal(err)
	}
	byName := map[string]map[string]any{}
	for _, f := range r.Findings {
		byName[fmt.Sprint(f["code"], " ", f["subscription_id"], f["subject"])] = f
	}
	return byName
}

// TestBillOverPartnerCenter lays a bill over what Partner Center says, and nothing changes
// but what rests on the price and the start of the term.
func TestBillOverPartnerCenter(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		tellPartnerCenter(p, map[string][]string{"a": {own("a1", "2026-12-11"), own("a2", "2026-12-15")}, "b": {own("b1", "2027-01-20")}})
		before := findingsOf(p)
		for _, name := range []string{"est-auto-convert a1<nil>", "est-auto-convert a2<nil>", "est-auto-convert b1<nil>"} {
			if before[name] == nil {
				t.Fatalf("there is no finding %s in %v", name, before)
			}
		}
		// It agrees on the end of a1, knows an older end, seats and offer of a2, and a1 again
		// by what a change has cost.
		p.write("bills/reconciliation.csv", billHeader+
			bill("a1", "a", 10, "CFQ7TTC0LH18,0001", "12/12/2025", "12/11/2026")+
			bill("a2", "a", 99, "CFQ7TTC0LCHC,0002", "12/12/2024", "12/11/2025")+
			strings.Replace(bill("a1", "a", 10, "CFQ7TTC0LH18,0001", "12/12/2025", "12/11/2026"), "cycleCharge,10,4.80", "addQuantity,10,1.11", 1))
		p.must(0, "import", p.folder+"/bills")
		after := findingsOf(p)
		for name, f := range before {
			for _, field := range []string{"exposure", "evidence", "assumptions", "sources", "message", "action", "id", "first_seen", "last_seen"} {
				delete(f, field)
				delete(after[name], field)
			}
			if diff := cmp.Diff(f, after[name]); diff != "" {
				t.Errorf("%s differs (-without the bill +with it):\n%s", name, diff)
			}
			delete(after, name)
		}
		for name := range after {
			if !strings.HasPrefix(name, "fact-conflict ") {
				t.Errorf("the bill alone brings %s", name)
			}
		}
		for id, want := range map[string][]string{
			"a1": {
				`quantity +10 +partner-center`, `commitment_end +2026-12-11 +partner-center`, `unit_price +4\.80 +reconciliation`,
				`term_start +2025-12-12 +reconciliation`,
			},
			"a2": {
				`quantity +10 +partner-center`, `commitment_end +2026-12-15 +partner-center`, `unit_price +4\.80 +reconciliation`,
				`offer_id +CFQ7TTC0LH18:0001 +partner-center`,
			},
		} {
			told := p.must(0, "explain", id).stdout
			for _, line := range want {
				if !regexp.MustCompile(`(?m)^` + line).MatchString(told) {
					t.Errorf("%s: no line %s in\n%s", id, line, told)
				}
			}
			if id == "a2" && regexp.MustCompile(`(?m)^term_start +2024`).MatchString(told) {
				t.Errorf("the start of another term is used:\n%s", told)
			}
		}
	})
}

// TestFourNightsAfterABill reads a bill of last month once, with a line that cannot be read
// and a customer that is nowhere else, and no customer is any less looked at for it.
func TestFourNightsAfterABill(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		control := newProgram(t, "sqlite:"+filepath.Join(t.TempDir(), "control.db"))
		for night := range 4 {
			for _, program := range []*program{p, control} {
				tellPartnerCenter(program, map[string][]string{
					"a": {own("a1", "2026-12-11")}, "b": {own("b1", "2027-01-20")}, "c": {own("c1", "2027-03-20")},
				})
			}
			if night == 0 {
				p.write("bills/reconciliation.csv", billHeader+
					bill("a1", "a", 10, "CFQ7TTC0LH18,0001", "12/12/2025", "12/11/2026")+
					bill("b1", "b", 10, "CFQ7TTC0LH18,0001", "soon", "1/20/2027")+
					bill("z1", "z", 5, "CFQ7TTC0LH18,0001", "10/12/2026", "11/11/2026"))
				p.must(4, "import", "--observed-at", "2026-11-08", p.folder+"/bills")
			}
			with, without := evaluations(p), evaluations(control)
			if with["z"] != "evaluated" {
				t.Errorf("night %d: the customer of the bill is %q", night, with["z"])
			}
			delete(with, "z")
			if diff := cmp.Diff(without, with); diff != "" {
				t.Errorf("night %d: coverage (-without the bill +with it):\n%s", night, diff)
			}
			for _, program := range []*program{p, control} {
				program.now = program.now.Add(24 * time.Hour)
			}
		}
	})
}

// evaluations runs, and tells of every tenant whether it was evaluated.
func evaluations(p *program) map[string]string {
	p.t.Helper()
	byTenant := map[string]string{}
	for _, c := range parseReport(p.t, p.must(0, "run", "-o", "json:-").stdout).Coverage {
		byTenant[c.Tenant] = c.Status
	}
	return byTenant
}
