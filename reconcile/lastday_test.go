package reconcile_test

import (
	"testing"
	"time"

	"handover/reconcile"
)

func TestLastDay(t *testing.T) {
	legacy := "fe616d64-e9a8-40ef-843f-152e9bbef3d1"
	for _, c := range []struct {
		name     string
		offer    string
		channel  reconcile.Channel
		date, at string
		want     string
		conflict bool
	}{
		{"new commerce, date and date-time at midnight", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-30T00:00:00Z", "2026-06-30", false},
		{"new commerce, end of the day", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-30T23:59:59Z", "2026-06-30", false},
		{"new commerce, date-time only", "A:1", reconcile.CSP, "", "2026-06-30T23:59:59Z", "2026-06-30", false},
		{"legacy ends before the midnight it names", legacy, reconcile.CSP, "2026-10-01T00:00:00Z", "", "2026-09-30", false},
		{"legacy, both ways to write the same day", legacy, reconcile.CSP, "2026-10-01T00:00:00Z", "2026-09-30T23:59:59Z", "2026-09-30", false},
		{"a GUID elsewhere names the last day", legacy, reconcile.EA, "2026-10-01T00:00:00Z", "", "2026-10-01", false},
		{"legacy, another time of the day is its own day", legacy, reconcile.CSP, "2026-10-01T08:00:00Z", "", "2026-10-01", false},
		{"legacy, no end", legacy, reconcile.CSP, "9999-12-31T00:00:00Z", "", "9999-12-31", false},
		{"two different days: the earlier", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-06-29T23:59:59Z", "2026-06-29", true},
		{"midnight of the day after", "A:1", reconcile.CSP, "2026-06-30T00:00:00Z", "2026-07-01T00:00:00Z", "2026-06-30", true},
		{"a zone is turned into UTC", "A:1", reconcile.CSP, "", "2026-06-30T17:00:00-07:00", "2026-07-01", false},
		{"no end", "A:1", reconcile.CSP, "9999-12-31T00:00:00Z", "", "9999-12-31", false},
		{"nothing", "A:1", reconcile.CSP, "", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := reconcile.Subscription{OfferID: c.offer, Channel: c.channel, CommitmentEnd: optional(c.date), CommitmentEndAt: optional(c.at)}
			got, conflict := reconcile.LastDay(&s)
			if got.String() != c.want || conflict != c.conflict {
				t.Errorf("got %s, conflict %v; want %s, %v", got, conflict, c.want, c.conflict)
			}
		})
	}
}

// A legacy end is exclusive for every kind of product; an enterprise customer
// agreement has no older catalogue.
func TestLastDayOfOtherKinds(t *testing.T) {
	for _, kind := range []reconcile.ProductType{"", reconcile.License, reconcile.Software, reconcile.ThirdParty, reconcile.Usage} {
		s := reconcile.Subscription{
			OfferID: "fe616d64-e9a8-40ef-843f-152e9bbef3d1", Channel: reconcile.CSP, ProductType: kind,
			CommitmentEnd: instant("2026-10-01T00:00:00Z"),
		}
		if got, _ := reconcile.LastDay(&s); got.String() != "2026-09-30" {
			t.Errorf("%q ends on %s", kind, got)
		}
		s.Channel = reconcile.MCAE
		if got, _ := reconcile.LastDay(&s); got.String() != "2026-10-01" || s.Platform() != reconcile.NCE {
			t.Errorf("%q of an enterprise customer agreement ends on %s, platform %s", kind, got, s.Platform())
		}
	}
}

func optional(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	return instant(text)
}
