package mapping

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// Proposal is a mapping for a file that no format knows. It is to be read and completed by
// a person: what the file does not tell is a question in a comment, and the mapping is
// refused until the one about the end of the term is answered.
type Proposal struct {
	TOML string

	// Header is the first line of the file.
	Header []string

	// Head and Rows are a table of what the first rows of the file would give, with the
	// last day of the term as each answer would have it.
	Head []string
	Rows [][]string
}

// The most of a file that is looked at, and the most rows that a proposal shows.
const (
	lookedAt  = 20_000
	shownRows = 3
)

// sheet is what is known of a file.
type sheet struct {
	name     string
	encoding string // empty: UTF-8 or UTF-16
	header   []string
	rows     []*records.Record
}

// Propose looks at a CSV file of a name. An error that is not of the stream is a
// *FaultError.
func Propose(name string, src io.Reader) (*Proposal, error) {
	s, err := look(name, src)
	if err != nil {
		return nil, err
	}
	p := proposer{sheet: s}
	p.choose()
	p.deduce()
	proposal := &Proposal{TOML: p.write(), Header: s.header}
	proposal.Head, proposal.Rows, err = p.table()
	return proposal, err
}

// look reads the header and the first rows of a file. Rows that cannot be read tell
// nothing here; an import says what is wrong with them.
func look(name string, src io.Reader) (*sheet, error) {
	const window = 1 << 20
	buffered := bufio.NewReaderSize(src, window)
	begin, err := buffered.Peek(window)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("look at %s: %w", name, err)
	}
	refuse := func(reason string) error { return &FaultError{fmt.Errorf("%s: %s", name, reason)} }
	s := &sheet{name: name}
	var plain io.Reader = buffered
	switch text := bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\ufeff")), " \t\r\n"); {
	case len(text) == 0:
		return nil, refuse("it is empty; a header line is expected")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return nil, refuse("it is a workbook or an archive; save the sheet as CSV and try that")
	case text[0] == '{' || text[0] == '[':
		return nil, refuse("it is JSON; write a mapping by hand, beginning with that of handover mapping show pax8")
	case !isUTF(begin):
		s.encoding, plain = "windows-1252", charmap.Windows1252.NewDecoder().Reader(buffered)
	}
	reader := records.NewReader(records.Plain(plain), records.MaxBytes, 0)
	for len(s.rows) < lookedAt {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, refuse(err.Error())
		}
		s.add(record)
	}
	if s.header == nil {
		return nil, refuse("it has no header line")
	}
	return s, nil
}

// add takes a record of the file: the first one that is not empty is its header.
func (s *sheet) add(record *records.Record) {
	filled := slices.ContainsFunc(record.Fields, func(field string) bool { return strings.TrimSpace(field) != "" })
	switch {
	case !filled || record.Problem != nil:
	case s.header != nil:
		s.rows = append(s.rows, record)
	default:
		for _, field := range record.Fields {
			s.header = append(s.header, strings.TrimSpace(field))
		}
	}
}

// isUTF reports whether the begin of a file is UTF-8, but for a character that is cut off,
// or UTF-16 with a mark.
func isUTF(begin []byte) bool {
	if bytes.HasPrefix(begin, []byte{0xff, 0xfe}) || bytes.HasPrefix(begin, []byte{0xfe, 0xff}) {
		return true
	}
	for range utf8.UTFMax {
		if utf8.Valid(begin) {
			return true
		}
		begin = begin[:max(0, len(begin)-1)]
	}
	return false
}

// values returns the distinct readable texts of a column, in their order.
func (s *sheet) values(at int) []string {
	var list []string
	seen := map[string]bool{}
	for _, row := range s.rows {
		if at >= len(row.Fields) {
			continue
		}
		text := strings.TrimSpace(row.Fields[at])
		if text != "" && !seen[text] && utf8.ValidString(text) {
			seen[text] = true
			list = append(list, text)
		}
	}
	return list
}

// proposer makes a mapping of a file.
type proposer struct {
	*sheet
	chosen   []chosen
	customer int          // the column that tells customers apart; -1: none
	layouts  [][]string   // the lists of layouts that read all dates
	numbers  []notation   // the notations that read all numbers
	words    []vocabulary // of the columns whose values are words
	hours    bool         // some dates have a time
}

// chosen is a column of the file that gives a canonical one.
type chosen struct {
	column
	at   int
	text string // of several columns that make one: how they do; else empty
}

// vocabulary is what the words of a column of the file mean, as far as they have one
// meaning only.
type vocabulary struct {
	column string
	means  map[string]string // what the column has for them already is left out
	open   []string          // what nothing is known of

	rejects bool // the column takes no words but those that have a meaning
}

// choose finds the columns of the file by their names. A column of the file gives one
// column, but for what happens at the end of the term, which tells whether it renews, too.
func (p *proposer) choose() {
	columns := columnsOf(reconcile.SubscriptionRows)
	for _, s := range synonyms() {
		at := columnFor(p.header, append([]string{s.column}, s.names...))
		taken := slices.ContainsFunc(p.chosen, func(c chosen) bool { return c.at == at })
		if c, known := named(columns, s.column); known && at >= 0 && !taken {
			p.chosen = append(p.chosen, chosen{column: c, at: at, text: p.composed(s.column)})
		}
	}
	p.customer = columnFor(p.header, customers())
}

// composed returns how two columns make the id of an offer, where what they hold is the
// product and the SKU of Microsoft.
func (p *proposer) composed(column string) string {
	product := columnFor(p.header, []string{"Product ID", "Offer ID", "Produkt-ID", "Angebots-ID"})
	sku := columnFor(p.header, []string{"SKU ID", "SKU"})
	if column != "offer_id" || product < 0 || sku < 0 {
		return ""
	}
	offers := regexp.MustCompile(offerPattern)
	if !slices.ContainsFunc(p.rows, func(row *records.Record) bool {
		return max(product, sku) < len(row.Fields) && offers.MatchString(row.Fields[product]+":"+row.Fields[sku])
	}) {
		return ""
	}
	return "{" + p.header[product] + "}:{" + p.header[sku] + "}"
}

// field returns the field, or the fields, of the file that give a column.
func (p *proposer) field(c *chosen) string { return cmp.Or(c.text, p.header[c.at]) }

func (p *proposer) has(column string) bool {
	return slices.ContainsFunc(p.chosen, func(c chosen) bool { return c.name == column })
}

// deduce finds out how dates, numbers and words are written.
func (p *proposer) deduce() {
	var dates, numbers []string
	for _, c := range p.chosen {
		values := p.values(c.at)
		figures, others := divided(values)
		switch means := known(c.name); {
		case c.isDate():
			dates = append(dates, figures...)
		case c.isNumber():
			numbers = append(numbers, figures...)
		case means != nil:
			v := vocabularyOf(c.name, values, means)
			v.rejects = c.nature == truth
			p.words = append(p.words, v)
			continue
		default:
			continue
		}
		p.words = append(p.words, vocabulary{column: c.name, open: others, rejects: true})
	}
	p.layouts, p.numbers = layoutsFor(dates), notationsFor(numbers)
	p.hours = slices.ContainsFunc(dates, func(date string) bool { return strings.Contains(date, ":") })
}

// divided divides values into those with a digit and others, such as N/A, which are neither
// dates nor numbers however these are written.
func divided(values []string) (figures, others []string) {
	for _, value := range values {
		if strings.ContainsAny(value, "0123456789") {
			figures = append(figures, value)
		} else {
			others = append(others, value)
		}
	}
	return figures, others
}

func vocabularyOf(column string, values []string, means map[string]string) vocabulary {
	v := vocabulary{column: column, means: map[string]string{}}
	for _, value := range values {
		meaning, known := means[reconcile.Fold(value)]
		switch {
		case !known:
			v.open = append(v.open, value)
		case !strings.EqualFold(meaning, value):
			v.means[value] = meaning
		}
	}
	return v
}
