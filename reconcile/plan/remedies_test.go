package plan_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/plan"
)

// Each way out of a limit is one, and a place fewer than are to be freed is not
// enough.
func TestRemediesAreEnough(t *testing.T) {
	env := environment(t, "2026-06-01")
	rapid.Check(t, func(t *rapid.T) {
		w, _ := small(t, env)
		if rapid.Bool().Draw(t, "any kind") {
			w = anything(t, env)
		}
		p := w.build()
		for _, o := range p.Obstacles {
			for _, r := range o.Remedies {
				if o.Code == reconcile.ObstacleTenantLimit || o.Code == reconcile.ObstacleSeatPool {
					try(t, w, o, r)
				}
			}
		}
	})
}

// try takes a remedy by hand and plans again.
func try(t *rapid.T, w *world, o reconcile.Obstacle, r reconcile.Remedy) {
	changed := *w
	changed.tenant.Moves, changed.tenant.Rows = slices.Clone(w.tenant.Moves), slices.Clone(w.tenant.Rows)
	policy := *w.env.Policy
	changed.env.Policy, changed.tenant.SeatCaps = &policy, maps.Clone(w.tenant.SeatCaps)
	if r.Code == reconcile.RemedyFree {
		if r.N != o.Excess {
			t.Fatalf("%d are to be freed although %d are too many", r.N, o.Excess)
		}
		raise(&changed, o, r.N-1)
		if !short(&changed, o) {
			t.Fatalf("%s: fewer are enough", obstacle(&o))
		}
		raise(&changed, o, 1)
	}
	ordered := sourcesOf(w, func(s *reconcile.PlanStep) bool { return s.Kind == reconcile.StepOrder })
	for i := range changed.tenant.Moves {
		if m := &changed.tenant.Moves[i]; ordered[m.Move.SourceID] {
			take(w, m, r.Code)
		}
	}
	if short(&changed, o) {
		t.Fatalf("%s: %s is not enough", obstacle(&o), r.Code)
	}
}

// take changes one move as a remedy says.
func take(w *world, m *plan.Move, code reconcile.RemedyCode) {
	switch move, source := *m.Move, *m.Source; code {
	case reconcile.RemedyTransfer:
		move.Route = reconcile.RouteAuto
		alone := world{env: w.env, tenant: w.tenant}
		alone.tenant.Moves = []plan.Move{*m}
		alone.tenant.Moves[0].Move = &move
		transfers := sourcesOf(&alone, func(s *reconcile.PlanStep) bool {
			return s.Route == reconcile.RoutePartnerTransfer || s.Route == reconcile.RouteChannelTransfer
		})
		if transfers[move.SourceID] {
			m.Move = &move
		}
	case reconcile.RemedySeats:
		if needed := source.NeededSeats(); needed.N < source.Quantity.N {
			source.Quantity = needed
			m.Source = &source
		}
	case reconcile.RemedyLapse:
		source.AutoRenew = reconcile.No
		if source.EndOfTerm != reconcile.NoField {
			source.EndOfTerm = reconcile.NoAction
		}
		life := w.life(&source)
		if life.Outcome == reconcile.Lapses && life.Access && move.Route != reconcile.RouteCancelNow {
			m.Source, m.Life = &source, life
		}
	}
}

// sourcesOf returns the sources that have such a step.
func sourcesOf(w *world, such func(*reconcile.PlanStep) bool) map[string]bool {
	p := w.build()
	sources := map[string]bool{}
	for i := range p.Steps {
		if such(&p.Steps[i]) {
			sources[p.Steps[i].SourceID] = true
		}
	}
	return sources
}

func raise(w *world, o reconcile.Obstacle, n int64) {
	if o.Code == reconcile.ObstacleTenantLimit {
		w.env.Policy.Limits.TenantSubscriptions += int(n)
		return
	}
	w.tenant.SeatCaps[o.Subject] += n
}

func short(w *world, o reconcile.Obstacle) bool {
	p := w.build()
	return slices.ContainsFunc(p.Obstacles, func(other reconcile.Obstacle) bool {
		return other.Code == o.Code && other.Subject == o.Subject
	})
}
