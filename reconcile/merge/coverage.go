package merge

import (
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// Coverage decides whether a tenant can be evaluated, by what its sources have
// delivered and how old that is when the run really starts. Only a source that
// proves what is there can hold a tenant back: because none of them is fresh, or
// because those that carry a row that matters are all old. So can a row that was
// refused in the last delivery of a source with a say, and one that could not read the
// tenant the last time. Feeds of charges, prices and profiles never do: they are named,
// and the tenant is evaluated.
func (m *Merger) Coverage(state *reconcile.TenantState) reconcile.Coverage {
	t := &state.Tenant
	c := reconcile.Coverage{TenantID: t.ID, Name: t.Name, Domain: t.Domain, Contact: t.Contact(), Evaluated: true}
	witnesses := m.witnesses(state.Deliveries)
	for i := range witnesses {
		if w := &witnesses[i]; w.refused && w.gates() {
			w.blame(&c, reconcile.RejectedRows)
			c.Evaluated = false
		}
	}
	unread := m.unread(state.NotRead)
	for i := range unread {
		if n := &unread[i]; holdsBack(n, m.sources.Of(n.Source).Feed, witnesses) {
			keepFirst(&c, reasonIf(n.Reason == reconcile.AccessRefused, reconcile.NoAccess, reconcile.SourceNotRead), n)
			c.Evaluated = false
		}
	}
	weighAges(&c, witnesses, state)
	for i := range unread {
		if n := &unread[i]; c.Evaluated {
			keepFirst(&c, reasonIf(n.Reason == reconcile.AccessRefused, reconcile.FeedNoAccess, reconcile.FeedNotRead), n)
		}
	}
	if c.Evaluated && upgradesAlone(witnesses) {
		c.Evaluated, c.Reason = false, reconcile.UpgradesAlone
	}
	setAside(&c, witnesses)
	return c
}

// weighAges holds a tenant back where sources that prove what is there are needed and old,
// and takes the day of its data from those that count.
func weighAges(c *reconcile.Coverage, witnesses []witness, state *reconcile.TenantState) {
	for i := range witnesses {
		w := &witnesses[i]
		if !w.proves() {
			continue
		}
		needed := w.stale && needs(witnesses, state.Carried, w)
		if needed {
			w.blame(c, reasonIf(w.ahead, reconcile.FutureData, reconcile.StaleData))
			c.Evaluated = false
		}
		if !w.stale || needed {
			c.ObservedAt = oldest(c.ObservedAt, w.observedAt)
		}
	}
}

// unread returns what sources with a say could not read.
func (m *Merger) unread(failed []reconcile.NotRead) []reconcile.NotRead {
	return slices.DeleteFunc(slices.Clone(failed), func(n reconcile.NotRead) bool { return m.sources.Of(n.Source).Retired })
}

// holdsBack reports whether the tenant cannot be judged because a source could not read it.
// One that is not let in is missed only where it has been before, since then nobody renews
// what it told, or where no other shows what is there.
func holdsBack(n *reconcile.NotRead, feed reconcile.Feed, witnesses []witness) bool {
	if !feed.ProvesExistence() || n.Reason != reconcile.AccessRefused {
		return feed.ProvesExistence()
	}
	others := false
	for i := range witnesses {
		if w := &witnesses[i]; w.proves() {
			if w.name == n.Source {
				return true
			}
			others = true
		}
	}
	return !others
}

// keepFirst keeps the first reason, and what could not be read.
func keepFirst(c *reconcile.Coverage, reason reconcile.CoverageReason, n *reconcile.NotRead) {
	if c.Reason == "" {
		c.Reason, c.Source, c.SourceAt, c.Why = reason, n.Source, n.At, n.Why
	}
}

// needs reports whether the tenant cannot be judged without a source that is old:
// where no other is fresh, or where no fresh one has a row that it carries.
func needs(witnesses []witness, carried []reconcile.Carried, old *witness) bool {
	fresh := func(w witness) bool { return w.proves() && !w.stale }
	if !slices.ContainsFunc(witnesses, fresh) {
		return true
	}
	return slices.ContainsFunc(carried, func(set reconcile.Carried) bool {
		return slices.Contains(set.Sources, old.name) && !slices.ContainsFunc(witnesses, func(w witness) bool {
			return fresh(w) && slices.Contains(set.Sources, w.name)
		})
	})
}

// setAside says of a tenant that is evaluated what was not looked at, and when it
// was seen where nothing proves what is there.
func setAside(c *reconcile.Coverage, witnesses []witness) {
	proven, charged := false, false
	for i := range witnesses {
		w := &witnesses[i]
		proven, charged = proven || w.proves(), charged || w.subscriptions && !w.feed.Annotates()
		if !c.Evaluated {
			continue
		}
		switch {
		case w.refused:
			w.blame(c, reconcile.FeedRejected)
		case w.stale && !w.plans:
			w.blame(c, reasonIf(w.ahead, reconcile.FeedFuture, reconcile.FeedStale))
		}
	}
	if proven {
		return
	}
	for i := range witnesses {
		if at := witnesses[i].observedAt; !at.IsZero() {
			c.ObservedAt = oldest(c.ObservedAt, at)
		}
	}
	if charged && c.Reason == "" {
		c.Reason = reconcile.ChargesAlone
	}
}

// upgradesAlone reports whether nobody tells more of a tenant than what subscriptions of it
// have become.
func upgradesAlone(witnesses []witness) bool {
	others := func(w witness) bool { return !w.feed.Annotates() }
	return len(witnesses) > 0 && !slices.ContainsFunc(witnesses, others)
}

func reasonIf(holds bool, reason, otherwise reconcile.CoverageReason) reconcile.CoverageReason {
	if holds {
		return reason
	}
	return otherwise
}

// witness is what a source with a say has delivered of a tenant.
type witness struct {
	name          string
	feed          reconcile.Feed
	observedAt    time.Time
	stale         bool // too old, or seen at an instant that is yet to come
	ahead         bool // the latter
	refused       bool // a row, in the last delivery of some kind
	subscriptions bool // delivered some, or tried to
	profiles      bool // nothing but the tenant's own row
	plans         bool // nothing but moves, which are our own intention and no observation
}

// proves reports whether what the source delivered shows what is there.
func (w *witness) proves() bool { return w.subscriptions && w.feed.ProvesExistence() }

// gates reports whether a row that was refused holds the tenant back.
func (w *witness) gates() bool { return w.feed.ProvesExistence() && !w.profiles }

// blame keeps the first reason, and whose it is.
func (w *witness) blame(c *reconcile.Coverage, reason reconcile.CoverageReason) {
	if c.Reason == "" {
		c.Reason, c.Source, c.SourceAt = reason, w.name, w.observedAt
	}
}

// witnesses returns the sources with a say by name. Of each the age of the
// subscriptions counts where it ever delivered some, else that of the newest of the
// tenant's row and its transfers.
func (m *Merger) witnesses(deliveries []reconcile.Delivery) []witness {
	var list []witness
	for i := range deliveries {
		d := &deliveries[i]
		source := m.sources.Of(d.Source)
		if source.Retired {
			continue
		}
		at := slices.IndexFunc(list, func(w witness) bool { return w.name == d.Source })
		if at < 0 {
			at = len(list)
			list = append(list, witness{name: d.Source, feed: source.Feed, profiles: true, plans: true})
		}
		list[at].hear(d)
		list[at].stale = !source.Fresh(list[at].observedAt, m.started)
		list[at].ahead = source.Ahead(list[at].observedAt, m.started)
	}
	slices.SortFunc(list, func(a, b witness) int { return strings.Compare(a.name, b.name) })
	return list
}

func (w *witness) hear(d *reconcile.Delivery) {
	w.refused = w.refused || d.Rejected > 0
	w.profiles = w.profiles && d.Kind == reconcile.TenantRows
	w.plans = w.plans && d.Kind == reconcile.MoveRows
	switch {
	case d.Kind == reconcile.MoveRows:
	case d.Kind == reconcile.SubscriptionRows:
		w.subscriptions, w.observedAt = true, d.ObservedAt
	case !w.subscriptions && d.ObservedAt.After(w.observedAt):
		w.observedAt = d.ObservedAt
	}
}

// oldest returns the earlier of two instants, of which the first may be none.
func oldest(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// Carriers appends the names of the sources that prove a subscription and still
// have it, for one in a state in which something is left to lose.
func (m *Merger) Carriers(into []string, s *reconcile.Subscription, rows []reconcile.SourceRow) []string {
	switch s.Status {
	case reconcile.Active, reconcile.Pending, reconcile.Suspended, reconcile.Expired:
	default:
		return into
	}
	for i := range rows {
		source := m.sources.Of(rows[i].Source)
		if !rows[i].Gone && !source.Retired && source.Feed.ProvesExistence() {
			into = append(into, rows[i].Source)
		}
	}
	return into
}
