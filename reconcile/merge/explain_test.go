package merge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/merge"
)

// told returns what is told of one field, as "source why: value" of the others.
func told(t *testing.T, all rows, field reconcile.Field) (used string, others map[string]merge.Why) {
	t.Helper()
	_, tellings := merger().Explain(all)
	for _, telling := range tellings {
		if telling.Field != field {
			continue
		}
		others = map[string]merge.Why{}
		for _, other := range telling.Others {
			others[other.Source+"="+other.Value] = other.Why
		}
		return telling.Used.Source + "=" + telling.Used.Value, others
	}
	return "", nil
}

func TestWhyNotTaken(t *testing.T) {
	t.Parallel()
	type whys = map[string]merge.Why
	type edit = func(*reconcile.SourceRow)
	named := func(name string) edit { return func(r *reconcile.SourceRow) { r.OfferName = name } }
	carrying := func(fields ...reconcile.Field) edit {
		return func(r *reconcile.SourceRow) { r.Carries = reconcile.FieldsOf(fields...) }
	}
	renewing := func(answer reconcile.Tri) edit { return func(r *reconcile.SourceRow) { r.AutoRenew = answer } }
	for _, c := range []struct {
		field  reconcile.Field
		rows   rows
		used   string
		others whys
	}{
		{
			reconcile.FieldOfferName,
			rows{
				row(pc, 9, named("a")), row(giacom, 1, named("b")), row(csv, 60, named("c")), row(graph, 1, named("a")),
				row(retired, 1, named("d")), row("empty", 1, carrying(reconcile.FieldOfferName)), row("narrow", 1, carrying()),
				row("lost", 1, lost("2026-11-20", named("e"))),
			},
			"partner-center=a",
			whys{
				"giacom=b": merge.WhyRank, "csv=c": merge.WhyOld, "graph=a": merge.WhySame, "left-behind=d": merge.WhyRetired,
				"empty=": merge.WhyUnknown, "narrow=": merge.WhyNoColumn, "lost=e": merge.WhyGone,
			},
		},
		{
			reconcile.FieldOfferName,
			rows{row("a", 1, named("a")), row("b", 1, named("b")), row("c", 2, named("c"))},
			"a=a",
			whys{"b=b": merge.WhyName, "c=c": merge.WhyOlder},
		},
		{
			reconcile.FieldAutoRenew,
			rows{row(pc, 60, renewing(reconcile.No)), row(graph, 1, named("a"))},
			"=",
			whys{"partner-center=false": merge.WhyOldChoice, "graph=": merge.WhyNoColumn},
		},
		{
			reconcile.FieldStatus,
			rows{
				row(giacom, 1, func(r *reconcile.SourceRow) { r.Status = reconcile.Deleted }),
				row(graph, 1, func(r *reconcile.SourceRow) { r.Status = reconcile.Active }),
				row(pc, 1, func(r *reconcile.SourceRow) { r.Status = "resting" }),
				row(recon, 1, func(r *reconcile.SourceRow) { r.Status = reconcile.Suspended }),
			},
			"graph=active",
			whys{"giacom=deleted": merge.WhyFeed, "partner-center=resting": merge.WhyUnlisted, "reconciliation=suspended": merge.WhyBill},
		},
		{
			reconcile.FieldSellerName,
			rows{row(pc, 1, func(r *reconcile.SourceRow) { r.SellerID = "seller-2" }), row(giacom, 1, full)},
			"partner-center=",
			whys{"giacom=Fabrikam Licensing": merge.WhyRank},
		},
		{
			reconcile.FieldCurrency,
			rows{row(pc, 1, full), row(giacom, 1, func(r *reconcile.SourceRow) { r.Currency = "USD" })},
			"partner-center=EUR",
			whys{"giacom=USD": merge.WhyTogether},
		},
		{
			reconcile.FieldCommitmentEnd,
			rows{row(csv, 9, ending("2026-11-19")), row(giacom, 1, ending("2027-11-20")), row("late", 1, ending("2027-11-22")), row(retired, 1, ending("2027-01-01"))},
			"giacom=2027-11-20",
			whys{"csv=2026-11-19": merge.WhyPassed, "late=2027-11-22": merge.WhyLaterEnd, "left-behind=2027-01-01": merge.WhyRetired},
		},
		{
			reconcile.FieldCommitmentEnd,
			rows{row(pc, 60, ending("2027-01-12")), row(giacom, 1, ending("2027-01-13")), row(recon, 1, ending("2027-01-15"))},
			"partner-center=2027-01-12",
			whys{"giacom=2027-01-13": merge.WhyDayApart, "reconciliation=2027-01-15": merge.WhyBill},
		},
		{
			reconcile.FieldTermStart,
			rows{row(pc, 1, full), row(recon, 1, func(r *reconcile.SourceRow) { r.TermStart = day("2024-12-01") })},
			"partner-center=2025-12-01",
			whys{"reconciliation=2024-12-01": merge.WhyOtherTerm},
		},
	} {
		used, others := told(t, c.rows, c.field)
		if diff := cmp.Diff(c.used, used); diff != "" {
			t.Errorf("%s in use (-want +got):\n%s", c.field, diff)
		}
		if diff := cmp.Diff(c.others, others); diff != "" {
			t.Errorf("others of %s (-want +got):\n%s", c.field, diff)
		}
	}
}

// Every field has its turn, in order, with its value as the canonical file has it.
func TestExplainTellsEveryField(t *testing.T) {
	t.Parallel()
	_, tellings := merger().Explain(rows{row(pc, 1, full)})
	got := map[string]string{}
	last := -1
	for _, telling := range tellings {
		if int(telling.Field) <= last {
			t.Errorf("%s is out of order", telling.Field)
		}
		last = int(telling.Field)
		got[telling.Field.String()] = telling.Used.Value
		if want := started.Add(-time.Hour); telling.Used.Source != pc || !telling.Used.ObservedAt.Equal(want) || telling.Old {
			t.Errorf("%s is told as %+v (old: %v)", telling.Field, telling.Used, telling.Old)
		}
	}
	want := map[string]string{
		"channel": "csp", "seller_id": "seller-1", "seller_name": "Fabrikam Licensing", "commerce": "nce", "account_type": "mpa",
		"product_type": "license", "offer_id": "CFQ7TTC0LH18:0001", "offer_name": "Business Premium",
		"friendly_name": "Premium of Contoso", "quantity": "20", "assigned": "18", "assigned_at_most": "19", "status": "active", "status_since": "2025-12-01",
		"auto_renew": "false", "end_of_term": "cancel", "term": "P1Y", "term_start": "2025-12-01", "created": "2024-12-01",
		"commitment_end": "2026-11-30", "cancellable_until": "2025-12-08T00:00:00Z", "billing_cycle": "monthly", "trial": "false",
		"est": "false", "unit_price": "10.00", "currency": "EUR", "parent_id": "s0", "transferred_on": "2025-01-01",
		"successors": "s2;s3", "renew_quantity": "19", "renew_offer_id": "CFQ7TTC0LH18:0002", "renew_term": "P1Y",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestExplainMarksOldValues(t *testing.T) {
	t.Parallel()
	_, tellings := merger().Explain(rows{row(pc, 60, full)})
	for _, telling := range tellings {
		fading := telling.Field == reconcile.FieldAutoRenew || telling.Field == reconcile.FieldEndOfTerm
		if telling.Old == fading {
			t.Errorf("%s of an old row is old: %v", telling.Field, telling.Old)
		}
	}
}
