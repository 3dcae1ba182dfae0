package reconcile

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
