package remote

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func answer(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	io.WriteString(w, body) //nolint:errcheck // a client that went away has its own error
}

// hijack writes bytes as they are and cuts the connection.
func hijack(w http.ResponseWriter, text string) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	io.WriteString(connection, text) //nolint:errcheck // a client that went away has its own error
	connection.Close()               //nolint:errcheck // that is the fault to be made
}

func status(code int, header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if name, value, ok := strings.Cut(header, ": "); ok {
			w.Header().Set(name, value)
		}
		w.WriteHeader(code)
		io.WriteString(w, body) //nolint:errcheck // a client that went away has its own error
	}
}

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// Whatever comes instead of a reply is a fault of the kind that says so, after one try or
// after all of them, and is never taken for an empty answer.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		kind    Kind
		tries   int
		says    string
	}{
		"401":                   {status(401, "", `{"code":900421,"description":"no MFA"}`), Unauthorised, 1, "900421: no MFA"},
		"403":                   {status(403, "", `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}`), Forbidden, 1, "Authorization_RequestDenied: Insufficient privileges"},
		"404":                   {status(404, "", ``), NotFound, 1, "(404)"},
		"409":                   {status(409, "", `{}`), Conflict, 1, "(409)"},
		"400 with a code":       {status(400, "", `{"code":"2000","description":"bad token"}`), BadRequest, 1, "2000: bad token"},
		"410":                   {status(410, "", ``), BadRequest, 1, "(410)"},
		"408":                   {status(408, "Connection: close", ``), Broken, 2, "(408)"},
		"429":                   {status(429, "Retry-After: 0", ``), Throttled, 2, "(429)"},
		"503 with Retry-After":  {status(503, "Retry-After: 0", ``), Throttled, 2, "(503)"},
		"503":                   {status(503, "", ``), Broken, 2, "(503)"},
		"500 with a page":       {status(500, "Content-Type: text/html", `<html>oops`), Broken, 2, "(500)"},
		"599":                   {status(599, "", `{"error":"x"}`), Broken, 2, "x"},
		"204":                   {status(204, "", ``), Malformed, 2, "(204)"},
		"206":                   {status(206, "", `{}`), Malformed, 2, "(206)"},
		"304 that nobody asked": {status(304, "", ``), Malformed, 2, "(304)"},
		"301 without Location":  {status(301, "", ``), Malformed, 2, "(301)"},
		"no body":               {status(200, "", ``), Malformed, 2, "empty"},
		"only a BOM":            {status(200, "", "\ufeff"), Malformed, 2, "empty"},
		"white space":           {status(200, "", " \n"), Malformed, 2, "no JSON"},
		"truncated JSON":        {status(200, "", `{"items":[{"id":"1"}`), Malformed, 2, "no JSON"},
		"text behind the JSON":  {status(200, "", `{"items":[]} ok`), Malformed, 2, "no JSON"},
		"two values":            {status(200, "", `{}{}`), Malformed, 2, "no JSON"},
		"a missing comma":       {status(200, "", `{"a":1 "b":2}`), Malformed, 2, "no JSON"},
		"no UTF-8":              {status(200, "", "{\"a\":\"\xff\"}"), Malformed, 2, "UTF-8"},
		"a page for a reply":    {status(200, "Content-Type: text/html", `<html>sign in</html>`), Malformed, 2, "text/html"},
		"JSON as text":          {status(200, "Content-Type: text/plain", `{}`), Malformed, 2, "text/plain"},
		"no content type":       {func(w http.ResponseWriter, _ *http.Request) { w.Header()["Content-Type"] = nil; answerRaw(w, `{}`) }, Malformed, 2, "content type"},
		"fewer bytes than told": {func(w http.ResponseWriter, _ *http.Request) {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}")
		}, Malformed, 2, "cut short"},
		"a chunk that never ends": {func(w http.ResponseWriter, _ *http.Request) {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}")
		}, Malformed, 2, "cut short"},
		"gzip that is cut":  {status(200, "Content-Encoding: gzip", gzipped(`{"a":"bbbbbbbb"}`)[:20]), Malformed, 2, "cut short"},
		"gzip that is none": {status(200, "Content-Encoding: gzip", `{}`), Malformed, 2, ""},
		"no HTTP":           {func(w http.ResponseWriter, _ *http.Request) { hijack(w, "220 mail.contoso.com ESMTP\r\n") }, Unreachable, 2, ""},
		"nothing at all":    {func(w http.ResponseWriter, _ *http.Request) { hijack(w, "") }, Unreachable, 2, ""},
		"a huge body":       {status(200, "", `"`+strings.Repeat("x", 2000)+`"`), TooLarge, 1, "1000 bytes"},
		"a bomb":            {status(200, "Content-Encoding: gzip", gzipped(`"`+strings.Repeat("x", 1<<20)+`"`)), TooLarge, 1, "1000 bytes"},
		"huge headers": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
			answer(w, `{}`)
		}, Unreachable, 2, "header"},
		"a redirect elsewhere": {status(302, "Location: https://contoso.com/?sig=abcdefgh", ``), Elsewhere, 1, "another host"},
		"to the plain address": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://"+r.Host+r.URL.Path, http.StatusFound)
		}, Elsewhere, 1, "another host"},
		"redirects without an end": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, Unreachable, 2, "again and again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events := 0
			client := serve(t, c.handler, func(o *Options) {
				o.Tries, o.MaxBody = 2, 1000
				o.Progress = func(Event) { events++ }
			})
			reply, err := client.Do(t.Context(), Call{Name: "list customers", Path: "v1/customers"})
			var fault *Fault
			if !errors.As(err, &fault) {
				t.Fatalf("%v and %v, want a fault", reply, err)
			}
			if fault.Kind != c.kind || fault.Tries != c.tries || events != c.tries || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s after %d tries and %d events, want %s after %d: %v", fault.Kind, fault.Tries, events, c.kind, c.tries, err)
			}
			if text := err.Error(); !strings.HasPrefix(text, "graph: list customers: ") || strings.ContainsAny(text, "\n\r") || fault.RequestID == "" || fault.CorrelationID == "" {
				t.Errorf("this is not told well: %q", text)
			}
		})
	}
}

func answerRaw(w http.ResponseWriter, body string) {
	io.WriteString(w, body) //nolint:errcheck // a client that went away has its own error
}

func TestReplies(t *testing.T) {
	date := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		call    Call
		status  int
		body    string
	}{
		"JSON":       {status(200, "", " {\"a\":1}\n "), Call{}, 200, " {\"a\":1}\n "},
		"with a BOM": {status(200, "", "\ufeff[]"), Call{}, 200, "[]"},
		"compressed": {status(200, "Content-Encoding: gzip", gzipped(`[1]`)), Call{}, 200, "[1]"},
		"accepted":   {status(202, "Location: /operations/1", ``), Call{Method: http.MethodPost, Body: map[string]string{"a": "b"}}, 202, ""},
		"unchanged":  {status(304, "", ``), Call{Header: http.Header{"If-None-Match": {`"1"`}}}, 304, ""},
		"redirected here": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/a" {
				http.Redirect(w, r, "/b", http.StatusFound)
				return
			}
			answer(w, `"b"`)
		}, Call{}, 200, `"b"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", date.Format(http.TimeFormat))
				w.Header().Set("MS-CorrelationId", "corr-1")
				w.Header().Set("request-id", "req-1")
				c.handler(w, r)
			}, nil)
			c.call.Name, c.call.Path = "ask", "a"
			reply, err := client.Do(t.Context(), c.call)
			if err != nil {
				t.Fatal(err)
			}
			if reply.Status != c.status || string(reply.Body) != c.body || !reply.Date.Equal(date) || reply.CorrelationID != "corr-1" || reply.RequestID != "req-1" {
				t.Errorf("%+v with body %q, want %d with %q", reply, reply.Body, c.status, c.body)
			}
		})
	}
}

// The counterpart's clock is told with every answer, a refusal too.
func TestTheirClockIsTold(t *testing.T) {
	date := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, code := range []int{200, 403, 500} {
		var told []time.Time
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", date.Format(http.TimeFormat))
			status(code, "", `{}`)(w, r)
		}, func(o *Options) {
			o.Tries, o.Progress = 2, func(e Event) { told = append(told, e.Date) }
		})
		_, err := client.Do(t.Context(), Call{Name: "ask", Path: "a"})
		if code == 200 && err != nil {
			t.Error(err)
		}
		for _, got := range told {
			if !got.Equal(date) {
				t.Errorf("%d: told %s", code, got)
			}
		}
		if len(told) == 0 {
			t.Errorf("%d: nothing was told", code)
		}
	}
}

func TestCertificatesAreVerified(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"of an unknown issuer": func(o *Options) { o.RootCAs = x509.NewCertPool() },
		"of another name":      func(o *Options) { o.Base = &url.URL{Scheme: "https", Host: "localhost:" + o.Base.Port()} },
		"of no TLS at all": func(o *Options) {
			plain := httptest.NewServer(status(200, "", `{}`))
			t.Cleanup(plain.Close)
			plain.Config.ErrorLog = quiet()
			o.Base = &url.URL{Scheme: "https", Host: strings.TrimPrefix(plain.URL, "http://")}
		},
	} {
		client := serve(t, func(http.ResponseWriter, *http.Request) { t.Errorf("%s: it was asked", name) }, change)
		_, err := client.Do(t.Context(), Call{Name: "ask", Path: "a"})
		var fault *Fault
		if !errors.As(err, &fault) || fault.Kind != Untrusted {
			t.Errorf("%s: %v, want a fault of kind %s", name, err, Untrusted)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	for base, says := range map[string]string{
		gone.URL:                  "graph: ask: it cannot be reached: " + gone.URL + ": the connection is refused",
		"https://nowhere.invalid": "graph: ask: it cannot be reached: https://nowhere.invalid: ",
	} {
		client, err := New(Options{Name: "graph", Base: parse(t, base)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Do(t.Context(), Call{Name: "ask", Path: "a", Query: url.Values{"sig": {"abcdefgh"}}})
		var fault *Fault
		if !errors.As(err, &fault) || fault.Kind != Unreachable || !strings.HasPrefix(err.Error(), says) || strings.Contains(err.Error(), "abcdefgh") {
			t.Errorf("%s: %v, want a fault of kind %s with %q", base, err, Unreachable, says)
		}
		if strings.Contains(err.Error(), "[request") {
			t.Errorf("%s: %v names a request of which nobody knows", base, err)
		}
	}
}
