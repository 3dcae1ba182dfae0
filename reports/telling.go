package reports

import "handover/reconcile"

// MostNews is how many findings of a milestone a digest can name; the others it counts.
const MostNews = 200

// Telling is what a digest says beside the report that it is of.
type Telling struct {
	// News are the findings that its reader hears of now, by milestone in the order of
	// reconcile.Milestones, the most urgent first and at most MostNews of each. It is nil
	// where the digest is of the whole report, and nothing is singled out.
	News []reconcile.News

	// Counts has the number of findings by milestone, also of those that News has no room for.
	Counts map[reconcile.Milestone]int

	// Notices are what the reader has to know about the night and the delivery; only
	// operators get any.
	Notices []Notice
}

// NoticeKind says what a notice is about.
type NoticeKind string

// The kinds of notices.
const (
	NoticeHeld  NoticeKind = "held"   // letters that wait until somebody releases their address
	NoticeNoOne NoticeKind = "no-one" // letters to parties without an address that a mail can go to
	NoticeLimit NoticeKind = "limit"  // letters that the day's limit leaves over for the next night
	NoticeTwice NoticeKind = "twice"  // messages of the run before that perhaps came twice: a process died or a line was cut
	NoticeStep  NoticeKind = "step"   // a step before the run that failed, or was partial
)

// Notice says something about the night of a run, or about its delivery.
type Notice struct {
	Kind    NoticeKind
	Target  string   // the name of the [deliver.NAME]; empty for a step
	Count   int      // letters or messages
	Parties []string // whose they are: at most MostParties, by name, with the address that waits

	Step reconcile.NightStep // of NoticeStep; its detail is in English as the record has it
}

// MostParties is how many parties a notice names; the others it counts.
const MostParties = 20

// Hide takes out of a finding that does not come from the report what the report's cut
// must not tell.
func (r *Report) Hide(f *reconcile.Finding) { r.part.redact(f) }
