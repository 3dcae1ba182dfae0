package reconcile

import (
	"cmp"
	"strings"
)

// CompareCoverage orders tenants as a person looks for one: by name, whatever the case
// of its letters from a to z, those without a name last, then by id.
func CompareCoverage(a, b *Coverage) int {
	if unnamed := a.Name == ""; unnamed != (b.Name == "") {
		if unnamed {
			return 1
		}
		return -1
	}
	return cmp.Or(compareFolded(a.Name, b.Name), strings.Compare(a.Name, b.Name), strings.Compare(a.TenantID, b.TenantID))
}

// compareFolded compares two texts by their bytes, with the capitals A to Z as small
// letters: a database knows no others in every collation.
func compareFolded(a, b string) int {
	for i := range min(len(a), len(b)) {
		if order := cmp.Compare(small(a[i]), small(b[i])); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(a), len(b))
}

func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c - 'A' + 'a'
	}
	return c
}
