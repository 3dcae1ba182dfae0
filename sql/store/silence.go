package store

import (
	"context"
	"fmt"
	"maps"
	"sync/atomic"
	"time"
)

// defaultPatience is how long a server may be silent unless GiveUpAfter says
// otherwise.
const defaultPatience = 20 * time.Second

// errSilent tells that a server was silent for too long.
var errSilent = fmt.Errorf("%w: it has stopped answering", ErrUnreachable)

// GiveUpAfter sets how long a database server may be silent, while something waits
// for it, before all that waits fails with ErrUnreachable. A statement may take any
// time as long as the server still takes new connections. On SQLite it does nothing.
func (s *Store) GiveUpAfter(patience time.Duration) {
	if s.links != nil {
		s.links.patience.Store(int64(patience))
	}
}

// guard looks, until its context ends, whether the server still answers where
// something has waited for it for some time.
func (l *links) guard(ctx context.Context) {
	const look = time.Second
	waits := waits{}
	for failed, pause := 0, look; failed < 2; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		patience := time.Duration(l.patience.Load())
		longest := waits.after(pause, l)
		pause = min(look, patience/4)
		switch {
		case longest < patience/2:
			failed = 0
		case l.answers(ctx, patience/4):
			failed, pause = 0, patience/4
		default:
			failed++
		}
	}
	if ctx.Err() == nil {
		l.breakOff()
	}
}

// wait is one waiting of a connection, told from the next by a number.
type wait struct {
	number *atomic.Int64
	is     int64
}

// waits holds for how long each has lasted.
type waits map[wait]time.Duration

// after looks at the connections some time after the last look, and returns for how
// long the one has waited that waits the longest.
func (w waits) after(pause time.Duration, l *links) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := maps.Clone(w)
	clear(w)
	var longest time.Duration
	for k := range l.open {
		for _, number := range []*atomic.Int64{&k.reading, &k.writing} {
			now := wait{number, number.Load()}
			if now.is%2 == 0 {
				continue
			}
			if lasted, ok := before[now]; ok {
				w[now] = lasted + pause
			} else {
				w[now] = 0
			}
			longest = max(longest, w[now])
		}
	}
	return longest
}

// answers reports whether the server has anything to say to a new connection within
// a time. One that cannot be reached at all breaks its connections off by itself.
func (l *links) answers(ctx context.Context, within time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	conn, err := l.connect(ctx)
	if err == nil {
		_ = conn.Close() // it has told what was asked
	}
	return !timedOut(ctx, err)
}
