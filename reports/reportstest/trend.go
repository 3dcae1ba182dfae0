package reportstest

import "handover/reconcile"

// WithTrend gives the run a trend of so many nightly runs, of which it is the
// last one.
func (s *Source) WithTrend(runs int) *Source {
	last := reconcile.TrendPointOf(&s.run)
	s.run.Trend = nil
	for back := runs - 1; back > 0; back-- {
		point := reconcile.TrendPoint{
			Seq: last.Seq - int64(back), AsOf: last.AsOf.AddDate(0, 0, -back),
			Overdue: last.Overdue + back%3, BySeverity: map[reconcile.Severity]int{},
		}
		for i, severity := range reconcile.Severities() {
			n := last.BySeverity[severity] + back*(i+2)%5
			point.BySeverity[severity] = n
			point.Findings += n
		}
		s.run.Trend = append(s.run.Trend, point)
	}
	s.run.Trend = append(s.run.Trend, last)
	return s
}
