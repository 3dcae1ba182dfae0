package words

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// Difference says in one line what a difference of a finding was before and is
// now. Of the assumptions it names those that came or went.
func (t *Table) Difference(d reconcile.Difference) string {
	before, after := t.differing(d.Field, d.Before), t.differing(d.Field, d.After)
	if d.Field == "assumptions" {
		was, is := strings.Fields(d.Before), strings.Fields(d.After)
		before, after = t.assumed(was, is), t.assumed(is, was)
	}
	return t.pair(t.fact(d.Field), cmp.Or(before, dash)+" → "+cmp.Or(after, dash))
}

// Evidence says in a few words one thing that a finding rests on.
func (t *Table) Evidence(e reconcile.Evidence) string {
	return t.pair(t.fact(e.Key), t.differing(e.Key, e.Value))
}

// Subject names what of a tenant a finding is about. The kind of a fault that stands
// in it is put in words.
func (t *Table) Subject(f *reconcile.Finding) string {
	for _, key := range []string{"invalid", "kind"} {
		kind := valueOf(f.Evidence, key)
		rest, ok := strings.CutPrefix(f.Subject, kind)
		switch named, follows := strings.CutPrefix(rest, ":"); {
		case kind == "" || !ok:
		case rest == "":
			return t.worded(key, kind)
		case follows:
			return t.pair(t.worded(key, kind), named)
		}
	}
	return f.Subject
}

// pair writes a value after its name.
func (t *Table) pair(name, value string) string {
	return fill(t.Labels.Pair, func(key string) string {
		if key == "label" {
			return name
		}
		return value
	})
}

// fact names a field or a piece of evidence.
func (t *Table) fact(key string) string {
	if name, ok := t.file.Facts[key]; ok {
		return name
	}
	return strings.ReplaceAll(key, "_", " ")
}

// differing puts the value of a field or a piece of evidence in words; what is not
// known stays empty.
func (t *Table) differing(field, value string) string {
	if value == "" {
		return ""
	}
	switch field {
	case "severity":
		return t.Severity(reconcile.Severity(value))
	case "owner":
		return t.Owner(reconcile.Owner(value))
	case "step":
		return t.Step(reconcile.StepKind(value))
	case "auto_renew", "running", "delegated_admin", "was_trial", "trial", "may_extend", "before_end", "on_purpose", "leaving":
		return text(t.file.Flags, value)
	case "stood":
		return t.Title(reconcile.Code(value))
	case "without_choice", "successor_outcome":
		return t.Outcome(reconcile.Outcome(value))
	case "instead_of":
		return text(t.file.Values["end_of_term"], value)
	default:
		return t.worded(field, value)
	}
}

// assumed explains the assumptions of one list that are not in another.
func (t *Table) assumed(list, other []string) string {
	var texts []string
	for _, a := range list {
		if !slices.Contains(other, a) {
			texts = append(texts, t.Assumption(reconcile.Assumption(a)))
		}
	}
	return strings.Join(texts, " ")
}
