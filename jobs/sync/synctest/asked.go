package synctest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is what a host was asked, and how it answered.
type Request struct {
	Host   Host
	Method string
	Path   string // below the host, without the query
	Query  string // as it came
	Tenant string // whose data it is about: of the path, else of the token; empty: nobody's
	Token  string // as it was sent, without "Bearer"; empty: none
	Header http.Header
	At     time.Time
	Fault  Kind // what it suffered; empty: nothing
}

// Requests are all that came, in the order they came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Forget drops the requests so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Calls counts the requests to a host that a pattern names, as a Fault names them.
func (s *Server) Calls(host Host, pattern string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for i := range s.requests {
		r := &s.requests[i]
		if r.Host == host && Fits(pattern, r.Method+" "+r.Path) {
			n++
		}
	}
	return n
}

// Peak is the highest number of requests that a host had to answer at once.
func (s *Server) Peak(host Host) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peak[host]
}

// Secrets are what must stand nowhere but in requests: the application's secret, every
// token that was given, and the signature of every blob's address.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{s.options.Secret}, s.given...)
}

// Leaks names the requests that carried a token where none belongs: to Blobs, and to Astray
// any at all. They are given as host, method and path.
func (s *Server) Leaks() []string {
	var leaks []string
	for _, r := range s.Requests() {
		if r.Host == Astray || r.Host == Blobs && r.Token != "" {
			leaks = append(leaks, string(r.Host)+": "+r.Method+" "+r.Path)
		}
	}
	return leaks
}

// keep notes a request.
func (s *Server) keep(r *Request) {
	s.mu.Lock()
	s.requests = append(s.requests, *r)
	s.inFlight[r.Host]++
	s.peak[r.Host] = max(s.peak[r.Host], s.inFlight[r.Host])
	s.mu.Unlock()
	if s.options.OnRequest != nil {
		s.options.OnRequest(*r)
	}
}

func (s *Server) done(host Host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight[host]--
}

// window counts the calls of a host within a minute that begins with the first of them.
type window struct {
	since time.Time
	calls int
}

// tooMany reports for how long a call must wait, 0 where it may pass.
func (s *Server) tooMany(host Host, now time.Time) time.Duration {
	if s.options.PerMinute == 0 || host != PartnerCenter && host != Graph {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.windows[host]
	if w == nil || now.Sub(w.since) >= time.Minute {
		w = &window{since: now}
		s.windows[host] = w
	}
	w.calls++
	if w.calls <= s.options.PerMinute {
		return 0
	}
	return time.Minute - now.Sub(w.since)
}

// bearer is the token of a request.
func bearer(r *http.Request) string {
	kind, token, found := strings.Cut(r.Header.Get("Authorization"), " ")
	if !found || !strings.EqualFold(kind, "Bearer") {
		return r.Header.Get("Authorization")
	}
	return token
}
