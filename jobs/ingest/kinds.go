package ingest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// RejectsSuffix ends the name of every rejects file.
const RejectsSuffix = ".rejects.csv"

// kindOfName returns the kind of a file from its name, which begins with it.
func kindOfName(path string) (reconcile.DeliveryKind, bool) {
	name := strings.ToLower(filepath.Base(path))
	for _, t := range tables() {
		if strings.HasPrefix(name, string(t.kind)) {
			return t.kind, true
		}
	}
	return "", false
}

// isKnownName reports whether a file of a folder is read: a CSV file named after
// its kind, and no rejects.
func isKnownName(name string) bool {
	lower := strings.ToLower(name)
	_, known := kindOfName(name)
	return known && strings.HasSuffix(lower, ".csv") && !strings.HasSuffix(lower, RejectsSuffix)
}

// kindOfHeader returns the kind of a file from its columns: the kind whose
// required columns are all there. A kind gives way to another one that knows
// these columns too and demands more, as subscriptions do of tenants.
func kindOfHeader(path string, h header) (reconcile.DeliveryKind, error) {
	var fitting []table
	for _, t := range tables() {
		if t.fits(h) {
			fitting = append(fitting, t)
		}
	}
	var kinds []string
	for _, t := range fitting {
		if !slices.ContainsFunc(fitting, func(other table) bool { return givesWay(&t, &other) }) {
			kinds = append(kinds, string(t.kind))
		}
	}
	switch len(kinds) {
	case 0:
		return "", &RefusedError{Path: path, Line: h.line, Reason: "unknown header " + formats.Shown(strings.Join(h.names, ",")) +
			": it is none that is known; `handover import formats` lists what is, `handover mapping try` proposes how to read it"}
	case 1:
		return reconcile.DeliveryKind(kinds[0]), nil
	default:
		return "", &UsageError{Path: path, Reason: fmt.Sprintf("the header fits %s; say which with --kind", strings.Join(kinds, " and "))}
	}
}

func (t *table) fits(h header) bool {
	for _, c := range t.columns {
		has := func(name string) bool { return reconcile.Fold(name) == c.name }
		if c.required && !slices.ContainsFunc(h.names, has) {
			return false
		}
	}
	return true
}

// knows reports whether a header can be one of a kind.
func (t *intake) knows(kind reconcile.DeliveryKind, h header) bool {
	table := t.tableOf(kind)
	return table.fits(h)
}

func givesWay(t, other *table) bool {
	return other.knowsRequired(t) && !t.knowsRequired(other)
}

// knowsRequired reports whether every column that another table requires is one
// of this table too.
func (t *table) knowsRequired(other *table) bool {
	for _, c := range other.columns {
		if c.required && t.columnNamed(c.name) == nil {
			return false
		}
	}
	return true
}
