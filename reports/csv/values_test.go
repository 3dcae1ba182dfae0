package csv_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/csv"
)

// Lists and evidence are written byte by byte as the standard library's encoder does.
func TestValuesAreJSON(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "term", "P1Y", `a"b\\c`, "<&>", "\u2028", "\xff", "\x7f", "\t"}))
	entry := rapid.Custom(func(t *rapid.T) reconcile.Evidence {
		return reconcile.Evidence{Key: text.Draw(t, "key"), Value: text.Draw(t, "value")}
	})
	rapid.Check(t, func(t *rapid.T) {
		list, evidence := rapid.SliceOf(text).Draw(t, "list"), rapid.SliceOf(entry).Draw(t, "evidence")
		if got, want := csv.ListText(list), encoded(t, append([]string{}, list...)); got != want {
			t.Errorf("%q is written as %s, want %s", list, got, want)
		}
		if got, want := csv.EvidenceText(evidence), encoded(t, reports.EvidenceByKey(evidence)); got != want {
			t.Errorf("%v is written as %s, want %s", evidence, got, want)
		}
	})
}

func encoded(t *rapid.T, v any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
