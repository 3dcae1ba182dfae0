package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/jobs/inorder"
	"handover/reconcile"
)

// What is read ahead at most in one portion: so many records, or bytes where they are
// large.
const (
	portionRows  = 500
	portionBytes = 64 << 10
)

// decoded is a record and what it says, or the problems that keep it from being read.
type decoded struct {
	*records.Record
	fact     reconcile.FactRow
	problems []records.Problem

	given  *formats.Row // of somebody else's file, what the fact is made of
	tenant string       // and of a refused record whose it is, where that is known
}

// portion is what some records come to.
type portion struct {
	rows                        []decoded
	empty, unreadable, negative int64

	skipped  map[string]int64 // records that give no row although nothing is wrong, by why
	unplaced int64            // those of them of which nobody knows whose they are
	fault    error            // why the whole file is refused
}

func (p *portion) skip(why string) {
	if p.skipped == nil {
		p.skipped = map[string]int64{}
	}
	p.skipped[why]++
}

// portions yields the rows of a file behind its header, decoded side by side, in the
// order of the file.
func (d *delivery) portions(ctx context.Context) iter.Seq2[portion, error] {
	if d.foreign != nil {
		return d.translated(ctx)
	}
	return inorder.Map(ctx, d.workers, d.records, d.decode)
}

// decode reads records. Those of empty cells are left out.
func (d *delivery) decode(read []records.Record) portion {
	p := portion{rows: make([]decoded, 0, len(read))}
	for i := range read {
		row := decoded{Record: &read[i]}
		if !isFilled(row.Record) {
			p.empty++
			continue
		}
		row.fact, row.problems = d.layout.decode(row.Record, d.im)
		p.unreadable += int64(row.fact.CountUnreadable())
		p.negative += int64(row.fact.CountNegative())
		p.rows = append(p.rows, row)
	}
	return p
}

// records yields the file's records behind the header. At the end it makes sure
// that the file is the one that was hashed, where it was: a file that is still being
// written would be taken for a complete one.
func (d *delivery) records(ctx context.Context) iter.Seq2[[]records.Record, error] {
	return func(yield func([]records.Record, error) bool) {
		src, err := d.open(ctx)
		if err != nil {
			yield(nil, blame(d.name, err))
			return
		}
		defer func() { _ = src.Close() }() // only read: closing has nothing to lose
		hash := sha256.New()
		err = d.cut(io.TeeReader(src, hash), func(read []records.Record) bool { return yield(read, nil) })
		switch {
		case errors.Is(err, errStopped):
			return
		case err == nil && (d.im.SHA256 == "" || hex.EncodeToString(hash.Sum(nil)) == d.im.SHA256):
			return
		case err == nil:
			err = &RefusedError{Reason: "the file changed while it was read; import it again when it is complete"}
		}
		yield(nil, blame(d.name, err))
	}
}

// errStopped ends the reading where nobody wants any more.
var errStopped = errors.New("stopped")

// cut hands over the records of a text.
func (d *delivery) cut(src io.Reader, take func([]records.Record) bool) error {
	if d.layout.isJSON {
		return d.cutObjects(src, take)
	}
	reader := d.reader(src)
	_, _, err := nextFilled(reader) // the header
	for err == nil {
		var read []records.Record
		read, err = reader.Portion(portionRows, portionBytes)
		if len(read) > 0 && !take(read) {
			return errStopped
		}
	}
	var unclosed *records.UnclosedQuoteError
	switch {
	case errors.As(err, &unclosed):
		return refusedQuote(unclosed)
	case errors.Is(err, io.EOF):
		return nil
	default:
		return err
	}
}

// cutObjects hands over the objects of a JSON text, and keeps what stands around them.
func (d *delivery) cutObjects(src io.Reader, take func([]records.Record) bool) error {
	objects := records.NewObjects(src, d.listOf(d.foreign.format))
	for read, err := range objects.Portions(portionRows, portionBytes) {
		if err != nil {
			return broken(err)
		}
		if !take(read) {
			return errStopped
		}
	}
	d.around = objects.Around()
	return nil
}
