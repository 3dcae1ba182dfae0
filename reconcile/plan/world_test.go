package plan_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reconcile/plan"
	"handover/reconcile/policy"
)

const (
	us    = "11111111-1111-1111-1111-111111111111"
	them  = "22222222-2222-2222-2222-222222222222"
	offer = "CFQ7TTC0LH18:0001"
)

func day(text string) reconcile.Day {
	d, err := reconcile.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

// environment returns the shipped policy and the default margin on a day.
func environment(t testing.TB, asOf string) plan.Env {
	t.Helper()
	document, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	p, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return plan.Env{
		AsOf: day(asOf).Start(), Policy: p, MarginDays: plan.DefaultMarginDays,
		Partner: &reconcile.Partner{ID: us, Country: "DE", Model: reconcile.DirectBill},
	}
}

// theirs is an annual subscription of another partner that ends on a day with
// auto-renew on.
func theirs(id, end string) reconcile.Subscription {
	return reconcile.Subscription{
		ID: id, TenantID: "t", Channel: reconcile.CSP, SellerID: them, OfferID: offer, OfferName: "Suite",
		Quantity: reconcile.CountOf(10), Status: reconcile.Active, AutoRenew: reconcile.Yes,
		EndOfTerm: reconcile.NoAction, Term: reconcile.Annual, CommitmentEnd: day(end).Start(),
	}
}

// direct is one that the customer bought from Microsoft on an old billing account:
// with auto-renew off it lapses into thirty days of grace.
func direct(id, end string, renew reconcile.Tri) reconcile.Subscription {
	s := theirs(id, end)
	s.Channel, s.AccountType, s.SellerID, s.AutoRenew = reconcile.WebDirect, reconcile.AccountMOSP, "", renew
	return s
}

// world is an input under construction.
type world struct {
	env    plan.Env
	tenant plan.Tenant
}

func newWorld(t testing.TB, asOf string) *world {
	return &world{env: environment(t, asOf), tenant: plan.Tenant{ID: "t"}}
}

func (w *world) life(s *reconcile.Subscription) reconcile.Lifecycle {
	return w.env.Policy.Lifecycle(s, reconcile.Catalog{}, w.env.AsOf)
}

func (w *world) row(s reconcile.Subscription) {
	w.tenant.Rows = append(w.tenant.Rows, plan.Row{Sub: &s, Life: w.life(&s)})
}

// move adds an open move and, where it starts in the tenant, its source's row.
func (w *world) move(s reconcile.Subscription, route reconcile.Route) *plan.Move {
	if s.TenantID == w.tenant.ID {
		w.row(s)
	}
	w.tenant.Moves = append(w.tenant.Moves, plan.Move{
		Move:   &reconcile.Move{TenantID: s.TenantID, SourceID: s.ID, TargetTenantID: w.tenant.ID, Route: route, Status: reconcile.MovePlanned},
		Source: &s, Life: w.life(&s),
	})
	return &w.tenant.Moves[len(w.tenant.Moves)-1]
}

func (w *world) build() reconcile.Plan { return plan.Build(w.env, w.tenant) }

// line writes a step as a case does: day, source, kind and route, who, the last
// safe moment, then what is set.
func line(s *reconcile.PlanStep, asOf time.Time) string {
	last := s.LastSafe.Day.String()
	if !s.LastSafe.At.IsZero() {
		last = s.LastSafe.At.Format(time.RFC3339)
	}
	text := fmt.Sprintf("%s %s %s/%s %s by %s", dash(s.Day.String()), s.SourceID, s.Kind, s.Route, s.Owner, dash(last))
	if s.Margin != 0 {
		text += fmt.Sprintf(" margin %d", s.Margin)
	}
	if s.Request != 0 {
		text += fmt.Sprintf(" request %d", s.Request)
	}
	if s.TransferID != "" {
		text += " transfer " + s.TransferID
	}
	if s.Overdue(asOf) {
		text += " overdue"
	}
	return text
}

func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// obstacle writes an obstacle as a case does.
func obstacle(o *reconcile.Obstacle) string {
	text := string(o.Code)
	switch o.Code {
	case reconcile.ObstacleTenantLimit, reconcile.ObstacleSeatPool:
		text += fmt.Sprintf(" %s %s %d of %d, %d over:", dash(o.Subject), dash(o.Day.String()), o.Count, o.Limit, o.Excess)
	default:
		text += fmt.Sprintf(" %s/%s %s %s:", o.TenantID, o.SourceID, dash(o.Subject), dash(string(o.Against)))
	}
	for _, r := range o.Remedies {
		text += " " + string(r.Code)
		if r.Route != "" {
			text += "=" + string(r.Route)
		}
		if r.N != 0 {
			text += fmt.Sprintf("=%d", r.N)
		}
	}
	return text
}

func (w *world) written(p *reconcile.Plan) []string {
	var list []string
	for i := range p.Steps {
		list = append(list, line(&p.Steps[i], w.env.AsOf))
	}
	return append(list, obstacles(p)...)
}

func obstacles(p *reconcile.Plan) []string {
	var list []string
	for i := range p.Obstacles {
		list = append(list, obstacle(&p.Obstacles[i]))
	}
	return list
}

// kase is one input and the whole plan that follows.
type kase struct {
	name  string
	asOf  string
	given func(w *world)
	want  []string
}

func check(t *testing.T, cases []kase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, c.asOf)
			c.given(w)
			p := w.build()
			if diff := gocmp.Diff(c.want, w.written(&p)); diff != "" {
				t.Errorf("plan (-want +got):\n%s", diff)
			}
		})
	}
}

func lines(text ...string) []string { return text }

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

func feasible(p *reconcile.Plan) bool { return len(p.Obstacles) == 0 }
