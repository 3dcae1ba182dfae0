package reconcile

// maxLeadDays is as long before the end as any change is taken: a seller that wants
// more has written something else into the column.
const maxLeadDays = 3650

// ActBy returns the due of something that a seller must do for a term that ends on
// a day. A seller that takes changes of the renewal only so many days before the
// end is due that much earlier, and none is due after the last day on which it
// acts. The zero Seller leaves every due as it is.
func (s Seller) ActBy(due Due, last Day) Due {
	atEnd := func() bool {
		return last.Known() && due.At.IsZero() && (due.Day == last || due.Day == last.AddDays(-1))
	}
	early := atEnd()
	if s.ActsUntil.Known() && (!due.Known() || due.Day > s.ActsUntil) {
		due = DueDay(s.ActsUntil)
	}
	if lead := min(s.LeadDays.N, maxLeadDays); lead > 0 && (early || atEnd()) {
		due = DueDay(min(due.Day, last.AddDays(-int(lead))))
	}
	return due
}
