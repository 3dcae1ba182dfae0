package mapping

import (
	"fmt"
	"maps"
	"slices"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// filter lets rows through, or not, by the value of a field.
type filter struct {
	field  path
	values []string // folded
}

// newFilters returns the filters in the order of their fields. One without values is none.
func newFilters(fields map[string]Choices) ([]filter, error) {
	var list []filter
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(fields[name]) == 0 {
			continue
		}
		field, err := newPath(name)
		if err != nil {
			return nil, err
		}
		f := filter{field: field}
		for _, value := range fields[name] {
			f.values = append(f.values, reconcile.Fold(value))
		}
		list = append(list, f)
	}
	return list, nil
}

// has reports whether a record has one of the values, and which one it has.
func (f *filter) has(b *body) (bool, string) {
	text, _, _ := f.field.of(b)
	return slices.Contains(f.values, reconcile.Fold(text)), text
}

// filtered returns the reason for which a record is skipped; nil where it is read.
func (r *reader) filtered(b *body) error {
	for i := range r.keep {
		if kept, value := r.keep[i].has(b); !kept {
			return skipped(&r.keep[i], value)
		}
	}
	for i := range r.skip {
		if has, value := r.skip[i].has(b); has {
			return skipped(&r.skip[i], value)
		}
	}
	return nil
}

func skipped(f *filter, value string) error {
	if value == "" {
		return formats.Skip(f.field.shown + " is empty")
	}
	return formats.Skip(fmt.Sprintf("%s is %s", f.field.shown, formats.Shown(value)))
}
