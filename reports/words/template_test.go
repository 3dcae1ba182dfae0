package words_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"handover/reports/words"
)

// Placeholders are replaced as the standard library's replacer does it: once, from left
// to right, the first of two pairs with one key.
func TestFillReplacesOnce(t *testing.T) {
	piece := rapid.SampledFrom([]string{"{", "}", "a", "b", "{a}", "{b}", "{ab}", "{}", "ü", " "})
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "") })
	rapid.Check(t, func(t *rapid.T) {
		label, first, second := text.Draw(t, "label"), text.Draw(t, "first"), text.Draw(t, "second")
		keys := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ab", ""}), 2, 2).Draw(t, "keys")
		want := strings.NewReplacer("{"+keys[0]+"}", first, "{"+keys[1]+"}", second).Replace(label)
		if got := words.Fill(label, keys[0], first, keys[1], second); got != want {
			t.Errorf("Fill(%q, %q, %q, %q, %q) = %q, want %q", label, keys[0], first, keys[1], second, got, want)
		}
	})
}
