package records

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxObject is the most that one object of a JSON text may have, in bytes, and all that
// stands around a list together.
const MaxObject = 16 << 20

// BrokenError says where a text is no JSON, or not of the expected shape. Nothing of such
// a text is to be taken, since nobody can say what is missing.
type BrokenError struct {
	Line, Column int64 // 1 for the first; the column counts bytes
	Reason       string

	NoList   bool // it may be JSON, and the list that was asked for is not there
	TooLarge bool // it may be JSON, and what would be one record is too large to be held
}

// Error names the place and the reason.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Reason)
}

// Objects reads the objects of a JSON text as records with one field each, which is the
// text of the object: those of a list, of a list in an object, a single object, or several
// ones one after the other, as of JSON lines.
//
// It only looks for where an object ends. Whether it is well formed is told by its Fault,
// which can be asked for side by side.
type Objects struct {
	src  *bufio.Reader
	path []string // of the list inside an object; empty: one of the usual names

	line, column int64  // of the byte read last
	taken        []byte // what was read since take
	takes        bool

	plain  bool // a whole object was a record: what follows are some more
	around []byte
}

// NewObjects reads a JSON text. The path names the list of records in it, its names divided
// by points and compared without case; with an empty one it is the text itself, or the
// items, value or data of it.
func NewObjects(src io.Reader, path string) *Objects {
	o := &Objects{src: bufio.NewReaderSize(Plain(src), bufferBytes), line: 1}
	if path != "" {
		o.path = strings.Split(path, ".")
	}
	if mark, _ := o.src.Peek(len(byteOrderMark)); string(mark) == byteOrderMark { // the next read has the error
		_, _ = o.src.Discard(len(byteOrderMark)) // it is in the buffer
	}
	return o
}

// Around returns the members of the objects around the list, without the list, as one
// object; nil where there are none. It is complete at the end of Portions only.
func (o *Objects) Around() []byte {
	if o.around == nil {
		return nil
	}
	return append(append([]byte{'{'}, o.around...), '}')
}

// Portions yields all records, so many at once or fewer that have so many bytes together.
// The error is that of the stream or a *BrokenError, and comes last.
func (o *Objects) Portions(rows, size int) iter.Seq2[[]Record, error] {
	return func(yield func([]Record, error) bool) {
		var list []Record
		held := 0
		err := o.each(func(r Record) bool {
			list, held = append(list, r), held+len(r.Fields[0])
			if len(list) < rows && held < size {
				return true
			}
			full := list
			list, held = nil, 0
			return yield(full, nil)
		})
		switch {
		case errors.Is(err, errStopped):
		case len(list) > 0 && !yield(list, nil):
		case err != nil:
			yield(nil, err)
		}
	}
}

// errStopped ends the reading where nobody wants any more.
var errStopped = errors.New("stopped")

// each hands every record over, as long as it is taken.
func (o *Objects) each(take func(Record) bool) error {
	for {
		next, err := o.peek()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case next == '[' && len(o.path) == 0 && !o.plain:
			err = o.list(take)
		case next == '{' && o.plain:
			err = o.record(take)
		case next == '{':
			err = o.body(take)
		default:
			err = o.broken("an object or a list of objects is expected, and here is " + shownByte(next))
		}
		if err != nil {
			return err
		}
	}
}

// body reads an object: what stands around a list, or a record.
func (o *Objects) body(take func(Record) bool) error {
	line, column := o.line, o.column+1
	o.taken, o.takes = nil, true
	found, err := o.members(o.path, take)
	text := string(o.taken)
	o.taken, o.takes = nil, false
	switch {
	case err != nil || found:
		return err
	case len(o.path) > 0:
		return &BrokenError{Line: line, Column: column, Reason: "the text has no list " + strings.Join(o.path, "."), NoList: true}
	}
	o.plain, o.around = true, nil
	return handOver(take, Record{Line: line, Column: column, Fields: []string{text}})
}

func handOver(take func(Record) bool, r Record) error {
	if !take(r) {
		return errStopped
	}
	return nil
}

// members reads an object and the list in it.
func (o *Objects) members(path []string, take func(Record) bool) (found bool, err error) {
	err = o.expect('{')
	for first := true; err == nil; first = false {
		next, wrong := o.peek()
		switch {
		case wrong != nil:
			return found, o.cutOff(wrong)
		case next == '}':
			return found, o.expect('}')
		case !first:
			err = o.expect(',')
		}
		if err == nil {
			var here bool
			here, err = o.member(path, take)
			found = found || here
		}
	}
	return found, err
}

// member reads one member of an object: the list, what leads to it, or what is kept beside
// it.
func (o *Objects) member(path []string, take func(Record) bool) (found bool, err error) {
	name, err := o.value()
	if err == nil {
		err = o.expect(':')
	}
	if err != nil {
		return false, err
	}
	next, err := o.peek()
	if err != nil {
		return false, o.cutOff(err)
	}
	key := strings.Trim(string(name), `"`)
	switch {
	case next == '[' && (len(path) == 0 && isListName(key) || len(path) == 1 && strings.EqualFold(key, path[0])):
		o.taken, o.takes = nil, false
		return true, o.list(take)
	case next == '{' && len(path) > 1 && strings.EqualFold(key, path[0]):
		return o.members(path[1:], take)
	default:
		value, err := o.value()
		return false, errors.Join(err, o.keep(name, value))
	}
}

// isListName reports whether a member is the list of a collection, as Microsoft's and most
// others' are called.
func isListName(name string) bool {
	return strings.EqualFold(name, "items") || strings.EqualFold(name, "value") || strings.EqualFold(name, "data")
}

// keep keeps a member that stands around the list.
func (o *Objects) keep(name, value []byte) error {
	if len(o.around)+len(name)+len(value) > MaxObject {
		return o.tooLarge("what stands around the list")
	}
	if len(o.around) > 0 {
		o.around = append(o.around, ',')
	}
	o.around = append(append(append(o.around, name...), ':'), value...)
	return nil
}

// list hands over the objects of a list.
func (o *Objects) list(take func(Record) bool) error {
	err := o.expect('[')
	for first := true; err == nil; first = false {
		next, wrong := o.peek()
		switch {
		case wrong != nil:
			return o.cutOff(wrong)
		case next == ']':
			return o.expect(']')
		case !first:
			err = o.expect(',')
		}
		if err == nil {
			err = o.record(take)
		}
	}
	return err
}

// record hands over one object.
func (o *Objects) record(take func(Record) bool) error {
	next, err := o.peek()
	switch {
	case err != nil:
		return o.cutOff(err)
	case next != '{':
		return o.broken("an object is expected, and here is " + shownByte(next))
	}
	line, column := o.line, o.column+1
	text, err := o.value()
	if err != nil {
		return err
	}
	return handOver(take, Record{Line: line, Column: column, Fields: []string{string(text)}})
}

// ObjectFault says where a record of Objects is no JSON; nil where it is.
func ObjectFault(r *Record) *BrokenError {
	text := r.Fields[0]
	if json.Valid([]byte(text)) {
		return nil
	}
	var whole json.RawMessage
	err := json.Unmarshal([]byte(text), &whole)
	if err == nil {
		return nil
	}
	fault := &BrokenError{Line: r.Line, Column: r.Column, Reason: err.Error()}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		before := text[:max(0, min(int(syntax.Offset)-1, len(text)))]
		fault.Line += int64(strings.Count(before, "\n"))
		fault.Column += int64(len(before))
		if at := strings.LastIndexByte(before, '\n'); at >= 0 {
			fault.Column = int64(len(before) - at)
		}
	}
	return fault
}
