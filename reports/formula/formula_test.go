package formula_test

import (
	"testing"

	"pgregory.net/rapid"

	"handover/reports/formula"
)

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", "=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=1": "'=1", "'": "'", "a=1": "a=1",
		" =1": "' =1", "\u00a0\n+1": "'\u00a0\n+1", "\u200b=1": "'\u200b=1", "\ufeff\u2060@x": "'\ufeff\u2060@x", "\x01-1": "'\x01-1", "\u3000＝1": "'\u3000＝1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", " ": " ", "\u200b": "\u200b", " a=1": " a=1", "\xff=1": "\xff=1", "\ufffd": "\ufffd", "–1": "–1",
	} {
		if got := formula.Guard(text); got != want {
			t.Errorf("%q is guarded as %q, want %q", text, got, want)
		}
	}
}

// TestEscapeCanBeUndone holds for every text; what Guard has done can be undone too
// where the text itself does not look guarded.
func TestEscapeCanBeUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`'{0,3}[ \x{200b}\x{a0}]{0,2}'{0,2}[=+\-@\t\ra＝＋－＠]?.*`).Draw(t, "text")
		if got := formula.Unescape(formula.Escape(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
		if guarded := formula.Guard(text); guarded != text && formula.Unescape(guarded) != text {
			t.Errorf("%q is guarded as %q and comes back as %q", text, guarded, formula.Unescape(guarded))
		}
	})
}
