// Package aligned prints rows for a person, column under column.
package aligned

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"handover/reports/words"
)

// alignedRows is how many rows a table lines up at a time, so that a list of any
// length is printed as it is read.
const alignedRows = 1000

// Table prints rows. The first error is kept for Flush.
type Table struct {
	out     *bufio.Writer
	columns *tabwriter.Writer
	rows    int
	err     error
}

// New returns a table that begins with a row of headings, if there are any.
func New(out io.Writer, head ...any) *Table {
	buffered := bufio.NewWriter(out)
	t := &Table{out: buffered, columns: tabwriter.NewWriter(buffered, 0, 0, 2, ' ', 0)}
	if len(head) > 0 {
		t.Row(head...)
	}
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...any) {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = fmt.Sprint(cell)
	}
	t.Texts(texts)
}

// Texts adds a row. What comes from customers' data stays on one line and in its
// column.
func (t *Table) Texts(cells []string) {
	lines := make([]string, len(cells))
	for i, cell := range cells {
		lines[i] = words.OneLine(cell)
	}
	t.Line(strings.Join(lines, "\t"))
	if t.rows++; t.rows%alignedRows == 0 && t.err == nil {
		t.err = t.columns.Flush()
	}
}

// Line adds a line that is no row.
func (t *Table) Line(text string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.columns, text+"\n")
	}
}

// Flush prints what is left.
func (t *Table) Flush() error {
	if t.err != nil {
		return t.err
	}
	if err := t.columns.Flush(); err != nil {
		return err
	}
	return t.out.Flush()
}
