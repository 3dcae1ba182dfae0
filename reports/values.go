package reports

import "time"

// Instant writes an instant in UTC; the zero time is written as nothing.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
