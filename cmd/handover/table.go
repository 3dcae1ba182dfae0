package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"handover/reports/words"
)

// alignedRows is how many rows a table lines up at a time, so that a list of any
// length is printed as it is read.
const alignedRows = 1000

// table prints rows for a person, column under column. The first error is kept
// for flush.
type table struct {
	out     *bufio.Writer
	columns *tabwriter.Writer
	rows    int
	err     error
}

func newTable(out io.Writer, head ...any) *table {
	buffered := bufio.NewWriter(out)
	t := &table{out: buffered, columns: tabwriter.NewWriter(buffered, 0, 0, 2, ' ', 0)}
	if len(head) > 0 {
		t.row(head...)
	}
	return t
}

// row adds a row. What comes from customers' data stays on one line and in its
// column.
func (t *table) row(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = words.OneLine(fmt.Sprint(cell))
	}
	t.line(strings.Join(texts, "\t"))
	if t.rows++; t.rows%alignedRows == 0 && t.err == nil {
		t.err = t.columns.Flush()
	}
}

// line adds a line that is no row.
func (t *table) line(text string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.columns, text+"\n")
	}
}

// flush prints what is left.
func (t *table) flush() error {
	if t.err != nil {
		return t.err
	}
	if err := t.columns.Flush(); err != nil {
		return err
	}
	return t.out.Flush()
}

// jsonList prints a list of any length for machines, item by item. Only end
// closes it: a list that was cut off by an error is no JSON.
type jsonList struct {
	out   *bufio.Writer
	items int
}

func newJSONList(out io.Writer) *jsonList { return &jsonList{out: bufio.NewWriter(out)} }

func (l *jsonList) add(item any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	if err := encoder.Encode(item); err != nil {
		return err
	}
	before := ",\n  "
	if l.items == 0 {
		before = "[\n  "
	}
	l.items++
	_, err := fmt.Fprint(l.out, before, strings.TrimSuffix(text.String(), "\n"))
	return err
}

func (l *jsonList) end() error {
	text := "\n]\n"
	if l.items == 0 {
		text = "[]\n"
	}
	if _, err := l.out.WriteString(text); err != nil {
		return err
	}
	return l.out.Flush()
}

// writeJSON prints one value for machines: indented, and names as they are.
func writeJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
