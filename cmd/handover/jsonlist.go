package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// jsonList prints a list of any length for machines, item by item. Only end
// closes it: a list that was cut off by an error is no JSON.
type jsonList struct {
	out   *bufio.Writer
	items int
}

func newJSONList(out io.Writer) *jsonList { return &jsonList{out: bufio.NewWriter(out)} }

func (l *jsonList) add(item any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	if err := encoder.Encode(item); err != nil {
		return err
	}
	before := ",\n  "
	if l.items == 0 {
		before = "[\n  "
	}
	l.items++
	_, err := fmt.Fprint(l.out, before, strings.TrimSuffix(text.String(), "\n"))
	return err
}

func (l *jsonList) end() error {
	text := "\n]\n"
	if l.items == 0 {
		text = "[]\n"
	}
	if _, err := l.out.WriteString(text); err != nil {
		return err
	}
	return l.out.Flush()
}

// writeJSON prints one value for machines: indented, and names as they are.
func writeJSON(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// orNull makes of an unknown text the null that scripts expect.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// instantText writes an instant for machines.
func instantText(at time.Time) string { return at.UTC().Format(time.RFC3339) }
