package main

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"handover/jobs/deliver/mailtest"
)

// cloud are the hosts of Microsoft that mail needs: the sign-in and Graph. A program comes
// to it through a proxy, by their own names.
type cloud struct {
	proxy string

	mu      sync.Mutex
	refusal string   // what the sign-in answers instead of a token
	sent    []string // what Graph was given to send
}

func startCloud(ts *testscript.TestScript) *cloud {
	c := &cloud{}
	hosts := httptest.NewUnstartedServer(c)
	hosts.TLS = mailtest.TLS()
	hosts.Config.ErrorLog = log.New(io.Discard, "", 0) // clients that go away in the middle
	hosts.StartTLS()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "nothing goes in the clear", http.StatusForbidden)
			return
		}
		lead(w, hosts.Listener.Addr().String())
	}))
	ts.Defer(func() {
		proxy.Close()
		hosts.CloseClientConnections()
		hosts.Close()
	})
	c.proxy = proxy.URL
	return c
}

// lead leads a connection that asks for any host to one address.
func lead(w http.ResponseWriter, address string) {
	far, err := net.Dial("tcp", address)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = io.WriteString(near, "HTTP/1.1 200 led\r\n\r\n") // who has gone asks no further
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		go func() {
			_, _ = io.Copy(way[0], way[1]) // until one of them ends it
			_ = way[0].Close()
		}()
	}
}

func (c *cloud) refuse(code string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refusal = code
}

func (c *cloud) mails() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.sent)
}

// ServeHTTP answers for all hosts. Its refusals repeat what it was given, as no server should.
func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	secret := r.PostFormValue("client_secret")
	switch {
	case r.Host == "login.microsoftonline.com" && (c.refusal != "" || secret != mailSecret):
		w.WriteHeader(http.StatusUnauthorized)
		answer(w, map[string]any{"error": "invalid_client", "error_description": c.refusal + ": the secret " + secret + " is wrong"})
	case r.Host == "login.microsoftonline.com":
		answer(w, map[string]any{"token_type": "Bearer", "expires_in": 3600, "access_token": mailToken})
	case r.Host == "graph.microsoft.com" && r.Header.Get("Authorization") == "Bearer "+mailToken && r.URL.Path == "/v1.0/users/robot@partner.example/sendMail":
		c.send(w, r)
	default:
		w.WriteHeader(http.StatusForbidden)
		answer(w, map[string]any{"error": map[string]any{"code": "ErrorAccessDenied", "message": "not with " + r.Header.Get("Authorization")}})
	}
}

// send takes a mail as Graph does.
func (c *cloud) send(w http.ResponseWriter, r *http.Request) {
	content, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, r.Body))
	switch {
	case err != nil || !strings.Contains(string(content), "\r\n\r\n"):
		w.WriteHeader(http.StatusBadRequest)
	case c.refusal != "":
		w.WriteHeader(http.StatusForbidden)
		answer(w, map[string]any{"error": map[string]any{"code": "ErrorAccessDenied", "message": "not with " + r.Header.Get("Authorization")}})
	default:
		c.sent = append(c.sent, string(content))
		w.WriteHeader(http.StatusAccepted)
	}
}

func answer(w io.Writer, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // it is made of texts
	}
	_, _ = w.Write(text) // who has gone asks no further
}
