package tomlfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// Place says where in a text the key stands with which a fault begins, such as
// "partner.model: it is none": path, line and column as far as they can be known. Of a key
// that is not there it is the place of its table.
func Place(path, text, fault string) string {
	var top map[string]toml.Primitive
	meta, err := toml.Decode(text, &top)
	if err != nil {
		return path
	}
	place := path
	for rest, inside := strings.TrimPrefix(fault, unknownKey), top; inside != nil; {
		key := longest(inside, rest)
		if key == "" {
			break
		}
		value := inside[strings.Trim(key, `"`)]
		if line := line(&meta, value); line > 0 {
			place = fmt.Sprintf("%s:%d:%d", path, line, column(text, line, key))
		}
		next, deeper := strings.CutPrefix(rest[len(key):], ".")
		inside = nil
		if deeper && meta.PrimitiveDecode(value, &inside) != nil {
			break // it is no table
		}
		rest = next
	}
	return place
}

// unknownKey begins a fault about a key that nothing has a place for.
const unknownKey = "unknown key "

// longest returns the longest key with which a text begins, as it is or between quotes.
func longest(keys map[string]toml.Primitive, text string) string {
	var found string
	for key := range keys {
		for _, written := range []string{key, toml.Key{key}.String()} {
			rest, begins := strings.CutPrefix(text, written)
			if begins && len(written) > len(found) && (rest == "" || strings.ContainsAny(rest[:1], ".:; ")) {
				found = written
			}
		}
	}
	return found
}

// line returns the line of a value, which the decoder tells of faults only; 0 where no line
// is its own.
func line(meta *toml.MetaData, value toml.Primitive) int {
	placed, _ := errors.AsType[toml.ParseError](meta.PrimitiveDecode(value, refusing{})) // another fault has no place: line 0
	return placed.Position.Line
}

// column returns where on its line a key stands, both counted from 1.
func column(text string, line int, key string) int {
	lines := strings.Split(text, "\n")
	return max(0, strings.Index(lines[line-1], strings.Trim(key, `"`))) + 1
}

// refusing is a value that is wrong whatever it is.
type refusing struct{}

var errRefused = errors.New("refused")

// UnmarshalTOML refuses a value.
func (refusing) UnmarshalTOML(any) error { return errRefused }
