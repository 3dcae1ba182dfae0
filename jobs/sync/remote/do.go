package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/sethvargo/go-retry"
)

// How long is waited before a call is tried again: up to a second, then up to twice as
// long each time, and longer where the counterpart asks for it, within reason.
const (
	firstWait  = time.Second
	maxBackoff = 30 * time.Second
	maxAfter   = 5 * time.Minute
)

// asking is a call under way.
type asking struct {
	client  *Client
	call    *Call
	ids     ids
	tries   int
	renewed bool   // the token was refused and another one was got
	last    *Fault // of the last try
	date    time.Time
}

// Do makes a call until it gives a whole reply, its tries are used up, or it cannot help
// to try again. The error is a *Fault, or wraps that of ctx.
func (c *Client) Do(ctx context.Context, call Call) (*Reply, error) {
	if call.Method == "" {
		call.Method = http.MethodGet
	}
	if call.Method != http.MethodGet && call.Method != http.MethodPost {
		return nil, fmt.Errorf("%s: %s: the method %s is never sent", c.options.Name, call.Name, call.Method)
	}
	a := &asking{client: c, call: &call, ids: newIDs()}
	reply, err := retry.DoValue(ctx, a.backoff(), a.attempt)
	if err == nil {
		c.tell(Event{Call: call.Name, Tries: a.tries, Date: a.date})
		return reply, nil
	}
	var fault *Fault
	if !errors.As(err, &fault) {
		return nil, fmt.Errorf("%s: %s: %w", c.options.Name, call.Name, err)
	}
	c.tell(Event{Call: call.Name, Tries: a.tries, Fault: fault, Date: a.date})
	return nil, fault
}

func (c *Client) tell(e Event) {
	if c.options.Progress != nil {
		c.options.Progress(e)
	}
}

// backoff says how long to wait after a try that failed, with full jitter so that callers
// who failed together do not come back together.
func (a *asking) backoff() retry.Backoff {
	next := retry.WithMaxRetries(uint64(a.client.options.Tries-1),
		retry.WithFullJitter(retry.WithCappedDuration(maxBackoff, retry.NewExponential(a.client.firstWait))))
	return retry.BackoffFunc(func() (time.Duration, bool) {
		wait, stop := next.Next()
		if stop {
			return 0, true
		}
		wait = max(wait, min(a.last.After, maxAfter))
		if a.last.Kind == Throttled {
			a.client.pause.close(wait)
		}
		a.client.tell(Event{Call: a.call.Name, Tries: a.tries, Fault: a.last, Wait: wait, Date: a.date})
		a.client.log.Warn().Str("call", a.call.Name).Stringer("wait", wait).Err(a.last).Msg("the call is tried again")
		return wait, false
	})
}

// attempt makes one try, and where its token is refused another one with a new token.
func (a *asking) attempt(ctx context.Context) (*Reply, error) {
	token, err := a.client.token(ctx)
	if err != nil {
		return nil, err
	}
	reply, err := a.once(ctx, token)
	var fault *Fault
	if errors.As(err, &fault) && fault.Kind == Unauthorised && token != "" && !a.renewed {
		a.renewed = true
		a.client.tokens.Renew(token)
		if token, err = a.client.token(ctx); err != nil {
			return nil, err
		}
		reply, err = a.once(ctx, token)
	}
	if errors.As(err, &fault) && fault.Kind.passes() {
		a.last = fault
		return nil, retry.RetryableError(fault)
	}
	return reply, err
}

func (c *Client) token(ctx context.Context) (string, error) {
	if c.tokens == nil {
		return "", nil
	}
	return c.tokens.Token(ctx)
}

// once makes one try as soon as it may begin.
func (a *asking) once(ctx context.Context, token string) (*Reply, error) {
	c := a.client
	select {
	case c.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-c.slots }()
	if err := c.pace(ctx); err != nil {
		return nil, err
	}
	a.tries++
	limited, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	reply, fault := a.try(limited, token)
	if fault == nil {
		c.log.Debug().Str("call", a.call.Name).Int("status", reply.Status).Int("try", a.tries).
			Str("request_id", reply.RequestID).Str("correlation_id", reply.CorrelationID).Msg("the call is answered")
		return reply, nil
	}
	if ctx.Err() != nil { // the caller's end, not the try's
		return nil, context.Cause(ctx)
	}
	if limited.Err() != nil && (fault.Kind == Unreachable || fault.Kind == Malformed) {
		fault.Kind, fault.Message = TooSlow, "no whole reply within "+c.options.Timeout.String()
	}
	fault.Tries = a.tries
	return nil, fault
}

// pace waits until the counterpart may be asked: no pause is on, and the minute has room.
func (c *Client) pace(ctx context.Context) error {
	for {
		if err := c.pause.wait(ctx); err != nil {
			return err
		}
		if err := c.limit.Wait(ctx); err != nil {
			<-ctx.Done() // where it ends before the minute has room, the limit does not wait for it
			return context.Cause(ctx)
		}
		if c.pause.state() == nil {
			return nil
		}
	}
}
