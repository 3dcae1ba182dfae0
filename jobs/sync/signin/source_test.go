package signin_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
)

// numbered gives a new token to each request.
func numbered(asked *atomic.Int32, seconds any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, map[string]any{"token_type": "Bearer", "expires_in": seconds, "access_token": fmt.Sprint("token-", asked.Add(1))})
	}
}

func TestATokenIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		seconds any
		good    time.Duration // for how long it is used
	}{
		"an hour":           {3600, 55 * time.Minute},
		"an hour as a text": {"3600", 55 * time.Minute},
		"eight minutes":     {480, 4 * time.Minute}, // half of it, where that is sooner
		"a century":         {100 * 365 * 86400, 24*time.Hour - 5*time.Minute},
	} {
		var asked atomic.Int32
		now := newClock()
		source := application(t, numbered(&asked, c.seconds), func(o *signin.Options) { o.Now = now.Now }).Tokens(scope, ours)
		for _, step := range []struct {
			pass time.Duration
			want string
		}{{0, "token-1"}, {c.good - time.Second, "token-1"}, {time.Second, "token-2"}, {time.Second, "token-2"}} {
			now.pass(step.pass)
			if token, err := source.Token(t.Context()); err != nil || token != step.want {
				t.Errorf("%s: %q and %v, want %s", name, token, err, step.want)
			}
		}
	}
}

func TestARefusedTokenIsRenewed(t *testing.T) {
	var asked atomic.Int32
	source := application(t, numbered(&asked, 3600), nil).Tokens(scope, ours)
	for _, step := range []struct{ refused, want string }{
		{"", "token-1"}, {"token-1", "token-2"}, {"token-1", "token-2"}, {"", "token-2"}, {"token-2", "token-3"},
	} {
		if step.refused != "" {
			source.Renew(step.refused)
		}
		if token, err := source.Token(t.Context()); err != nil || token != step.want {
			t.Errorf("after a refusal of %q: %q and %v, want %s", step.refused, token, err, step.want)
		}
	}
}

func TestOneAsksForAll(t *testing.T) {
	var asked atomic.Int32
	waiting := make(chan struct{})
	source := application(t, func(w http.ResponseWriter, r *http.Request) {
		<-waiting
		numbered(&asked, 3600)(w, r)
	}, nil).Tokens(scope, ours)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if token, err := source.Token(t.Context()); err != nil || token != "token-1" {
				t.Errorf("%q and %v", token, err)
			}
		})
	}
	close(waiting)
	group.Wait()
	if asked.Load() != 1 {
		t.Errorf("8 callers asked %d times", asked.Load())
	}
}

func TestWhoWaitsCanLeave(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	source := application(t, func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-leave
		numbered(new(atomic.Int32), 3600)(w, r)
	}, nil).Tokens(scope, ours)
	var group sync.WaitGroup
	group.Go(func() {
		if _, err := source.Token(t.Context()); err != nil {
			t.Error(err)
		}
	})
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := source.Token(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the caller's end", err)
	}
	close(leave)
	group.Wait()
}

// A refusal is told to all who wait, and is asked for again a minute later.
func TestARefusalIsRemembered(t *testing.T) {
	var asked atomic.Int32
	now := newClock()
	source := application(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			refuse(400, "invalid_grant", "AADSTS65001")(w, r)
			return
		}
		numbered(new(atomic.Int32), 3600)(w, r)
	}, func(o *signin.Options) { o.Now = now.Now }).Tokens(scope, customer)
	for _, step := range []struct {
		pass time.Duration
		good bool
	}{{0, false}, {59 * time.Second, false}, {time.Second, true}} {
		now.pass(step.pass)
		if _, err := source.Token(t.Context()); (err == nil) != step.good {
			t.Errorf("%v, want a token %t", err, step.good)
		}
	}
	if asked.Load() != 2 {
		t.Errorf("it was asked %d times, want 2", asked.Load())
	}
}

func TestBadReplies(t *testing.T) {
	const token = "eyJ.secret-token-0123456789"
	good := func() map[string]any {
		return map[string]any{"token_type": "Bearer", "expires_in": 3600, "access_token": token}
	}
	for name, change := range map[string]func(map[string]any){
		"no token":      func(m map[string]any) { delete(m, "access_token") },
		"an empty one":  func(m map[string]any) { m["access_token"] = "" },
		"a broken one":  func(m map[string]any) { m["access_token"] = token + "\r\nX-Evil: 1" },
		"another type":  func(m map[string]any) { m["token_type"] = "pop" },
		"no type":       func(m map[string]any) { delete(m, "token_type") },
		"no life":       func(m map[string]any) { delete(m, "expires_in") },
		"an ended one":  func(m map[string]any) { m["expires_in"] = -1 },
		"a strange one": func(m map[string]any) { m["expires_in"] = token },
		"a list":        func(m map[string]any) { m["access_token"] = []string{token} },
	} {
		body := good()
		change(body)
		_, err := application(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, body) }, nil).Tokens(scope, ours).Token(t.Context())
		var fault *remote.Fault
		if !errors.As(err, &fault) || fault.Kind != remote.Malformed || fault.Remote != "graph" || strings.Contains(fmt.Sprintf("%+v %#v", err, fault), token) {
			t.Errorf("%s: %v, want it malformed", name, err)
		}
	}
}
