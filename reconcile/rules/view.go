package rules

import (
	"slices"
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
	Targets *Targets // shared by the tenants of a run; nil: each judges for itself
	Rules   []Rule   // the catalogue, where it is made once; nil: each makes its own
}

func (e *Env) rules() []Rule {
	if e.Rules != nil {
		return e.Rules
	}
	return Catalogue()
}

// view is one tenant prepared for the rules.
type view struct {
	env    *Env
	today  reconcile.Day
	tenant *reconcile.Tenant
	rows   []row
	lost   []row // no longer delivered, with their last known facts
	byID   map[string]*row

	judged  *Targets
	targets []*meeting // what meets in each target tenant

	// arriving are the moves whose target tenant is this one, with their sources,
	// wherever they start; open are those that still have to happen.
	arriving []arrival
	open     []arrival

	// paired holds the targets that matching found for a source, in whichever tenant
	// they are.
	paired map[rowKey][]rowKey

	searches []*matcher // what was matched, for an explanation
	routing  *reconcile.Routing
	serving  map[string]bool // the ids of what replaces a source
	past     bool            // the facts are those of an earlier day
	earlier  map[int64]*view
	changed  []time.Time                      // when something of ours did
	extended map[*reconcile.Subscription]bool // runs in an extended service term
	named    map[string]bool                  // by some move, a dropped one included

	fired []reconcile.Finding // of the rules before the one that is asked
}

// row is one subscription prepared for the rules.
type row struct {
	sub   *reconcile.Subscription
	life  reconcile.Lifecycle
	ours  bool
	actor reconcile.Owner
	gone  bool

	moves   []*reconcile.Move // the open moves it is the source of, in order
	move    *reconcile.Move   // the first of them
	done    *reconcile.Move   // a done move it is the source of
	watched bool              // its open move stands for a whole tenant or seller

	request *reconcile.Transfer // the completed request to us that lists it
	through bool                // it has come over
	heirs   []string            // what it has become with us
	guessed bool                // by a match
	left    bool                // was ours, and has gone over to another partner
	heir    *row                // its successor at the old seller
	begun   []string            // what else began there when it left
	targets []target
	named   int // targets the moves name, seen or not
	unseen  int // those of them that are not there, nor anything that they have become
	limit   limit
	covered bool
}

func newView(env *Env, tenant *reconcile.Tenant) *view { return newViewOf(env, tenant, false) }

func newViewOf(env *Env, tenant *reconcile.Tenant, past bool) *view {
	v := bareView(env, tenant)
	v.past = past
	v.targets = make([]*meeting, len(tenant.Targets))
	for i, t := range tenant.Targets {
		v.targets[i] = v.judged.of(env, t)
	}
	v.named = v.namedByMoves()
	v.prepareRows()
	v.attachMoves()
	v.collectArrivals()
	v.pair()
	v.eachRow(v.settle)
	for _, guest := range v.guests() {
		v.settle(guest)
	}
	v.leaveOpen()
	v.succeed()
	v.collectServing()
	return v
}

func bareView(env *Env, tenant *reconcile.Tenant) *view {
	v := &view{
		env: env, today: reconcile.DayOf(env.AsOf), tenant: tenant, extended: map[*reconcile.Subscription]bool{},
		routing: reconcile.NewRouting(env.AsOf, env.Partner, env.Sellers, tenant.Transfers),
		judged:  env.Targets, paired: map[rowKey][]rowKey{},
	}
	if v.judged == nil {
		v.judged = NewTargets()
	}
	return v
}

// prepareRows reads the rows of the tenant. What is missing since after the as-of
// is still there.
func (v *view) prepareRows() {
	v.rows = make([]row, 0, len(v.tenant.Subscriptions))
	v.byID = make(map[string]*row, len(v.tenant.Subscriptions)+len(v.tenant.Missing))
	for i := range v.tenant.Subscriptions {
		v.rows = append(v.rows, v.rowOf(&v.tenant.Subscriptions[i]))
	}
	v.lost = make([]row, 0, len(v.tenant.Missing))
	for i := range v.tenant.Missing {
		v.lost = append(v.lost, v.rowOf(&v.tenant.Missing[i]))
	}
	for i := range v.lost {
		v.byID[v.lost[i].sub.ID] = &v.lost[i]
	}
	for i := range v.rows {
		v.byID[v.rows[i].sub.ID] = &v.rows[i]
	}
}

func (v *view) rowOf(s *reconcile.Subscription) row {
	return row{
		sub: s, life: v.life(s),
		ours: v.env.Partner.Ours(s), actor: v.env.Partner.Actor(s),
		gone: v.isGone(s),
	}
}

func (v *view) isGone(s *reconcile.Subscription) bool { return s.Gone && s.MissingSince <= v.today }

func (r *row) key() rowKey { return rowKey{r.sub.TenantID, r.sub.ID} }

// life works out where a subscription stands today.
func (v *view) life(s *reconcile.Subscription) reconcile.Lifecycle {
	return v.env.Policy.Lifecycle(s, v.env.Catalog, v.env.AsOf)
}

// eachRow calls back for the rows that are there, then for those that are not.
func (v *view) eachRow(do func(*row)) {
	for i := range v.rows {
		do(&v.rows[i])
	}
	for i := range v.lost {
		do(&v.lost[i])
	}
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
	return r.licensed() || (r.source() || r.lingers()) && r.otherProduct()
}

// yearly reports whether the term is a year or longer.
func (r *row) yearly() bool { return yearly(r.sub.Term) }

func yearly(term reconcile.Term) bool { return term == reconcile.Annual || term == reconcile.Triennial }

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
	assumptions = append(assumptions, ofSources(s)...)
	if r.life.BeforeEnd && due.Known() && (due.Day == r.life.CoverBy || due.Day == r.life.DataUntil) {
		assumptions = append(assumptions, reconcile.StateBeforeEnd)
	}
	return &reconcile.Finding{
		Severity: severity, Owner: owner, Due: due,
		TenantID: v.tenant.ID, TenantName: v.tenant.Name, SubscriptionID: s.ID,
		TermEnd: r.life.IdentityEnd(), OfferID: s.OfferID, OfferName: s.Name(),
		SellerID: s.SellerID, SellerName: v.env.Sellers.NameOf(s), Quantity: s.Quantity, Way: v.wayOf(r),
		LastDay: r.life.LastDay, Outcome: r.life.Outcome, CoverBy: r.life.CoverBy,
		Assumptions: assumptions, Evidence: evidence,
	}
}

// ofSources names what everything about a row rests on because of who told it.
func ofSources(s *reconcile.Subscription) []reconcile.Assumption {
	decides := reconcile.FieldsOf(reconcile.FieldCommitmentEnd, reconcile.FieldCommitmentEndAt, reconcile.FieldStatus, reconcile.FieldQuantity)
	if s.Status == reconcile.Active || s.Status == reconcile.Pending {
		decides = decides.With(reconcile.FieldAutoRenew).With(reconcile.FieldEndOfTerm).With(reconcile.FieldEST)
	}
	var list []reconcile.Assumption
	if s.Old&decides != 0 {
		list = append(list, reconcile.OldValue)
	}
	if s.ChargesOnly {
		list = append(list, reconcile.ChargesOnly)
	}
	return list
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
