package rules

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"handover/reconcile"
)

// Env is what all tenants of a run share.
type Env struct {
	AsOf    time.Time
	Policy  *reconcile.Policy
	Partner *reconcile.Partner
	Catalog reconcile.Catalog
	Sellers reconcile.Sellers
}

// view is one tenant prepared for the rules.
type view struct {
	env    *Env
	today  reconcile.Day
	tenant *reconcile.Tenant
	rows   []row
	byID   map[string]*row

	// arriving are the open moves whose target tenant is this one, with their
	// sources, wherever they start.
	arriving []arrival

	// paired holds the ids of the targets that matching found for a source, by
	// the source's tenant and id.
	paired map[seekerKey][]string

	searches []*matcher // what was matched, for an explanation
}

// row is one subscription prepared for the rules.
type row struct {
	sub   *reconcile.Subscription
	life  reconcile.Lifecycle
	ours  bool
	actor reconcile.Owner

	move    *reconcile.Move // the open move it is the source of
	done    *reconcile.Move // a done move it is the source of
	targets []target
	named   int // targets the move names, seen or not
	covered bool
}

// arrival is an open move into the tenant.
type arrival struct {
	move   *reconcile.Move
	source *reconcile.Subscription // nil where it was never seen
	life   reconcile.Lifecycle
	target bool // a target is named or matched
}

func newView(env *Env, tenant *reconcile.Tenant) *view {
	v := &view{env: env, today: reconcile.DayOf(env.AsOf), tenant: tenant}
	v.rows = make([]row, len(tenant.Subscriptions))
	v.byID = make(map[string]*row, len(tenant.Subscriptions))
	for i := range tenant.Subscriptions {
		s := &tenant.Subscriptions[i]
		v.rows[i] = row{
			sub: s, life: v.life(s),
			ours: env.Partner.Ours(s), actor: env.Partner.Actor(s),
		}
		v.byID[s.ID] = &v.rows[i]
	}
	v.attachMoves()
	v.collectArrivals()
	v.pair()
	for i := range v.rows {
		v.cover(&v.rows[i])
	}
	return v
}

// life works out where a subscription stands today.
func (v *view) life(s *reconcile.Subscription) reconcile.Lifecycle {
	return v.env.Policy.Lifecycle(s, v.env.Catalog, v.today)
}

func (v *view) attachMoves() {
	for i := range v.tenant.Moves {
		m := &v.tenant.Moves[i]
		r := v.byID[m.SourceID]
		switch {
		case r == nil:
		case m.IsOpen() && (r.move == nil || before(m, r.move)):
			r.move = m
		case m.Status == reconcile.MoveDone && (r.done == nil || before(m, r.done)):
			r.done = m
		}
	}
}

// before orders the moves of one source, so that the order of the rows does not
// decide which of two conflicting moves counts.
func before(a, b *reconcile.Move) bool { return compareMoves(a, b) < 0 }

func compareMoves(a, b *reconcile.Move) int {
	return cmp.Or(
		slices.Compare(a.TargetIDs, b.TargetIDs),
		cmp.Compare(a.TargetTenantID, b.TargetTenantID),
		cmp.Compare(a.Route, b.Route),
	)
}

func (v *view) collectArrivals() {
	for i := range v.tenant.Moves {
		m := &v.tenant.Moves[i]
		if m.Destination() != v.tenant.ID {
			continue
		}
		var source *reconcile.Subscription
		if r := v.byID[m.SourceID]; r != nil {
			source = r.sub
		}
		v.arrive(m, source)
	}
	for i := range v.tenant.Incoming {
		v.arrive(&v.tenant.Incoming[i].Move, v.tenant.Incoming[i].Source)
	}
}

func (v *view) arrive(m *reconcile.Move, source *reconcile.Subscription) {
	if m.IsOpen() {
		v.arriving = append(v.arriving, v.arrivalOf(m, source))
	}
}

func (v *view) arrivalOf(m *reconcile.Move, source *reconcile.Subscription) arrival {
	a := arrival{move: m, source: source, target: len(m.TargetIDs) > 0}
	if source != nil {
		a.life = v.life(source)
	}
	return a
}

// source reports whether an open move names the row as its source.
func (r *row) source() bool { return r.move != nil }

// lingers reports whether the row should have ended with its done move and yet
// goes on; some rules still look at it.
func (r *row) lingers() bool {
	return r.move == nil && r.done != nil && r.life.Status == reconcile.Active &&
		(r.life.Outcome == reconcile.Renews || r.life.Outcome == reconcile.Extends)
}

// openOrDone returns the open move of the row, else the done one.
func (r *row) openOrDone() *reconcile.Move {
	if r.move != nil {
		return r.move
	}
	return r.done
}

// concerned reports whether the row is a source or ours.
func (r *row) concerned() bool { return r.source() || r.ours }

// running reports whether the row has an outcome at the end of its term.
func (r *row) running() bool { return r.life.Outcome != reconcile.NoOutcome }

// licensed and sold are the kinds of product that rules look at: licence rows,
// and for the rules about ends also software and third-party sources, those of
// a done move that go on included.
func (r *row) licensed() bool { return r.sub.Licensed() }

func (r *row) sold() bool {
	kind := r.sub.Kind()
	return kind == reconcile.License ||
		(r.source() || r.lingers()) && (kind == reconcile.Software || kind == reconcile.ThirdParty)
}

// yearly reports whether the term is a year or longer.
func (r *row) yearly() bool {
	return r.sub.Term == reconcile.Annual || r.sub.Term == reconcile.Triennial
}

// near reports whether a due day has come within the horizon, or has passed. A day
// that is not known or never comes is not near.
func (v *view) near(due reconcile.Day) bool {
	return v.within(due, v.env.Policy.HorizonDays)
}

func (v *view) within(due reconcile.Day, horizon int) bool {
	return due.Known() && !due.NoEnd() && v.today >= due.AddDays(-horizon)
}

// seller returns what is known of who sold a row and can act on it; nothing of a
// row that only the customer can change.
func (v *view) seller(r *row) reconcile.Seller {
	if r.actor == reconcile.OwnerCustomer {
		return reconcile.Seller{}
	}
	return v.env.Sellers[r.sub.SellerID]
}

// actBy returns the day by which what is due on a day must be done by who sold the
// row.
func (v *view) actBy(r *row, due reconcile.Day) reconcile.Day {
	return v.seller(r).ActBy(reconcile.DueDay(due), r.life.LastDay).Day
}

// waiting returns the reason why a due day is not near.
func waiting(due reconcile.Day) Why {
	if !due.Known() || due.NoEnd() {
		return WhyNoEnd
	}
	return WhyNotNear
}

// about starts a finding about one row. What the seller of the row has to do is due
// when the seller takes it.
func (v *view) about(r *row, severity reconcile.Severity, owner reconcile.Owner, due reconcile.Due,
	evidence ...reconcile.Evidence,
) *reconcile.Finding {
	s := r.sub
	if owner == r.actor {
		due = v.seller(r).ActBy(due, r.life.LastDay)
	}
	assumptions := slices.Clone(r.life.Assumptions)
	if r.life.BeforeEnd && due.Known() && (due.Day == r.life.CoverBy || due.Day == r.life.DataUntil) {
		assumptions = append(assumptions, reconcile.StateBeforeEnd)
	}
	return &reconcile.Finding{
		Severity: severity, Owner: owner, Due: due,
		TenantID: v.tenant.ID, TenantName: v.tenant.Name, SubscriptionID: s.ID,
		TermEnd: r.life.IdentityEnd(), OfferID: s.OfferID, OfferName: s.Name(),
		SellerID: s.SellerID, Quantity: s.Quantity,
		LastDay: r.life.LastDay, Outcome: r.life.Outcome, CoverBy: r.life.CoverBy,
		Assumptions: assumptions, Evidence: evidence,
	}
}

// assumeHour names what a finding about the cancellation window of a row rests on
// where the source gives no hour.
func (v *view) assumeHour(f *reconcile.Finding, r *row) {
	if r.sub.Cancellable.RestsOnDay(v.env.AsOf) {
		f.Assumptions = append(f.Assumptions, reconcile.WindowDayOnly)
	}
}

// overall starts a finding about the whole tenant.
func (v *view) overall(severity reconcile.Severity, owner reconcile.Owner, due reconcile.Due,
	evidence ...reconcile.Evidence,
) reconcile.Finding {
	return reconcile.Finding{
		Severity: severity, Owner: owner, Due: due,
		TenantID: v.tenant.ID, TenantName: v.tenant.Name, Evidence: evidence,
	}
}

func number[T int | int64](n T) string { return strconv.FormatInt(int64(n), 10) }
