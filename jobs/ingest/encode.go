package ingest

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"handover/reconcile"
)

// Encoder writes one canonical file. What it writes an Import reads back as the
// same rows.
type Encoder struct {
	out     *csv.Writer
	kind    reconcile.DeliveryKind
	columns []column
	cells   []string
}

// NewEncoder writes the header of a file of a kind, without the columns named.
// Leaving a column out says that the source has no such field; for end_of_term
// and cancellable_until that is not the same as an empty cell.
func NewEncoder(w io.Writer, kind reconcile.DeliveryKind, without ...string) (*Encoder, error) {
	kind, err := ParseKind(string(kind))
	if err != nil {
		return nil, err
	}
	e := &Encoder{out: csv.NewWriter(w), kind: kind}
	for _, c := range tableOf(kind).columns {
		if !slices.Contains(without, c.name) {
			e.columns = append(e.columns, c)
			e.cells = append(e.cells, c.name)
		}
	}
	err = e.out.Write(e.cells)
	if err != nil {
		return nil, fmt.Errorf("write the header of a %s file: %w", kind, err)
	}
	return e, nil
}

// Encode writes one row; its fact must be of the encoder's kind.
func (e *Encoder) Encode(fact reconcile.FactRow) error {
	for i, c := range e.columns {
		e.cells[i] = c.write(&fact)
	}
	err := e.out.Write(e.cells)
	if err != nil {
		return fmt.Errorf("write a row of %s: %w", e.kind, err)
	}
	return nil
}

// Flush writes what is still buffered and reports any earlier error.
func (e *Encoder) Flush() error {
	e.out.Flush()
	err := e.out.Error()
	if err != nil {
		return fmt.Errorf("write %s: %w", e.kind, err)
	}
	return nil
}
