package reconcile

import "time"

// StepState is what became of a step of a night, or of the night.
type StepState string

// What can become of a step.
const (
	StepRunning     StepState = "running"     // it is under way, or the program died
	StepDone        StepState = "done"        // all of it
	StepPartial     StepState = "partial"     // but not with everything, as its detail tells
	StepFailed      StepState = "failed"      // as its detail tells
	StepSkipped     StepState = "skipped"     // since a step that it needs has failed
	StepInterrupted StepState = "interrupted" // by a stop, or by the end of the program
)

// Night is what was done in one go: the record of a chain of steps.
type Night struct {
	Seq        int64  // its number in the store; 0 before it has one
	Schedule   string // the name of the schedule that began it; empty: a command did
	StartedAt  time.Time
	FinishedAt time.Time // zero while it is under way
	State      StepState // failed where any of its steps failed, else partial where any was
	Run        int64     // the number of its run; 0 where there was none
	Steps      []NightStep
}

// NightStep is what one step did.
type NightStep struct {
	Name       string
	StartedAt  time.Time
	FinishedAt time.Time
	State      StepState
	Detail     string // what it did, or why it did not, in one line
}

// Took returns how long the step took.
func (s *NightStep) Took() time.Duration { return s.FinishedAt.Sub(s.StartedAt) }

// Step returns what became of a step; ok is false where the night has not come to it.
func (n *Night) Step(name string) (step NightStep, ok bool) {
	for i := range n.Steps {
		if n.Steps[i].Name == name {
			return n.Steps[i], true
		}
	}
	return NightStep{}, false
}

// Add takes a step that has ended into the record, and settles what the night is.
func (n *Night) Add(step NightStep) {
	n.Steps = append(n.Steps, step)
	if step.State.worse() > n.State.worse() {
		n.State = step.State
	}
}

// worse orders states; the worst one of its steps is that of a night.
func (s StepState) worse() int {
	switch s {
	case StepInterrupted:
		return 3
	case StepFailed:
		return 2
	case StepPartial:
		return 1
	case StepRunning, StepDone, StepSkipped:
		return 0
	}
	return 0
}

// StuckFile is a file of a watched folder that was read and could not be moved away.
type StuckFile struct {
	Folder   string // the folder's name in the configuration
	Name     string // the file's, in the folder
	Size     int64  // in bytes
	Modified time.Time
	SHA256   string // in hexadecimal
	Refused  bool   // it belongs to those that could not be read
}
