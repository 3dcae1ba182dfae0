package remote

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter reads the header Retry-After, in seconds or as an instant; the latter counts
// from the reply's own date, so that it does not matter whether our clock is right. It is
// 0 where nothing readable or nothing in the future is told.
func retryAfter(value string, date time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseUint(value, 10, 63); err == nil {
		return time.Duration(min(seconds, uint64(time.Duration(1<<63-1)/time.Second))) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil || date.IsZero() {
		return 0
	}
	return max(at.Sub(date), 0)
}
