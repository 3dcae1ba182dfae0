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

func TestNoBlankBetweenChineseAndChinese(t *testing.T) {
	for _, c := range []struct{ template, value, want string }{
		{"于 {day} 之前", "2026年3月9日", "于 2026年3月9日之前"},
		{"于 {day} 之前", "2026-03-09", "于 2026-03-09 之前"},
		{"客户 {day}", "微软", "客户微软"},
		{"by {day} at last", "微软", "by 微软 at last"},
		{"{day} {day}", "微软", "微软 微软"},
	} {
		for _, got := range []string{
			words.FillTemplate(c.template, func(string) string { return c.value }), words.Fill(c.template, "day", c.value),
		} {
			if got != c.want {
				t.Errorf("%q with %q is %q, want %q", c.template, c.value, got, c.want)
			}
		}
	}
}
