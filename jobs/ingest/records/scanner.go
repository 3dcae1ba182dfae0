package records

import (
	"bytes"
	"strings"
)

// state is where the scanner stands inside a record.
type state uint8

const (
	atField  state = iota // before the first byte of a field
	inBare                // inside a field without quotes
	inQuotes              // inside a quoted field, also across a line end
	atQuote               // behind a quote inside quotes: the end, or half of a doubled one
	broken                // behind a stray quote: the rest of the line is not read
)

// span is where the text of a field stands in the bytes that were scanned.
type span struct {
	from, to int
	quoted   bool // quotes stand around it
	doubled  bool // and doubled ones in it
}

// begin returns where the field begins as it was written.
func (s span) begin() int {
	if s.quoted {
		return s.from - 1
	}
	return s.from
}

// end returns where the complete field ends as it was written.
func (s span) end() int {
	if s.quoted {
		return s.to + 1
	}
	return s.to
}

// text cuts the field out of the text that was scanned.
func (s span) text(all string) string {
	text := all[s.from:s.to]
	if s.doubled {
		return strings.ReplaceAll(text, `""`, `"`)
	}
	return text
}

// scanner splits records into fields, line by line.
type scanner struct {
	delimiter byte

	state     state
	misquoted bool  // broken behind a quoted field and not inside a bare one
	opened    int64 // the line on which the last quoted field opened
	field     span  // the one that is not complete yet
	spans     []span
}

// begin begins a record at an offset.
func (s *scanner) begin(offset int) {
	s.state, s.misquoted, s.opened = atField, false, 0
	s.field = span{from: offset}
}

// split scans a line, without its end, that begins at an offset.
func (s *scanner) split(line []byte, offset int, number int64) {
	if s.state == atField && bytes.IndexByte(line, '"') < 0 {
		s.splitBare(line, offset)
		return
	}
	for at := 0; at < len(line) && s.state != broken; {
		rest := line[at:]
		switch s.state {
		case atField:
			at += s.open(rest[0], offset+at, number)
		case inBare:
			at += s.bare(rest, offset+at)
		case inQuotes:
			at += s.quoted(rest, offset+at)
		case atQuote:
			at += s.behindQuote(rest[0], offset+at)
		}
	}
}

// splitBare scans the line of a record, or its rest, that has no quotes.
func (s *scanner) splitBare(line []byte, offset int) {
	for {
		next := bytes.IndexByte(line, s.delimiter)
		if next < 0 {
			break
		}
		s.field.to = offset + next
		s.endField(s.field.to + 1)
		line, offset = line[next+1:], offset+next+1
	}
	if len(line) > 0 {
		s.state, s.field.to = inBare, offset+len(line)
	}
}

// follow scans a piece of a line as split does and keeps nothing of it.
func (s *scanner) follow(piece []byte, number int64) {
	kept := len(s.spans)
	s.split(piece, 0, number)
	s.spans = s.spans[:kept]
}

// open begins a field and returns how many bytes that took.
func (s *scanner) open(first byte, offset int, number int64) int {
	if first != '"' {
		s.state = inBare
		return 0
	}
	s.state, s.opened = inQuotes, number
	s.field = span{from: offset + 1, to: offset + 1, quoted: true}
	return 1
}

func (s *scanner) bare(rest []byte, offset int) int {
	field := rest
	next := bytes.IndexByte(rest, s.delimiter)
	if next >= 0 {
		field = rest[:next]
	}
	if bytes.IndexByte(field, '"') >= 0 {
		s.state = broken
		return len(rest)
	}
	s.field.to = offset + len(field)
	if next < 0 {
		return len(rest)
	}
	s.endField(offset + next + 1)
	return next + 1
}

func (s *scanner) quoted(rest []byte, offset int) int {
	quote := bytes.IndexByte(rest, '"')
	if quote < 0 {
		return len(rest)
	}
	s.state, s.field.to = atQuote, offset+quote
	return quote + 1
}

func (s *scanner) behindQuote(next byte, offset int) int {
	switch next {
	case '"':
		s.state, s.field.doubled = inQuotes, true
	case s.delimiter:
		s.endField(offset + 1)
	default:
		s.state, s.misquoted = broken, true
	}
	return 1
}

// endField completes a field; the next one begins at an offset.
func (s *scanner) endField(next int) {
	s.spans = append(s.spans, s.field)
	s.state, s.field = atField, span{from: next, to: next}
}

// fault says what broke the record.
func (s *scanner) fault() string {
	if s.misquoted {
		return "text behind the closing quote; double a quote inside quotes"
	}
	return "stray quote; put the field in quotes and double the quote"
}
