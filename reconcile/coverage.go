package reconcile

import (
	"cmp"
	"slices"
	"time"
)

// CoverageOf decides whether a tenant can be evaluated: each source that ever
// delivered it must have done so without a rejected row of it, and recently
// enough at the moment the run really starts, whatever its as-of. A tenant that
// no source has delivered, known from moves only, is evaluated: its moves are
// then found to name unknown subscriptions.
func CoverageOf(state *TenantState, started time.Time, maxAge time.Duration) Coverage {
	c := Coverage{TenantID: state.Tenant.ID, Name: state.Tenant.Name, Evaluated: true}
	deliveries := slices.Clone(state.Deliveries)
	slices.SortFunc(deliveries, func(a, b Delivery) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Kind, b.Kind))
	})
	for _, d := range deliveries {
		if d.Rejected > 0 {
			c.refuse(RejectedRows, d.Source)
		}
	}
	for _, d := range governing(deliveries) {
		if c.ObservedAt.IsZero() || d.ObservedAt.Before(c.ObservedAt) {
			c.ObservedAt = d.ObservedAt
		}
		if started.Sub(d.ObservedAt) > maxAge {
			c.refuse(StaleData, d.Source)
		}
	}
	return c
}

// refuse keeps the first reason against evaluating the tenant.
func (c *Coverage) refuse(reason CoverageReason, source string) {
	if c.Evaluated {
		c.Evaluated, c.Reason, c.Source = false, reason, source
	}
}

// governing picks, per source, the delivery whose age counts: that of the
// subscriptions where the source ever delivered some, else the newest of the
// tenant's row and its transfers. Moves are our own intention and no observation.
func governing(deliveries []Delivery) []Delivery {
	var list []Delivery
	for _, d := range deliveries {
		if d.Kind == MoveRows {
			continue
		}
		at := slices.IndexFunc(list, func(other Delivery) bool { return other.Source == d.Source })
		switch {
		case at < 0:
			list = append(list, d)
		case list[at].Kind == SubscriptionRows:
		case d.Kind == SubscriptionRows || d.ObservedAt.After(list[at].ObservedAt):
			list[at] = d
		}
	}
	return list
}
