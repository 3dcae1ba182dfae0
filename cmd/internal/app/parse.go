package app

import (
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// AsOf reads the instant of --as-of; an empty text is now.
func (a *App) AsOf(text string) (time.Time, error) {
	at, err := ParseInstant("--as-of", text)
	if err == nil && at.IsZero() {
		at = a.AsOfNow()
	}
	return at, err
}

// AsOfNow returns the instant that judging as of now means: the present second.
func (a *App) AsOfNow() time.Time { return a.Now().UTC().Truncate(time.Second) }

// ParseInstant reads T: a day, meaning its first instant, or an instant in RFC
// 3339. The zero time stands for an empty text.
func ParseInstant(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := reconcile.ParseDay(text); err == nil {
		return day.Start(), nil
	}
	at, err := reconcile.ParseInstant(time.RFC3339, text)
	if err != nil {
		return time.Time{}, Usagef("%s %q is neither YYYY-MM-DD nor an instant like 2026-11-20T05:00:00Z", flag, text)
	}
	return at.UTC(), nil
}

// ParseJobs reads the names of jobs and gives each once, in the order of the
// catalogue; none are all.
func ParseJobs(names []string) ([]reconcile.Job, error) {
	for _, name := range names {
		if _, err := Choose("area", name, reconcile.Jobs(), ""); err != nil {
			return nil, err
		}
	}
	var list []reconcile.Job
	for _, job := range reconcile.Jobs() {
		if slices.Contains(names, string(job)) {
			list = append(list, job)
		}
	}
	return list, nil
}

// Names lists values as messages name them.
func Names[T ~string](list []T) string { return strings.Join(Texts(list), ", ") }

// Texts returns values as texts.
func Texts[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, value := range list {
		texts[i] = string(value)
	}
	return texts
}
