// Package rulestest holds the cases that say what the rules must find, each
// written by hand with everything it expects. The same table is evaluated
// directly and taken through files, import, run and report on both stores.
package rulestest

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"handover/reconcile"
)

// PartnerID is us in every case.
const PartnerID = "11111111-1111-1111-1111-111111111111"

// Case is one input and what the rules say of it. A row is written as
// column=value pairs with blanks between; a column that no row of its file
// names is absent from the file.
type Case struct {
	Name string
	AsOf string // a day or an instant in RFC 3339

	// Nights are the deliveries before the case's own, the oldest first.
	Nights []Night

	// The case's own delivery, from Source (empty: csv) and seen at AsOf.
	Source        string
	Complete      bool
	Tenants       []string
	Sellers       []string
	Subscriptions []string
	Moves         []string
	Transfers     []string
	Catalog       []string

	// Country is the one we sell in; empty: DE.
	Country string
	// Model and Providers say what kind of partner we are; empty: we bill
	// directly.
	Model     string
	Providers []string

	// Want lists every finding as "code severity owner due exposure"; a due or an
	// exposure that is none is written -.
	Want []string
	// Evidence lists "code key=value" for evidence that a case is about. Beside
	// a finding's own keys these are tenant, subscription, subject, E, outcome,
	// cover_by, due_day, of an exposure kind and period, and, once for each
	// assumption, assumes.
	Evidence []string
	// Absent lists in the same way what must not be said.
	Absent []string
	// Silenced and Routine list "name count" by name; Routine is not looked at
	// where it is nil.
	Silenced []string
	Routine  []string
}

// Partner returns us as a case wants us.
func (c *Case) Partner() reconcile.Partner {
	p := reconcile.Partner{
		ID: PartnerID, Name: "Contoso Partner", Country: cmp.Or(c.Country, "DE"),
		Model: reconcile.PartnerModel(c.Model), Providers: c.Providers,
	}
	if p.Model == "" {
		p.Model = reconcile.DirectBill
	}
	return p
}

// table writes rows as CSV under the union of their columns.
func table(rows []string) string {
	var header []string
	parsed := make([]map[string]string, len(rows))
	for i, row := range rows {
		parsed[i] = map[string]string{}
		for pair := range strings.FieldsSeq(row) {
			column, value, ok := strings.Cut(pair, "=")
			if !ok {
				panic(fmt.Sprintf("row %q: %q is no column=value", row, pair))
			}
			parsed[i][column] = value
			if !slices.Contains(header, column) {
				header = append(header, column)
			}
		}
	}
	var text strings.Builder
	w := csv.NewWriter(&text)
	lines := [][]string{header}
	for _, row := range parsed {
		line := make([]string, len(header))
		for i, column := range header {
			line[i] = row[column]
		}
		lines = append(lines, line)
	}
	if err := w.WriteAll(lines); err != nil {
		panic(err)
	}
	return text.String()
}

// repeat writes a row n times, with the number of each in place of every %d.
func repeat(n int, row string) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = strings.ReplaceAll(row, "%d", fmt.Sprintf("%03d", i+1))
	}
	return rows
}
