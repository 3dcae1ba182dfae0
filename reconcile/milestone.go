package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Milestone says why somebody hears of a finding now.
type Milestone string

// The milestones. A finding passes those with a number when it is due in so many days.
const (
	MilestoneNew      Milestone = "new" // to whom it is told
	Milestone60       Milestone = "60"
	Milestone30       Milestone = "30"
	Milestone14       Milestone = "14"
	Milestone7        Milestone = "7"
	Milestone3        Milestone = "3"
	Milestone1        Milestone = "1"
	MilestoneOverdue  Milestone = "overdue"
	MilestoneChanged  Milestone = "changed"
	MilestoneResolved Milestone = "resolved"
)

// Milestones returns the milestones in the order in which a digest tells them: what
// presses most first.
func Milestones() []Milestone {
	return []Milestone{
		MilestoneOverdue, Milestone1, Milestone3, Milestone7, MilestoneNew, MilestoneChanged,
		Milestone14, Milestone30, Milestone60, MilestoneResolved,
	}
}

// News is a finding that somebody is to hear of, and why.
type News struct {
	Milestone Milestone
	Reported  Reported       // of a resolved one only the Finding
	Reason    ResolvedReason // of a resolved one; empty: not known any more
}

// Told is what somebody was last told of a finding, or could be told now.
type Told struct {
	Version string  // of the finding, as a reader has it
	Urgency Urgency // how near its due is
	Over    bool    // it is resolved
}

// ToTell returns what can be told of an open finding at an instant.
func (f *Finding) ToTell(asOf time.Time) Told {
	return Told{Version: f.told(), Urgency: UrgencyOf(f.Due, asOf)}
}

// News returns why somebody hears of an open finding now; ok is false where there is
// nothing to tell. last is what was told before, nil to one who has never heard of it. Of
// several milestones that nobody told in time it is the nearest: overdue before all
// others, and a change before the days.
func (now Told) News(last *Told) (why Milestone, ok bool) {
	switch {
	case last == nil || last.Over:
		return MilestoneNew, true
	case now.Urgency == Overdue && last.Urgency != Overdue:
		return MilestoneOverdue, true
	case differs(last.Version, now.Version):
		return MilestoneChanged, true
	default:
		return crossed(now.Urgency, last.Urgency)
	}
}

// crossed returns the nearest number of days that has been passed on the way from one
// urgency to another.
func crossed(near, before Urgency) (Milestone, bool) {
	order := Urgencies()
	milestone := Milestone(near)
	passed := slices.Contains(Milestones(), milestone) && slices.Index(order, near) < slices.Index(order, before)
	return milestone, passed
}

// between stands between the parts of a version.
const between = "/"

// told returns the version of a finding as a reader has it: it is another one exactly
// where Diff would call the finding changed, whichever runs lie between.
func (f *Finding) told() string {
	hash := sha256.New()
	write := func(text string) {
		hash.Write([]byte(text))
		hash.Write([]byte{0})
	}
	for _, part := range [...]string{string(f.Severity), string(f.Owner), f.Due.Instant().UTC().Format(time.RFC3339Nano), string(f.Outcome), joined(f.Assumptions)} {
		write(part)
	}
	for _, e := range material(f.Evidence) {
		write(e.Key)
		write(e.Value)
	}
	return strings.Join([]string{hex.EncodeToString(hash.Sum(nil)[:12]), string(f.Way.Route), string(f.Way.Step.Kind)}, between)
}

// differs reports whether a version tells something else than an earlier one. A way that
// was not known told nothing else.
func differs(before, now string) bool {
	was, wasWay, _ := strings.Cut(before, between)
	is, isWay, _ := strings.Cut(now, between)
	known := wasWay != "" && !strings.HasPrefix(wasWay, between)
	return was != is || known && wasWay != isWay
}
