package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// reader is a mapping made ready to read.
type reader struct {
	source  string // of the rows
	columns []reading
	within  []path
	ownID   []choice // of one choice, or none
	keep    []filter
	skip    []filter
	clock   clock
	numbers notation
	offers  *regexp.Regexp
}

// reading is how one column is read.
type reading struct {
	column
	choices  []choice
	constant string
	values   map[string]string // what folded words mean
	others   string            // what all other words mean
	hours    bool
	join     *table // nil: none
}

// What a word may mean besides a value of the column.
const (
	unknownWord = "unknown" // the column is not known
	keptWord    = "keep"    // the word itself, to be reported where the column has no such value
)

// newReader makes a mapping of a name ready, but for the files of its joins, which are told
// by the tables within which they stand. The document must have no faults.
func newReader(name, within string, d *Document) (*reader, error) {
	r := &reader{source: d.source(name), offers: regexp.MustCompile(offerPattern)}
	var faults [6]error
	r.within, faults[0] = newPaths(d.Within)
	if d.OwnID != "" {
		r.ownID, faults[1] = newChoices([]string{d.OwnID})
	}
	r.keep, faults[2] = newFilters(d.Keep)
	r.skip, faults[3] = newFilters(d.Skip)
	r.clock, faults[4] = d.clock()
	r.numbers = d.notation()
	r.columns, faults[5] = d.readings(within)
	return r, errors.Join(faults[:]...)
}

func (d *Document) clock() (clock, error) {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return clock{}, fmt.Errorf("zone: %w", err)
	}
	c := clock{written: strings.Join(d.Dates, ", "), zone: zone, renews: d.End == renewalDay}
	for _, text := range d.Dates {
		l, err := newLayout(text)
		if err != nil {
			return clock{}, err
		}
		c.layouts = append(c.layouts, l)
	}
	return c, nil
}

func (d *Document) notation() notation {
	n := notation{decimal: d.Decimal, thousands: d.Thousands}
	if n.decimal == "" {
		n.decimal = "."
	}
	return n
}

// readings returns how each column is read of which the document says something.
func (d *Document) readings(within string) ([]reading, error) {
	var list []reading
	for _, c := range columnsOf(d.kind()) {
		join, joined := d.Join[c.name]
		constant, fixed := d.Const[c.name]
		if len(d.Columns[c.name]) == 0 && !joined && !fixed && !c.required {
			continue
		}
		choices, err := newChoices(d.Columns[c.name])
		if err != nil {
			return nil, err
		}
		r := reading{column: c, choices: choices, constant: string(constant), hours: slices.Contains(d.TermHours, c.name)}
		r.values, r.others = meanings(d.Values[c.name])
		if joined {
			if r.join, err = newTable(within, c.name, &join); err != nil {
				return nil, err
			}
		}
		list = append(list, r)
	}
	return list, nil
}

// meanings returns what folded words mean, and what all others do.
func meanings(words map[string]Text) (values map[string]string, others string) {
	values, others = map[string]string{}, keptWord
	for _, word := range slices.Sorted(maps.Keys(words)) {
		if word == "*" {
			others = string(words[word])
		} else {
			values[reconcile.Fold(word)] = string(words[word])
		}
	}
	return values, others
}

// translate makes a row of a record.
func (r *reader) translate(rec *formats.Record) ([]formats.Row, error) {
	b, err := newBody(rec, r.within)
	if err != nil {
		return nil, err
	}
	if err := r.filtered(b); err != nil {
		return nil, err
	}
	var row formats.Row
	for i := range r.columns {
		c := &r.columns[i]
		from, err := r.fill(&row, c, b)
		if err == nil && c.required && row.Text(c.name) == "" {
			err = lacking(c, from)
		}
		if err != nil {
			return r.whose(b), err
		}
	}
	return []formats.Row{row}, nil
}

// whose returns a row that tells of a record that is refused whose it is.
func (r *reader) whose(b *body) []formats.Row {
	for i := range r.columns {
		if r.columns[i].name != "tenant_id" {
			continue
		}
		var row formats.Row
		if _, err := r.fill(&row, &r.columns[i], b); err != nil {
			return nil // it is not known
		}
		return []formats.Row{row}
	}
	return nil
}

// lacking says that a required column is empty, and what to do.
func lacking(c *reading, from string) error {
	reason := "no " + c.name + "; fill the field, or name another one in columns." + c.name + " of the mapping"
	switch c.name {
	case "tenant_id":
		reason = "no tenant; fill the field, or name a file with the tenants in join.tenant_id of the mapping"
	case "subscription_id":
		reason = "no subscription; fill the field, or name the field of the writer's own id in own_id of the mapping"
	}
	return &formats.Problem{From: from, Reason: reason}
}

// fill sets what a record says in one column, and returns what the file calls it.
func (r *reader) fill(row *formats.Row, c *reading, b *body) (from string, err error) {
	text, from, there := r.find(c, b)
	meaning, listed := c.values[reconcile.Fold(text)]
	switch {
	case text == "" && !(listed && there):
		return from, r.otherwise(row, c, b, from, there)
	case !listed:
		meaning = c.others
	}
	switch meaning {
	case unknownWord:
	case keptWord:
		cell, fault := r.cell(c, text, b)
		if fault != "" {
			return from, &formats.Problem{From: from, Reason: fault}
		}
		row.Set(c.name, from, cell)
	default:
		row.Set(c.name, from, meaning)
	}
	return from, nil
}

// otherwise sets a column of which the fields of a record say nothing.
func (r *reader) otherwise(row *formats.Row, c *reading, b *body, from string, there bool) error {
	if c.name == "subscription_id" {
		if own, ownFrom, _ := firstOf(r.ownID, b); own != "" {
			row.Set(c.name, ownFrom, cmp.Or(b.record.File.Source, r.source)+":"+own)
			return nil
		}
	}
	var missing error
	if c.join != nil {
		found, by, err := c.join.find(b)
		if found != "" {
			row.Set(c.name, by, found)
			return nil
		}
		missing = err
	}
	switch tenant := b.record.File.Tenant; {
	case c.constant != "":
		row.Set(c.name, "", c.constant)
	case c.name == "tenant_id" && tenant != "":
		row.Set(c.name, "", tenant)
	case c.required:
		return missing
	case there:
		row.Set(c.name, from, "")
	}
	return nil
}

// find returns the text of a column. Of an offer the product and SKU of Microsoft count
// before anything else, wherever they stand in a text.
func (r *reader) find(c *reading, b *body) (text, from string, there bool) {
	if c.nature != offer {
		return firstOf(c.choices, b)
	}
	var whole []choice
	for i := range c.choices {
		found, name, _ := c.choices[i].of(b)
		if id := r.offers.FindStringSubmatch(found); id != nil {
			return strings.ToUpper(id[1] + ":" + id[2]), name, true
		}
		if !c.choices[i].isComposed() {
			whole = append(whole, c.choices[i])
		}
	}
	return firstOf(whole, b)
}

// offerPattern finds the product and SKU of new commerce in what distributors make of
// them, such as MSCSP_CFQ7TTC0LH16-0001_EUR. Their shape is that of
// https://learn.microsoft.com/partner-center/developer/product-resources.
const offerPattern = `(?i)(?:^|[^0-9A-Z])(CFQ7T[0-9A-Z]{7}|DZH3[0-9A-Z]{8})[:/_-]([0-9A-Z]{4})(?:$|[^0-9A-Z])`

// cell writes a text as a canonical file has it, or says why that cannot be.
func (r *reader) cell(c *reading, text string, b *body) (cell, fault string) {
	if c.hours {
		return ofHours(c.name, text), ""
	}
	bare := strings.TrimPrefix(text, "'") // a spreadsheet's mark of a text
	switch c.nature {
	case day, instant, end:
		if m, ok := r.clock.read(b.record.File.Day(bare)); ok {
			return r.clock.cell(c.nature, m), ""
		}
		return "", r.clock.fault(text)
	case whole, amount:
		n := r.numbers
		if isNumber(c.choices, b) {
			n = notation{decimal: "."} // JSON knows no other
		}
		if number, ok := n.cell(c.nature, bare); ok {
			return number, ""
		}
		return "", n.fault(text)
	default:
		return text, ""
	}
}
