package formats

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Key returns a name of a column or a field in the form in which names are compared:
// its letters and digits in lower case, so that case, blanks and separators do not count.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r >= 0x80:
			return r
		default:
			return -1
		}
	}, name)
}

// Header is the first line of a CSV file.
type Header struct {
	Names []string // as they are written
	at    map[string]int
	alike map[string]string // of names that are alike the second, by what they have in common
}

// NewHeader makes a header of names. Of two that are alike the first counts.
func NewHeader(names []string) *Header {
	h := &Header{Names: names, at: make(map[string]int, len(names)), alike: map[string]string{}}
	for i, name := range names {
		if _, taken := h.at[Key(name)]; !taken {
			h.at[Key(name)] = i
		} else {
			h.alike[Key(name)] = cmp.Or(h.alike[Key(name)], name)
		}
	}
	return h
}

// Record is one record of a file, on its way through a Translate.
type Record struct {
	Line int64
	File *File

	// JSON is the text of the object of a JSON file, which may not be well formed; nil of a
	// CSV file.
	JSON []byte

	header *Header
	cells  []string
	flat   map[string]named
	broken bool   // it was to be flattened and is no object
	alike  string // the key of columns that are alike, of which one was asked for

	// Asked takes the names, as Key returns them, of what is asked for; nil: nobody wants to
	// know.
	Asked map[string]bool
}

// Broken reports whether a member was asked for of what is no object at all.
func (r *Record) Broken() bool { return r.broken }

// Alike returns two columns between which nobody can tell, since their names are alike, of
// which one was asked for; empty where there are none.
func (r *Record) Alike() (first, second string) {
	if r.alike == "" {
		return "", ""
	}
	return r.header.Names[r.header.at[r.alike]], r.header.alike[r.alike]
}

type named struct{ name, text string }

// NewRecord makes a record of the cells of a line of a CSV file, as many as its header has.
func NewRecord(file *File, line int64, header *Header, cells []string) *Record {
	return &Record{Line: line, File: file, header: header, cells: cells}
}

// NewObject makes a record of an object of a JSON file.
func NewObject(file *File, line int64, text []byte) *Record {
	return &Record{Line: line, File: file, JSON: text}
}

// Get returns the text of the first of some columns, or members of the object, that is
// there and not empty, without surrounding blanks, and what the file calls it. Names are
// given as Key returns them. Of a JSON object only texts, numbers and truth values are
// seen.
func (r *Record) Get(keys ...string) (text, from string) {
	for _, key := range keys {
		name, value, _ := r.lookUp(key)
		if value = strings.TrimSpace(value); value != "" {
			return value, name
		}
	}
	return "", ""
}

// Has reports whether the file has a column, or the object a member, of one of these names.
func (r *Record) Has(keys ...string) bool {
	for _, key := range keys {
		if _, _, there := r.lookUp(key); there {
			return true
		}
	}
	return false
}

func (r *Record) lookUp(key string) (name, text string, there bool) {
	if r.Asked != nil {
		r.Asked[key] = true
	}
	if r.header == nil {
		r.flatten()
		f, there := r.flat[key]
		return f.name, f.text, there
	}
	at, there := r.header.at[key]
	if !there || at >= len(r.cells) {
		return "", "", there
	}
	if r.header.alike[key] != "" {
		r.alike = key
	}
	return r.header.Names[at], r.cells[at], true
}

// flatten reads the scalars of an object.
func (r *Record) flatten() {
	if r.flat != nil {
		return
	}
	var members map[string]Value
	r.flat = map[string]named{}
	if json.Unmarshal(r.JSON, &members) != nil {
		r.broken = true
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if _, taken := r.flat[Key(name)]; !taken {
			r.flat[Key(name)] = named{name, members[name].Text}
		}
	}
}

// Value is a member of a JSON object whose type the writer does not keep to: a text, a
// number or a truth value as a text.
type Value struct {
	Given bool   // the member is there
	Null  bool   // and null
	Text  string // without surrounding blanks; empty for null, a list and an object
}

// UnmarshalJSON takes any value.
func (v *Value) UnmarshalJSON(text []byte) error {
	*v = Value{Given: true}
	text = bytes.TrimSpace(text)
	switch {
	case len(text) == 0, text[0] == '{', text[0] == '[':
		return nil
	case bytes.Equal(text, []byte("null")):
		v.Null = true
		return nil
	case text[0] == '"' && isPlain(text[1:len(text)-1]):
		v.Text = strings.TrimSpace(string(text[1 : len(text)-1]))
		return nil
	case text[0] == '"':
		err := json.Unmarshal(text, &v.Text)
		v.Text = strings.TrimSpace(v.Text)
		return err
	default:
		v.Text = string(text)
		return nil
	}
}

// Names returns what the file calls the columns, or the members of the object, in their
// order or sorted.
func (r *Record) Names() []string {
	if r.header != nil {
		return r.header.Names
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(r.JSON, &members) != nil {
		return nil // no object: it has no members
	}
	return slices.Sorted(maps.Keys(members))
}

// isPlain reports whether the inside of a JSON text stands for itself, as most do.
func isPlain(text []byte) bool {
	return !slices.ContainsFunc(text, func(c byte) bool { return c == '\\' || c < ' ' || c >= 0x80 })
}
