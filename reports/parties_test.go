package reports_test

import (
	"context"
	"errors"
	"iter"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

func reportOf(t *testing.T, source reports.Source, options reports.Options) *reports.Report {
	t.Helper()
	report, err := reports.New(t.Context(), source, options)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func customersOf(t *testing.T, report *reports.Report) []reports.Customer {
	t.Helper()
	var list []reports.Customer
	for c, err := range report.Customers(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

// TestCustomersTie sees that what the customers have adds up to what the report counts,
// whole and cut.
func TestCustomersTie(t *testing.T) {
	for name, options := range map[string]reports.Options{
		"whole":         {},
		"a customer":    {Filter: reconcile.Filter{Tenants: []string{reportstest.Fabrikam}}},
		"an owner":      {Filter: reconcile.Filter{Owner: reconcile.OwnerSourcePartner}},
		"without money": {NoMoney: true},
	} {
		report := reportOf(t, reportstest.Typical(), options)
		customers := customersOf(t, report)
		if len(customers) != report.Summary.Tenants {
			t.Errorf("%s: %d customers, the report counts %d", name, len(customers), report.Summary.Tenants)
		}
		findings, severities, money := 0, map[reconcile.Severity]int{}, map[string]*big.Int{}
		for _, c := range customers {
			findings += c.Findings
			for severity, n := range c.BySeverity {
				severities[severity] += n
			}
			addHeadlines(money, c.Money)
		}
		if findings != report.Summary.Findings {
			t.Errorf("%s: the customers have %d findings, the report %d", name, findings, report.Summary.Findings)
		}
		for severity, n := range report.Summary.BySeverity {
			if severities[severity] != n {
				t.Errorf("%s: the customers have %d %s, the report %d", name, severities[severity], severity, n)
			}
		}
		want := map[string]*big.Int{}
		addHeadlines(want, report.Summary.Money)
		if diff := cmp.Diff(texts(want), texts(money)); diff != "" {
			t.Errorf("%s: money of the customers (-report +customers):\n%s", name, diff)
		}
	}
}

func addHeadlines(to map[string]*big.Int, sums []reconcile.MoneySum) {
	for i := range sums {
		key := string(sums[i].Kind) + " " + sums[i].Currency
		if to[key] == nil {
			to[key] = new(big.Int)
		}
		to[key].Add(to[key], sums[i].Headline())
	}
}

func texts(sums map[string]*big.Int) map[string]string {
	list := map[string]string{}
	for key, sum := range sums {
		list[key] = sum.String()
	}
	return list
}

// TestCustomerStanding shows what is told of one customer.
func TestCustomerStanding(t *testing.T) {
	source := reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{
		pressed("a", reconcile.Critical, -2, 5, reconcile.Unchanged),
		pressed("b", reconcile.Critical, 9, 0, reconcile.New),
		pressed("c", reconcile.High, 4, 0, reconcile.New),
		undated("d", reconcile.Medium, 0, reconcile.New),
	}, nil)
	customers := customersOf(t, reportOf(t, source, reports.Options{}))
	if len(customers) != 1 {
		t.Fatalf("%d customers, want 1", len(customers))
	}
	c := customers[0]
	next := reconcile.DayOf(reportstest.Run().AsOf).AddDays(4)
	if c.Findings != 4 || c.BySeverity[reconcile.Critical] != 2 || c.Overdue != 1 || c.Next.Day != next {
		t.Errorf("%d findings, %d critical, %d overdue, next %s; want 4, 2, 1, %s", c.Findings, c.BySeverity[reconcile.Critical], c.Overdue,
			c.Next.Day, next)
	}
}

// TestCustomersOutOfOrder sees that a finding which no customer takes is no silent loss.
func TestCustomersOutOfOrder(t *testing.T) {
	source := misplaced{reportstest.Typical()}
	var failed error
	for _, err := range reportOf(t, source, reports.Options{}).Customers(t.Context()) {
		failed = errors.Join(failed, err)
	}
	if failed == nil {
		t.Error("the findings of a customer came after the customer, and nothing was said")
	}
}

// misplaced is a source whose findings do not come in the order of its tenants.
type misplaced struct{ *reportstest.Source }

func (m misplaced) FindingsByTenant(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return func(yield func(reconcile.Reported, error) bool) {
		var first []reconcile.Reported
		for f, err := range m.Source.FindingsByTenant(ctx, filter) {
			if err == nil && f.Finding.TenantID == reportstest.Contoso {
				first = append(first, f)
				continue
			}
			if !yield(f, err) {
				return
			}
		}
		for _, f := range first {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// TestPartners shows what partners are to be asked for, and that nothing they have to do
// is left out.
func TestPartners(t *testing.T) {
	theirs := func(id, tenant, seller string, severity reconcile.Severity, due int, tasks ...reconcile.StepKind) reconcile.Reported {
		f := pressed(id, severity, due, 0, reconcile.New)
		f.Finding.TenantID, f.Finding.Owner, f.Finding.SellerID, f.Finding.SellerName = tenant, reconcile.OwnerSourcePartner, seller, "Partner "+seller
		for i, kind := range tasks {
			task := reconcile.Task{Kind: kind, Owner: reconcile.OwnerSourcePartner}
			if i == 0 {
				task.Owner = reconcile.OwnerUs
				f.Finding.Way.Step.Task = task
				continue
			}
			f.Finding.Way.Then = append(f.Finding.Way.Then, task)
		}
		return f
	}
	partners, err := reportOf(t, reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{
		theirs("a", "t-1", "x", reconcile.High, 3, reconcile.StepOrder, reconcile.StepSetCancel),
		theirs("b", "t-1", "x", reconcile.High, 5, reconcile.StepOrder, reconcile.StepSetCancel),
		theirs("c", "t-2", "x", reconcile.High, 9),
		theirs("d", "t-2", "y", reconcile.Critical, 30, reconcile.StepOrder, reconcile.StepCancelEST),
		pressed("ours", reconcile.Critical, 1, 0, reconcile.New),
	}, nil), reports.Options{}).Partners(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		ID, Name            string
		Findings, Customers int
		Asks                []reports.Counted
	}
	var got []told
	for _, p := range partners {
		got = append(got, told{p.SellerID, p.Name, p.Findings, p.Customers, p.Asks})
	}
	want := []told{
		{"y", "Partner y", 1, 1, []reports.Counted{{Code: "cancel-est", Word: "End the extended term", N: 1}}},
		{"x", "Partner x", 3, 2, []reports.Counted{
			{Code: "set-cancel", Word: "Set Cancel at the source", N: 2}, {Code: "auto-renew-on", Word: "Auto-renew is on", N: 1},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
