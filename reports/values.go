package reports

import (
	"strconv"
	"time"

	"handover/reconcile"
)

// Schema names the version of the JSON report.
const Schema = "handover.report/1"

// runID writes a run's number as its id.
func runID(run *reconcile.Run) string { return strconv.FormatInt(run.Seq, 10) }

// instant writes an instant in UTC; the zero time is written as nothing.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// dataAge gives the whole hours between an observation and the real start of
// the run; ok is false where there was none.
func dataAge(c *reconcile.Coverage, run *reconcile.Run) (hours int, ok bool) {
	if c.ObservedAt.IsZero() || run.StartedAt.IsZero() {
		return 0, false
	}
	return max(int(run.StartedAt.Sub(c.ObservedAt)/time.Hour), 0), true
}

// evidenceOf gives what a finding rests on, the end of its term first. What is
// not known is left out.
func evidenceOf(f *reconcile.Finding) []reconcile.Evidence {
	list := make([]reconcile.Evidence, 0, len(f.Evidence)+3)
	for _, e := range [...]reconcile.Evidence{
		{Key: "E", Value: f.LastDay.String()},
		{Key: "outcome", Value: string(f.Outcome)},
		{Key: "cover_by", Value: f.CoverBy.String()},
	} {
		if e.Value != "" {
			list = append(list, e)
		}
	}
	return append(list, f.Evidence...)
}
