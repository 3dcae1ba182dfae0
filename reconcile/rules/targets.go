package rules

import (
	"slices"
	"sync"
	"time"

	"handover/reconcile"
)

// mostKept bounds how many target tenants are kept judged.
const mostKept = 256

// Targets judges the target tenants of a run, each once, however many tenants move
// into it. Goroutines may share one; all of them judge by the same Env.
type Targets struct {
	mu   sync.Mutex
	kept map[*reconcile.TargetTenant]*meeting
}

// NewTargets returns Targets that have judged none yet.
func NewTargets() *Targets { return &Targets{kept: map[*reconcile.TargetTenant]*meeting{}} }

// of returns what meets in a target tenant. Scans read the tenants that point to it
// together, so the ones before are let go when there are many.
func (t *Targets) of(env *Env, target *reconcile.TargetTenant) *meeting {
	t.mu.Lock()
	m := t.kept[target]
	if m == nil {
		if len(t.kept) >= mostKept {
			clear(t.kept)
		}
		m = &meeting{target: target}
		t.kept[target] = m
	}
	t.mu.Unlock()
	m.once.Do(func() { m.judge(env) })
	return m
}

// meeting is what comes into a target tenant, as it meets what of ours is there.
// Every tenant that moves into it sees the same.
type meeting struct {
	once    sync.Once
	target  *reconcile.TargetTenant
	byID    map[string]*row
	search  *matcher            // nil where nothing of ours could replace anything
	heirs   map[rowKey][]string // of the sources that came by a transfer
	pairs   map[rowKey][]string // of the sources that a replacement was found for
	reaches map[string]reach    // how the moves into it come to what is there
	turns   []time.Time         // when, as the history of ours shows it, something changed
	mu      sync.Mutex
	before  map[int64]*reconcile.TargetTenant
}

func (m *meeting) judge(env *Env) {
	t := m.target
	there := reconcile.Tenant{Profile: t.Profile, Subscriptions: t.Subscriptions, Missing: t.Missing, Moves: t.Moves, Incoming: t.Incoming}
	v := bareView(env, &there)
	v.named = v.namedByMoves()
	v.prepareRows()
	m.byID = v.byID
	p := v.pairingOf(v.arrivalsOf(t.Incoming), t.Moves, t.Incoming)
	watches := v.watchesOf(t.Moves)
	v.eachRow(func(r *row) {
		r.watched = watches.of(r.sub) != nil
		p.own(r)
	})
	p.match()
	m.pairs, m.heirs = map[rowKey][]string{}, map[rowKey][]string{}
	for _, search := range v.searches {
		m.search, m.pairs = search, search.found
	}
	for i := range p.arriving {
		if s := p.arriving[i].source; s != nil && len(s.heirs) > 0 {
			m.heirs[s.key()] = s.heirs
		}
	}
	m.turns, m.reaches = v.turns(), v.reachesOf(nil, t.Incoming)
}

// at returns the target tenant as its history shows it at an earlier instant.
func (m *meeting) at(at time.Time) *reconcile.TargetTenant {
	m.mu.Lock()
	defer m.mu.Unlock()
	then := m.before[at.UnixNano()]
	if then == nil {
		was := *m.target
		was.Subscriptions, was.Missing = asSeen(at, was.Subscriptions, was.Missing)
		was.Incoming = sourcesSeen(at, was.Incoming)
		then = &was
		if m.before == nil {
			m.before = map[int64]*reconcile.TargetTenant{}
		}
		m.before[at.UnixNano()] = then
	}
	return then
}

// turns returns when the history of facts shows that a row of ours had changed.
func (v *view) turns() []time.Time {
	var list []time.Time
	v.eachRow(func(r *row) {
		if r.ours {
			list = appendSeen(list, r.sub)
		}
	})
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}

func appendSeen(list []time.Time, s *reconcile.Subscription) []time.Time {
	for i := range s.History {
		list = append(list, s.History[i].Seen)
	}
	return list
}
