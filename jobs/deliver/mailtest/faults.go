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

// Misbehave has the server do so from now on, in place of what it did before.
func (s *Server) Misbehave(faults map[Step]Fault, refuses map[string][]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Faults, s.Refuses, s.passed = faults, refuses, nil
}

// to takes a recipient, or not.
func (t *talk) to(address string) bool {
	if answer := t.server.refusal(address); answer != "" {
		return t.say(answer)
	}
	if _, faulty := t.peek(To); !faulty {
		t.mail.To = append(t.mail.To, address)
	}
	return t.step(To, "250 2.1.5 ok")
}

// refusal gives the next answer to a recipient whom the server refuses; empty: it does not.
func (s *Server) refusal(address string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	answers := s.Refuses[address]
	if len(answers) == 0 {
		return ""
	}
	s.Refuses[address] = answers[1:]
	return answers[0]
}

func (t *talk) say(text string) bool {
	_, err := io.WriteString(t.conn, text+"\r\n")
	return err == nil
}
