package reconcile

import "time"

// FactHistory holds the changes of a subscription's facts, oldest first, of all its
// sources. The first entry of a source for a column is the first value known.
type FactHistory []FactChange

// Until returns what had happened at an instant.
func (h FactHistory) Until(at time.Time) FactHistory {
	n := len(h)
	for n > 0 && h[n-1].Seen.After(at) {
		n--
	}
	return h[:n]
}

// Before returns the change by which a source said what it did before an instant,
// or nil.
func (h FactHistory) Before(source string, f Field, at time.Time) *FactChange {
	var found *FactChange
	column := f.String()
	for i := range h {
		if c := &h[i]; c.Source == source && c.Column == column && c.Seen.Before(at) {
			found = c
		}
	}
	return found
}

// SaidBefore returns what was known of a field before an instant, by a source or
// else by any. never: the history knows nothing of the field, then or since.
func (h FactHistory) SaidBefore(source string, f Field, at time.Time) (value string, known, never bool) {
	said := h.Before(source, f, at)
	never = true
	for i := range h {
		if c := &h[i]; c.Column == f.String() {
			never = false
			if said == nil {
				said = h.Before(c.Source, f, at)
			}
		}
	}
	if said == nil {
		return "", false, never
	}
	return said.Value, true, never
}

// Last returns the latest change of a source in a column, or nil.
func (h FactHistory) Last(source string, f Field) *FactChange {
	column := f.String()
	for i := len(h) - 1; i >= 0; i-- {
		if c := &h[i]; c.Source == source && c.Column == column {
			return c
		}
	}
	return nil
}

// Had reports whether some source once gave a value for a column.
func (h FactHistory) Had(f Field, value string) bool {
	column := f.String()
	for i := range h {
		if h[i].Column == column && h[i].Value == value {
			return true
		}
	}
	return false
}

// EndSeen is a last day of service that a source gave from an instant on.
type EndSeen struct {
	Day    Day
	Seen   time.Time
	Source string
}

// Ends returns the ends that led to the present one: those of the sources that
// give it now, or of all where none does.
func (h FactHistory) Ends(present Day) []EndSeen {
	all := h.ends(func(string) bool { return true })
	latest := map[string]Day{}
	for _, e := range all {
		latest[e.Source] = e.Day
	}
	if some := h.ends(func(source string) bool { return latest[source] == present }); len(some) > 0 {
		return some
	}
	return all
}

func (h FactHistory) ends(of func(source string) bool) []EndSeen {
	column := FieldCommitmentEnd.String()
	var list []EndSeen
	for i := range h {
		c := &h[i]
		if c.Column != column || !of(c.Source) {
			continue
		}
		if day, err := ParseDay(c.Value); err == nil {
			list = append(list, EndSeen{Day: day, Seen: c.Seen, Source: c.Source})
		}
	}
	return list
}

// EndOfTermOf reads the column of the end of the term, which was there.
func EndOfTermOf(value string) EndOfTerm {
	if action := EndOfTerm(Fold(value)); action != NoField {
		return action
	}
	return NoAction
}
