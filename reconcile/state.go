package reconcile

// beforeEnd reports whether a row came into a state that belongs behind the end of
// its term on the last day or earlier, and on which day, where that is known.
// Nothing then counts from the end: a monthly one that is cancelled in its window
// is disabled at once, and an upgrade deletes the old row.
func beforeEnd(s *Subscription, last, today Day) (early bool, since Day) {
	if s.Status != Expired && s.Status != Disabled && s.Status != Deleted || !last.Known() {
		return false, 0
	}
	if since = s.StateSince(); since.Known() {
		return since <= last, since
	}
	seen, _ := stateChange(s)
	return today <= last || seen != nil && DayOf(seen.Seen) <= last, 0
}

// StateSince returns the day on which a row came into its state: as its source
// says, else the day after the state was last seen otherwise. It is not known of a
// state that was there with the first delivery.
func (s *Subscription) StateSince() Day {
	if s.StatusSince.Known() {
		return s.StatusSince
	}
	seen, otherwise := stateChange(s)
	switch {
	case !otherwise:
		return 0
	case !seen.Before.IsZero():
		return DayOf(seen.Before).AddDays(1)
	default:
		return DayOf(seen.Seen)
	}
}

// stateChange returns the entry of the history by which the source in use first
// showed the state that it still shows, and whether it showed another one before.
func stateChange(s *Subscription) (seen *FactChange, otherwise bool) {
	for i := len(s.History) - 1; i >= 0; i-- {
		change := &s.History[i]
		if change.Source != s.Source || change.Column != FieldStatus.String() {
			continue
		}
		if Status(Fold(change.Value)) != s.Status {
			return seen, seen != nil
		}
		seen = change
	}
	return seen, false
}

// FirstSeenSo returns the first day on which a row was seen in its state, at the
// latest that of the facts in use.
func (s *Subscription) FirstSeenSo() Day {
	if seen, _ := stateChange(s); seen != nil {
		return DayOf(seen.Seen)
	}
	return DayOf(s.ObservedAt)
}
