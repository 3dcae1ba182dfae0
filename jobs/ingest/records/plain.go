package records

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// Plain returns a stream as a Reader takes it: UTF-16 with a mark becomes UTF-8,
// and where lines end with bare carriage returns they end with line feeds.
func Plain(src io.Reader) io.Reader { return &plain{src: bufio.NewReaderSize(src, bufferBytes)} }

type plain struct {
	src *bufio.Reader
	out io.Reader // src as it has to be read; nil before the first read
}

// Read reads from the stream.
func (p *plain) Read(into []byte) (int, error) {
	if p.out == nil {
		p.begin()
	}
	return p.out.Read(into)
}

// begin looks at the first bytes. An error of the stream is left to the read.
func (p *plain) begin() {
	text := p.src
	switch mark, _ := p.src.Peek(2); string(mark) { // the read has the error
	case "\xFF\xFE":
		text = bufio.NewReaderSize(&wide{src: p.src, order: binary.LittleEndian}, bufferBytes)
	case "\xFE\xFF":
		text = bufio.NewReaderSize(&wide{src: p.src, order: binary.BigEndian}, bufferBytes)
	}
	p.out = text
	if window, _ := text.Peek(bufferBytes); endsWithReturns(window) { // the read has the error
		p.out = &returns{src: text}
	}
}

// endsWithReturns reports whether lines end with bare carriage returns: there is
// one outside quotes, and no line feed is.
func endsWithReturns(window []byte) bool {
	quoted, seen := false, false
	for i, c := range window {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return false
		case c == '\r':
			seen = seen || i+1 < len(window)
		}
	}
	return seen
}

// returns reads line feeds for carriage returns, one for both together.
type returns struct {
	src  io.Reader
	last byte
}

// Read reads from the stream.
func (r *returns) Read(into []byte) (int, error) {
	for {
		n, err := r.src.Read(into)
		kept := into[:0]
		for _, c := range into[:n] {
			if c != '\n' || r.last != '\r' {
				kept = append(kept, c)
			}
			r.last = c
		}
		for at := bytes.IndexByte(kept, '\r'); at >= 0; at = bytes.IndexByte(kept, '\r') {
			kept[at] = '\n'
		}
		if len(kept) > 0 || err != nil || n == 0 {
			return len(kept), err
		}
	}
}

// wide reads UTF-16 as UTF-8. Half a pair or half a unit becomes a byte that no
// text holds, so that the field is told to be none.
type wide struct {
	src   *bufio.Reader
	order binary.ByteOrder
	left  []byte // of the last character, what did not fit
}

const noText = 0xFF

// Read reads from the stream.
func (w *wide) Read(into []byte) (int, error) {
	for n := 0; ; {
		copied := copy(into[n:], w.left)
		w.left, n = w.left[copied:], n+copied
		if n == len(into) || n > 0 && w.src.Buffered() < 4 {
			return n, nil
		}
		err := w.next()
		if err != nil {
			return n, err
		}
	}
}

// next decodes one character.
func (w *wide) next() error {
	unit, err := w.src.Peek(2)
	if len(unit) == 0 {
		return err
	}
	if len(unit) < 2 {
		w.left = []byte{noText}
		_, err = w.src.Discard(len(unit))
		return err
	}
	r, size := rune(w.order.Uint16(unit)), 2
	if utf16.IsSurrogate(r) {
		pair, err := w.src.Peek(4)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		low := rune(utf8.RuneError)
		if len(pair) == 4 {
			low = rune(w.order.Uint16(pair[2:]))
		}
		r = utf16.DecodeRune(r, low)
		size = 4
	}
	w.left = utf8.AppendRune(nil, r)
	if r == utf8.RuneError && size == 4 {
		w.left, size = []byte{noText}, 2
	}
	_, err = w.src.Discard(size)
	return err
}
