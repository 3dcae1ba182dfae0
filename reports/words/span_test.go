package words_test

import (
	"testing"
	"time"
)

// TestSpans shows how each language tells how long ago something was and how long
// something is.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		length                       time.Duration
		en, de, zh, enIs, deIs, zhIs string
	}{
		{-time.Minute, "just now", "gerade eben", "刚刚", "less than a minute", "weniger als eine Minute", "不到 1 分钟"},
		{59 * time.Second, "just now", "gerade eben", "刚刚", "less than a minute", "weniger als eine Minute", "不到 1 分钟"},
		{time.Minute, "1 minute ago", "vor 1 Minute", "1 分钟前", "1 minute", "1 Minute", "1 分钟"},
		{time.Hour - 1, "59 minutes ago", "vor 59 Minuten", "59 分钟前", "59 minutes", "59 Minuten", "59 分钟"},
		{time.Hour, "1 hour ago", "vor 1 Stunde", "1 小时前", "1 hour", "1 Stunde", "1 小时"},
		{3*time.Hour + 59*time.Minute, "3 hours ago", "vor 3 Stunden", "3 小时前", "3 hours", "3 Stunden", "3 小时"},
		{24 * time.Hour, "1 day ago", "vor 1 Tag", "1 天前", "1 day", "1 Tag", "1 天"},
		{25 * time.Hour, "1 day 1 hour ago", "vor 1 Tag und 1 Stunde", "1 天 1 小时前", "1 day 1 hour", "1 Tag und 1 Stunde", "1 天 1 小时"},
		{112 * time.Hour, "4 days 16 hours ago", "vor 4 Tagen und 16 Stunden", "4 天 16 小时前", "4 days 16 hours", "4 Tage und 16 Stunden", "4 天 16 小时"},
		{7*24*time.Hour + 5*time.Hour, "7 days ago", "vor 7 Tagen", "7 天前", "7 days", "7 Tage", "7 天"},
		{1234 * 24 * time.Hour, "1,234 days ago", "vor 1.234 Tagen", "1,234 天前", "1,234 days", "1.234 Tage", "1,234 天"},
	} {
		for language, want := range map[string][2]string{"en": {c.en, c.enIs}, "de": {c.de, c.deIs}, "zh": {c.zh, c.zhIs}} {
			table := table(t, language)
			if got := [2]string{table.Ago(c.length), table.Span(c.length)}; got != want {
				t.Errorf("%s: %s is told as %q, want %q", language, c.length, got, want)
			}
		}
	}
}

// TestSpanRange tells a range once where both ends are told alike.
func TestSpanRange(t *testing.T) {
	for _, c := range []struct {
		language          string
		shortest, longest time.Duration
		want              string
	}{
		{"en", 3 * time.Hour, 3*time.Hour + time.Minute, "3 hours"},
		{"en", 3 * time.Hour, 112 * time.Hour, "3 hours to 4 days 16 hours"},
		{"de", 3 * time.Hour, 112 * time.Hour, "3 Stunden bis 4 Tage und 16 Stunden"},
		{"zh", 3 * time.Hour, 112 * time.Hour, "3 小时～4 天 16 小时"},
	} {
		if got := table(t, c.language).SpanRange(c.shortest, c.longest); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
}
