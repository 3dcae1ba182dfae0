package rules

import "handover/reconcile"

// leftOn returns the day on which a row came into the state that it is in, if that
// is one after its service: by its dates where its status lags, else as it is known,
// and the unknown day where nobody can tell.
func (v *view) leftOn(r *row) reconcile.Day {
	switch s := r.sub; {
	case !r.life.Status.Ended() && r.gone:
		return s.MissingSince
	case !r.life.Status.Ended():
		return 0
	case s.Status != r.life.Status:
		return r.life.LastDay.AddDays(1)
	default:
		return s.StateSince(v.env.AsOf)
	}
}

// limit is the last day on which the replacement of a row may start, and whether
// one counts that is pending.
type limit struct {
	day     reconcile.Day
	pending bool
}

// limitOf returns by when a replacement must have started. What is gone before its
// end is measured by the day on which it went, as what was lost before it is.
func limitOf(r *row) limit {
	if r.gone && !r.life.Status.Ended() && (r.sub.MissingSince <= r.life.LastDay || !r.life.LastDay.Known()) {
		return limit{day: r.sub.MissingSince}
	}
	lost := r.life.BeforeEnd && r.life.Status != reconcile.Expired
	return limit{day: r.life.StartBy, pending: !lost}
}

// over reports whether the service of the row has ended, or it is gone.
func (r *row) over() bool { return r.departed() || r.life.Status == reconcile.Expired }
