// Package tomlfile decodes TOML strictly: a key that nothing has a place for is an error,
// and every fault is told with its line and column.
package tomlfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// Decode reads a text into a value and refuses what the value has no place for. A fault
// names path, line and column in one line; where a key is unknown, advice says what to do
// besides removing it.
func Decode(path, text string, into any, advice string) error {
	meta, err := toml.Decode(text, into)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax) && syntax.Position.Line == 0: // what a value says of itself
		return fmt.Errorf("%s: %s", path, syntax.Message)
	case errors.As(err, &syntax):
		return fmt.Errorf("%s:%d:%d: %s%s", path, syntax.Position.Line, syntax.Position.Col, syntax.Message, escapeAdvice(syntax.Message))
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		line, column := locate(text, unknown[0])
		return fmt.Errorf("%s:%d:%d: unknown key %s; remove it, or %s", path, line, column, unknown[0], advice)
	}
	return nil
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
