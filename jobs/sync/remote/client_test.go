package remote

import (
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func parse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func certificates(server *httptest.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return pool
}

// serve returns a client of a server with TLS of its own that answers as handler does.
func serve(t testing.TB, handler http.HandlerFunc, change func(*Options)) *Client {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	t.Cleanup(server.Close)
	o := Options{Name: "graph", Base: parse(t, server.URL), RootCAs: certificates(server), Tries: 1}
	if change != nil {
		change(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.firstWait = time.Millisecond
	t.Cleanup(c.http.CloseIdleConnections)
	return c
}

func TestOnlyHTTPSOrLoopback(t *testing.T) {
	for _, c := range []struct {
		base string
		good bool
	}{
		{"https://graph.microsoft.com", true},
		{"https://graph.microsoft.com/v1.0/", true},
		{"https://203.0.113.7:8443", true},
		{"http://127.0.0.1:8080", true},
		{"http://[::1]:8080", true},
		{"http://localhost", true},
		{"http://LOCALHOST:1", true},
		{"http://graph.microsoft.com", false},
		{"http://localhost.contoso.com", false},
		{"http://127.0.0.1.contoso.com", false},
		{"http://203.0.113.7", false},
		{"ftp://127.0.0.1", false},
		{"file:///etc", false},
		{"https://", false},
		{"", false},
		{"https://me:pass@graph.microsoft.com", false},
		{"https://graph.microsoft.com?sig=1", false},
		{"https://graph.microsoft.com#x", false},
	} {
		_, err := New(Options{Name: "graph", Base: parse(t, c.base)})
		if good := err == nil; good != c.good {
			t.Errorf("%q: allowed %t, want %t (%v)", c.base, good, c.good, err)
		}
		if err != nil && strings.Contains(err.Error(), "pass") {
			t.Errorf("%q: the error tells the password: %v", c.base, err)
		}
	}
	if _, err := New(Options{Name: "graph"}); err == nil {
		t.Error("no address is allowed")
	}
}

func TestBelow(t *testing.T) {
	c, err := New(Options{Name: "graph", Base: parse(t, "https://graph.microsoft.com/v1.0")})
	if err != nil {
		t.Fatal(err)
	}
	for _, is := range []struct{ address, path, query string }{
		{"https://graph.microsoft.com/v1.0/a/b?$skiptoken=x%2By", "a/b", "%24skiptoken=x%2By"},
		{"https://GRAPH.microsoft.com:443/v1.0/a", "a", ""},
		{"/v1.0/operations/1", "operations/1", ""},
		{"https://graph.microsoft.com/v1.0/a%2Fb", "a%2Fb", ""},

		{"https://contoso.com/v1.0/a", "", ""},
		{"//contoso.com/v1.0/a", "", ""},
		{"https://graph.microsoft.com.contoso.com/v1.0/a", "", ""},
		{"https://graph.microsoft.com@contoso.com/v1.0/a", "", ""},
		{"https://me@graph.microsoft.com/v1.0/a", "", ""},
		{"http://graph.microsoft.com/v1.0/a", "", ""},
		{"https://graph.microsoft.com:444/v1.0/a", "", ""},
		{"https://graph.microsoft.com/beta/a", "", ""},
		{"https://graph.microsoft.com/v1.0/../beta/a", "", ""},
		{"https://graph.microsoft.com/v1.0/%2e%2e/beta/a", "", ""},
		{"https://graph.microsoft.com/v1.0", "", ""},
		{"https://graph.microsoft.com/v1.0/a?b=%zz", "", ""},
		{"::", "", ""},
		{"", "", ""},
	} {
		path, query, err := c.Below("list relationships", is.address)
		var fault *Fault
		switch {
		case path != is.path || query.Encode() != is.query:
			t.Errorf("%q: %q and %q, want %q and %q", is.address, path, query.Encode(), is.path, is.query)
		case is.path == "" && (!errors.As(err, &fault) || fault.Kind != Elsewhere):
			t.Errorf("%q: %v, want a fault of kind %s", is.address, err, Elsewhere)
		case is.path != "" && err != nil:
			t.Errorf("%q: %v", is.address, err)
		}
	}
}

func TestAnIDLeadsNowhereElse(t *testing.T) {
	asked := ""
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.EscapedPath()
		answer(w, `{}`)
	}, nil)
	for id, want := range map[string]string{
		"a b":                     "/v1/customers/a%20b",
		"a/b":                     "/v1/customers/a%2Fb",
		"a?b#c":                   "/v1/customers/a%3Fb%23c",
		"//contoso.com":           "/v1/customers/%2F%2Fcontoso.com",
		"@contoso.com":            "/v1/customers/@contoso.com",
		"..":                      "",
		".":                       "",
		"../../v2":                "/v1/customers/..%2F..%2Fv2", // one segment, by its escapes
		"ends in a percent sign%": "/v1/customers/ends%20in%20a%20percent%20sign%25",
	} {
		asked = ""
		_, err := c.Do(t.Context(), Call{Name: "get a customer", Path: "v1/customers/" + url.PathEscape(id)})
		if asked != want {
			t.Errorf("%q asks %q, want %q", id, asked, want)
		}
		if (err != nil) != (want == "") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestOnlyGetAndPost(t *testing.T) {
	c := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") }, nil)
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, "get", "GET / HTTP/1.1\r\nX: y"} {
		if _, err := c.Do(t.Context(), Call{Name: "x", Method: method, Path: "a"}); err == nil {
			t.Errorf("%s was allowed", method)
		}
	}
}
