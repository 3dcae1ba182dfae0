package rules

import "handover/reconcile"

// CodeAddonLeftBehind is that of the job continuity about what hangs on a source.
const CodeAddonLeftBehind reconcile.Code = "addon-left-behind"

func addonRules() []Rule {
	return []Rule{
		{
			Code: CodeAddonLeftBehind, Job: reconcile.ContinuityJob, Severities: severities(reconcile.Medium),
			Evidence: keys("base", "base_name", "base_end", "leaving"), Sources: []string{transferPage}, row: addonLeftBehind, regardless: true,
		},
	}
}

// addonLeftBehind judges an add-on whose base leaves without it.
func addonLeftBehind(v *view, r *row) answer {
	base := v.byID[r.sub.ParentID]
	switch {
	case r.sub.ParentID == "" || base == nil || base == r:
		return no(WhyNoBase)
	case r.life.Status != reconcile.Active:
		return no(WhyStatus)
	case r.source() || v.namesAny(r.sub.ID):
		return no(WhyIsSource)
	case base.left:
		return no(WhyNotConcerned)
	}
	leaves, now, why := v.baseLeaves(r, base)
	if why != WhyFires {
		return no(why)
	}
	due := reconcile.DueDay(leaves)
	if now {
		due = reconcile.DueDay(dated(r.life.LastDay))
	}
	f := v.about(r, reconcile.Medium, reconcile.OwnerUs, due,
		fact("base", base.sub.ID), ev("base_name", base.sub.Name()), ev("base_end", base.life.LastDay.String()),
		fact("leaving", triText(reconcile.TriOf(!now))))
	f.Exposure = afterBase(r, leaves).As(reconcile.MoneyAvoidable, reconcile.Once)
	return yes(f)
}

// afterBase returns what an add-on costs from the day after its base leaves.
func afterBase(r *row, leaves reconcile.Day) reconcile.Exposure {
	if !leaves.Known() || !r.life.LastDay.Known() || r.life.NoEnd() {
		return lacking(reconcile.LackEnd, r.sub.Currency)
	}
	days := max(int64(r.life.LastDay-leaves), 0)
	return share(r.sub, r.life.LastDay, min(days, termDays(r.sub, r.life.LastDay)), reconcile.BasisAfterBase)
}

// dated returns a day on which something can be due, else the unknown day.
func dated(d reconcile.Day) reconcile.Day {
	if d.NoEnd() {
		return 0
	}
	return d
}

// baseLeaves returns the day on which the base of an add-on leaves, and whether it
// has left already; or why that says nothing of the add-on yet.
func (v *view) baseLeaves(r, base *row) (day reconcile.Day, now bool, why Why) {
	end := base.life.LastDay
	if base.openOrDone() == nil {
		if why := endsBefore(base, r); why != WhyFires {
			return 0, false, why
		}
	} else {
		switch {
		case base.through || base.move == nil || base.over():
			return v.leftFor(base), true, WhyFires
		case v.byTransfer(base):
			return end, false, WhyFires
		}
	}
	if !v.near(end) {
		return 0, false, waiting(end)
	}
	return end, base.over(), WhyFires
}

// endsBefore answers whether a base that nobody moves ends before its add-on, both
// being ours.
func endsBefore(base, addon *row) Why {
	end, own := base.life.LastDay, addon.life.LastDay
	switch {
	case !addon.ours || !base.ours:
		return WhyNotConcerned
	case !base.over() && base.life.Outcome != reconcile.Lapses && base.life.Outcome != reconcile.Cancels:
		return WhyOutcome
	case !end.Known() || own.Known() && end >= own:
		return WhyConsistent
	default:
		return WhyFires
	}
}

// leftFor returns the day on which a base has left, or was to leave.
func (v *view) leftFor(base *row) reconcile.Day {
	if base.request != nil && base.through {
		return v.completion(base.request)
	}
	if left := v.leftOn(base); left.Known() {
		return left
	}
	return base.life.LastDay
}

// byTransfer reports whether a partner transfer is asked for, or runs.
func (v *view) byTransfer(r *row) bool {
	running := v.latestRequest(r.sub.ID, func(t *reconcile.Transfer) bool { return t.Running() && v.env.Partner.Receives(t) })
	return r.move.Route == reconcile.RoutePartnerTransfer || running != nil
}

// namesAny reports whether some move of the tenant, dropped ones included, names a
// subscription, or a request to us that runs or is complete lists it.
func (v *view) namesAny(id string) bool {
	return v.named[id] || v.latestRequest(id, func(t *reconcile.Transfer) bool {
		return v.env.Partner.Receives(t) && (t.Running() || completes(t, id))
	}) != nil
}
