package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// hooks are the receivers of a script's webhooks. Each kind has a path of its own, which is
// a secret; all answer alike.
type hooks struct {
	address string
	now     time.Time

	mu     sync.Mutex
	posts  []string
	pings  int
	status int
	body   string
	cut    bool
}

// hookServer is a receiver of webhooks for a script, which checks signatures as a receiver
// should, and of signs of life:
//
//	hook start              serves, and puts the addresses into HOOK_JSON, HOOK_TEAMS, HOOK_SLACK and HANDOVER_PING_URL
//	hook answers STATUS [BODY]
//	hook cuts               cuts the line when it has read a post
//	hook got N FILE         has taken N posts so far, which the file gets
func hookServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: hook start|answers|cuts|got …")
	}
	c := counterpartsOf(ts)
	switch args[0] {
	case "start":
		c.hooks = startHooks(ts)
	case "answers":
		status, err := strconv.Atoi(args[1])
		ts.Check(err)
		c.hooks.answers(status, strings.Join(args[2:], " "), false)
	case "cuts":
		c.hooks.answers(0, "", true)
	case "got":
		c.hooks.got(ts, args[1], args[2])
	default:
		ts.Fatalf("hook cannot %s", args[0])
	}
}

func startHooks(ts *testscript.TestScript) *hooks {
	now, err := time.Parse(time.RFC3339, ts.Getenv(clockVariable))
	ts.Check(err)
	h := &hooks{now: now, status: http.StatusOK}
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	h.address = server.URL
	for name, kind := range map[string]string{"HOOK_JSON": "json", "HOOK_TEAMS": "teams", "HOOK_SLACK": "slack"} {
		ts.Setenv(name, server.URL+"/"+kind+"/"+hookSecret+"?sig="+hookSig)
	}
	ts.Setenv("HOOK_KEY", hookKey)
	ts.Setenv("HANDOVER_PING_URL", server.URL+"/ping/"+pingToken)
	return h
}

func (h *hooks) answers(status int, body string, cut bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.status, h.body, h.cut = status, body, cut
}

// ServeHTTP takes a post, or a sign of life. An answer may repeat where it was sent to, as
// no server should.
func (h *hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	if strings.HasPrefix(r.URL.Path, "/ping/") {
		h.pings++
	} else if err == nil && h.status < http.StatusBadRequest {
		h.posts = append(h.posts, h.told(r, body))
	}
	if h.cut {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Location", "http://"+r.Host+"/elsewhere")
	w.WriteHeader(h.status)
	key := "no key"
	if r.Header.Get("X-Handover-Signature") != "" {
		key = hookKey
	}
	_, _ = io.WriteString(w, strings.NewReplacer("URL", r.URL.String(), "ESCAPED", url.QueryEscape(r.URL.String()), "KEY", key).Replace(h.body)) // who has gone reads no answer
}

// told is what a script reads of a post. A signature is checked as the README says.
func (h *hooks) told(r *http.Request, body []byte) string {
	kind := strings.Split(r.URL.Path, "/")[1]
	signed := "no"
	if signature := r.Header.Get("X-Handover-Signature"); signature != "" {
		stamp := r.Header.Get("X-Handover-Timestamp")
		mac := hmac.New(sha256.New, []byte(hookKey))
		mac.Write([]byte(stamp + "." + string(body)))
		seconds, err := strconv.ParseInt(stamp, 10, 64)
		switch {
		case !hmac.Equal([]byte(signature), []byte("sha256="+hex.EncodeToString(mac.Sum(nil)))):
			signed = "wrongly"
		case err != nil || time.Unix(seconds, 0).Sub(h.now).Abs() > 24*time.Hour:
			signed = "too long ago"
		default:
			signed = "yes"
		}
	}
	return fmt.Sprintf("Hook: %s\nKey: %s\nSigned: %s\nOf: %s\n%s\n", kind, r.Header.Get("Idempotency-Key"), signed, r.Header.Get("Content-Type"), body)
}

// got checks how many posts were taken in all, and writes them into a file.
func (h *hooks) got(ts *testscript.TestScript, count, file string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	text := strings.Join(h.posts, "\n")
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o600))
	if strconv.Itoa(len(h.posts)) != count {
		ts.Fatalf("%d posts were taken, want %s:\n%s", len(h.posts), count, text)
	}
}
