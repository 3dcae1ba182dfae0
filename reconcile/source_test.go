package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

// The numbers of the fields are stored: this list grows at its end only.
func TestFieldsKeepTheirNumbers(t *testing.T) {
	t.Parallel()
	names := []string{
		"channel", "seller_id", "seller_name", "commerce", "account_type", "product_type", "offer_id", "offer_name",
		"friendly_name", "quantity", "assigned", "status", "status_since", "auto_renew", "end_of_term", "term",
		"term_start", "created", "commitment_end", "commitment_end_at", "cancellable_until", "billing_cycle", "trial",
		"est", "unit_price", "currency", "parent_id", "transferred_on", "renew_quantity", "renew_offer_id", "renew_term",
		"assigned_at_most", "successors",
	}
	for i, name := range names {
		f, ok := reconcile.ParseField(name)
		if !ok || f != reconcile.Field(i) || f.String() != name {
			t.Errorf("column %s is field %d (%s), %v, want %d", name, f, f, ok, i)
		}
	}
	all := reconcile.AllFields()
	if all != 1<<len(names)-1 {
		t.Errorf("all fields are %b, want %d bits", all, len(names))
	}
	for _, none := range []string{"", "subscription_id", "tenant_id", "observed_at"} {
		if f, ok := reconcile.ParseField(none); ok {
			t.Errorf("column %q is field %s, want none", none, f)
		}
	}
	if beyond := reconcile.Field(len(names)); beyond.String() != "" || all.Has(beyond) {
		t.Errorf("field %d is %q, want none", beyond, beyond)
	}
}

func TestFieldsAreASet(t *testing.T) {
	t.Parallel()
	set := reconcile.FieldsOf(reconcile.FieldStatus, reconcile.FieldTerm).With(reconcile.FieldRenewTerm).Without(reconcile.FieldTerm)
	for f := range reconcile.Field(33) {
		if want := f == reconcile.FieldStatus || f == reconcile.FieldRenewTerm; set.Has(f) != want {
			t.Errorf("the set has %s: %v, want %v", f, !want, want)
		}
	}
}

func TestRanks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		source  string
		channel reconcile.Channel
		rank    int
		proves  bool
	}{
		{"operator", reconcile.CSP, 5, true},
		{"partner-center", reconcile.CSP, 10, true},
		{"partner-center-customers", reconcile.CSP, 10, true},
		{"partner-center-transitions", reconcile.CSP, 10, false},
		{"partner-center-transitions-de", reconcile.CSP, 10, false},
		{"partner-centers", reconcile.CSP, 20, true},
		{"giacom", reconcile.CSP, 20, true},
		{"csv", reconcile.CSP, 20, true},
		{"azure-billing", reconcile.CSP, 30, true},
		{"azure-billing", reconcile.WebDirect, 0, true},
		{"azure-billing", "", 0, true},
		{"reconciliation", reconcile.CSP, 40, false},
		{"graph", reconcile.CSP, 50, true},
		{"price-sheet", reconcile.CSP, 20, false},
	} {
		feed := reconcile.FeedOf(c.source)
		source := reconcile.Source{Name: c.source, Feed: feed}
		if got := source.RankFor(c.channel); got != c.rank || feed.ProvesExistence() != c.proves {
			t.Errorf("%s has rank %d for %q and proves existence: %v, want %d and %v",
				c.source, got, c.channel, feed.ProvesExistence(), c.rank, c.proves)
		}
		source.Rank, source.HasRank = -3, true
		if got := source.RankFor(c.channel); got != -3 {
			t.Errorf("%s with a rank of its own has %d, want -3", c.source, got)
		}
	}
}
