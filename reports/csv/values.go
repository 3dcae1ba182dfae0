package csv

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"handover/reconcile"
)

// Lists and evidence have no plain form in a row: they are written as JSON.

// listText writes a list of texts.
func listText(list []string) string {
	out := []byte{'['}
	for i, text := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(out, text)
	}
	return string(append(out, ']'))
}

// evidenceText writes evidence as an object, its keys in order. Of a key that comes
// twice the last value counts.
func evidenceText(evidence []reconcile.Evidence) string {
	sorted := slices.Clone(evidence)
	slices.SortStableFunc(sorted, func(a, b reconcile.Evidence) int { return cmp.Compare(a.Key, b.Key) })
	out := []byte{'{'}
	for i, e := range sorted {
		if i+1 < len(sorted) && sorted[i+1].Key == e.Key {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = appendText(append(appendText(out, e.Key), ':'), e.Value)
	}
	return string(append(out, '}'))
}

// appendText writes a text. Most need no escape, and no encoder.
func appendText(out []byte, text string) []byte {
	if isPlain(text) {
		return append(append(append(out, '"'), text...), '"')
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // A text and a buffer never give an error.
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// isPlain reports whether every character of a text stands for itself in JSON.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
