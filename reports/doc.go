// Package reports renders a stored run: domain values in, bytes to an
// io.Writer. It opens no file and knows no database.
//
// A report is a pure function of the stored run, the format, the language, the
// zone and the filter. Nothing in it comes from the wall clock or from facts
// that are newer than the run, so the same run gives the same bytes for one
// version of the program.
//
//	Source ─► New (counts what a filter leaves) ─► Report ─► Format.Write ─► io.Writer
//
// Every format streams the findings; memory does not grow with them. The page and
// the calendar, which have room for a part, keep no more than that and say how
// much was left out. A source that delivers other numbers than the run's summary
// says ends the writing with an error: such a report would not be whole.
//
// A cut (Options.Filter, Options.NoMoney) is counted again from what it leaves. One
// by owner or seller lists the tenants that have findings or moves in it, each with
// the subscriptions that its findings are about. No cut tells who ran the program
// and why, or has a trend; one by tenant names no other tenant, not even as the
// target of a move, and leaves out the moves that begin in another one; without
// money there is no amount, price or currency.
package reports
