package demo_test

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
	"handover/jobs/ingest"
	"handover/reconcile"
)

// collected takes the rows of an import and finds nothing twice.
type collected struct {
	rows []reconcile.FactRow
	keys map[string]bool
	t    *testing.T
}

func (c *collected) Add(_ context.Context, row reconcile.FactRow) error {
	key := ""
	switch {
	case row.Rejected != nil:
		c.t.Errorf("line %d is rejected", row.Line)
	case row.Tenant != nil:
		key = row.Tenant.ID
	case row.Offer != nil:
		key = row.Offer.ID
	case row.Subscription != nil:
		key = row.Subscription.ID
	case row.Transfer != nil:
		key = row.Transfer.ID
	case row.Move != nil:
		key = strings.Join(append([]string{row.Move.TenantID, row.Move.SourceID}, row.Move.TargetIDs...), " ")
	}
	if key != "" && c.keys[key] {
		c.t.Errorf("%s occurs twice", key)
	}
	c.keys[key] = true
	c.rows = append(c.rows, row)
	return nil
}

func (c *collected) Told(context.Context) (map[string]reconcile.Fields, error) { return nil, nil }

func (c *collected) Delivered(context.Context) ([]string, error) { return nil, nil }

func (c *collected) Duplicates(context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return func(func(reconcile.DuplicateRow, error) bool) {}
}

func (c *collected) Merge(context.Context) (reconcile.ImportCounts, error) {
	return reconcile.ImportCounts{}, nil
}

func (c *collected) Import(context.Context, reconcile.Import) (ingest.Writer, error) { return c, nil }

func (c *collected) Commit(context.Context) error { return nil }

func (c *collected) Rollback() error { return nil }

// imported returns the rows of a demo as an import reads them.
func imported(t *testing.T, opts demo.Options) []reconcile.FactRow {
	t.Helper()
	var rows []reconcile.FactRow
	files := written(t, opts)
	for _, kind := range kinds() {
		if files[kind] == nil {
			continue
		}
		all := &collected{keys: map[string]bool{}, t: t}
		importer := ingest.Importer{
			Begin: func(context.Context) (ingest.Transaction, error) { return all, nil },
			Stdin: bytes.NewReader(files[kind]),
			Now:   func() time.Time { return asOf().Start() },
		}
		summary, err := importer.Import(t.Context(), ingest.Options{Strict: true}, []string{"-"})
		if err != nil {
			t.Fatal(err)
		}
		if summary.Files[0].Kind != kind {
			t.Errorf("the header of %s is read as %s", kind, summary.Files[0].Kind)
		}
		rows = append(rows, all.rows...)
	}
	return rows
}

// TestReadable imports a demo strictly and finds all its rows.
func TestReadable(t *testing.T) {
	for name, opts := range map[string]demo.Options{
		"showcase": {AsOf: asOf()},
		"crowd":    {Tenants: 200, Seed: 1, AsOf: asOf()},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := demo.Write(t.Context(), nowhere, opts)
			if err != nil {
				t.Fatal(err)
			}
			var got demo.Counts
			for _, row := range imported(t, opts) {
				switch {
				case row.Tenant != nil:
					got.Tenants++
				case row.Offer != nil:
					got.Offers++
				case row.Subscription != nil:
					got.Subscriptions++
				case row.Move != nil:
					got.Moves++
				case row.Transfer != nil:
					got.Transfers++
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("counts differ (-said +read):\n%s", diff)
			}
			if got.Tenants == 0 || got.Offers == 0 || got.Subscriptions == 0 || got.Moves == 0 || got.Transfers == 0 {
				t.Errorf("a kind of row is missing: %+v", got)
			}
		})
	}
}

// TestSizes looks at the shape of a crowd: about 40 subscriptions on average,
// half of the tenants small, none far beyond what a tenant can hold.
func TestSizes(t *testing.T) {
	perTenant := map[string]int{}
	for _, row := range imported(t, demo.Options{Tenants: 1000, Seed: 2, AsOf: asOf()}) {
		if row.Subscription != nil {
			perTenant[row.Subscription.TenantID]++
		}
	}
	var sizes []int
	total := 0
	for _, n := range perTenant {
		sizes = append(sizes, n)
		total += n
	}
	slices.Sort(sizes)
	if average := total / len(sizes); average < 36 || average > 44 {
		t.Errorf("a tenant has %d subscriptions on average, want about 40", average)
	}
	if median := sizes[len(sizes)/2]; median > 16 {
		t.Errorf("half of the tenants have %d subscriptions or more, want most of them small", median)
	}
	if largest := sizes[len(sizes)-1]; largest < 200 || largest > 400 {
		t.Errorf("the largest tenant has %d subscriptions, want hundreds", largest)
	}
}
