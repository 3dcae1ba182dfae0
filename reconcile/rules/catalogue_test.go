package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

// promised is the catalogue as it is written for people, a line for each code:
// code | job | severities | owners | dues. After "actor:", which is whoever can act on
// the row, stand those whom cases show. A due in parentheses may be, the others are
// all seen in cases.
const promised = `
auto-renew-on            | auto-renew        | critical medium      | actor: source-partner customer us provider | E
renewal-window-open      | auto-renew        | high medium          | us                                         | instant
auto-renew-contradiction | auto-renew        | medium               | actor: source-partner us                   | E-1
renewed-in-window        | auto-renew        | critical             | actor: source-partner                      | instant
renewed-window-passed    | auto-renew        | high                 | actor: source-partner customer             | E
renewal-processing       | auto-renew        | info                 | actor: source-partner us                   | E+1
trial-converts           | auto-renew        | medium               | actor: source-partner us                   | E
end-of-sale-renew-off    | auto-renew        | medium               | actor: source-partner customer us          | E
lapse-unplanned          | auto-renew        | high low             | us                                         | E
renewal-commitment       | auto-renew        | medium low           | us                                         | E
est-auto-convert         | end-dates         | critical high        | actor: source-partner customer us          | E
est-scheduled            | end-dates         | high medium low      | actor: source-partner us                   | E
cancel-without-cover     | end-dates         | critical             | us                                         | E
end-date-approaching     | end-dates         | high                 | us                                         | cover-by
choice-lost              | end-dates         | critical high medium | actor: source-partner us                   | E
end-of-term-unknown      | end-dates         | high medium          | actor: source-partner customer us          | E
date-conflict            | end-dates         | medium               | us                                         | none
grace-open               | expired-deadlines | critical high        | us                                         | cover-by (none)
grace-missed             | expired-deadlines | critical high        | us                                         | day (none)
data-deleted             | expired-deadlines | critical             | customer                                   | none
suspended-billed         | expired-deadlines | medium               | actor: source-partner us                   | E (none)
suspended-near-end       | expired-deadlines | high                 | us                                         | E (none)
legacy-suspended         | expired-deadlines | high                 | actor: source-partner us                   | day (none)
cancelled-backup         | expired-deadlines | high                 | customer                                   | day
tenant-limit-exceeded    | tenant-limits     | critical             | us                                         | day (none)
tenant-limit-possible    | tenant-limits     | medium               | us                                         | day (none)
seat-pool-exceeded       | tenant-limits     | critical medium      | us                                         | day none
transfer-batches         | tenant-limits     | info                 | us                                         | none
region-mismatch          | readiness         | critical medium      | us                                         | day (none)
relationship-missing     | readiness         | critical medium      | us                                         | day (none)
invite-role              | readiness         | high                 | us                                         | day (none)
agreement-missing        | readiness         | critical             | customer                                   | day (none)
resale-to-partner        | readiness         | critical             | us                                         | none
reseller-cannot-act      | readiness         | high                 | provider                                   | day (none)
tenant-to-tenant-data    | readiness         | high                 | customer                                   | E cover-by none
offer-different          | continuity        | high                 | us                                         | E
quantity-mismatch        | continuity        | high medium low      | us                                         | E (none)
offer-discontinued       | continuity        | high medium          | us                                         | cover-by (none)
coverage-gap             | continuity        | critical medium      | us                                         | E cover-by
move-conflict            | continuity        | high                 | us                                         | none
source-replaced          | continuity        | critical high        | us                                         | instant day (none)
source-missing           | continuity        | critical high medium | us                                         | E cover-by (none) (E-1) (day)
move-finished            | continuity        | high medium info     | us                                         | none E
addon-left-behind        | continuity        | medium               | us                                         | day E
double-billing           | billing           | high medium          | actor: source-partner customer             | E
est-running-duplicate    | billing           | critical high        | actor: source-partner us                   | day (none)
credit-candidate         | billing           | low                  | us customer                                | E
no-refund                | billing           | medium               | us                                         | none
transfer-expiring        | transfers         | high                 | us source-partner                          | instant day (none)
transfer-ended           | transfers         | high                 | us                                         | E
transfer-blocks-change   | transfers         | high                 | us                                         | E
transfer-failed-items    | transfers         | high                 | us                                         | day
transfer-not-available   | transfers         | high                 | us                                         | E (none)
transfer-ineligible      | transfers         | high                 | us                                         | E (none)
azure-recreate           | usage             | low                  | us                                         | none
azure-switch             | usage             | low                  | us                                         | none
unknown-value            | data-quality      | medium               | us                                         | none
fact-conflict            | data-quality      | high medium          | us                                         | E day none
term-missing             | data-quality      | low                  | us                                         | day
price-missing            | data-quality      | low                  | us                                         | none
invalid-row              | data-quality      | medium               | us                                         | none
`

type promise struct {
	code, job                string
	severities, owners, dues []string
}

func promises() []promise {
	var list []promise
	for line := range strings.Lines(strings.TrimSpace(promised)) {
		cells := strings.Split(line, "|")
		list = append(list, promise{
			code: strings.TrimSpace(cells[0]), job: strings.TrimSpace(cells[1]),
			severities: strings.Fields(cells[2]), owners: strings.Fields(cells[3]), dues: strings.Fields(cells[4]),
		})
	}
	return list
}

// The catalogue holds what is promised, and nothing else.
func TestCatalogueIsAsPromised(t *testing.T) {
	type line struct {
		Code, Job  string
		Severities []string
	}
	var want, got []line
	for _, p := range promises() {
		want = append(want, line{p.code, p.job, p.severities})
	}
	for _, r := range rules.Catalogue() {
		var severities []string
		for _, s := range r.Severities {
			severities = append(severities, string(s))
		}
		got = append(got, line{string(r.Code), string(r.Job), severities})
	}
	byCode := func(a, b line) int { return strings.Compare(a.Code, b.Code) }
	slices.SortFunc(want, byCode)
	slices.SortFunc(got, byCode)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("catalogue (-want +got):\n%s", diff)
	}
}

// Every finding of every case has an owner and a due of its row of the catalogue,
// and each of them is seen in some case.
func TestCasesKeepThePromises(t *testing.T) {
	by := map[string]promise{}
	for _, p := range promises() {
		by[p.code] = p
	}
	seen := map[string]bool{}
	for _, c := range rulestest.All() {
		env, tenants := prepare(t, &c)
		for _, tenant := range tenants {
			result := rules.Evaluate(env, tenant)
			for i := range result.Findings {
				f := &result.Findings[i]
				p, acts, due := by[string(f.Code)], canAct(f, &tenant, env.Partner), dueOf(f)
				if p.owners[0] == "actor:" && !acts || !slices.Contains(p.owners, string(f.Owner)) {
					t.Errorf("%s: %s is owned by %s", c.Name, f.Code, f.Owner)
				}
				seen[string(f.Code)+" "+string(f.Owner)] = true
				kinds := slices.DeleteFunc(due, func(kind string) bool {
					return !slices.Contains(p.dues, kind) && !slices.Contains(p.dues, "("+kind+")")
				})
				if len(kinds) == 0 && len(c.Sellers) == 0 { // a seller may take a change only until an earlier day
					t.Errorf("%s: %s is due %s with E %s and cover-by %s", c.Name, f.Code, f.Due.String(), f.LastDay, f.CoverBy)
				}
				for _, kind := range kinds {
					seen[string(f.Code)+" "+kind] = true
				}
			}
		}
	}
	for _, p := range promises() {
		for _, want := range slices.Concat(p.owners, p.dues) {
			if !seen[p.code+" "+want] && !strings.HasPrefix(want, "(") && want != "actor:" {
				t.Errorf("no case shows %s with %s", p.code, want)
			}
		}
	}
}

// canAct reports whether the owner of a finding can act on its row.
func canAct(f *reconcile.Finding, tenant *reconcile.Tenant, partner *reconcile.Partner) bool {
	return slices.ContainsFunc(slices.Concat(tenant.Subscriptions, tenant.Missing), func(s reconcile.Subscription) bool {
		return s.ID == f.SubscriptionID && partner.Actor(&s) == f.Owner
	})
}

// dueOf returns the ways in which the catalogue may name the due of a finding.
func dueOf(f *reconcile.Finding) []string {
	switch {
	case !f.Due.Known():
		return []string{"none"}
	case !f.Due.At.IsZero():
		return []string{"instant"}
	}
	kinds := []string{"day"}
	for kind, day := range map[string]reconcile.Day{
		"E": f.LastDay, "E-1": f.LastDay.AddDays(-1), "E+1": f.LastDay.AddDays(1), "cover-by": f.CoverBy,
	} {
		if f.Due.Day == day {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
