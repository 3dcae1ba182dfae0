package hook_test

import (
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"handover/jobs/deliver/hook"
	"handover/jobs/deliver/port"
)

const (
	secret = "correct horse battery"
	path   = "/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sig=Zm9yIHlvdXIgZXllcyBvbmx5"
)

func morning() time.Time { return time.Date(2026, 11, 20, 6, 30, 0, 0, time.UTC) }

// receiver takes what is posted, and checks the signature as a receiver should.
type receiver struct {
	answer func(w http.ResponseWriter)
	bodies []string
	keys   []string
	faults []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		r.faults = append(r.faults, err.Error())
	}
	r.bodies, r.keys = append(r.bodies, string(body)), append(r.keys, request.Header.Get("Idempotency-Key"))
	stamp := request.Header.Get("X-Handover-Timestamp")
	if want := "sha256=" + hook.Sign(secret, stamp, body); stamp != "" && !hmac.Equal([]byte(request.Header.Get("X-Handover-Signature")), []byte(want)) {
		r.faults = append(r.faults, "the signature is wrong")
	}
	if stamp != "" && stamp != fmt.Sprint(morning().Unix()) {
		r.faults = append(r.faults, "signed at "+stamp)
	}
	if request.Header.Get("Content-Type") != "application/json; charset=utf-8" {
		r.faults = append(r.faults, "of type "+request.Header.Get("Content-Type"))
	}
	r.answer(w)
}

func status(code int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Location", "https://evil.example.com/")
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

func to(t *testing.T, r *receiver, kind hook.Kind, secret string) *hook.Hook {
	t.Helper()
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	h, err := hook.New(hook.Config{Kind: kind, Address: server.URL + path, Secret: secret, Now: morning})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func message() *port.Message {
	return &port.Message{Key: "a1b2c3", Card: map[string]string{"text": "<Contoso> & Fabrikam"}}
}

// TestSigned checks that a receiver can tell that a body comes from here.
func TestSigned(t *testing.T) {
	r := &receiver{answer: status(200, "ok")}
	outcome, err := to(t, r, hook.JSON, secret).Send(t.Context(), message())
	if err != nil || outcome != port.Delivered || len(r.faults) > 0 {
		t.Fatalf("%s, %v: %q", outcome, err, r.faults)
	}
	if want := `[{"text":"<Contoso> & Fabrikam"}] [a1b2c3]`; fmt.Sprint(r.bodies, " ", r.keys) != want {
		t.Errorf("got %v %v", r.bodies, r.keys)
	}
}

// TestSignature pins the way of signing, which receivers have built.
func TestSignature(t *testing.T) {
	const want = "64e031dbd18f10e6bdefc0da4a15fec57122d2cf3fe54ff5ea3c8818f147efc9"
	if got := hook.Sign("secret", "1795156200", []byte(`{"a":1}`)); got != want {
		t.Errorf("got %s", got)
	}
}

// TestSaysWhatBecameOfIt checks for each answer how far a message came, and what is said
// about trying again; and that nothing tells where the hook is but its host.
func TestSaysWhatBecameOfIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(http.ResponseWriter)
		want   string
		says   string
	}{
		{"taken", status(200, "ok"), "delivered", ""},
		{"passed on", status(202, ""), "handed-over", ""},
		{"not what it takes", status(400, "invalid_blocks"), "never", "answers 400 (invalid_blocks)"},
		{"gone", status(404, "no_service at "+path), "never", "answers 404 (no_service at ***): there is no such hook any more"},
		{"repeats its address", status(403, "sig=Zm9yIHlvdXIgZXllcyBvbmx5 "+secret), "never", "(sig=*** ***)"},
		{"too fast", status(429, ""), "waits 30s", "answers 429"},
		{"broken", status(500, "oops"), "again", "answers 500 (oops)"},
		{"somebody in front", status(502, ""), "unsure", "may have been taken"},
		{"elsewhere", status(302, ""), "never", "is not followed"},
		{"cut", func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, "unsure", "may have been taken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			outcome, err := to(t, &receiver{answer: c.answer}, hook.JSON, secret).Send(t.Context(), message())
			if got := told(outcome, err); got != c.want || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v, want %s with %q", got, err, c.want, c.says)
			}
			private(t, err)
		})
	}
}

func told(outcome port.Outcome, err error) string {
	var refused *port.RefusedError
	var unsure *port.UnsureError
	switch {
	case err == nil:
		return string(outcome)
	case errors.As(err, &unsure):
		return "unsure"
	case !errors.As(err, &refused):
		return "ended"
	case refused.Waits:
		return "waits " + refused.After.String()
	case refused.Permanent:
		return "never"
	default:
		return "again"
	}
}

func private(t *testing.T, err error) {
	t.Helper()
	for _, hidden := range []string{secret, "workflows", "0123456789abcdef", "Zm9yIHlvdXIgZXllcyBvbmx5", "evil"} {
		if err != nil && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), hidden) {
			t.Errorf("%q is told in %v", hidden, err)
		}
	}
}

// TestNobodyThere checks that a hook that cannot be reached is named by its host only, in
// wrapped errors too.
func TestNobodyThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	h, err := hook.New(hook.Config{Kind: hook.Slack, Address: server.URL + path, Now: morning})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Send(t.Context(), message())
	if told("", err) != "again" || !strings.Contains(err.Error(), server.URL) {
		t.Error(err)
	}
	private(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Send(ctx, message()); told("", err) != "ended" || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for _, c := range []struct {
		name   string
		config hook.Config
		says   string
	}{
		{"another kind", hook.Config{Kind: "irc", Address: "https://hooks.example.com" + path}, `kind "irc" is none of`},
		{"in the clear", hook.Config{Kind: hook.Slack, Address: "http://hooks.example.com" + path}, "at hooks.example.com has to begin with https://"},
		{"no address", hook.Config{Kind: hook.Slack, Address: "workflows"}, "none of a page"},
		{"not readable", hook.Config{Kind: hook.Slack, Address: "https://hooks.example.com/\x00workflows"}, "none of a page"},
		{"a secret that nobody checks", hook.Config{Kind: hook.Teams, Secret: secret, Address: "https://hooks.example.com" + path}, "checks no signature"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.config.Now = morning
			_, err := hook.New(c.config)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
			private(t, err)
		})
	}
}
