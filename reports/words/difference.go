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
	name, ok := t.file.Facts[d.Field]
	if !ok {
		name = strings.ReplaceAll(d.Field, "_", " ")
	}
	return fill(t.Labels.Pair, func(key string) string {
		if key == "label" {
			return name
		}
		return cmp.Or(before, dash) + " → " + cmp.Or(after, dash)
	})
}

// differing words one side of a difference; what is not known stays empty.
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
	case "auto_renew", "running", "delegated_admin":
		return text(t.file.Flags, value)
	case "due", "cancellable_until":
		return t.spoken(value)
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
