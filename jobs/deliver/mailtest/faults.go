package mailtest

import "io"

// step answers as is usual, or as a test wants it.
func (t *talk) step(step Step, usual string) bool {
	fault, faulty := t.fault(step)
	switch {
	case !faulty:
		return t.say(usual)
	case fault.Say != "":
		return t.say(fault.Say) && !fault.Cut
	case fault.Stall:
		return t.stall()
	default:
		return false
	}
}

// fault counts a step, and returns what goes wrong at it.
func (t *talk) fault(step Step) (Fault, bool) {
	if t.server.Heard != nil {
		t.server.Heard(step)
	}
	fault, faulty := t.peek(step)
	t.server.mu.Lock()
	defer t.server.mu.Unlock()
	if t.server.passed == nil {
		t.server.passed = map[Step]int{}
	}
	t.server.passed[step]++
	return fault, faulty
}

func (t *talk) peek(step Step) (Fault, bool) {
	t.server.mu.Lock()
	defer t.server.mu.Unlock()
	fault, faulty := t.server.Faults[step]
	before := t.server.passed[step]
	return fault, faulty && before >= fault.After && (fault.Times == 0 || before < fault.After+fault.Times)
}

// stall reads on and answers nothing.
func (t *talk) stall() bool {
	_, _ = io.Copy(io.Discard, t.in) // until the other end has had enough
	return false
}

func (t *talk) say(text string) bool {
	_, err := io.WriteString(t.conn, text+"\r\n")
	return err == nil
}
