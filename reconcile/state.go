package reconcile

import (
	"slices"
	"time"
)

// beforeEnd reports whether a row came into a state that belongs behind the end of
// its term on the last day or earlier, and on which day, where that is known.
// Nothing then counts from the end: a monthly one that is cancelled in its window
// is disabled at once, and an upgrade deletes the old row.
func beforeEnd(s *Subscription, last Day, asOf time.Time) (early bool, since Day) {
	if !s.Status.Ended() || !last.Known() {
		return false, 0
	}
	if since = s.StateSince(asOf); since.Known() {
		return since <= last, since
	}
	seen, _ := s.SeenSince(FieldStatus.String(), string(s.Status), asOf)
	return DayOf(asOf) <= last || !seen.Seen.IsZero() && DayOf(seen.Seen) <= last, 0
}

// wasCancelled reports whether a row was told to end with its term: as it still
// says, or as it said when it was last seen to run. Sources drop what was scheduled
// once it has happened.
func wasCancelled(s *Subscription, last Day, asOf time.Time) bool {
	if s.EndOfTerm == ActionCancel {
		return true
	}
	ran := asOf
	if last.Known() && DayOf(asOf) > last {
		ran = last.End()
	}
	for _, c := range slices.Backward(s.Readings(FieldStatus.String(), asOf)) {
		if status := Status(c.Value); status == Active || status == Pending {
			break
		}
		if before := c.Seen.Add(-time.Nanosecond); before.Before(ran) {
			ran = before
		}
	}
	said := s.Readings(FieldEndOfTerm.String(), ran)
	return len(said) > 0 && EndOfTermOf(said[len(said)-1].Value) == ActionCancel
}

// wasSuspended reports whether a row of new commerce was suspended when its term
// ended, as its history shows it: then it was disabled at once, without a grace.
func wasSuspended(s *Subscription, asOf time.Time) bool {
	for _, c := range slices.Backward(s.Readings(FieldStatus.String(), asOf)) {
		if status := Status(c.Value); status != Disabled && status != Deleted {
			return status == Suspended && s.IsNCE()
		}
	}
	return false
}

// StateSince returns the day on which a row came into its state: as its source
// says, else the day after the state was last seen otherwise. It is not known of a
// state that was there with the first delivery.
func (s *Subscription) StateSince(asOf time.Time) Day {
	if s.StatusSince.Known() {
		return s.StatusSince
	}
	seen, began := s.SeenSince(FieldStatus.String(), string(s.Status), asOf)
	switch {
	case !began:
		return 0
	case !seen.Before.IsZero():
		return DayOf(seen.Before).AddDays(1)
	default:
		return DayOf(seen.Seen)
	}
}

// firstSeenSo returns the first day on which a row was seen in its state, at the
// latest that of the facts in use.
func firstSeenSo(s *Subscription, asOf time.Time) Day {
	if seen, _ := s.SeenSince(FieldStatus.String(), string(s.Status), asOf); !seen.Seen.IsZero() {
		return DayOf(seen.Seen)
	}
	return DayOf(s.ObservedAt)
}
