package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/encoding/htmlindex"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// checker collects the faults of a document. Each begins with a dot and its key.
type checker struct {
	*Document
	columns []column
	found   []error
}

func (c *checker) fault(format string, args ...any) {
	c.found = append(c.found, fmt.Errorf("."+format, args...))
}

// faults returns what is wrong with a document of a name, each with its key and what to do.
func (d *Document) faults(name string) []error {
	c := checker{Document: d, columns: columnsOf(d.kind())}
	c.names(name)
	if c.columns == nil {
		c.fault("kind: %q is none of tenants, sellers, catalog, subscriptions, moves, transfers", d.Kind)
		return c.found
	}
	c.form()
	c.notations()
	c.dating()
	c.keys()
	for _, name := range slices.Sorted(maps.Keys(d.Columns)) {
		c.known("columns", name)
		_, err := newChoices(d.Columns[name])
		c.wrong("columns."+name, err)
	}
	for _, name := range slices.Sorted(maps.Keys(d.Const)) {
		c.known("const", name)
		c.truth("const."+name, name, d.Const[name], "leave it out where it is not known")
	}
	for _, name := range slices.Sorted(maps.Keys(d.Values)) {
		c.known("values", name)
		for _, word := range slices.Sorted(maps.Keys(d.Values[name])) {
			if meaning := d.Values[name][word]; meaning != unknownWord && meaning != keptWord {
				c.truth("values."+name, name, meaning, "write unknown where it is neither")
			}
		}
		if _, said := d.Columns[name]; !said { // an empty list is said
			c.fault("values.%s: no field gives the column; name one in columns.%s", name, name)
		}
	}
	c.joins()
	c.fields()
	return c.found
}

// wrong adds an error under a key.
func (c *checker) wrong(key string, err error) {
	if err != nil {
		c.fault("%s: %s", key, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
}

// known sees that a canonical column exists.
func (c *checker) known(table, name string) {
	if _, ok := named(c.columns, name); ok {
		return
	}
	if near := nearest(c.columns, name); near != "" {
		c.fault("%s.%s: there is no column %s; write %s", table, name, name, near)
		return
	}
	c.fault("%s.%s: %s has no column %s; handover import template %s prints those it has", table, name, c.kind(), name, c.kind())
}

// truth sees that a column that is true or false gets nothing else, for which every row would
// be rejected.
func (c *checker) truth(key, name string, text Text, otherwise string) {
	column, _ := named(c.columns, name) // an unknown one is told by known
	if column.nature == truth && !slices.Contains([]string{"", "true", "false"}, reconcile.Fold(string(text))) {
		c.fault("%s: %q is neither true nor false; %s", key, text, otherwise)
	}
}

func (c *checker) names(name string) {
	for _, n := range []struct{ key, name string }{{"", name}, {".source", c.source(name)}} {
		if strings.Trim(n.name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || n.name == "" {
			c.fault("%s: %s is no name; write small letters, digits, - and _", strings.TrimPrefix(n.key, "."), formats.Shown(n.name))
		}
	}
	if source := c.source(name); source == string(reconcile.OperatorFeed) {
		c.fault("source: %s is what people here have decided; choose another name", source)
	}
}

func (c *checker) form() {
	if !slices.Contains([]string{"", "csv", "json", "ndjson"}, c.Format) {
		c.fault("format: %q is none of csv, json, ndjson", c.Format)
	}
	if c.Rows != "" && c.Format == "csv" {
		c.fault("rows: a CSV file has no lists; remove it, or write format = \"json\"")
	}
	if !slices.Contains([]string{"", "tenant", "file"}, c.CompleteFor) {
		c.fault("complete_for: %q is neither tenant nor file", c.CompleteFor)
	}
	if c.Encoding == "" {
		return
	}
	if _, err := htmlindex.Get(c.Encoding); err != nil {
		c.fault("encoding: %q is none that can be read; write one such as windows-1252", c.Encoding)
	}
}

func (c *checker) notations() {
	if !slices.Contains([]string{"", ".", ","}, c.Decimal) {
		c.fault("decimal: %q is neither a point nor a comma", c.Decimal)
	}
	if !slices.Contains([]string{"", ".", ",", " ", "'", "’"}, c.Thousands) {
		c.fault("thousands: %q is none of point, comma, blank, apostrophe", c.Thousands)
	}
	if c.Thousands != "" && c.Thousands == c.notation().decimal {
		c.fault("thousands: %q is the decimal mark too; say which is which in decimal and thousands", c.Thousands)
	}
	for _, name := range c.TermHours {
		if !slices.Contains([]string{"term", "renew_term", "billing_cycle"}, name) {
			c.fault("term_hours: %q is none of term, renew_term, billing_cycle", name)
		}
	}
}

func (c *checker) dating() {
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "Local" {
		c.fault("zone: %q is no time zone; write one like Europe/Berlin", c.Zone)
	}
	for _, text := range c.Dates {
		_, err := newLayout(text)
		c.wrong("dates", err)
	}
	ends := len(c.Columns["commitment_end"])+len(c.Columns["commitment_end_at"]) > 0
	switch {
	case c.End == "" && ends:
		c.fault("end is missing: write end = \"last-day\" where the date is the last day of the term, or \"renewal-day\" where it is the day on which the next term begins")
	case c.End != "" && c.End != lastDay && c.End != renewalDay:
		c.fault("end: %q is neither last-day nor renewal-day", c.End)
	}
}

// keys sees that what every row needs can be found.
func (c *checker) keys() {
	for _, column := range c.columns {
		own := column.name == "subscription_id" && c.OwnID != ""
		if column.required && !own && column.name != "tenant_id" && !c.tells(column.name) {
			c.fault("columns.%s is missing: name the field that gives it", column.name)
		}
	}
	if c.OwnID != "" && c.kind() != reconcile.SubscriptionRows {
		c.fault("own_id: only subscriptions have one; remove it")
	}
}

func (c *checker) joins() {
	for _, name := range slices.Sorted(maps.Keys(c.Join)) {
		c.known("join", name)
		join := c.Join[name]
		if len(join.By) == 0 {
			c.fault("join.%s.by is missing: name the field that is looked up", name)
		}
		if strings.ContainsFunc(join.File, unicode.IsControl) {
			c.fault("join.%s.file: %q holds a control character; write a path between single quotes, where a backslash is one", name, join.File)
		}
		_, err := newTable("", name, &join)
		c.wrong("join."+name, err)
	}
}

// fields sees that all other names of fields can be ones.
func (c *checker) fields() {
	_, err := c.recognition()
	c.wrong("rows, within or header", err)
	_, err = newFilters(c.Keep)
	c.wrong("keep", err)
	_, err = newFilters(c.Skip)
	c.wrong("skip", err)
	if c.OwnID != "" {
		_, err = newChoice(c.OwnID)
		c.wrong("own_id", err)
	}
}
