package mapping_test

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handover/jobs/ingest/mapping"
	"handover/reconcile"
)

// An estate that is written as a distributor writes it, with the days of renewals, is read
// back with the same last days, seats, states and renewals.
func TestAnEstateOfADistributorIsReadBack(t *testing.T) {
	format := shipped(t, "giacom", mapping.Document{}, nil)
	rapid.Check(t, func(t *rapid.T) {
		estate := rapid.SliceOfN(rapid.Custom(drawSubscription), 1, 20).Draw(t, "estate")
		got := rows(t, format, lines(t, written(t, estate)))
		for i := range estate {
			s := &estate[i]
			if diff := different(t, s, got[i]); diff != "" {
				t.Errorf("%s of %+v; the row is %v", diff, s, got[i])
			}
		}
	})
}

func drawSubscription(t *rapid.T) reconcile.Subscription {
	last := reconcile.Day(rapid.IntRange(int(reconcile.NewDay(2020, time.January, 1)), int(reconcile.NewDay(2040, time.December, 31))).Draw(t, "last day"))
	return reconcile.Subscription{
		ID:            "S" + strconv.Itoa(rapid.IntRange(1, 1e9).Draw(t, "id")),
		TenantID:      "T1",
		Channel:       reconcile.CSP,
		OfferID:       rapid.SampledFrom([]string{"CFQ7TTC0LH16:0001", "031c9e47-4802-4248-838e-778fb1d2cc05"}).Draw(t, "offer"),
		Quantity:      reconcile.CountOf(int64(rapid.IntRange(0, 1e6).Draw(t, "seats"))),
		Status:        rapid.SampledFrom([]reconcile.Status{reconcile.Active, reconcile.Suspended, reconcile.Expired}).Draw(t, "status"),
		AutoRenew:     rapid.SampledFrom([]reconcile.Tri{reconcile.Yes, reconcile.Unknown}).Draw(t, "renews"),
		CommitmentEnd: last.Start(),
	}
}

// written writes an estate with the columns of Giacom.
func written(t *rapid.T, estate []reconcile.Subscription) string {
	var text strings.Builder
	out := csv.NewWriter(&text)
	cells := [][]string{{"Mex ID", "Subscription ID", "Tenant ID", "Offer ID", "SKU ID", "Licences", "Status", "End of Term Action", "Renewal Date"}}
	for i := range estate {
		s := &estate[i]
		product, sku, _ := strings.Cut(s.OfferID, ":")
		action := map[reconcile.Tri]string{reconcile.Yes: "Auto-renew", reconcile.Unknown: ""}[s.AutoRenew]
		renewal := reconcile.DayOf(s.CommitmentEnd).AddDays(1).Start().Format("02/01/2006")
		cells = append(cells, []string{
			"M1", s.ID, s.TenantID, product, sku, strconv.FormatInt(s.Quantity.N, 10), strings.ToUpper(string(s.Status)), action, renewal,
		})
	}
	if err := out.WriteAll(cells); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// different names the first fact that differs.
func different(t *rapid.T, s *reconcile.Subscription, row map[string]string) string {
	read := *s
	end, err := time.Parse(time.RFC3339, row["commitment_end"])
	if err != nil {
		t.Fatal(err)
	}
	// The date means the same whether the offer is one of new commerce or an older one.
	read.CommitmentEnd, read.OfferID = end, row["offer_id"]
	last, _ := reconcile.LastDay(&read)
	switch {
	case last != reconcile.DayOf(s.CommitmentEnd):
		return "the last day"
	case row["quantity"] != strconv.FormatInt(s.Quantity.N, 10):
		return "the seats"
	case !strings.EqualFold(row["status"], string(s.Status)):
		return "the status"
	case (row["auto_renew"] == "true") != (s.AutoRenew == reconcile.Yes):
		return "the renewal"
	case row["offer_id"] != s.OfferID:
		return "the offer"
	default:
		return ""
	}
}
