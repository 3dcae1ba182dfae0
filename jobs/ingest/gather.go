package ingest

import (
	"cmp"
	"context"
	"hash/maphash"
	"iter"
	"maps"
	"slices"
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
		read = d.gathered(ctx, read)
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

// gathered yields the refused records of a file as they come, and one row for each key
// behind its last record, where the part can tell which that is, else at the end. What is
// known of a key meanwhile is kept as one text.
func (d *delivery) gathered(ctx context.Context, read iter.Seq2[portion, error]) iter.Seq2[portion, error] {
	return func(yield func(portion, error) bool) {
		kept := keptRows{part: d.foreign.part, keys: d.layout.table.required(), at: map[string]*keptRow{}}
		err := d.findLast(ctx, &kept)
		if err != nil {
			yield(portion{}, err)
			return
		}
		for p, err := range read {
			if err == nil {
				done := kept.takeFrom(&p, d.foreign)
				d.combine(&p, done)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		for rows := range slices.Chunk(kept.left(), portionRows) {
			var p portion
			d.combine(&p, rows)
			if !yield(p, nil) {
				return
			}
		}
	}
}

// findLast notes where the last record of each key is.
func (d *delivery) findLast(ctx context.Context, kept *keptRows) error {
	if d.foreign.part.Key == nil {
		return nil
	}
	kept.last, kept.seed = map[uint64]recordPlace{}, maphash.MakeSeed()
	hashes := func(read []records.Record) []keyAt {
		list := make([]keyAt, len(read))
		for i := range read {
			list[i] = keyAt{kept.hash(d.foreign, &read[i]), placeOf(&read[i])}
		}
		return list
	}
	for list, err := range inorder.Map(ctx, d.workers, d.records, hashes) {
		if err != nil {
			return err
		}
		for _, k := range list {
			kept.last[k.hash] = k.at
		}
	}
	return nil
}

// keyAt is a record of a key, and where it stands in the file.
type keyAt struct {
	hash uint64
	at   recordPlace
}

// recordPlace is where a record begins.
type recordPlace struct{ line, column int64 }

func placeOf(r *records.Record) recordPlace { return recordPlace{r.Line, r.Column} }

// hash returns that of a record's key. Two keys with one hash are held longer than they
// need be, and nothing else.
func (k *keptRows) hash(f *foreign, r *records.Record) uint64 {
	if r.Problem != nil {
		return 0
	}
	return maphash.String(k.seed, k.part.Key(f.record(r)))
}

// combine makes facts of rows that are complete, and adds them to a portion.
func (d *delivery) combine(p *portion, rows []*keptRow) {
	for _, kept := range rows {
		row := kept.unpack()
		record := &records.Record{Line: kept.line}
		fact, problems := d.fill(nil, &row)
		if problems != nil { // each record by itself could be read, and so can what they come to
			d.refuseRecord(p, record, tenantIn([]formats.Row{row}, d.foreign.file), problems...)
			continue
		}
		p.rows = append(p.rows, decoded{Record: record, fact: fact, given: &row})
	}
}

// keptRows are the rows that are gathered, by key.
type keptRows struct {
	part *formats.Part
	keys []string // the columns that its kind requires
	at   map[string]*keptRow

	last map[uint64]recordPlace // by the hash of the key; nil where nobody can tell
	seed maphash.Seed
}

// keptRow is a row as one text: its cells behind one another, each with the name of its
// column.
type keptRow struct {
	line int64 // of the record that began it
	text string
}

// takeFrom moves the rows of a portion here, leaves those that are refused, and returns
// those that are complete.
func (k *keptRows) takeFrom(p *portion, f *foreign) (done []*keptRow) {
	left := p.rows[:0]
	for _, row := range p.rows {
		if row.given == nil {
			left = append(left, row)
			continue
		}
		key := k.take(row.Line, row.given)
		if k.last != nil && k.last[k.hash(f, row.Record)] == placeOf(row.Record) {
			done = append(done, k.at[key])
			delete(k.at, key)
		}
	}
	p.rows = left
	return done
}

func (k *keptRows) take(line int64, row *formats.Row) (key string) {
	key = k.keyOf(row)
	kept, there := k.at[key]
	if !there {
		k.at[key] = &keptRow{line, packed(row)}
		return key
	}
	into := kept.unpack()
	k.part.Combine(&into, row)
	kept.text = packed(&into)
	return key
}

// left returns the rows whose last record has not come, in the order of the file.
func (k *keptRows) left() []*keptRow {
	return slices.SortedFunc(maps.Values(k.at), func(a, b *keptRow) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.text, b.text)) })
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
