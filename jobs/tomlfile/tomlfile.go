// Package tomlfile decodes TOML strictly: a key that nothing has a place for is an error,
// and every fault is told with its line and column.
package tomlfile

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// Decode reads a text into a value and refuses what the value has no place for. A fault
// names path, line and column in one line; where a key is unknown, advice says what to do
// besides removing it.
func Decode(path, text string, into any, advice string) error {
	meta, err := toml.Decode(text, into)
	if err != nil {
		return misplaced(path, text, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		line, column := locate(text, unknown[0])
		return fmt.Errorf("%s:%d:%d: %s%s; remove it, or %s", path, line, column, unknownKey, unknown[0], advice)
	}
	return nil
}

// misplaced tells a fault of the decoder with its place.
func misplaced(path, text string, err error) error {
	syntax, ok := errors.AsType[toml.ParseError](err)
	if _, broken := toml.Decode(text, new(map[string]any)); broken != nil && ok {
		return fmt.Errorf("%s:%d:%d: %s%s", path, syntax.Position.Line, syntax.Position.Col, syntax.Message, escapeAdvice(syntax.Message))
	}
	told := Plain(err)
	return fmt.Errorf("%s: %s", Place(path, text, told), told)
}

// wrongType is how the decoder tells that a value has another type than its place; the key
// comes first, then what the value is, then what is wanted.
var wrongType = regexp.MustCompile(`^toml: (?:line \d+ )?\(last key "(.*)"\): (?:incompatible types: TOML value has type (.+); destination has type (.+)` +
	`|type mismatch for .+: expected (table) but found (.+))$`)

// Plain says in words for people what the decoder finds wrong with a value, its key first.
func Plain(err error) string {
	if parts := wrongType.FindStringSubmatch(err.Error()); parts != nil {
		key, unquoted := strconv.Unquote(`"` + parts[1] + `"`)
		if unquoted != nil {
			key = parts[1]
		}
		return fmt.Sprintf("%s is %s, want %s", key, typeName(parts[2]+parts[5]), wantName(parts[3]+parts[4]))
	}
	fault, ok := errors.AsType[toml.ParseError](err)
	switch {
	case !ok:
		return err.Error()
	case strings.HasPrefix(strings.TrimPrefix(fault.Message, unknownKey), fault.LastKey):
		return fault.Message
	default:
		return fault.LastKey + ": " + fault.Message
	}
}

// typeName says what a value is, of which the decoder tells the type in Go.
func typeName(found string) string {
	switch {
	case found == "string":
		return "a text"
	case found == "int64":
		return "a whole number"
	case found == "float64":
		return "a number"
	case found == "bool":
		return "true or false"
	case found == "time.Time":
		return "a date"
	case strings.HasPrefix(found, "map"):
		return "a table"
	default:
		return "a list"
	}
}

// wantName says what the decoder wants. Lists are of texts wherever files have some.
func wantName(wanted string) string {
	switch wanted {
	case "slice":
		return "a list of texts"
	case "integer":
		return "a whole number"
	case "float":
		return "a number"
	case "boolean":
		return "true or false"
	case "map", "table":
		return "a table"
	default:
		return "a text"
	}
}

// escapeAdvice says how to write a path with backslashes, where a message is about one.
func escapeAdvice(message string) string {
	if strings.Contains(message, "escape") || strings.Contains(message, `after '\`) {
		return "; write a path between single quotes, where a backslash is one: url = 'sqlite:C:\\data\\handover.db'"
	}
	return ""
}

// Encode writes a value as TOML.
func Encode(value any) (string, error) {
	var text strings.Builder
	encoder := toml.NewEncoder(&text)
	encoder.Indent = ""
	if err := encoder.Encode(value); err != nil {
		return "", fmt.Errorf("write TOML: %w", err)
	}
	return text.String(), nil
}

// locate finds the line and column of a key, since the decoder does not tell
// where a key it has no place for stands.
func locate(text string, key toml.Key) (line, column int) {
	table, name := strings.Join(key[:len(key)-1], "."), key[len(key)-1]
	current := ""
	for i, content := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(content)
		if header, ok := strings.CutPrefix(trimmed, "["); ok {
			current = strings.Trim(strings.SplitN(header, "]", 2)[0], "[ ")
			if current == key.String() {
				return i + 1, strings.Index(content, "[") + 1
			}
			continue
		}
		found, _, ok := strings.Cut(trimmed, "=")
		if ok && current == table && strings.Trim(strings.TrimSpace(found), `"'`) == name {
			return i + 1, strings.Index(content, name) + 1
		}
	}
	return 1, 1
}
