package mapping

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// choice is one way to find the text of a column: a field, or several with what stands
// between them, such as {Offer ID}:{SKU ID}.
type choice struct {
	parts []part
}

// part is a field, or a text as it is.
type part struct {
	literal string
	field   path
	isField bool
}

func newChoice(text string) (choice, error) {
	if !strings.Contains(text, "{") {
		field, err := newPath(text)
		return choice{[]part{{field: field, isField: true}}}, err
	}
	var c choice
	for rest := text; rest != ""; {
		before, after, open := strings.Cut(rest, "{")
		if before != "" {
			c.parts = append(c.parts, part{literal: before})
		}
		if !open {
			break
		}
		name, behind, closed := strings.Cut(after, "}")
		if !closed {
			return choice{}, fmt.Errorf("%q: a brace is not closed", text)
		}
		field, err := newPath(name)
		if err != nil {
			return choice{}, err
		}
		c.parts = append(c.parts, part{field: field, isField: true})
		rest = behind
	}
	return c, nil
}

func newChoices(texts []string) ([]choice, error) {
	var list []choice
	var faults []error
	for _, text := range texts {
		c, err := newChoice(text)
		list, faults = append(list, c), append(faults, err)
	}
	return list, errors.Join(faults...)
}

func newPaths(texts []string) ([]path, error) {
	var list []path
	var faults []error
	for _, text := range texts {
		p, err := newPath(text)
		list, faults = append(list, p), append(faults, err)
	}
	return list, errors.Join(faults...)
}

// isComposed reports whether several texts make it up.
func (c *choice) isComposed() bool { return len(c.parts) > 1 }

// fields returns the fields that it needs.
func (c *choice) fields() []string {
	var names []string
	for i := range c.parts {
		if c.parts[i].isField {
			names = append(names, c.parts[i].field.shown)
		}
	}
	return names
}

// of returns the text of the choice, what the file calls it, and whether it is there. Where
// a field of several is empty, the whole is.
func (c *choice) of(b *body) (text, from string, there bool) {
	var texts, names []string
	for i := range c.parts {
		if !c.parts[i].isField {
			texts = append(texts, c.parts[i].literal)
			continue
		}
		text, from, given := c.parts[i].field.of(b)
		there = there || given
		if text == "" {
			return "", from, there
		}
		texts, names = append(texts, text), append(names, from)
	}
	return strings.Join(texts, ""), strings.Join(names, ", "), there
}

// isNumber reports whether the first of some choices that is not empty is a number of JSON,
// and no text with one in it.
func isNumber(choices []choice, b *body) bool {
	for i := range choices {
		if text, _, _ := choices[i].of(b); text != "" { // only whether there is any counts
			_, is := choices[i].parts[0].field.in(b.fields).(json.Number)
			return is && len(choices[i].parts) == 1
		}
	}
	return false
}

// firstOf returns the text of the first of some choices that is not empty; there tells
// whether one of them is there at all, and from is then what the file calls that.
func firstOf(choices []choice, b *body) (text, from string, there bool) {
	for i := range choices {
		found, name, given := choices[i].of(b)
		if found != "" {
			return found, name, true
		}
		if given && !there {
			from, there = name, true
		}
	}
	return "", from, there
}
