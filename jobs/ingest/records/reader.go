package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// bufferBytes is read from the stream at a time.
const bufferBytes = 64 << 10

// Reader reads records from a stream.
type Reader struct {
	src   *bufio.Reader
	limit int
	lines int64 // lines begun so far

	raw  []byte // of the records of a portion
	scan scanner
	ends []end // of these records

	base int   // where the record that is being read begins in raw
	size int64 // bytes of it so far, also those that are not kept
	over bool  // it has passed the limit and is only followed
}

// end is a record that was scanned.
type end struct {
	line     int64
	from, to int // in raw
	spans    int // so many are scanned with it
	problem  *Problem
}

// NewReader reads records of at most limit bytes from a stream, their fields
// separated by a delimiter. Without one (0) it is recognised by the first lines;
// those of them that only speak to a program are skipped.
func NewReader(src io.Reader, limit int, delimiter byte) *Reader {
	r := &Reader{src: bufio.NewReaderSize(src, bufferBytes), limit: limit}
	r.scan.delimiter = delimiter
	return r
}

// Delimiter returns what separates the fields of the records read so far.
func (r *Reader) Delimiter() byte { return r.scan.delimiter }

// Next reads the next record. At the end it returns io.EOF; an
// *UnclosedQuoteError or an error of the stream ends the reading for good.
func (r *Reader) Next() (*Record, error) {
	portion, err := r.Portion(1, 1)
	if len(portion) == 0 {
		return nil, err
	}
	return &portion[0], nil
}

// Portion reads the next records: so many, or fewer that have so many bytes
// together. An error comes with the records before it, and is one of those of Next.
func (r *Reader) Portion(rows, size int) ([]Record, error) {
	if r.scan.delimiter == 0 {
		r.recognise()
	}
	r.raw, r.ends, r.scan.spans = r.raw[:0], r.ends[:0], r.scan.spans[:0]
	for len(r.ends) < rows && len(r.raw) < size {
		line := r.lines + 1
		r.base, r.size, r.over = len(r.raw), 0, false
		r.scan.begin(r.base)
		err := r.readRecord()
		if err != nil {
			return r.cut(), err
		}
		if r.size > 0 {
			r.finish(line)
		}
	}
	return r.cut(), nil
}

// readRecord reads one line, and further ones as long as a quote is open. A
// quoted field that has swallowed a line end and breaks afterwards was never
// closed: which of the lines behind its quote are rows cannot be told.
func (r *Reader) readRecord() error {
	for {
		ended, err := r.readLine()
		if err != nil {
			return err
		}
		scan := &r.scan
		swallowed := scan.state == broken && scan.misquoted && scan.opened != r.lines
		endless := scan.state == inQuotes && (!ended || r.over)
		switch {
		case swallowed, endless:
			return &UnclosedQuoteError{Line: scan.opened}
		case scan.state != inQuotes:
			return nil
		}
	}
}

// readLine reads and scans one line. ended reports that it had a line end, so
// that another line may follow.
func (r *Reader) readLine() (ended bool, err error) {
	from := len(r.raw)
	for begun := false; ; begun = true {
		piece, err := r.src.ReadSlice('\n')
		full := errors.Is(err, bufio.ErrBufferFull)
		switch {
		case err != nil && !full && !errors.Is(err, io.EOF):
			return false, err
		case !begun && len(piece) == 0:
			return false, r.atEnd()
		case !begun:
			piece = r.beginLine(piece)
		}
		r.keep(piece, from)
		if !full {
			r.endLine(from)
			return err == nil, nil
		}
	}
}

// atEnd keeps the end of the stream from hiding a quote that is still open.
func (r *Reader) atEnd() error {
	if r.scan.state == inQuotes {
		return &UnclosedQuoteError{Line: r.scan.opened}
	}
	return io.EOF
}

// recognise finds the delimiter and skips the lines above the header. An error of
// the stream is left to the next read.
func (r *Reader) recognise() {
	window, _ := r.src.Peek(bufferBytes) // the next read has the error
	h := headOf(window)
	r.scan.delimiter = h.delimiter
	r.lines += h.lines
	_, _ = r.src.Discard(h.bytes) // they are in the buffer
}

// beginLine counts a line and takes the byte order mark off the first.
func (r *Reader) beginLine(piece []byte) []byte {
	r.lines++
	if r.lines == 1 {
		return bytes.TrimPrefix(piece, []byte(byteOrderMark))
	}
	return piece
}

// keep adds a piece of the line that began at an offset. Behind
// the limit quotes are still followed, to know where the row ends, but nothing
// more is kept than the fields before it.
func (r *Reader) keep(piece []byte, from int) {
	r.size += int64(len(piece))
	switch {
	case r.over:
		r.scan.follow(withoutEnd(piece), r.lines)
	case r.size > int64(r.limit+len("\r\n")):
		r.over = true
		room := max(0, r.limit-(len(r.raw)-r.base))
		r.raw = append(r.raw, piece[:room]...)
		r.scan.split(r.raw[from:], from, r.lines)
		r.scan.follow(withoutEnd(piece[room:]), r.lines)
	default:
		r.raw = append(r.raw, piece...)
	}
}

// endLine scans a complete line. Its end is taken off, unless it is part of a
// quoted field.
func (r *Reader) endLine(from int) {
	if r.over {
		return
	}
	line := withoutEnd(r.raw[from:])
	r.scan.split(line, from, r.lines)
	if r.scan.state != inQuotes {
		r.size -= int64(len(r.raw) - from - len(line))
		r.raw = r.raw[:from+len(line)]
	}
	r.over = r.size > int64(r.limit)
}

// withoutEnd takes the line end off, or a last carriage return.
func withoutEnd(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}

// finish ends the record that was scanned.
func (r *Reader) finish(line int64) {
	from, before := r.base, 0
	if len(r.ends) > 0 {
		before = r.ends[len(r.ends)-1].spans
	}
	var problem *Problem
	switch {
	case r.over:
		problem = &Problem{Field: -1, Reason: fmt.Sprintf("row is longer than %d bytes and was skipped", r.limit)}
		from = len(r.raw)
	case r.scan.state == broken:
		problem = &Problem{Field: len(r.scan.spans) - before, Reason: r.scan.fault()}
	default:
		r.scan.endField(len(r.raw))
	}
	r.ends = append(r.ends, end{line, from, len(r.raw), len(r.scan.spans), problem})
}

// cut makes records of what was scanned. Their texts share one piece of memory.
func (r *Reader) cut() []Record {
	if len(r.ends) == 0 {
		return nil
	}
	last, from := r.ends[len(r.ends)-1], 0
	text, fields, list := string(r.raw[:last.to]), make([]string, last.spans), make([]Record, len(r.ends))
	for i, field := range r.scan.spans[:last.spans] {
		fields[i] = field.text(text)
	}
	for i, e := range r.ends {
		list[i] = Record{Line: e.line, Raw: text[e.from:e.to], Fields: fields[from:e.spans:e.spans], Problem: e.problem}
		from = e.spans
	}
	return list
}
