package publish

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// replay yields the rows of a section again.
func replay[T any](s *spool, from section, describe func(*coder, *T), wanted func(tag uint32) bool, passes func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none, row T
		var c coder
		rows := s.messages(from, wanted)
		for {
			message, err := rows.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				err = read(&c, message, &row, describe)
			}
			if err != nil {
				yield(none, s.fault(err))
				return
			}
			if passes(&row) && !yield(row, nil) {
				return
			}
		}
	}
}

// fault says of which run something could not be read again.
func (s *spool) fault(err error) error {
	return fmt.Errorf("read the report of run %d again: %w", s.run.Seq, err)
}

// messages reads the bytes of the rows of a section whose tag is wanted.
type messages struct {
	rows   int // still to come
	in     *bufio.Reader
	wanted func(tag uint32) bool
	at     int64 // where the row begins that was read last
	end    int64 // and where it ends
	head   [headSize]byte
	buffer []byte
}

func (s *spool) messages(from section, wanted func(tag uint32) bool) *messages {
	return &messages{
		rows: from.rows, wanted: wanted, end: from.offset,
		in: bufio.NewReaderSize(io.NewSectionReader(from.file, from.offset, from.size), 1<<15),
	}
}

// next returns the bytes of the next row that is wanted. The end, io.EOF, is where all
// rows have come, and nowhere else.
func (m *messages) next() (string, error) {
	for m.rows > 0 {
		m.rows--
		if _, err := io.ReadFull(m.in, m.head[:]); err != nil {
			return "", cutOff(err)
		}
		tag, size := binary.LittleEndian.Uint32(m.head[:4]), int(binary.LittleEndian.Uint32(m.head[4:]))
		m.at, m.end = m.end, m.end+headSize+int64(size)
		if m.wanted(tag) {
			m.buffer = slices.Grow(m.buffer[:0], size)[:size]
			_, err := io.ReadFull(m.in, m.buffer)
			return string(m.buffer), cutOff(err)
		}
		if _, err := m.in.Discard(size); err != nil {
			return "", cutOff(err)
		}
	}
	return "", io.EOF
}

// cutOff keeps a missing rest from being taken for the end.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
