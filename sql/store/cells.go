package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

var errCells = errors.New("read a row: it is no list of texts and numbers")

// cells reads the elements of a JSON array of texts, whole numbers and nulls, as
// both databases write them, one after the other. A text without an escape is a
// part of the array's own text. The first error sticks; it is asked for once, by
// end. An array has at least one element.
type cells struct {
	rest   string
	closed bool
	failed bool
	err    error // of a value
}

// scan begins to read the array that is the only column of a row.
func (c *cells) scan(rows *sql.Rows) {
	var array string
	err := rows.Scan(&array)
	*c = newCells(array)
	c.err = err
}

func newCells(array string) cells {
	rest, ok := strings.CutPrefix(array, "[")
	return cells{rest: rest, failed: !ok}
}

// end reports whether everything was read and was what was asked for.
func (c *cells) end() error {
	if c.err != nil {
		return c.err
	}
	if c.failed || !c.closed || c.rest != "" {
		return errCells
	}
	return nil
}

// cut goes past an element and the comma or the bracket that ends it. PostgreSQL
// writes a blank after the comma.
func (c *cells) cut(at int) {
	if at >= len(c.rest) || c.rest[at] != ',' && c.rest[at] != ']' {
		c.failed = true
		return
	}
	if c.rest[at] == ']' {
		c.rest, c.closed = c.rest[at+1:], true
		return
	}
	c.rest = strings.TrimPrefix(c.rest[at+1:], " ")
}

func (c *cells) text() string {
	if c.failed || c.rest == "" || c.rest[0] != '"' {
		c.failed = true
		return ""
	}
	length := strings.IndexByte(c.rest[1:], '"')
	if length < 0 {
		c.failed = true
		return ""
	}
	plain := c.rest[1 : 1+length]
	if strings.IndexByte(plain, '\\') >= 0 {
		return c.escaped()
	}
	c.cut(length + 2)
	return plain
}

func (c *cells) escaped() string {
	end := 1
	for end < len(c.rest) && c.rest[end] != '"' {
		if c.rest[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(c.rest) {
		c.failed = true
		return ""
	}
	var text string
	err := json.Unmarshal([]byte(c.rest[:end+1]), &text)
	if err != nil {
		c.failed = true
		return ""
	}
	c.cut(end + 1)
	return text
}

func (c *cells) number() sql.NullInt64 {
	end := 0
	for end < len(c.rest) && c.rest[end] != ',' && c.rest[end] != ']' {
		end++
	}
	if c.failed || end == len(c.rest) {
		c.failed = true
		return sql.NullInt64{}
	}
	digits := c.rest[:end]
	c.cut(end)
	if digits == "null" {
		return sql.NullInt64{}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		c.failed = true
	}
	return sql.NullInt64{Int64: n, Valid: true}
}

// optional reads a text or a null.
func (c *cells) optional() sql.NullString {
	if strings.HasPrefix(c.rest, "null") {
		c.cut(len("null"))
		return sql.NullString{}
	}
	return sql.NullString{String: c.text(), Valid: true}
}

// parsed reads a text that stands for another value.
func parsed[V any](c *cells, parse func(string) (V, error)) V {
	value, err := parse(c.text())
	if err != nil && c.err == nil {
		c.err = err
	}
	return value
}
