package publish

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"iter"
)

// replay yields the rows of a section again.
func replay[T any](s *spool, from section, wanted func(tag uint64) bool, passes func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows := &messages{
			next:   from.primer,
			rows:   from.rows,
			in:     bufio.NewReaderSize(io.NewSectionReader(s.file, from.offset, from.size), 1<<15),
			wanted: wanted,
		}
		decoder := gob.NewDecoder(rows)
		for first := true; ; first = false {
			var row T
			switch err := decoder.Decode(&row); {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(none, fmt.Errorf("read the report of run %d again: %w", s.run.Seq, err))
				return
			case first || !passes(&row):
				continue
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// messages returns gob the primer and then the messages whose tag is wanted.
type messages struct {
	next   []byte // what is left of the primer
	rows   int    // still to come
	left   int64  // of the present message
	in     *bufio.Reader
	wanted func(tag uint64) bool
}

func (m *messages) Read(p []byte) (int, error) {
	if len(m.next) > 0 {
		n := copy(p, m.next)
		m.next = m.next[n:]
		return n, nil
	}
	if m.left == 0 {
		if err := m.advance(); err != nil {
			return 0, err
		}
	}
	n, err := m.in.Read(p[:min(int64(len(p)), m.left)])
	m.left -= int64(n)
	return n, cutOff(err)
}

// advance goes to the next message that is wanted. The end is where all rows have
// come, and nowhere else.
func (m *messages) advance() error {
	for ; m.rows > 0; m.rows-- {
		tag, err1 := binary.ReadUvarint(m.in)
		size, err2 := binary.ReadUvarint(m.in)
		if err := cmp.Or(err1, err2); err != nil {
			return cutOff(err)
		}
		if m.wanted(tag) {
			m.rows--
			m.left = int64(size)
			return nil
		}
		if _, err := m.in.Discard(int(size)); err != nil {
			return cutOff(err)
		}
	}
	return io.EOF
}

// cutOff keeps a missing rest from being taken for the end.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
