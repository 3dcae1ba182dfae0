package notify

import "testing"

// While the program works, only progress is a sign of life.
func TestPulse(t *testing.T) {
	var p pulse
	for i, c := range []struct {
		working bool
		done    uint64
		want    bool
	}{
		{true, 0, true}, // nobody has asked before
		{true, 0, false},
		{true, 0, false},
		{true, 7, true},
		{true, 7, false},
		{false, 7, true}, // it waits
		{false, 7, true},
		{true, 7, false},
		{true, 8, true},
	} {
		if got := p.beats(c.working, c.done); got != c.want {
			t.Errorf("asked for the %d. time (%+v): %t", i+1, c, got)
		}
	}
}
