package plan_test

import (
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// priced adds a source that costs so much a day.
func (w *world) priced(id, end, perDay, currency string) {
	s := direct(id, end, reconcile.Yes)
	s.Currency = currency
	m := w.move(s, reconcile.RouteRebuy)
	if perDay != "" {
		price, err := reconcile.ParsePrice(perDay)
		if err != nil {
			panic(err)
		}
		m.DayCost = price.Cost()
	}
}

// Three sources end on the 10th, 12th and 14th; five subscriptions may count. So
// beside the order for the first, which ends first, only one more may be placed
// before the 11th.
func TestTheCheapestOverlapShrinksFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b, c string // what the sources cost a day, and the currency
		want    []string
	}{
		{"the last is cheapest", "9 EUR", "5 EUR", "1 EUR", lines("a 2026-09-05 5", "b 2026-09-07 5", "c 2026-09-11 3")},
		{"the second is cheapest", "9 EUR", "1 EUR", "5 EUR", lines("a 2026-09-05 5", "b 2026-09-11 1", "c 2026-09-09 5")},
		{"the first cannot make room", "1 EUR", "5 EUR", "9 EUR", lines("a 2026-09-05 5", "b 2026-09-11 1", "c 2026-09-09 5")},
		{"exact to the cent", "9 EUR", "1.01 EUR", "1.00 EUR", lines("a 2026-09-05 5", "b 2026-09-07 5", "c 2026-09-11 3")},
		{"without a price shrinks last", "9 EUR", "99 EUR", " EUR", lines("a 2026-09-05 5", "b 2026-09-11 1", "c 2026-09-09 5")},
		{"currencies are not compared", "9 EUR", "1 USD", "99 EUR", lines("a 2026-09-05 5", "b 2026-09-07 5", "c 2026-09-11 3")},
		{"a tie goes by the end", "1 EUR", "1 EUR", "1 EUR", lines("a 2026-09-05 5", "b 2026-09-11 1", "c 2026-09-09 5")},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, "2026-06-01")
			w.env.Policy.Limits.TenantSubscriptions = 5
			for id, s := range map[string][2]string{"a": {"2026-09-10", c.a}, "b": {"2026-09-12", c.b}, "c": {"2026-09-14", c.c}} {
				price, currency, _ := strings.Cut(s[1], " ")
				w.priced(id, s[0], price, currency)
			}
			p := w.build()
			if diff := gocmp.Diff(c.want, orders(&p)); diff != "" || !feasible(&p) {
				t.Errorf("orders (-want +got), feasible %v:\n%s", feasible(&p), diff)
			}
		})
	}
}

// What had no room yesterday does not become overdue today, and what had does
// not move.
func TestADayThatHasPassedStaysWhereItIs(t *testing.T) {
	at := func(asOf string) []string {
		w := newWorld(t, asOf)
		w.env.Policy.Limits.TenantSubscriptions = 3
		w.move(direct("a", "2026-09-10", reconcile.No), reconcile.RouteRebuy)
		w.row(with(theirs("b", "2026-10-06"), func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel }))
		w.row(with(theirs("c", "2026-10-20"), func(s *reconcile.Subscription) { s.Created = day("2026-09-01") }))
		w.row(with(theirs("d", "2027-10-20"), func(s *reconcile.Subscription) { s.Created = day("2026-10-05") }))
		p := w.build()
		list := w.written(&p)
		return list[:1]
	}
	planned := "2026-10-07 a order/rebuy us by 2026-10-10 margin 3"
	for _, c := range []struct{ asOf, want string }{
		{"2026-10-05", planned}, {"2026-10-07", planned}, {"2026-10-08", planned + " overdue"}, {"2026-10-11", planned + " overdue"},
	} {
		if got := at(c.asOf); got[0] != c.want {
			t.Errorf("on %s the order is %q, want %q", c.asOf, got[0], c.want)
		}
	}
}

// What is pending counts among the subscriptions however late its term begins, and
// the order beside it stays where it was when the term has begun.
func TestATermThatBeginsMovesNothing(t *testing.T) {
	for _, asOf := range []string{"2026-10-05", "2026-10-09", "2026-10-11"} {
		w := newWorld(t, asOf)
		w.env.Policy.Limits.TenantSubscriptions = 2
		w.move(direct("a", "2026-09-10", reconcile.No), reconcile.RouteRebuy)
		w.row(direct("ends", "2026-10-08", reconcile.No))
		w.row(with(theirs("p", "2027-10-08"), func(s *reconcile.Subscription) {
			s.Status, s.TermStart = reconcile.Pending, day("2026-10-09")
		}))
		p := w.build()
		if got := orders(&p); !slices.Equal(got, []string{"a 2026-10-09 1"}) {
			t.Errorf("on %s the order is %v", asOf, got)
		}
	}
}

// An order whose last safe day has passed has still to be placed, so it takes
// its place from today.
func TestAnOverdueOrderStillNeedsItsPlace(t *testing.T) {
	w := newWorld(t, "2026-09-20")
	w.env.Policy.Limits.TenantSubscriptions = 1
	w.move(with(direct("s", "2026-09-10", reconcile.No), func(s *reconcile.Subscription) {
		s.Status, s.Channel = reconcile.Disabled, reconcile.Syndication
	}), reconcile.RouteRebuy)
	w.row(theirs("o", "2027-01-31"))
	p := w.build()
	want := "tenant-limit - 2026-09-20 2 of 1, 1 over: free=1"
	if len(p.Obstacles) != 1 || obstacle(&p.Obstacles[0]) != want {
		t.Errorf("the plan is %s, want %s", strings.Join(w.written(&p), "; "), want)
	}
}

// What others bought yesterday does not reach back into the days before.
func TestAPurchaseDoesNotReachBack(t *testing.T) {
	w := newWorld(t, "2026-10-08")
	w.env.Policy.Limits.TenantSubscriptions = 3
	w.move(direct("a", "2026-09-10", reconcile.No), reconcile.RouteRebuy)
	w.row(theirs("b", "2027-10-20"))
	w.row(direct("ended", "2026-10-07", reconcile.No))
	w.row(with(theirs("bought", "2027-10-07"), func(s *reconcile.Subscription) { s.Created = day("2026-10-08") }))
	p := w.build()
	if got := orders(&p); !slices.Equal(got, []string{"a 2026-10-05 5"}) {
		t.Errorf("the order is %v, want it where it stood before the purchase", got)
	}
}

// Nothing is paid twice for what is ordered after its source has ended, whatever
// it costs.
func TestAnOrderInTheGraceOverlapsNothing(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.env.Policy.Limits.TenantSubscriptions = 4
	w.move(direct("a", "2026-09-10", reconcile.No), reconcile.RouteRebuy)
	w.priced("b", "2026-10-10", "1", "EUR")
	w.row(direct("ends", "2026-10-07", reconcile.No))
	w.row(theirs("o", "2027-10-10"))
	p := w.build()
	if diff := gocmp.Diff(lines("a 2026-10-08 2", "b 2026-10-05 5"), orders(&p)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
}

// With a margin longer than the grace the overlaps differ in length: eleven days
// of a for 33, forty-one of b for 32.80.
func TestAnOverlapEndsWithTheSource(t *testing.T) {
	w := newWorld(t, "2026-06-01")
	w.env.MarginDays, w.env.Policy.Limits.TenantSubscriptions = 40, 4
	lapsing := direct("a", "2026-10-01", reconcile.No)
	lapsing.Currency = "EUR"
	price, err := reconcile.ParsePrice("3")
	if err != nil {
		t.Fatal(err)
	}
	w.move(lapsing, reconcile.RouteRebuy).DayCost = price.Cost()
	w.priced("b", "2026-10-31", "0.8", "EUR")
	w.row(theirs("o", "2027-10-10"))
	p := w.build()
	if diff := gocmp.Diff(lines("a 2026-09-21 40", "b 2026-10-02 29"), orders(&p)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
}
