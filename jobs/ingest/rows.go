package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"

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
}

// portion is what some records come to.
type portion struct {
	rows                        []decoded
	empty, unreadable, negative int64
}

// portions yields the rows of a file behind its header, decoded side by side, in the
// order of the file.
func (d *delivery) portions(ctx context.Context) iter.Seq2[portion, error] {
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
// that the file is the one that was hashed: a file that is still being written
// would be taken for a complete one.
func (d *delivery) records(ctx context.Context) iter.Seq2[[]records.Record, error] {
	return func(yield func([]records.Record, error) bool) {
		f, err := openRegular(d.path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = f.Close() }() // only read: closing has nothing to lose
		hash := sha256.New()
		reader := newReader(io.TeeReader(newInterruptible(ctx, f), hash))
		_, _, err = nextFilled(reader) // the header
		for err == nil {
			var read []records.Record
			read, err = reader.Portion(portionRows, portionBytes)
			if len(read) > 0 && !yield(read, nil) {
				return
			}
		}
		var unclosed *records.UnclosedQuoteError
		switch {
		case errors.As(err, &unclosed):
			err = refusedQuote(unclosed)
		case errors.Is(err, io.EOF) && hex.EncodeToString(hash.Sum(nil)) == d.im.SHA256:
			return
		case errors.Is(err, io.EOF):
			err = &RefusedError{Reason: "the file changed while it was read; import it again when it is complete"}
		}
		yield(nil, d.blame(err))
	}
}
