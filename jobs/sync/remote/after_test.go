package remote

import (
	"math"
	"net/http"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRetryAfter(t *testing.T) {
	date := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		value string
		date  time.Time
		want  time.Duration
	}{
		{"30", date, 30 * time.Second},
		{" 30 ", date, 30 * time.Second},
		{"0", date, 0},
		{"-5", date, 0},
		{"1.5", date, 0},
		{"soon", date, 0},
		{"", date, 0},
		{"99999999999999999", date, time.Duration(math.MaxInt64) / time.Second * time.Second},
		{"999999999999999999999999999", date, 0},
		{"Mon, 30 Nov 2026 12:01:00 GMT", date, time.Minute},
		{"Monday, 30-Nov-26 12:01:00 GMT", date, time.Minute},
		{"Mon Nov 30 12:01:00 2026", date, time.Minute},
		{"Mon, 30 Nov 2026 11:59:00 GMT", date, 0},
		{"Mon, 30 Nov 2026 12:01:00 GMT", time.Time{}, 0},
	} {
		if got := retryAfter(c.value, c.date); got != c.want {
			t.Errorf("%q at %s: %s, want %s", c.value, c.date, got, c.want)
		}
	}
}

// Both ways to say it mean the same, whatever the clocks show.
func TestRetryAfterMeansTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "date"), 0).UTC()
		seconds := rapid.IntRange(0, 1e6).Draw(t, "seconds")
		want := time.Duration(seconds) * time.Second
		if got := retryAfter(strconv.Itoa(seconds), date); got != want {
			t.Errorf("in seconds: %s, want %s", got, want)
		}
		if got := retryAfter(date.Add(want).Format(http.TimeFormat), date); got != want {
			t.Errorf("as a date: %s, want %s", got, want)
		}
	})
}

func TestRetryAfterIsNeverNegative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`-?[0-9]{0,25}`)).Draw(t, "value")
		if got := retryAfter(value, time.Unix(0, 0)); got < 0 {
			t.Errorf("%q: %s", value, got)
		}
	})
}
