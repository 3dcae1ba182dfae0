package observe_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"handover/cmd/internal/observe"
)

func TestAskAlive(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was followed elsewhere") }))
	defer elsewhere.Close()
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		want   string
	}{
		{"alive", func(http.ResponseWriter, *http.Request) {}, ""},
		{"not alive", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, "it answers 503"},
		{"another program", http.NotFound, "it answers 404"},
		{"one that sends elsewhere", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) }, "it answers 302"},
		{"one that hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
		{"one that is silent", func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() }, "context canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Value
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Store(r.URL.Path); c.answer(w, r) }))
			defer server.Close()
			_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
			for _, listen := range []string{"127.0.0.1:" + port, "0.0.0.0:" + port, ":" + port} {
				address, err := observe.AskAlive(ctx, listen)
				if c.want == "" && (err != nil || address != "127.0.0.1:"+port || asked.Load() != "/healthz") {
					t.Errorf("%s: asks %s at %q: %v", listen, asked.Load(), address, err)
				}
				if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
					t.Errorf("%s: %v, want %q", listen, err, c.want)
				}
			}
		})
	}
	for listen, want := range map[string]string{"127.0.0.1:1": "ask 127.0.0.1:1: ", "[::]:1": "ask [::1]:1: ", "here": "missing port"} {
		if _, err := observe.AskAlive(t.Context(), listen); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", listen, err, want)
		}
	}
}
