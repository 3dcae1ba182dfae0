package formats

import (
	"encoding/json"
	"maps"
	"slices"
)

// Sample is what a file is recognised by: the columns of its header, or the members of
// its first object.
type Sample struct {
	Body Body
	Name string   // the file's base name
	Keys []string // as Key returns them
	JSON []byte   // the first object of a JSON file
}

// NewSample makes the sample of a CSV file.
func NewSample(name string, header []string) *Sample {
	s := &Sample{Body: CSV, Name: name}
	for _, column := range header {
		s.Keys = append(s.Keys, Key(column))
	}
	return s
}

// NewObjectSample makes the sample of a JSON file.
func NewObjectSample(name string, object []byte) *Sample {
	s := &Sample{Body: JSON, Name: name, JSON: object}
	var members map[string]json.RawMessage
	if json.Unmarshal(object, &members) != nil {
		return s // no object: it has no members
	}
	for _, member := range slices.Sorted(maps.Keys(members)) {
		s.Keys = append(s.Keys, Key(member))
	}
	return s
}

// Has reports whether all of some columns or members are there.
func (s *Sample) Has(keys ...string) bool {
	return !slices.ContainsFunc(keys, func(key string) bool { return !slices.Contains(s.Keys, key) })
}

// HasOne reports whether one of some columns or members is there.
func (s *Sample) HasOne(keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return slices.Contains(s.Keys, key) })
}
