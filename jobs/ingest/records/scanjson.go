package records

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// peek returns the next byte that is no white space, which stays to be read; io.EOF where
// there is none.
func (o *Objects) peek() (byte, error) {
	for {
		window, err := o.window()
		if err != nil {
			return 0, err
		}
		for i, c := range window {
			if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
				return c, o.pass(window[:i])
			}
		}
		if err := o.pass(window); err != nil {
			return 0, err
		}
	}
}

// window returns bytes that are to be read; io.EOF where there are none.
func (o *Objects) window() ([]byte, error) {
	_, err := o.src.Peek(1)
	if err != nil {
		return nil, err
	}
	return o.src.Peek(o.src.Buffered())
}

// pass reads bytes of the window.
func (o *Objects) pass(read []byte) error {
	if o.takes {
		if len(o.taken)+len(read) > MaxObject {
			return o.tooLarge("an object")
		}
		o.taken = append(o.taken, read...)
	}
	o.column += int64(len(read))
	if at := bytes.LastIndexByte(read, '\n'); at >= 0 {
		o.line += int64(bytes.Count(read, []byte("\n")))
		o.column = int64(len(read) - at - 1)
	}
	_, err := o.src.Discard(len(read))
	return err
}

func (o *Objects) tooLarge(what string) error {
	return &BrokenError{Line: o.line, Column: o.column + 1, Reason: fmt.Sprintf("%s has more than %d bytes", what, MaxObject), TooLarge: true}
}

// expect reads one byte, behind white space.
func (o *Objects) expect(want byte) error {
	next, err := o.peek()
	switch {
	case err != nil:
		return o.cutOff(err)
	case next != want:
		return o.broken(shownByte(want) + " is expected, and here is " + shownByte(next))
	}
	return o.pass([]byte{next})
}

// value reads one value up to where it ends, whatever it is inside.
func (o *Objects) value() ([]byte, error) {
	if _, err := o.peek(); err != nil {
		return nil, o.cutOff(err)
	}
	var text []byte
	var e extent
	for {
		window, err := o.window()
		switch {
		case errors.Is(err, io.EOF) && e.isScalar():
			return text, nil
		case err != nil:
			return nil, o.cutOff(err)
		}
		n, done := e.scan(window)
		if len(text)+n > MaxObject {
			return nil, o.tooLarge("an object")
		}
		text = append(text, window[:n]...)
		err = o.pass(window[:n])
		switch {
		case err != nil:
			return nil, err
		case done && len(text) == 0:
			return nil, o.broken("a value is expected, and here is " + shownByte(window[0]))
		case done:
			return text, nil
		}
	}
}

// extent finds where a value ends.
type extent struct {
	depth             int
	begun             bool
	inText, isEscaped bool
}

// isScalar reports whether a number or a word has been begun, which ends with the text.
func (e *extent) isScalar() bool { return e.begun && e.depth == 0 && !e.inText }

// scan passes over bytes of a value and returns how many are its own, and whether it ends
// with them.
func (e *extent) scan(window []byte) (n int, done bool) {
	for i, c := range window {
		switch {
		case e.inText:
			if e.closes(c) && e.depth == 0 {
				return i + 1, true
			}
		case c == '"':
			e.inText = true
		case c == '{', c == '[':
			e.depth++
		case (c == '}' || c == ']') && e.depth > 0:
			e.depth--
			if e.depth == 0 {
				return i + 1, true
			}
		case e.depth == 0 && endsScalar(c):
			return i, true
		}
		e.begun = true
	}
	return len(window), false
}

// closes reports whether a byte of a text is the quote that ends it.
func (e *extent) closes(c byte) bool {
	switch {
	case e.isEscaped:
		e.isEscaped = false
	case c == '\\':
		e.isEscaped = true
	case c == '"':
		e.inText = false
		return true
	}
	return false
}

func endsScalar(c byte) bool {
	switch c {
	case ',', ':', '}', ']', ' ', '\t', '\n', '\r':
		return true
	default:
		return false
	}
}

// broken says what is wrong with the byte behind those that were read.
func (o *Objects) broken(reason string) error {
	return &BrokenError{Line: o.line, Column: o.column + 1, Reason: reason}
}

// cutOff says that the text ends where it must not; another error stays what it is.
func (o *Objects) cutOff(err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	return o.broken("the text ends in the middle; it was cut off")
}

func shownByte(c byte) string {
	if c < ' ' || c > '~' {
		return fmt.Sprintf("the byte %#02x", c)
	}
	return strconv.QuoteRune(rune(c))
}
