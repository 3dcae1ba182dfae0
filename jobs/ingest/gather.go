package ingest

import (
	"context"
	"iter"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/jobs/inorder"
)

// translated yields the rows of somebody else's file: each by itself, or one for each key
// where several records make one. Rows have numbers of their own, since several can come
// from one line.
func (d *delivery) translated(ctx context.Context) iter.Seq2[portion, error] {
	read := inorder.Map(ctx, d.workers, d.records, d.translate)
	if d.foreign.part.Combine != nil {
		read = d.gathered(read)
	}
	return func(yield func(portion, error) bool) {
		n := int64(0)
		for p, err := range read {
			if err == nil && p.fault != nil {
				err = blame(d.name, p.fault)
			}
			for i := range p.rows {
				n++
				p.rows[i].fact.Line = n
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// gathered yields the refused records of a file as they come, and behind them one row for
// each key. Until then what is known of a key is kept as one text, so that memory grows by
// some hundred bytes with each of them.
func (d *delivery) gathered(read iter.Seq2[portion, error]) iter.Seq2[portion, error] {
	return func(yield func(portion, error) bool) {
		kept := keptRows{part: d.foreign.part, keys: d.layout.table.required(), at: map[string]int{}}
		for p, err := range read {
			if err == nil {
				p = kept.takeFrom(p)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		for from := 0; from < len(kept.rows); from += portionRows {
			if !yield(d.combined(kept.rows[from:min(from+portionRows, len(kept.rows))]), nil) {
				return
			}
		}
	}
}

// combined makes facts of what was gathered.
func (d *delivery) combined(rows []keptRow) portion {
	p := portion{rows: make([]decoded, 0, len(rows))}
	for _, kept := range rows {
		row := kept.unpack()
		record := &records.Record{Line: kept.line}
		fact, problems := d.fill(nil, &row)
		if problems != nil { // each record by itself could be read, and so can what they come to
			d.refuseRecord(&p, record, tenantIn([]formats.Row{row}, d.foreign.file), problems...)
			continue
		}
		p.rows = append(p.rows, decoded{Record: record, fact: fact, given: &row})
	}
	return p
}

// keptRows are the rows that are gathered, by key, in the order of the file.
type keptRows struct {
	part *formats.Part
	keys []string // the columns that its kind requires
	at   map[string]int
	rows []keptRow
}

// keptRow is a row as one text: its cells behind one another, each with the number of
// its column.
type keptRow struct {
	line int64 // of the record that began it
	text string
}

// takeFrom moves the rows of a portion here, and leaves those that are refused.
func (k *keptRows) takeFrom(p portion) portion {
	left := p.rows[:0]
	for _, row := range p.rows {
		if row.given == nil {
			left = append(left, row)
			continue
		}
		k.take(row.Line, row.given)
	}
	p.rows = left
	return p
}

func (k *keptRows) take(line int64, row *formats.Row) {
	key := k.keyOf(row)
	at, there := k.at[key]
	if !there {
		k.at[key] = len(k.rows)
		k.rows = append(k.rows, keptRow{line, packed(row)})
		return
	}
	into := k.rows[at].unpack()
	k.part.Combine(&into, row)
	k.rows[at].text = packed(&into)
}

// keyOf returns the identity of a row: its cells in the columns of the key.
func (k *keptRows) keyOf(row *formats.Row) string {
	var key strings.Builder
	for _, name := range k.keys {
		id, _ := parseID(row.Text(name)) // it was read as one before
		key.WriteString(id)
		key.WriteByte('\n')
	}
	return key.String()
}

// What divides a packed row; a text has blanks for them.
const (
	partEnd = "\x1d"
	cellEnd = "\x1e"
	nameEnd = "\x1f"
)

func packed(row *formats.Row) string {
	var text strings.Builder
	write := func(cells []formats.Cell) {
		for _, c := range cells {
			text.WriteString(c.Column)
			text.WriteString(nameEnd)
			text.WriteString(withoutEnds(c.Text))
			text.WriteString(cellEnd)
		}
	}
	write(row.Cells)
	text.WriteString(partEnd)
	write(row.Notes)
	return text.String()
}

// withoutEnds makes blanks of what divides the cells.
func withoutEnds(text string) string {
	if !strings.ContainsAny(text, partEnd+cellEnd+nameEnd) {
		return text
	}
	return strings.NewReplacer(partEnd, " ", cellEnd, " ", nameEnd, " ").Replace(text)
}

func (k keptRow) unpack() formats.Row {
	cells, notes, _ := strings.Cut(k.text, partEnd)
	return formats.Row{Cells: unpacked(cells), Notes: unpacked(notes)}
}

func unpacked(text string) []formats.Cell {
	var cells []formats.Cell
	for cell := range strings.SplitSeq(text, cellEnd) {
		if name, text, is := strings.Cut(cell, nameEnd); is {
			cells = append(cells, formats.Cell{Column: name, Text: text})
		}
	}
	return cells
}
