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
	src    *bufio.Reader
	limit  int
	lines  int64 // lines begun so far
	raw    []byte
	size   int64 // bytes of the record so far, also those that are not kept
	over   bool  // the record has passed the limit and is only followed
	scan   scanner
	record Record
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
	if r.scan.delimiter == 0 {
		r.recognise()
	}
	for {
		line := r.lines + 1
		r.raw, r.size, r.over = r.raw[:0], 0, false
		r.scan.reset()
		err := r.readRecord()
		if err != nil {
			return nil, err
		}
		if r.size > 0 {
			return r.finish(line), nil
		}
	}
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

// keep adds a piece of the line that began at an offset of the record. Behind
// the limit quotes are still followed, to know where the row ends, but nothing
// more is kept than the fields before it.
func (r *Reader) keep(piece []byte, from int) {
	r.size += int64(len(piece))
	switch {
	case r.over:
		r.scan.follow(withoutEnd(piece), r.lines)
	case r.size > int64(r.limit+len("\r\n")):
		r.over = true
		room := max(0, r.limit-len(r.raw))
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
	end := r.raw[from+len(line):]
	r.scan.split(line, from, r.lines)
	if r.scan.state == inQuotes {
		r.scan.text = append(r.scan.text, end...)
	} else {
		r.raw = r.raw[:from+len(line)]
		r.size -= int64(len(end))
	}
	r.over = r.size > int64(r.limit)
}

// withoutEnd takes the line end off, or a last carriage return.
func withoutEnd(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}

// finish makes a record of what was scanned.
func (r *Reader) finish(line int64) *Record {
	record := &r.record
	record.Line, record.Raw, record.Problem = line, r.raw, nil
	switch {
	case r.over:
		record.Raw = nil
		record.Problem = &Problem{-1, fmt.Sprintf("row is longer than %d bytes and was skipped", r.limit)}
	case r.scan.state == broken:
		record.Problem = &Problem{len(r.scan.ends), r.scan.fault()}
	default:
		r.scan.endField()
	}
	record.Fields = r.scan.fields(record.Fields[:0])
	record.starts = r.scan.starts
	return record
}
