package observe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"handover/reconcile"
)

// Pinger tells a service that watches for a sign of life how a night ended. The address is
// a secret.
type Pinger struct {
	address *url.URL
	client  *http.Client
}

const pingTimeout = 15 * time.Second

// NewPinger takes the address, of which an error tells nothing.
func NewPinger(address string, transport http.RoundTripper) (*Pinger, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("it is no address that begins with https:// or http://")
	}
	return &Pinger{u, &http.Client{
		Transport: transport, Timeout: pingTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Shown returns of the address what anybody may see.
func (p *Pinger) Shown() string { return p.address.Scheme + "://" + p.address.Host }

// Ping tells that all is well, or that something failed.
func (p *Pinger) Ping(ctx context.Context, well bool) error {
	u := *p.address
	if !well {
		u.Path = strings.TrimSuffix(u.Path, "/") + "/fail"
		u.RawPath = ""
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return fmt.Errorf("ping %s: the address cannot be asked", p.Shown())
	}
	response, err := p.client.Do(request)
	if err != nil {
		if told, is := errors.AsType[*url.Error](err); is {
			err = told.Err // without the address
		}
		return fmt.Errorf("ping %s: %w", p.Shown(), err)
	}
	const enough = 1 << 10 // of an answer that nobody reads
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, enough))
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return fmt.Errorf("ping %s: %w", p.Shown(), err)
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("ping %s: it answers %d; redirects are not followed", p.Shown(), response.StatusCode)
	}
	return nil
}

// Sign is what a night says to whoever watches for a sign of life.
type Sign string

// What a night can say.
const (
	Well   Sign = "well"
	Fail   Sign = "fail"
	Silent Sign = "" // it was interrupted, or another program did it: that one speaks
)

// SignOf tells how a night ended: a step failed, a source is past its age, or more than a
// share of the customers was not checked. run is nil where none belongs to the night or it
// has none.
func SignOf(so *reconcile.Night, run *reconcile.Run, stale bool, share float64) (sign Sign, why string) {
	switch {
	case so.State == reconcile.StepInterrupted:
		return Silent, ""
	case so.State == reconcile.StepFailed:
		return Fail, "a step failed"
	case stale:
		return Fail, "a source is past its age"
	case run != nil && float64(run.Summary.NotEvaluated) > share*float64(run.Summary.Tenants):
		return Fail, fmt.Sprintf("%d of %d customers were not checked", run.Summary.NotEvaluated, run.Summary.Tenants)
	default:
		return Well, ""
	}
}
