package reports

import "time"

// Schema names the version of the JSON report.
const Schema = "handover.report/1"

// Instant writes an instant in UTC; the zero time is written as nothing.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
