package reports_test

import (
	"strings"
	"testing"

	"handover/reports"
)

func TestGroupedNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"0": "0", "999": "999", "1000": "1_000", "-1234567.50": "−1_234_567.50", "123456": "123_456", "-12.00": "−12.00", "": "",
	} {
		if got := strings.ReplaceAll(reports.Grouped(number), "\u202f", "_"); got != want {
			t.Errorf("%s is written %s, want %s", number, got, want)
		}
	}
}
