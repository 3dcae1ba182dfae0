package plan_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// fact is one subscription of the tenant, or a source elsewhere, as the oracle
// sees it: by its nature and its last day, not by its lifecycle.
type fact struct {
	id     string
	nature string
	end    reconcile.Day
	seats  int64
	offer  string
	price  int64 // a day, negative: unknown
	here   bool
	moved  bool          // by a rebuy that still has to be ordered
	begin  reconcile.Day // first day of the term, of what is pending and begins later
}

// natures lists what can become of a subscription, each with the subscription
// that shows it.
func natures() map[string]func(*reconcile.Subscription) {
	return map[string]func(*reconcile.Subscription){
		"renews":    func(*reconcile.Subscription) {},
		"partner":   func(s *reconcile.Subscription) { s.Channel, s.SellerID = reconcile.CSP, them },
		"pending":   func(s *reconcile.Subscription) { s.Status = reconcile.Pending },
		"begins":    func(s *reconcile.Subscription) { s.Status = reconcile.Pending },
		"unknown":   func(s *reconcile.Subscription) { s.AutoRenew = reconcile.Unknown },
		"cancelled": func(s *reconcile.Subscription) { s.EndOfTerm = reconcile.ActionCancel },
		"lapses":    func(s *reconcile.Subscription) { s.AutoRenew = reconcile.No },
		"suspended": func(s *reconcile.Subscription) {
			s.Channel, s.SellerID, s.Status = reconcile.CSP, them, reconcile.Suspended
		},
	}
}

func (f *fact) add(w *world) {
	s := direct(f.id, f.end.String(), reconcile.Yes)
	s.OfferID, s.Currency = f.offer, "EUR"
	s.Quantity, s.Assigned = reconcile.CountOf(f.seats), reconcile.CountOf(f.seats/2)
	natures()[f.nature](&s)
	s.TermStart = f.begin
	if !f.here {
		s.TenantID = "elsewhere"
	}
	switch {
	case f.moved:
		m := w.move(s, reconcile.RouteRebuy)
		if f.price >= 0 {
			price, err := reconcile.ParsePrice(fmt.Sprint(f.price))
			if err != nil {
				panic(err)
			}
			m.DayCost = price.Cost()
		}
	case f.here:
		w.row(s)
	}
}

// last returns the last safe day of the fact's order.
func (f *fact) last() reconcile.Day {
	if f.nature == "lapses" {
		return f.end + 30
	}
	return f.end
}

// counts reports whether the fact's own subscription counts on a day.
func (f *fact) counts(day reconcile.Day) bool {
	ends := f.moved || f.nature == "cancelled" || f.nature == "lapses" || f.nature == "suspended"
	return f.here && (day <= f.end || !ends)
}

// takes reports whether the fact's own seats are taken on a day.
func (f *fact) takes(day reconcile.Day) bool { return f.counts(day) && day >= f.begin }

// peaks returns, for the tenant and for every offer, the most that counts on a day
// on which orders of it count, if they are placed so many days before their last
// safe day. It counts every day from scratch.
func peaks(w *world, facts []fact, margins map[string]int) map[string]int64 {
	most := map[string]int64{}
	first, last := reconcile.DayOf(w.env.AsOf), reconcile.Day(0)
	for i := range facts {
		last = max(last, facts[i].last()+1, facts[i].begin)
	}
	for day := first; day <= last; day++ {
		counted, ordered := map[string]int64{}, map[string]int64{}
		for i := range facts {
			f := &facts[i]
			if f.counts(day) {
				counted[""]++
			}
			if f.takes(day) {
				counted[f.offer] += f.seats
			}
			if f.moved && f.last()-reconcile.Day(margins[f.id]) <= day {
				ordered[""]++
				ordered[f.offer] += f.seats
			}
		}
		for limit, n := range ordered {
			if n > 0 {
				most[limit] = max(most[limit], counted[limit]+n)
			}
		}
	}
	return most
}

// keeps reports whether such orders keep every limit on every day.
func keeps(w *world, facts []fact, margins map[string]int) bool {
	most := peaks(w, facts, margins)
	for offer, seats := range w.tenant.SeatCaps {
		if most[offer] > seats {
			return false
		}
	}
	return most[""] <= int64(w.env.Policy.Limits.TenantSubscriptions)
}

// queue returns the moved facts from the one that keeps its margin longest to the
// one that shrinks first.
func queue(facts []fact, n int) []fact {
	var list []fact
	for _, f := range facts {
		if f.moved {
			list = append(list, f)
		}
	}
	overlap := func(f *fact) int64 {
		days := int64(f.end - (f.last() - reconcile.Day(n)) + 1)
		switch {
		case days <= 0:
			return -1
		case f.price < 0:
			return 1 << 40
		default:
			return days * f.price
		}
	}
	slices.SortFunc(list, func(a, b fact) int {
		tenant := func(f *fact) string { return map[bool]string{true: "t", false: "elsewhere"}[f.here] }
		return -cmp.Or(cmp.Compare(overlap(&a), overlap(&b)), cmp.Compare(a.end, b.end),
			cmp.Compare(tenant(&a), tenant(&b)), cmp.Compare(a.id, b.id))
	})
	return list
}

// brute tries every choice of margins, the largest first and those of the first
// in the queue slowest, and gives the first that keeps the limits.
func brute(w *world, facts []fact, queue []fact) (map[string]int, bool) {
	margins := map[string]int{}
	var try func(at int) bool
	try = func(at int) bool {
		if at == len(queue) {
			return keeps(w, facts, margins)
		}
		for m := w.env.MarginDays; m >= 0; m-- {
			margins[queue[at].id] = m
			if try(at + 1) {
				return true
			}
		}
		return false
	}
	return margins, try(0)
}

// small draws an instance that can be searched through: its last safe days lie
// within a few days, so that its orders meet, and its limits are such that the
// margins matter.
func small(t *rapid.T, env plan.Env) (*world, []fact) {
	w := &world{env: env, tenant: plan.Tenant{ID: "t", SeatCaps: map[string]int64{}}}
	moves := rapid.SampledFrom([]int{1, 2, 3, 4, 5, 6}).Draw(t, "moves")
	w.env.MarginDays = []int{7, 7, 7, 6, 4, 3, 2}[moves] - rapid.IntRange(0, 2).Draw(t, "less margin")
	facts := make([]fact, moves+rapid.IntRange(0, 3).Draw(t, "others"))
	latest, wished := map[string]int{}, map[string]int{}
	for i := range facts {
		f := fact{
			id: fmt.Sprintf("s%d", i), nature: rapid.SampledFrom(slices.Sorted(maps.Keys(natures()))).Draw(t, "nature"),
			end:   reconcile.DayOf(env.AsOf) + 40 + reconcile.Day(rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5}).Draw(t, "end")),
			seats: rapid.SampledFrom([]int64{0, 1, 2, 3, 4}).Draw(t, "seats"), offer: rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "offer"),
			price: rapid.SampledFrom([]int64{-1, 0, 1, 1, 2, 3}).Draw(t, "price"), here: rapid.IntRange(0, 3).Draw(t, "here") > 0, moved: i < moves,
		}
		if f.nature == "begins" {
			f.begin = reconcile.DayOf(env.AsOf) + 36 + reconcile.Day(rapid.IntRange(0, 10).Draw(t, "begin"))
		}
		if f.nature == "lapses" && rapid.Bool().Draw(t, "grace meets") {
			f.end -= 30
		}
		facts[i], wished[f.id] = f, w.env.MarginDays
	}
	policy := *env.Policy
	w.env.Policy = &policy
	least, most := peaks(w, facts, latest), peaks(w, facts, wished)
	between := func(limit string) int64 {
		tooFew := rapid.SampledFrom([]int64{0, 0, 0, 0, 1}).Draw(t, "too few "+limit)
		return max(rapid.Int64Range(least[limit], max(most[limit], least[limit])).Draw(t, "limit "+limit)-tooFew, 0)
	}
	policy.Limits.TenantSubscriptions = int(between(""))
	w.tenant.SeatCaps["A"], w.tenant.SeatCaps["B"] = between("A"), between("B")
	for i := range facts {
		facts[i].add(w)
	}
	return w, facts
}

// The planner finds a plan exactly if trying everything does, and the same one.
func TestBruteForceAgrees(t *testing.T) {
	env := environment(t, "2026-06-01")
	possible, shrunk := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w, facts := small(t, env)
		p := w.build()
		want, ok := brute(w, facts, queue(facts, w.env.MarginDays))
		if feasible(&p) != ok {
			t.Fatalf("feasible is %v, trying everything says %v: %s", feasible(&p), ok, strings.Join(w.written(&p), "\n"))
		}
		if !ok {
			return
		}
		possible++
		for _, s := range p.Steps {
			if s.Kind != reconcile.StepOrder {
				continue
			}
			if s.Margin != want[s.SourceID] {
				t.Fatalf("%s has the margin %d, the best is %v: %s", s.SourceID, s.Margin, want, strings.Join(w.written(&p), "\n"))
			}
			if s.Margin < w.env.MarginDays {
				shrunk++
			}
		}
	})
	if possible == 0 || shrunk == 0 {
		t.Error("the instances say nothing")
	}
}

// Nights pass, nobody acts, and nothing moves: neither what was wished nor what
// the limits had pushed back. Sources that renew are left out, since an end that
// goes by unused changes the facts.
func TestNoOrderMovesWithToday(t *testing.T) {
	env := environment(t, "2026-06-01")
	rapid.Check(t, func(t *rapid.T) {
		_, facts := small(t, env)
		limit := rapid.IntRange(1, 2*len(facts)).Draw(t, "tenant limit")
		cut := rapid.Int64Range(0, 12).Draw(t, "seat cap")
		at := func(days int) []string {
			w := &world{env: env, tenant: plan.Tenant{ID: "t", SeatCaps: map[string]int64{"A": cut}}}
			policy := *env.Policy
			policy.Limits.TenantSubscriptions = limit
			w.env.Policy, w.env.AsOf = &policy, env.AsOf.Add(hours(24*days))
			for _, f := range facts {
				if f.nature == "suspended" || f.moved && f.nature != "cancelled" {
					f.nature, f.begin = "lapses", 0
				}
				f.add(w)
			}
			p := w.build()
			return orders(&p)
		}
		later := rapid.IntRange(1, 60).Draw(t, "later")
		if diff := gocmp.Diff(at(0), at(later)); diff != "" {
			t.Fatalf("%d days later the orders are others:\n%s", later, diff)
		}
	})
}
