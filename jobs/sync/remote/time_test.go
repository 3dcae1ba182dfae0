package remote

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener without a network, so that its time is virtual.
type pipes struct {
	connections chan net.Conn
	closed      chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.connections:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// within runs a test in virtual time, with a client of a server that answers as handler does.
func within(t *testing.T, handler http.HandlerFunc, o Options, run func(*testing.T, *Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		line := &pipes{connections: make(chan net.Conn), closed: make(chan struct{})}
		var handlers sync.WaitGroup // virtual time ends with the test, so none may sleep longer
		defer handlers.Wait()
		defer synctest.Wait() // for what has been asked and not yet begun
		counted := func(w http.ResponseWriter, r *http.Request) {
			handlers.Add(1)
			defer handlers.Done()
			handler(w, r)
		}
		server := &http.Server{Handler: http.HandlerFunc(counted), ErrorLog: quiet()} //nolint:gosec // nobody else can reach it
		go server.Serve(line)                                                         //nolint:errcheck // it ends as it is closed
		defer server.Close()                                                          //nolint:errcheck // nothing is left to lose
		o.Name, o.Base = "graph", &url.URL{Scheme: "http", Host: "127.0.0.1"}
		client, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		transport, ok := client.http.Transport.(*http.Transport)
		if !ok {
			t.Fatal("another transport")
		}
		transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			select {
			case line.connections <- there:
				return here, nil
			case <-line.closed: // a connection that nobody waits for any more
				return nil, net.ErrClosed
			}
		}
		defer transport.CloseIdleConnections()
		run(t, client)
	})
}

func kind(err error) Kind {
	if fault, ok := errors.AsType[*Fault](err); ok {
		return fault.Kind
	}
	return ""
}

func TestBackoffGrowsAndEnds(t *testing.T) {
	var waits []time.Duration
	o := Options{Tries: 9, Progress: func(e Event) {
		if e.Wait > 0 {
			waits = append(waits, e.Wait)
		}
	}}
	within(t, status(500, "", ``), o, func(t *testing.T, c *Client) {
		if _, err := c.Do(t.Context(), Call{Name: "ask", Path: "a"}); kind(err) != Broken {
			t.Fatal(err)
		}
	})
	if len(waits) != 8 {
		t.Fatalf("it waits %d times, want 8", len(waits))
	}
	for i, wait := range waits {
		if highest := min(firstWait<<i, maxBackoff); wait > highest {
			t.Errorf("wait %d is %s, want %s at most", i+1, wait, highest)
		}
	}
}

func TestRetryAfterIsWaited(t *testing.T) {
	for name, header := range map[string]func(time.Time) string{
		"in seconds": func(time.Time) string { return "40" },
		"as a date":  func(now time.Time) string { return now.Add(40 * time.Second).Format(http.TimeFormat) },
	} {
		t.Run(name, func(t *testing.T) {
			var asked []time.Time
			handler := func(w http.ResponseWriter, _ *http.Request) {
				asked = append(asked, time.Now())
				theirs := time.Now().Add(-3 * time.Hour).Truncate(time.Second) // their clock is off
				w.Header().Set("Date", theirs.Format(http.TimeFormat))
				if len(asked) == 1 {
					w.Header().Set("Retry-After", header(theirs))
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				answer(w, `{}`)
			}
			within(t, handler, Options{Tries: 2}, func(t *testing.T, c *Client) {
				if _, err := c.Do(t.Context(), Call{Name: "ask", Path: "a"}); err != nil {
					t.Fatal(err)
				}
			})
			if waited := asked[1].Sub(asked[0]); waited != 40*time.Second {
				t.Errorf("it waited %s, want 40s", waited)
			}
		})
	}
}

func TestRetryAfterIsCapped(t *testing.T) {
	within(t, status(429, "Retry-After: 999999999999", ``), Options{Tries: 3}, func(t *testing.T, c *Client) {
		began := time.Now()
		_, err := c.Do(t.Context(), Call{Name: "ask", Path: "a"})
		if took := time.Since(began); kind(err) != Throttled || took != 2*maxAfter {
			t.Errorf("%v after %s, want it throttled after %s", err, took, 2*maxAfter)
		}
	})
}

func ask(t *testing.T, c *Client) {
	t.Helper()
	if _, err := c.Do(t.Context(), Call{Name: "ask", Path: "a"}); err != nil {
		t.Error(err)
	}
}

// A reply that comes a byte at a time ends with the time of a try, and so does one that never begins.
func TestSlowReplies(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"a drip": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, " "); err != nil {
					return
				}
				if err := http.NewResponseController(w).Flush(); err != nil {
					return
				}
				time.Sleep(time.Second) // virtual
			}
		},
		"silence": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			within(t, handler, Options{Timeout: 30 * time.Second, Tries: 2}, func(t *testing.T, c *Client) {
				began := time.Now()
				_, err := c.Do(t.Context(), Call{Name: "ask", Path: "a"})
				if took := time.Since(began); kind(err) != TooSlow || took < time.Minute || took > time.Minute+firstWait {
					t.Errorf("%v after %s, want it too slow after twice 30s", err, took)
				}
			})
		})
	}
}

// The end of the caller is no fault of the counterpart, wherever it comes.
func TestTheCallerEnds(t *testing.T) {
	silence := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		tries   int
	}{
		"during a try":     {silence, 9},
		"during the last":  {silence, 1},
		"during a wait":    {status(429, "Retry-After: 60", ``), 9},
		"during a backoff": {status(500, "", ``), 1 << 20},
	} {
		t.Run(name, func(t *testing.T) {
			within(t, c.handler, Options{Tries: c.tries}, func(t *testing.T, c *Client) {
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				defer cancel()
				_, err := c.Do(ctx, Call{Name: "ask", Path: "a"})
				if !errors.Is(err, context.DeadlineExceeded) || kind(err) != "" {
					t.Errorf("%v, want the caller's deadline", err)
				}
			})
		})
	}
	within(t, silence, Options{PerMinute: 1}, func(t *testing.T, c *Client) {
		c.limit.Allow()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.Do(ctx, Call{Name: "ask", Path: "a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, want the caller's deadline before the limiter's turn", err)
		}
	})
}
