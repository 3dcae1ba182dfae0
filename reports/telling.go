package reports

import "handover/reconcile"

// Telling is what a digest says beside the report that it is of.
type Telling struct {
	// News are the findings that its reader hears of now, what presses most first; nil where
	// the digest is of the whole report, and nothing is singled out.
	News []reconcile.News

	// Notices are what the reader has to know about the delivery itself; only operators
	// get any.
	Notices []Notice
}

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notices.
const (
	NoticeHeld  NoticeKind = "held"   // letters that wait until somebody releases their address
	NoticeNoOne NoticeKind = "no-one" // letters to parties without an address that a mail can go to
	NoticeLimit NoticeKind = "limit"  // letters that the day's limit leaves over for the next night
	NoticeTwice NoticeKind = "twice"  // messages that perhaps came twice, since a process died or a line was cut
)

// Notice says something about the delivery of a run.
type Notice struct {
	Kind    NoticeKind
	Target  string   // the name of the [deliver.NAME]
	Count   int      // letters or messages
	Parties []string // whose they are: some of them, by name, with the address that waits
}
