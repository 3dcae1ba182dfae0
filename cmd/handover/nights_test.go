package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fixture is the data of the tests that run for several nights: three tenants
// with one source each that renews in three weeks.
type fixture struct{ rows, moves []string }

const (
	fixtureHeader = "subscription_id,tenant_id,channel,offer_id,offer_name,quantity,status,auto_renew,end_of_term,term,commitment_end,billing_cycle,unit_price,currency\n"
	moveHeader    = "tenant_id,source_subscription_id\n"
	threeTenants  = "tenant_id,name,country,relationship,agreement_accepted\n" +
		"a,Contoso,DE,reseller,true\nb,Fabrikam,DE,reseller,true\nc,Northwind Traders,DE,reseller,true\n"
)

// source is an annual subscription that another partner sold.
func source(id, tenant, autoRenew, price string) string {
	return fmt.Sprintf("%s,%s,csp,CFQ7TTC0LH18:0001,Microsoft 365 Business Basic,10,active,%s,,P1Y,2026-12-11,monthly,%s,EUR\n",
		id, tenant, autoRenew, price)
}

func first() fixture {
	return fixture{
		rows: []string{
			source("a1", "a", "true", "10.00"), source("a2", "a", "true", "12.00"),
			source("b1", "b", "true", "10.00"), source("c1", "c", "true", "10.00"),
		},
		moves: []string{"a,a1\n", "a,a2\n", "b,b1\n", "c,c1\n", "c,c2\n"},
	}
}

// files returns the files that hold the fixture's rows of some tenants.
func (f *fixture) files(tenants ...string) map[string]string {
	rows := fixtureHeader
	for _, row := range f.rows {
		if slices.Contains(tenants, strings.Split(row, ",")[1]) {
			rows += row
		}
	}
	return map[string]string{
		"tenants.csv": threeTenants, "subscriptions.csv": rows, "moves.csv": moveHeader + strings.Join(f.moves, ""),
	}
}

// deliver imports the fixture's rows of some tenants as the whole of what their
// source knows.
func (f *fixture) deliver(p *program, tenants ...string) {
	p.t.Helper()
	for name, text := range f.files(tenants...) {
		p.write("data/"+name, text)
	}
	p.must(0, "import", "--complete", p.folder+"/data")
}

// night runs and tells every finding with its delta, and what was resolved. A dry
// run must have foretold just that.
func night(p *program, code int, args ...string) []string {
	p.t.Helper()
	foretold := p.must(code, append([]string{"run", "--dry-run", "-o", "json:-", "-o", p.folder + "/foretold.csv"}, args...)...)
	happened := p.must(code, append([]string{"run", "-o", "json:-", "-o", p.folder + "/happened.csv"}, args...)...)
	lines := deltas(parseReport(p.t, happened.stdout))
	if diff := cmp.Diff(lines, deltas(parseReport(p.t, foretold.stdout))); diff != "" {
		p.t.Errorf("a dry run tells otherwise (-run +dry run):\n%s", diff)
	}
	// When the findings of a tenant that is not evaluated were last seen, a dry run does
	// not know.
	if diff := cmp.Diff(p.read("happened.csv"), p.read("foretold.csv")); code == 0 && diff != "" {
		p.t.Errorf("the table of a dry run (-run +dry run):\n%s", diff)
	}
	return lines
}

// acknowledge takes note of every open finding.
func (p *program) acknowledge() {
	p.t.Helper()
	var open []struct{ ID string }
	if err := json.Unmarshal([]byte(p.must(0, "findings", "--json").stdout), &open); err != nil {
		p.t.Fatal(err)
	}
	for _, f := range open {
		p.must(0, "findings", "acknowledge", f.ID, "--by", "operator", "--reason", "told the customer")
	}
}

// deltas lists every finding with its delta, and what was resolved.
func deltas(r report) []string {
	var lines []string
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprintf("%s %s%s %s", f.Code, f.Subscription, f.Subject, f.Delta))
	}
	for _, gone := range r.Resolved {
		lines = append(lines, fmt.Sprintf("%s resolved %s", gone.Code, gone.Reason))
	}
	slices.Sort(lines)
	return lines
}

func TestSixNights(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		all := []string{"a", "b", "c"}
		expect := func(name string, want, got []string) {
			t.Helper()
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}

		data.deliver(p, all...)
		expect("the first night", []string{
			"auto-renew-on a1 new", "auto-renew-on a2 new", "auto-renew-on b1 new", "auto-renew-on c1 new",
			"move-conflict source-unknown:c2 new",
		}, night(p, 0))
		p.acknowledge()

		p.now = p.now.Add(24 * time.Hour)
		data.deliver(p, all...)
		expect("an identical night", []string{
			"auto-renew-on a1 unchanged", "auto-renew-on a2 unchanged", "auto-renew-on b1 unchanged",
			"auto-renew-on c1 unchanged", "move-conflict source-unknown:c2 unchanged",
		}, night(p, 0))

		// One source was switched off and will slide into an extended term, another
		// was sold by us after all: another owner. The unknown one has turned up.
		p.now = p.now.Add(24 * time.Hour)
		data.rows[0] = source("a1", "a", "false", "10.00")
		data.rows[1] = strings.Replace(data.rows[1], "csp", "web-direct", 1)
		data.rows = append(data.rows, source("c2", "c", "false", "7.00"))
		data.deliver(p, all...)
		expect("one changed, one resolved, one new", []string{
			"auto-renew-on a2 changed", "auto-renew-on b1 unchanged", "auto-renew-on c1 unchanged",
			"auto-renew-on resolved fixed", "credit-candidate a2 new", "est-auto-convert a1 new", "est-auto-convert c2 new",
			"move-conflict resolved fixed",
		}, night(p, 0))

		p.now = p.now.Add(72 * time.Hour)
		data.deliver(p, "a", "c")
		expect("one tenant is stale", []string{
			"auto-renew-on a2 unchanged", "auto-renew-on b1 not_evaluated", "auto-renew-on c1 unchanged",
			"credit-candidate a2 unchanged", "est-auto-convert a1 unchanged", "est-auto-convert c2 unchanged",
		}, night(p, 4))

		p.now = p.now.Add(24 * time.Hour)
		data.rows[0] = source("a1", "a", "true", "10.00")
		data.deliver(p, all...)
		expect("the resolved one is back", []string{
			"auto-renew-on a1 reopened", "auto-renew-on a2 unchanged", "auto-renew-on b1 unchanged", "auto-renew-on c1 unchanged",
			"credit-candidate a2 unchanged", "est-auto-convert c2 unchanged", "est-auto-convert resolved fixed",
		}, night(p, 0))

		// Everything is switched off, but only one job looks: the others keep theirs.
		p.now = p.now.Add(24 * time.Hour)
		data.rows = data.rows[:0]
		data.rows = append(data.rows, source("a1", "a", "false", "10.00"), source("a2", "a", "false", "12.00"),
			source("b1", "b", "false", "10.00"), source("c1", "c", "false", "10.00"), source("c2", "c", "false", "7.00"))
		data.deliver(p, all...)
		expect("one job only", []string{
			"est-auto-convert a1 reopened", "est-auto-convert a2 new", "est-auto-convert b1 new", "est-auto-convert c1 new",
			"est-auto-convert c2 unchanged",
		}, night(p, 0, "end-dates"))
		expect("one tenant only", []string{
			"auto-renew-on resolved fixed", "est-auto-convert b1 unchanged",
		}, night(p, 0, "--tenant", "b"))
		expect("all again", []string{
			"auto-renew-on resolved fixed", "auto-renew-on resolved fixed", "auto-renew-on resolved fixed",
			"credit-candidate resolved fixed",
			"est-auto-convert a1 unchanged", "est-auto-convert a2 unchanged", "est-auto-convert b1 unchanged",
			"est-auto-convert c1 unchanged", "est-auto-convert c2 unchanged",
		}, night(p, 0))
	})
}
