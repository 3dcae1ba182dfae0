package reconcile

import "time"

// LastDay returns E, the last day of service, from the end as the source wrote
// it, and whether its date and its date-time name different days; then the
// earlier one counts.
// Source: https://learn.microsoft.com/partner-center/developer/subscription-resources
func LastDay(s *Subscription) (last Day, conflict bool) {
	date, dateTime := lastDayOf(s, s.CommitmentEnd), lastDayOf(s, s.CommitmentEndAt)
	switch {
	case !date.Known():
		return dateTime, false
	case !dateTime.Known():
		return date, false
	default:
		return min(date, dateTime), date != dateTime
	}
}

// lastDayOf reads one end. New commerce writes the last day itself although it
// carries 00:00:00; the older csp catalogue writes the first moment after it, be it
// as a midnight or as a bare day.
func lastDayOf(s *Subscription, end time.Time) Day {
	day := DayOf(end)
	midnight := end.Equal(day.Start())
	if midnight && s.IsLegacy() && !day.NoEnd() {
		return day.AddDays(-1)
	}
	return day
}
