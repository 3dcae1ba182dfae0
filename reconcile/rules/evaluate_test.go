package rules_test

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/reconcile/policy"
	"handover/reconcile/rules"
	"handover/reconcile/rules/rulestest"
)

func TestWorkedCases(t *testing.T) {
	for _, c := range rulestest.Worked() {
		t.Run(c.Name, func(t *testing.T) { check(t, &c) })
	}
}

// check evaluates every tenant of a case and compares everything it expects.
func check(t *testing.T, c *rulestest.Case) {
	t.Helper()
	var found, evidence []string
	silenced, routine := map[string]int{}, map[string]int{}
	rows, counted := 0, 0
	for _, tenant := range tenantsOf(t, c) {
		result := rules.Evaluate(environment(t, c.AsOf, tenant.catalog), tenant.Tenant)
		for _, f := range result.Findings {
			found = append(found, line(&f))
			evidence = append(evidence, evidenceOf(&f)...)
		}
		for _, s := range result.Silenced {
			silenced[string(s.Finding.Code)]++
		}
		for counter, n := range result.Routine {
			routine[string(counter)] += n
			counted += n
		}
		rows += result.Subscriptions
		counted += result.WithFindings
	}
	slices.Sort(found)
	want := slices.Clone(c.Want)
	slices.Sort(want)
	if diff := gocmp.Diff(want, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for _, e := range c.Evidence {
		if !slices.Contains(evidence, e) {
			t.Errorf("evidence %q is missing from %q", e, evidence)
		}
	}
	if diff := gocmp.Diff(c.Silenced, counts(silenced)); diff != "" {
		t.Errorf("silenced (-want +got):\n%s", diff)
	}
	if c.Routine != nil {
		if diff := gocmp.Diff(c.Routine, counts(routine)); diff != "" {
			t.Errorf("routine (-want +got):\n%s", diff)
		}
	}
	if rows != counted {
		t.Errorf("%d rows, but %d have a finding or a counter", rows, counted)
	}
}

func line(f *reconcile.Finding) string {
	due, exposure := "-", "-"
	switch {
	case !f.Due.At.IsZero():
		due = f.Due.At.UTC().Format(time.RFC3339Nano)
	case f.Due.Known():
		due = f.Due.Day.String()
	}
	if a := f.Exposure.Amount; a.Known() {
		exposure = a.String() + a.Currency
	}
	return fmt.Sprintf("%s %s %s %s %s", f.Code, f.Severity, f.Owner, due, exposure)
}

func evidenceOf(f *reconcile.Finding) []string {
	all := append([]reconcile.Evidence{
		{Key: "E", Value: f.LastDay.String()}, {Key: "outcome", Value: string(f.Outcome)}, {Key: "cover_by", Value: f.CoverBy.String()},
		{Key: "subject", Value: f.Subject},
	}, f.Evidence...)
	for _, a := range f.Assumptions {
		all = append(all, reconcile.Evidence{Key: "assumes", Value: string(a)})
	}
	lines := make([]string, len(all))
	for i, e := range all {
		lines[i] = fmt.Sprintf("%s %s=%s", f.Code, e.Key, e.Value)
	}
	return lines
}

func counts(m map[string]int) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		list = append(list, fmt.Sprintf("%s %d", name, m[name]))
	}
	return list
}

func environment(t *testing.T, asOf string, catalog []reconcile.Offer) rules.Env {
	t.Helper()
	document, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	if len(asOf) == len(time.DateOnly) {
		asOf += "T00:00:00Z"
	}
	at, err := time.Parse(time.RFC3339, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return rules.Env{
		AsOf: at, Policy: facts, Catalog: reconcile.NewCatalog(catalog),
		Partner: &reconcile.Partner{ID: rulestest.PartnerID, Country: "DE", Model: reconcile.DirectBill},
	}
}

// prepared is a tenant with the offers of its case.
type prepared struct {
	reconcile.Tenant
	catalog []reconcile.Offer
}

// tenantsOf reads the files of a case and puts its tenants together as a store
// does.
func tenantsOf(t *testing.T, c *rulestest.Case) []prepared {
	t.Helper()
	folder := t.TempDir()
	var paths []string
	for name, text := range c.Files() {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	memory := &memory{}
	importer := ingest.Importer{
		Begin: func(context.Context, reconcile.Import) (ingest.Writer, error) { return memory, nil },
		Now:   func() time.Time { return time.Date(2026, 4, 20, 0, 0, 0, 0, time.UTC) },
	}
	summary, err := importer.Import(t.Context(), ingest.Options{}, paths)
	if err != nil || summary.Rejected() > 0 {
		t.Fatalf("read the files: %v, %d rejected", err, summary.Rejected())
	}
	return memory.assemble()
}

// memory keeps the rows of a case.
type memory struct {
	tenants       []reconcile.Profile
	subscriptions []reconcile.Subscription
	moves         []reconcile.Move
	transfers     []reconcile.Transfer
	offers        []reconcile.Offer
}

func (m *memory) Add(_ context.Context, row reconcile.FactRow) error {
	switch {
	case row.Tenant != nil:
		m.tenants = append(m.tenants, *row.Tenant)
	case row.Subscription != nil:
		m.subscriptions = append(m.subscriptions, *row.Subscription)
	case row.Move != nil:
		m.moves = append(m.moves, *row.Move)
	case row.Transfer != nil:
		m.transfers = append(m.transfers, *row.Transfer)
	case row.Offer != nil:
		m.offers = append(m.offers, *row.Offer)
	}
	return nil
}

func (m *memory) Duplicates(context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return func(func(reconcile.DuplicateRow, error) bool) {}
}

func (m *memory) Commit(context.Context) (reconcile.ImportCounts, error) {
	return reconcile.ImportCounts{}, nil
}

func (m *memory) Rollback() error { return nil }

func (m *memory) subscription(id string) *reconcile.Subscription {
	at := slices.IndexFunc(m.subscriptions, func(s reconcile.Subscription) bool { return s.ID == id })
	if at < 0 {
		return nil
	}
	return &m.subscriptions[at]
}

func (m *memory) assemble() []prepared {
	partner := &reconcile.Partner{ID: rulestest.PartnerID, Model: reconcile.DirectBill}
	named := map[string]int{}
	for i := range m.moves {
		if s := m.subscription(m.moves[i].SourceID); s != nil && !m.moves[i].ExpectedEnd.Known() {
			m.moves[i].ExpectedEnd, _ = reconcile.LastDay(s)
		}
		if m.moves[i].IsOpen() {
			for _, id := range m.moves[i].TargetIDs {
				named[id]++
			}
		}
	}
	var list []prepared
	for _, profile := range m.tenants {
		tenant := reconcile.Tenant{Profile: profile, NamedBy: named}
		for _, s := range m.subscriptions {
			if s.TenantID == profile.ID {
				tenant.Subscriptions = append(tenant.Subscriptions, s)
			}
		}
		for _, move := range m.moves {
			switch {
			case move.TenantID == profile.ID:
				tenant.Moves = append(tenant.Moves, move)
			case move.Destination() == profile.ID:
				tenant.Incoming = append(tenant.Incoming, reconcile.IncomingMove{Move: move, Source: m.subscription(move.SourceID)})
			}
		}
		for _, transfer := range m.transfers {
			if transfer.TenantID == profile.ID {
				tenant.Transfers = append(tenant.Transfers, transfer)
			}
		}
		for _, other := range m.tenants {
			points := slices.ContainsFunc(tenant.Moves, func(move reconcile.Move) bool { return move.Destination() == other.ID })
			if other.ID != profile.ID && points {
				target := reconcile.TargetTenant{Profile: other}
				for _, s := range m.subscriptions {
					if s.TenantID == other.ID && partner.Ours(&s) {
						target.Subscriptions = append(target.Subscriptions, s)
					}
				}
				tenant.Targets = append(tenant.Targets, target)
			}
		}
		list = append(list, prepared{tenant, m.offers})
	}
	slices.SortFunc(list, func(a, b prepared) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Every code of the catalogue is known once, has a job and says where it comes
// from.
func TestCatalogueIsWhole(t *testing.T) {
	seen := map[reconcile.Code]bool{}
	for _, r := range rules.Catalogue() {
		if seen[r.Code] {
			t.Errorf("%s stands twice", r.Code)
		}
		seen[r.Code] = true
		if !slices.Contains(reconcile.Jobs(), r.Job) || len(r.Sources) == 0 || len(r.Severities) == 0 {
			t.Errorf("%s lacks a job, a severity or a source", r.Code)
		}
		for _, source := range r.Sources {
			if !strings.HasPrefix(source, "https://learn.microsoft.com/") {
				t.Errorf("%s rests on %q", r.Code, source)
			}
		}
	}
	if len(seen) != 51 {
		t.Errorf("the catalogue has %d codes", len(seen))
	}
}
