package mapping

import (
	"slices"
	"strings"
	"time"
)

// family is a way of writing days: in one order, with one mark between.
type family struct {
	layouts []string // the variants, those with two digits and without a time first
}

// families returns the ways of writing days that are no ISO 8601.
func families() []family {
	var list []family
	for _, order := range [][]string{{"DD", "MM", "YYYY"}, {"MM", "DD", "YYYY"}, {"YYYY", "MM", "DD"}} {
		for _, mark := range []string{"/", ".", "-"} {
			if padded := strings.Join(order, mark); padded != "YYYY-MM-DD" {
				short := strings.NewReplacer("DD", "D", "MM", "M").Replace(padded)
				var f family
				for _, hours := range []string{"", " HH:mm", " HH:mm:ss", " h:mm AM", " h:mm:ss AM"} {
					f.layouts = append(f.layouts, padded+hours, short+hours)
				}
				list = append(list, f)
			}
		}
	}
	return list
}

// reads returns the layouts of the family that some values need, and false where one of
// them is written otherwise.
func (f *family) reads(values []string) ([]string, bool) {
	var needed []string
	for _, value := range values {
		at := slices.IndexFunc(f.layouts, func(text string) bool {
			l, err := newLayout(text)
			if err != nil {
				return false // it is one
			}
			_, reads := l.read(value, time.UTC)
			return reads
		})
		if at < 0 {
			return nil, false
		}
		if !slices.Contains(needed, f.layouts[at]) {
			needed = append(needed, f.layouts[at])
		}
	}
	return needed, true
}

// layoutsFor returns every list of layouts by which all of some values can be read: one
// empty list where they need none, no list where nothing reads them all.
func layoutsFor(values []string) [][]string {
	plain := clock{zone: time.UTC}
	foreign := slices.DeleteFunc(slices.Clone(values), func(value string) bool {
		_, reads := plain.read(value)
		return reads
	})
	if len(foreign) == 0 {
		return [][]string{nil}
	}
	var fitting [][]string
	for _, f := range families() {
		if needed, reads := f.reads(foreign); reads {
			fitting = append(fitting, needed)
		}
	}
	return fitting
}

// notationsFor returns every notation by which all of some numbers can be read and in
// which each of its marks says something else than in the others; the plain one alone
// where it reads them and no other is as likely.
func notationsFor(values []string) []notation {
	var fitting []notation
	for _, n := range []notation{{".", ""}, {".", ","}, {".", "'"}, {",", ""}, {",", "."}, {",", " "}} {
		reads := !slices.ContainsFunc(values, func(value string) bool {
			_, ok := n.cell(amount, value)
			return !ok
		})
		if reads && !slices.ContainsFunc(fitting, func(before notation) bool { return n.same(&before, values) }) {
			fitting = append(fitting, n)
		}
	}
	return fitting
}

// same reports whether two notations read some values alike.
func (n *notation) same(other *notation, values []string) bool {
	return !slices.ContainsFunc(values, func(value string) bool {
		one, _ := n.cell(amount, value)
		two, _ := other.cell(amount, value)
		return one != two
	})
}
