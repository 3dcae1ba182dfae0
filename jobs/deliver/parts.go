package deliver

import (
	"errors"
	"slices"

	"handover/jobs/deliver/port"
)

// parts is a message of which some recipients may have it before others.
type parts struct {
	m    *port.Message
	had  port.Outcome               // for those who have it; empty: nobody has
	lost map[int]*port.RefusedError // who does not get it, by his place in To
}

// take takes what became of a try, and gives what is left of its fault: nothing where it
// need not be tried again for anybody. Who was refused for good is not tried again.
func (p *parts) take(err error) error {
	part, is := errors.AsType[*port.PartError](err)
	if !is {
		return err
	}
	p.had = part.Outcome
	again := &port.PartError{Refused: map[int]*port.RefusedError{}}
	for at := range p.m.To {
		refused := part.Refused[at]
		switch {
		case refused != nil && !refused.Permanent:
			again.Refused[at] = refused
			continue
		case refused != nil:
			p.lost[at] = refused
		}
		if !slices.Contains(p.m.Settled, at) {
			p.m.Settled = append(p.m.Settled, at)
		}
	}
	if len(again.Refused) == 0 {
		return nil
	}
	return again.None()
}

// giveUp gives those up for whom a message is still, and says why.
func (p *parts) giveUp(err error) {
	for at := range p.m.To {
		if !slices.Contains(p.m.Settled, at) {
			p.lost[at] = &port.RefusedError{Words: err.Error()}
			return // whose words are about all of them
		}
	}
}

// fault is that some do not get what others have; nil: all have it, or nobody.
func (p *parts) fault() error {
	if p.had == "" || len(p.lost) == 0 {
		return nil
	}
	return &port.PartError{Outcome: p.had, Refused: p.lost}
}

// mend says what to do about those who are refused for good.
func (p *parts) mend(t *Target) string {
	for _, refused := range p.lost {
		if refused.Permanent {
			return ": mend the address in [deliver." + t.Name + "]"
		}
	}
	return ""
}
