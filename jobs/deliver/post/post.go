// Package post posts a message over HTTP, once, and tells what became of it: answered,
// refused, or perhaps taken. Where it posts to may be a secret, of which only scheme and
// host are told.
package post

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"handover/jobs/deliver/discreet"
	"handover/jobs/deliver/port"
)

const (
	// usualWait is how long an answer may take where nothing else is said.
	usualWait = time.Minute
	// mostReply is how many bytes of an answer are read.
	mostReply = 64 << 10
)

// Poster posts to one address.
type Poster struct {
	Host   string // the scheme and the host of the address
	to     *url.URL
	now    func() time.Time
	client *http.Client
}

// New prepares to post to an address: https, or http on this machine. Wait is how long an
// answer may take (0: a minute); transport is the usual one where it is nil.
func New(address string, wait time.Duration, transport http.RoundTripper, now func() time.Time) (*Poster, error) {
	to, err := url.Parse(address)
	if err != nil || to.Host == "" {
		return nil, errors.New("the address is none of a page")
	}
	if to.Scheme != "https" && (to.Scheme != "http" || !isHere(to.Hostname())) {
		return nil, fmt.Errorf("the address at %s has to begin with https://", to.Host)
	}
	if wait == 0 {
		wait = usualWait
	}
	return &Poster{
		Host: discreet.Host(to), to: to, now: now,
		client: &http.Client{
			Transport: transport, Timeout: wait,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// isHere reports whether a host is this machine.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Reply is what is answered.
type Reply struct {
	Status int
	After  time.Duration // for how long it asks to wait; zero: not told
	Body   []byte        // the beginning of it
}

// Post posts a body, and follows no redirect. Its errors are those of a port.Carrier, and
// tell none of the secrets.
func (p *Poster) Post(ctx context.Context, header http.Header, body []byte, secrets ...string) (*Reply, error) {
	var sent atomic.Bool
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(info httptrace.WroteRequestInfo) { sent.Store(info.Err == nil) },
	})
	request, err := http.NewRequestWithContext(traced, http.MethodPost, p.to.String(), bytes.NewReader(body))
	if err != nil {
		return nil, &port.RefusedError{Permanent: true, Words: "ask " + p.Host + ": the address is none of a page"}
	}
	request.Header = header.Clone()
	request.Header.Set("User-Agent", "handover")
	request.GetBody = nil // one that was cut off is not sent again by itself
	response, err := p.client.Do(request)
	if err != nil {
		return nil, p.failed(ctx, err, sent.Load(), secrets)
	}
	defer func() { _ = response.Body.Close() }() // all that matters of it is read
	reply := &Reply{Status: response.StatusCode, After: after(response.Header.Get("Retry-After"), p.now())}
	reply.Body, _ = io.ReadAll(io.LimitReader(response.Body, mostReply)) // one whose end is missing has told its status
	return reply, nil
}

// failed says why nothing was answered. What was sent whole may have been taken.
func (p *Poster) failed(ctx context.Context, err error, sent bool, secrets []string) error {
	if about, ok := errors.AsType[*url.Error](err); ok {
		err = about.Err // without the address
	}
	said := "ask " + p.Host + ": " + p.words(err.Error(), secrets)
	switch cause := ctx.Err(); {
	case sent:
		return &port.UnsureError{Words: said}
	case cause != nil:
		return fmt.Errorf("ask %s: %w", p.Host, cause)
	default:
		return &port.RefusedError{Words: said}
	}
}

// Refused says that a message was not taken, from the status of the answer, what it tells,
// and what to do about it, either of which may be empty.
func (p *Poster) Refused(r *Reply, told, advice string, secrets ...string) error {
	said := fmt.Sprintf("%s answers %d", p.Host, r.Status)
	if told = p.words(told, secrets); told != "" {
		said += " (" + told + ")"
	}
	redirects := r.Status >= http.StatusMultipleChoices && r.Status < http.StatusBadRequest
	if redirects && advice == "" {
		advice = "it points to another address, which is not followed"
	}
	if advice != "" {
		said += ": " + advice
	}
	switch {
	case r.Status == http.StatusTooManyRequests:
		return &port.RefusedError{Waits: true, After: r.After, Words: said}
	case r.Status == http.StatusBadGateway || r.Status == http.StatusGatewayTimeout:
		return &port.UnsureError{Words: said} // who stands in front does not know
	default:
		return &port.RefusedError{Permanent: r.Status < http.StatusInternalServerError, After: r.After, Words: said}
	}
}

// words tells a foreign text without secrets, to which the path of the address belongs.
func (p *Poster) words(text string, secrets []string) string {
	hidden := append([]string{p.to.String(), p.to.RequestURI(), p.to.Path, p.to.RawQuery}, secrets...)
	for _, values := range p.to.Query() {
		hidden = append(hidden, values...)
	}
	if password, known := p.to.User.Password(); known {
		hidden = append(hidden, password)
	}
	return discreet.Words(text, hidden...)
}

// after returns for how long a server asks to wait: a number of seconds, or until an
// instant (RFC 9110, 10.2.3); zero where it says nothing.
func after(text string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
