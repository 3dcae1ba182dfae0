package publish

import (
	"encoding/binary"
	"io"
	"maps"
	"slices"
	"time"
)

// coder moves fields between a row and the bytes that a spool keeps of it: it
// appends what they hold, or fills them again. What describes a row once serves both
// ways, so that writing and reading cannot differ. Nothing but a field's value is
// kept, neither names nor types, since a spool lives as long as its process.
type coder struct {
	reading bool
	out     []byte // what is written
	in      string // what is still to be read; texts are parts of it
	err     error  // the first, io.ErrUnexpectedEOF
}

// write returns the bytes of a row, which last until the next one.
func write[T any](c *coder, row *T, describe func(*coder, *T)) []byte {
	c.reading, c.out = false, c.out[:0]
	describe(c, row)
	return c.out
}

// read fills a row, every field of it.
func read[T any](c *coder, in string, row *T, describe func(*coder, *T)) error {
	c.reading, c.in, c.err = true, in, nil
	describe(c, row)
	if c.in != "" {
		c.fail()
	}
	return c.err
}

// fail notes that the bytes are no row. Everything that is read after that is empty.
func (c *coder) fail() { c.in, c.err = "", io.ErrUnexpectedEOF }

// unsigned reads a number as binary.Uvarint does.
func (c *coder) unsigned() uint64 {
	n := uint64(0)
	for i, shift := 0, uint(0); i < len(c.in) && i < binary.MaxVarintLen64; i, shift = i+1, shift+7 {
		n |= uint64(c.in[i]&0x7f) << shift
		if c.in[i] < 0x80 {
			c.in = c.in[i+1:]
			return n
		}
	}
	c.fail()
	return 0
}

func (c *coder) number(field *int64) {
	if !c.reading {
		c.out = binary.AppendVarint(c.out, *field)
		return
	}
	zigzag := c.unsigned()
	*field = int64(zigzag>>1) ^ -int64(zigzag&1)
}

// whole moves a number of a smaller type.
func whole[N ~int | ~int32](c *coder, field *N) {
	n := int64(*field)
	c.number(&n)
	if c.reading {
		*field = N(n)
	}
}

func (c *coder) truth(fields ...*bool) {
	for _, field := range fields {
		switch {
		case c.reading:
			*field = c.unsigned() != 0
		case *field:
			c.out = append(c.out, 1)
		default:
			c.out = append(c.out, 0)
		}
	}
}

// length moves the length of what follows, of which each part takes a byte at least.
func (c *coder) length(n int) int {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(n))
		return n
	}
	size := c.unsigned()
	if size > uint64(len(c.in)) {
		c.fail()
		return 0
	}
	return int(size)
}

func text[T ~string](c *coder, fields ...*T) {
	for _, field := range fields {
		n := c.length(len(*field))
		if !c.reading {
			c.out = append(c.out, *field...)
			continue
		}
		*field, c.in = T(c.in[:n]), c.in[n:]
	}
}

// instant moves an instant, which comes back in UTC.
func (c *coder) instant(fields ...*time.Time) {
	for _, field := range fields {
		seconds, nanos := field.Unix(), int64(field.Nanosecond())
		c.number(&seconds)
		c.number(&nanos)
		if c.reading {
			*field = time.Unix(seconds, nanos).UTC()
		}
	}
}

// list moves a list; an empty one comes back as nil.
func list[T any](c *coder, field *[]T, describe func(*coder, *T)) {
	n := c.length(len(*field))
	if c.reading {
		*field = nil
	}
	if c.reading && n > 0 {
		*field = make([]T, n)
	}
	for i := range *field {
		describe(c, &(*field)[i])
	}
}

// pointer moves what a field points to, if anything.
func pointer[T any](c *coder, field **T, describe func(*coder, *T)) {
	there := *field != nil
	c.truth(&there)
	if c.reading {
		*field = nil
	}
	if !there {
		return
	}
	if c.reading {
		*field = new(T)
	}
	describe(c, *field)
}

// counts moves numbers by their keys; an empty map comes back as nil.
func counts[K ~string](c *coder, field *map[K]int) {
	type count struct {
		key K
		n   int
	}
	var all []count
	for _, key := range slices.Sorted(maps.Keys(*field)) {
		all = append(all, count{key, (*field)[key]})
	}
	list(c, &all, func(c *coder, one *count) {
		text(c, &one.key)
		whole(c, &one.n)
	})
	if !c.reading {
		return
	}
	*field = nil
	if len(all) > 0 {
		*field = make(map[K]int, len(all))
	}
	for _, one := range all {
		(*field)[one.key] = one.n
	}
}
