package reconcile

import (
	"slices"
	"strings"
)

// Difference is one thing about a finding that is no longer what it was. Both
// sides are canonical text like that of evidence, empty for what is or was not
// there.
type Difference struct {
	Field  string // severity, owner, due, outcome, assumptions, route, step, or the key of an evidence
	Before string
	After  string
}

// Differences returns what has changed about a finding in the eyes of a reader: the
// parts by which a changed finding is told from an unchanged one.
func (f *Finding) Differences(before *Finding) []Difference {
	var list []Difference
	add := func(field, was, is string) {
		if was != is {
			list = append(list, Difference{field, was, is})
		}
	}
	add("severity", string(before.Severity), string(f.Severity))
	add("owner", string(before.Owner), string(f.Owner))
	if !f.Due.Instant().Equal(before.Due.Instant()) {
		add("due", before.Due.String(), f.Due.String())
	}
	add("outcome", string(before.Outcome), string(f.Outcome))
	add("assumptions", joined(before.Assumptions), joined(f.Assumptions))
	if before.Way.Route != "" {
		add("route", string(before.Way.Route), string(f.Way.Route))
		add("step", string(before.Way.Step.Kind), string(f.Way.Step.Kind))
	}
	was, is := material(before.Evidence), material(f.Evidence)
	for _, key := range keysOf(is, was) {
		add(key, valuesOf(was, key), valuesOf(is, key))
	}
	return list
}

func joined(assumptions []Assumption) string {
	texts := make([]string, 0, len(assumptions))
	for _, a := range assumptions {
		texts = append(texts, string(a))
	}
	return strings.Join(texts, " ")
}

// keysOf returns the keys of evidence, each once, in the order in which they come.
func keysOf(lists ...[]Evidence) []string {
	var keys []string
	for _, list := range lists {
		for _, e := range list {
			if !slices.Contains(keys, e.Key) {
				keys = append(keys, e.Key)
			}
		}
	}
	return keys
}

func valuesOf(evidence []Evidence, key string) string {
	var values []string
	for _, e := range evidence {
		if e.Key == key {
			values = append(values, e.Value)
		}
	}
	return strings.Join(values, " ")
}
