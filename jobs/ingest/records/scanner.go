package records

import "bytes"

// state is where the scanner stands inside a record.
type state uint8

const (
	atField  state = iota // before the first byte of a field
	inBare                // inside a field without quotes
	inQuotes              // inside a quoted field, also across a line end
	atQuote               // behind a quote inside quotes: the end, or half of a doubled one
	broken                // behind a stray quote: the rest of the line is not read
)

// scanner splits one record into fields, line by line.
type scanner struct {
	delimiter byte

	state     state
	misquoted bool  // broken behind a quoted field and not inside a bare one
	opened    int64 // the line on which the last quoted field opened
	text      []byte
	ends      []int // where the text of each field ends in text
	starts    []int // where each field begins in the record's bytes
}

func (s *scanner) reset() {
	s.state, s.misquoted, s.opened = atField, false, 0
	s.text, s.ends, s.starts = s.text[:0], s.ends[:0], append(s.starts[:0], 0)
}

// split scans a line, without its end, that begins at an offset of the record.
func (s *scanner) split(line []byte, offset int, number int64) {
	for at := 0; at < len(line) && s.state != broken; {
		rest := line[at:]
		switch s.state {
		case atField:
			at += s.open(rest[0], number)
		case inBare:
			at += s.bare(rest, offset+at)
		case inQuotes:
			at += s.quoted(rest)
		case atQuote:
			at += s.behindQuote(rest[0], offset+at)
		}
	}
}

// follow scans a piece of a line as split does and keeps nothing of it.
func (s *scanner) follow(piece []byte, number int64) {
	text, ends, starts := len(s.text), len(s.ends), len(s.starts)
	s.split(piece, 0, number)
	s.text, s.ends, s.starts = s.text[:text], s.ends[:ends], s.starts[:starts]
}

// open begins a field and returns how many bytes that took.
func (s *scanner) open(first byte, number int64) int {
	if first != '"' {
		s.state = inBare
		return 0
	}
	s.state, s.opened = inQuotes, number
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
	s.text = append(s.text, field...)
	if next < 0 {
		return len(rest)
	}
	s.endField()
	s.starts = append(s.starts, offset+next+1)
	return next + 1
}

func (s *scanner) quoted(rest []byte) int {
	quote := bytes.IndexByte(rest, '"')
	if quote < 0 {
		s.text = append(s.text, rest...)
		return len(rest)
	}
	s.text = append(s.text, rest[:quote]...)
	s.state = atQuote
	return quote + 1
}

func (s *scanner) behindQuote(next byte, offset int) int {
	switch next {
	case '"':
		s.text = append(s.text, '"')
		s.state = inQuotes
	case s.delimiter:
		s.endField()
		s.starts = append(s.starts, offset+1)
	default:
		s.state, s.misquoted = broken, true
	}
	return 1
}

func (s *scanner) endField() {
	s.ends = append(s.ends, len(s.text))
	s.state = atField
}

// fault says what broke the record.
func (s *scanner) fault() string {
	if s.misquoted {
		return "text behind the closing quote; double a quote inside quotes"
	}
	return "stray quote; put the field in quotes and double the quote"
}

// fields returns the texts of the complete fields, cut out of one string.
func (s *scanner) fields(list []string) []string {
	if len(s.ends) == 0 {
		return list
	}
	text, from := string(s.text[:s.ends[len(s.ends)-1]]), 0
	for _, end := range s.ends {
		list = append(list, text[from:end])
		from = end
	}
	return list
}
