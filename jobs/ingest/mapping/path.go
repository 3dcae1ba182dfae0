package mapping

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handover/jobs/ingest/formats"
)

// object is a JSON object whose members are found by the form in which names are compared.
type object map[string]any

// path leads to a field of a record: in a CSV file the column of that name, in a JSON
// object from member to member.
type path struct {
	shown string // as the mapping has it
	key   string // of the column
	steps []step
}

// step goes into a member of an object, or an item of a list.
type step struct {
	name  string // of the member
	index int    // of the item, where name is a number
	isNum bool

	// Of a list under the name the first item counts whose member has the value.
	member, value string
}

// newPath reads a dotted path: names, numbers of items from 0, and after a name
// [member=value] for the first item of a list that has it.
func newPath(text string) (path, error) {
	p := path{shown: text, key: formats.Key(text)}
	if p.key == "" {
		return path{}, fmt.Errorf("%q names no field", text)
	}
	for part := range splitOutside(text) {
		name, condition, _ := strings.Cut(strings.TrimSuffix(part, "]"), "[")
		member, value, conditional := strings.Cut(condition, "=")
		if !conditional {
			name = part
		}
		s := step{name: formats.Key(name)}
		if n, err := strconv.ParseUint(strings.TrimSpace(name), 10, 31); err == nil {
			s.index, s.isNum = int(n), true
		}
		if conditional {
			s.member, s.value = formats.Key(member), strings.TrimSpace(value)
		}
		p.steps = append(p.steps, s)
	}
	return p, nil
}

// splitOutside yields the parts of a path between dots that stand outside brackets.
func splitOutside(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		begin, inside := 0, false
		for i := range len(text) {
			switch {
			case text[i] == '[':
				inside = true
			case text[i] == ']':
				inside = false
			case text[i] == '.' && !inside:
				if !yield(text[begin:i]) {
					return
				}
				begin = i + 1
			}
		}
		yield(text[begin:])
	}
}

// of returns the text under the path, without surrounding blanks, what the file calls it,
// and whether it is there at all. A null, an object, and a list of anything but texts,
// numbers and truth values, is not there.
func (p *path) of(b *body) (text, from string, there bool) {
	if b.fields == nil {
		text, from = b.record.Get(p.key)
		return text, cmp.Or(from, p.shown), text != "" || b.record.Has(p.key)
	}
	text, there = textOf(p.in(b.fields))
	return strings.TrimSpace(text), b.prefix + p.shown, there
}

// in returns the value under the path; nil where there is none.
func (p *path) in(value any) any {
	for i := range p.steps {
		value = p.steps[i].into(value)
	}
	return value
}

func (s *step) into(value any) any {
	switch v := value.(type) {
	case object:
		value = v[s.name]
	case []any:
		if !s.isNum || s.index >= len(v) {
			return nil
		}
		value = v[s.index]
	default:
		return nil
	}
	if s.member == "" {
		return value
	}
	list, _ := value.([]any) // what is no list has no items
	at := slices.IndexFunc(list, func(item any) bool {
		members, _ := item.(object) // what is no object has no members
		text, there := textOf(members[s.member])
		return there && strings.EqualFold(strings.TrimSpace(text), s.value)
	})
	if at < 0 {
		return nil
	}
	return list[at]
}

// textOf returns a scalar, or a list of scalars, as a cell has it.
func textOf(value any) (text string, there bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			if _, nested := item.([]any); nested {
				return "", false
			}
			if texts[i], there = textOf(item); !there {
				return "", false
			}
		}
		return strings.Join(texts, ";"), true
	default:
		return "", false
	}
}

// body is where the fields of a record are found: of a CSV file in the record itself.
type body struct {
	record *formats.Record
	fields any    // of a JSON object; nil of a line of a CSV file
	prefix string // stands before the paths of the fields
}

// newBody takes a record apart. Of a JSON object the fields are those of the first of some
// members that is an object, else its own.
func newBody(rec *formats.Record, within []path) (*body, error) {
	if rec.JSON == nil {
		return &body{record: rec}, nil
	}
	fields, err := parse(rec.JSON)
	if err != nil {
		return nil, &formats.Problem{Reason: "the object cannot be read: " + err.Error()}
	}
	fields, prefix := inside(fields, within)
	return &body{record: rec, fields: fields, prefix: prefix}, nil
}

// inside returns the first of some members that is an object, and what stands before the
// paths of its own; else the value itself.
func inside(value any, within []path) (fields any, prefix string) {
	for i := range within {
		if inner, is := within[i].in(value).(object); is {
			return inner, within[i].shown + "."
		}
	}
	return value, ""
}

// parse reads a JSON text; numbers stay as they are written.
func parse(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return folded(value), nil
}

// folded makes the members of all objects found by the form in which names are compared.
// Of two that are alike there the one counts that sorts first.
func folded(value any) any {
	switch v := value.(type) {
	case map[string]any:
		members, chosen := make(object, len(v)), make(map[string]string, len(v))
		for name, member := range v {
			key := formats.Key(name)
			if before, taken := chosen[key]; !taken || name < before {
				members[key], chosen[key] = folded(member), name
			}
		}
		return members
	case []any:
		for i := range v {
			v[i] = folded(v[i])
		}
	}
	return value
}
