package app

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Choose returns the value of a list that a text names. what is what a value is called.
// Another text is a mistake of the user's: the message has the value that may have been
// meant, or else where the values are found, or the values themselves.
func Choose[T ~string](what, text string, list []T, where string) (T, error) {
	if slices.Contains(list, T(text)) {
		return T(text), nil
	}
	switch near := Near(text, Texts(list)); {
	case near != "":
		return "", Usagef("unknown %s %q; did you mean %s?", what, text, near)
	case where == "":
		return "", Usagef("unknown %s %q; choose %s", what, text, Names(list))
	default:
		return "", Usagef("unknown %s %q; %s", what, text, where)
	}
}

// Near returns the names that a text may have been meant to be, as a part of a sentence;
// it is empty where none is near. What is near is what cobra takes for a slip in the name
// of a command.
func Near(text string, names []string) string {
	measure := cobra.Command{SuggestionsMinimumDistance: 2}
	for _, name := range names {
		measure.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return strings.Join(measure.SuggestionsFor(text), " or ")
}
