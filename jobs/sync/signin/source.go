package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"handover/jobs/sync/remote"
)

const (
	tokenCall = "get a token"

	// early is how long before its end a token is not used any more.
	early = 5 * time.Minute

	// remembered is how long a refusal is told again without asking: nobody mends one in
	// that time, and many callers may wait for the same token.
	remembered = time.Minute
)

// Source gives tokens of one scope and tenant; it is a remote.Tokens.
type Source struct {
	application   *Application
	scope, tenant string

	turn chan struct{} // who holds its element asks the endpoint, and all others wait

	mu      sync.Mutex
	token   string
	until   time.Time // when the token is not used any more
	refused error
	again   time.Time // when a refusal is forgotten
}

// Token returns a token that is good for five minutes at least, where it lives longer than
// ten. An error is a *remote.Fault, of kind SignIn with a *Refusal where the endpoint
// refused and of kind NoSecret where it could not be asked, or wraps that of ctx.
func (s *Source) Token(ctx context.Context) (string, error) {
	if held := s.held(); held != nil {
		return held.token, held.err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fmt.Errorf("%s: %s: %w", s.application.options.Name, tokenCall, context.Cause(ctx))
	}
	defer func() { <-s.turn }()
	if held := s.held(); held != nil { // another caller has asked meanwhile
		return held.token, held.err
	}
	asked := s.application.options.Now()
	reply, err := s.application.ask(ctx, s.scope, s.tenant)
	if err != nil {
		s.refuse(asked, err)
		return "", err
	}
	token, life, fault := readToken(reply)
	if fault != nil {
		fault.Remote = s.application.options.Name
		return "", fault
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token, s.until = token, asked.Add(life-min(early, life/2))
	return token, nil
}

// outcome is what the endpoint has given: a token, or a refusal.
type outcome struct {
	token string
	err   error
}

// held returns the token or the refusal that still counts; nil where there is none.
func (s *Source) held() *outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.application.options.Now()
	switch {
	case s.token != "" && now.Before(s.until):
		return &outcome{token: s.token}
	case s.refused != nil && now.Before(s.again):
		return &outcome{err: s.refused}
	default:
		return nil
	}
}

// refuse remembers a refusal, and nothing else: what passes is asked anew.
func (s *Source) refuse(asked time.Time, err error) {
	var fault *remote.Fault
	if !errors.As(err, &fault) || fault.Kind != remote.SignIn && fault.Kind != remote.NoSecret {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused, s.again = err, asked.Add(remembered)
}

// Renew forgets a token that was refused; of several refusals of one token only the first counts.
func (s *Source) Renew(stale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == stale {
		s.token = ""
	}
}

// readToken reads the reply of the endpoint. It is never told what stands in it.
func readToken(reply *remote.Reply) (token string, life time.Duration, fault *remote.Fault) {
	var body struct {
		Type    string      `json:"token_type"`
		Token   string      `json:"access_token"`
		Seconds json.Number `json:"expires_in"` // also written as a text
	}
	fault = &remote.Fault{
		Call: tokenCall, Kind: remote.Malformed, Status: reply.Status, RequestID: reply.RequestID, CorrelationID: reply.CorrelationID,
	}
	if err := json.Unmarshal(reply.Body, &body); err != nil {
		fault.Message = "it is no token reply" // the error may hold a part of the token
		return "", 0, fault
	}
	seconds, err := body.Seconds.Int64()
	switch {
	case !strings.EqualFold(body.Type, "Bearer"):
		fault.Message = "it is no bearer token"
	case body.Token == "" || strings.ContainsFunc(body.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		fault.Message = "it has no token that can be sent"
	case err != nil || seconds <= 0:
		fault.Message = "it does not say how long the token lives"
	default:
		return body.Token, time.Duration(min(seconds, maxLife)) * time.Second, nil
	}
	return "", 0, fault
}

// maxLife is how many seconds a token is believed to live at most; a day is the longest
// that Entra ID gives.
const maxLife = 24 * 60 * 60
