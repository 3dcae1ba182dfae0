package mapping

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// AsFormat returns the format that the mapping declares. It reads the files that it joins;
// an error is a *FaultError.
func (m *Mapping) AsFormat() (formats.Format, error) {
	r, err := newReader(m.Name, m.within(), &m.Document)
	if err == nil {
		err = m.load(r)
	}
	var look recognition
	if err == nil {
		look, err = m.recognition()
	}
	if err != nil {
		return formats.Format{}, &FaultError{fmt.Errorf("mapping %s: %w", m.Name, err)}
	}
	return formats.Format{
		Name: m.Name, Source: m.source(m.Name), Title: m.Title, Lacks: m.Lacks(), Body: m.body(),
		List: m.Rows, Encoding: m.Encoding, CompleteFor: m.CompleteFor,
		Recognises: look.fits, Fits: func(s *formats.Sample) bool { return m.mayBe(&look, s) },
		Parts: []formats.Part{{Kind: m.kind(), Columns: r.names(), Translate: r.translate}},
	}, nil
}

// within returns the tables of TOML in which those of the mapping stand, each with a point.
func (m *Mapping) within() string {
	if m.Origin == OfFile {
		return ""
	}
	return "mapping." + m.Name + "."
}

// load reads the files of joins; relative ones lie beside the file of the mapping.
func (m *Mapping) load(r *reader) error {
	for i := range r.columns {
		c := &r.columns[i]
		if c.join == nil || c.join.file == "" {
			continue
		}
		join, path := m.Join[c.name], c.join.file
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(m.File), path)
		}
		if err := c.join.load(path, &join); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) names() []string {
	names := make([]string, len(r.columns))
	for i := range r.columns {
		names[i] = r.columns[i].name
	}
	return names
}

func (d *Document) kind() reconcile.DeliveryKind {
	if d.Kind == "" {
		return reconcile.SubscriptionRows
	}
	return reconcile.DeliveryKind(reconcile.Fold(d.Kind))
}

func (d *Document) source(name string) string {
	if d.Source == "" {
		return name
	}
	return reconcile.Fold(d.Source)
}

func (d *Document) body() formats.Body {
	switch d.Format {
	case "csv":
		return formats.CSV
	case "json", "ndjson":
		return formats.JSON
	default:
		return formats.CSV | formats.JSON
	}
}

// Lacks names the columns that the file does not tell, of those on which most rules rest;
// empty where it tells them all.
func (m *Mapping) Lacks() string {
	if m.kind() != reconcile.SubscriptionRows {
		return ""
	}
	var lacking []string
	for _, name := range []string{"commitment_end", "auto_renew", "end_of_term", "cancellable_until", "quantity", "status"} {
		if !m.tells(name) {
			lacking = append(lacking, name)
		}
	}
	return strings.Join(lacking, ", ")
}

// RowSource returns the data source of the rows where none is named.
func (m *Mapping) RowSource() string { return m.source(m.Name) }

// RowKind returns the kind of the rows.
func (m *Mapping) RowKind() reconcile.DeliveryKind { return m.kind() }

// tells reports whether a document says something of a column.
func (d *Document) tells(column string) bool {
	_, fixed := d.Const[column]
	_, joined := d.Join[column]
	return fixed || joined || len(d.Columns[column]) > 0
}

// header returns the fields by which a file is recognised: those that the mapping names,
// else the first ones of what is required and of two more columns.
func (d *Document) header() []string {
	if d.Header != nil {
		return d.Header
	}
	var fields []string
	more := 2
	for _, c := range columnsOf(d.kind()) {
		if !c.required && more == 0 {
			break
		}
		first := d.first(c)
		if len(first) > 0 && !c.required {
			more--
		}
		fields = append(fields, first...)
	}
	return fields
}

// first returns the fields of the first choice for a column.
func (d *Document) first(c column) []string {
	var choices []string
	switch join := d.Join[c.name]; {
	case len(d.Columns[c.name]) > 0:
		choices = d.Columns[c.name]
	case c.required && len(join.By) > 0:
		choices = join.By
	case c.name == "subscription_id" && d.OwnID != "":
		choices = []string{d.OwnID}
	default:
		return nil
	}
	first, err := newChoice(choices[0])
	if err != nil {
		return nil // the document's faults tell it
	}
	return first.fields()
}

// recognition is how a file is told by its fields.
type recognition struct {
	list   []path // of one path, or none
	within []path
	header []path
}

func (d *Document) recognition() (recognition, error) {
	var look recognition
	var faults [3]error
	if d.Rows != "" {
		look.list, faults[0] = newPaths([]string{d.Rows})
	}
	look.within, faults[1] = newPaths(d.Within)
	look.header, faults[2] = newPaths(d.header())
	return look, errors.Join(faults[:]...)
}

// fits reports whether a sample has all of the fields. The sample of a JSON file is its
// first row, or the body that holds the list of them.
func (l *recognition) fits(s *formats.Sample) bool {
	if len(l.header) == 0 {
		return false
	}
	if s.Body == formats.CSV {
		return !slices.ContainsFunc(l.header, func(p path) bool { return !s.Has(p.key) })
	}
	if !l.mayBe(s) {
		return false
	}
	value, err := parse(s.JSON)
	if err != nil {
		return false
	}
	for i := range l.list {
		if rows, _ := l.list[i].in(value).([]any); len(rows) > 0 {
			value = rows[0]
		}
	}
	fields, _ := inside(value, l.within)
	return !slices.ContainsFunc(l.header, func(p path) bool { return !p.leads(fields) })
}

// mayBe reports whether a file that is said to be one of the mapping can be: its header
// has a field for what every row needs, but for a tenant, which its name may tell. What an
// object lacks others may have, so that one that the mapping could recognise must be that.
func (m *Mapping) mayBe(look *recognition, s *formats.Sample) bool {
	if s.Body == formats.JSON {
		return len(look.header) == 0 || look.fits(s)
	}
	for _, c := range columnsOf(m.kind()) {
		_, fixed := m.Const[c.name]
		if c.required && !fixed && c.name != "tenant_id" && !slices.ContainsFunc(m.choicesFor(c.name), func(text string) bool { return isIn(s, text) }) {
			return false
		}
	}
	return true
}

// choicesFor returns the ways to find what every row needs.
func (d *Document) choicesFor(column string) []string {
	choices := slices.Concat(d.Columns[column], d.Join[column].By)
	if column == "subscription_id" && d.OwnID != "" {
		choices = append(choices, d.OwnID)
	}
	return choices
}

// isIn reports whether a CSV file has all fields of a choice.
func isIn(s *formats.Sample, text string) bool {
	c, err := newChoice(text)
	return err == nil && !slices.ContainsFunc(c.fields(), func(name string) bool { return !s.Has(formats.Key(name)) })
}

// mayBe reports whether an object has a member in which a path begins. One of many
// megabytes is not taken apart for nothing.
func (l *recognition) mayBe(s *formats.Sample) bool {
	begins := func(p path) bool { return s.Has(p.steps[0].name) }
	return begins(l.header[0]) || slices.ContainsFunc(l.list, begins) || slices.ContainsFunc(l.within, begins)
}

// leads reports whether there is something under the path, be it null.
func (p *path) leads(value any) bool {
	last := len(p.steps) - 1
	for i := range last {
		value = p.steps[i].into(value)
	}
	members, isObject := value.(object)
	_, there := members[p.steps[last].name]
	return there || !isObject && p.steps[last].into(value) != nil
}
