package signin_test

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/reconcile"
)

const (
	ours     = "11111111-1111-1111-1111-111111111111"
	customer = "22222222-2222-2222-2222-222222222222"
	client   = "33333333-3333-3333-3333-333333333333"
	scope    = "https://graph.microsoft.com/.default"
	secret   = "Ab~c8Q.secret_0123456789"
)

// clock is one that a test sets.
type clock struct{ now atomic.Pointer[time.Time] }

func newClock() *clock {
	c := &clock{}
	start := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	c.now.Store(&start)
	return c
}

func (c *clock) Now() time.Time { return *c.now.Load() }

func (c *clock) pass(d time.Duration) {
	later := c.Now().Add(d)
	c.now.Store(&later)
}

// application signs in at a server of its own, with TLS, that answers as handler does.
func application(t testing.TB, handler http.HandlerFunc, change func(*signin.Options)) *signin.Application {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	login, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	o := signin.Options{
		Name: "graph", Tenant: ours, Client: client, Login: login, RootCAs: pool, Now: newClock().Now,
		Secret: func() (string, error) { return secret, nil },
	}
	if change != nil {
		change(&o)
	}
	a, err := signin.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func reply(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(text) //nolint:errcheck // a client that went away has its own error
}

func TestASecretIsSentWithTheForm(t *testing.T) {
	var got url.Values
	path := ""
	a := application(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		got, path = r.PostForm, r.Method+" "+r.URL.Path
		numbered(new(atomic.Int32), 3599)(w, r)
	}, nil)
	token, err := a.Tokens(scope, customer).Token(t.Context())
	if err != nil || token != "token-1" {
		t.Fatalf("%q and %v", token, err)
	}
	want := url.Values{"grant_type": {"client_credentials"}, "client_id": {client}, "client_secret": {secret}, "scope": {scope}}
	if got.Encode() != want.Encode() || path != "POST /"+customer+"/oauth2/v2.0/token" {
		t.Errorf("it asks %s with %v, want %v", path, got, want)
	}
}

func refuse(status int, kind, description string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		reply(w, status, map[string]any{"error": kind, "error_description": description + ": about jo.doe@contoso.com of Contoso Ltd", "trace_id": "x"})
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		code, tenant, says string
		noConsent          bool
	}{
		{"AADSTS7000222", ours, "the client secret has expired", false},
		{"AADSTS7000222", customer, "the client secret has expired", false},
		{"AADSTS7000215", ours, "take the value of the secret and not its id", false},
		{"AADSTS700027", customer, "the certificate is not one of the application", false},
		{"AADSTS700024", customer, "set this computer's clock", false},
		{"AADSTS700016", ours, "check tenant and client in the configuration", true},
		{"AADSTS700016", customer, customer + "/adminconsent?client_id=" + client, true},
		{"AADSTS7000229", customer, "/adminconsent?client_id=" + client, true},
		{"AADSTS65001", customer, "/adminconsent?client_id=" + client, true},
		{"AADSTS90099", customer, "has not consented", true},
		{"AADSTS53003", customer, "Conditional Access", true},
		{"AADSTS90002", ours, "check tenant and cloud in the configuration", true},
		{"AADSTS90002", customer, "deleted, or it belongs to another cloud", true},
		{"AADSTS500011", customer, "does not have the service", true},
		{"AADSTS7000112", customer, "disabled in the tenant", true},
		{"AADSTS50057", customer, "disabled or not of this tenant", true},
		{"AADSTS1", customer, "login.microsoftonline.com/error", false},
	} {
		_, err := application(t, refuse(401, "invalid_client", c.code), nil).Tokens(scope, c.tenant).Token(t.Context())
		var fault *remote.Fault
		var refusal *signin.Refusal
		if !errors.As(err, &fault) || fault.Kind != remote.SignIn || !errors.As(err, &refusal) {
			t.Errorf("%s: %v, want a refusal", c.code, err)
			continue
		}
		if refusal.Code != c.code || refusal.Tenant != c.tenant || refusal.NoConsent() != c.noConsent || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s of %s: no consent %t, %v; want %t and %q", c.code, c.tenant, refusal.NoConsent(), err, c.noConsent, c.says)
		}
		if text := err.Error(); strings.Contains(text, "contoso") || strings.Contains(text, "Contoso") || strings.Count(text, c.code) != 1 || strings.Contains(text, "\n") {
			t.Errorf("%s is not told well: %s", c.code, text)
		}
	}
}

func TestAReplacedSecretIsUsed(t *testing.T) {
	var sent []string
	source := application(t, func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.PostFormValue("client_secret"))
		numbered(new(atomic.Int32), 3600)(w, r)
	}, func(o *signin.Options) {
		times := 0
		o.Secret = func() (string, error) { times++; return fmt.Sprint("secret-", times), nil }
	}).Tokens(scope, ours)
	for range 2 {
		token, err := source.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		source.Renew(token)
	}
	if got := strings.Join(sent, " "); got != "secret-1 secret-2" {
		t.Errorf("it sends %q", got)
	}
}

// Whatever the endpoint does, neither secret nor token stand in an error or in a log.
func TestSecretsStandNowhere(t *testing.T) {
	const token = "eyJ0.secret-token-0123456789"
	all := secret + " " + url.QueryEscape(secret) + " " + token
	for name, handler := range map[string]http.HandlerFunc{
		"given": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 200, map[string]any{"token_type": "Bearer", "expires_in": 3600, "access_token": token})
		},
		"refused":     refuse(401, all, "AADSTS7000215: "+all),
		"bad request": refuse(400, "invalid_request", all),
		"not found":   refuse(404, "x", all),
		"no token type": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 200, map[string]any{"access_token": token, "expires_in": all})
		},
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://contoso.com/?"+url.QueryEscape(all), http.StatusTemporaryRedirect)
		},
	} {
		var logged bytes.Buffer
		_, err := application(t, handler, func(o *signin.Options) { o.Log = zerolog.New(&logged).Level(zerolog.TraceLevel) }).Tokens(scope, ours).Token(t.Context())
		told := fmt.Sprintf("%s %v %+v %#v", logged.String(), err, err, err)
		for _, text := range []string{secret, url.QueryEscape(secret), token} {
			if strings.Contains(told, text) {
				t.Errorf("%s: %q stands in %s", name, text, told)
			}
		}
	}
}

func TestNothingIsSentWithoutASecret(t *testing.T) {
	missing := errors.New("the secret cannot be read: /run/secret is empty or not set")
	a := application(t, func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }, func(o *signin.Options) {
		o.Secret = func() (string, error) { return "", missing }
	})
	_, err := a.Tokens(scope, ours).Token(t.Context())
	var fault *remote.Fault
	if !errors.As(err, &fault) || fault.Kind != remote.NoSecret || !errors.Is(err, missing) {
		t.Errorf("%v, want %v", err, missing)
	}
	if want := "graph: get a token: " + missing.Error(); err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

// An endpoint that is broken is asked as often as is said, the first time included.
func TestTriesOfATokenCall(t *testing.T) {
	var asked atomic.Int32
	a := application(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusBadGateway)
	}, func(o *signin.Options) { o.Tries = 1 })
	_, err := a.Tokens(scope, ours).Token(t.Context())
	if err == nil || strings.Contains(err.Error(), "tried") || asked.Load() != 1 {
		t.Errorf("%v after %d calls, want one", err, asked.Load())
	}
}

func TestWhatAnApplicationNeeds(t *testing.T) {
	read := func() (string, error) { return secret, nil }
	good := signin.Options{Name: "graph", Cloud: signin.Global, Tenant: ours, Client: client, Secret: read}
	if _, err := signin.New(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*signin.Options){
		"a cloud":                   func(o *signin.Options) { o.Cloud = "german" },
		"a tenant":                  func(o *signin.Options) { o.Tenant = "" },
		"a client":                  func(o *signin.Options) { o.Client = "" },
		"a credential":              func(o *signin.Options) { o.Secret = nil },
		"only one credential":       func(o *signin.Options) { o.Certificate = read },
		"https but on loopback":     func(o *signin.Options) { o.Login = &url.URL{Scheme: "http", Host: "contoso.com"} },
		"an endpoint without query": func(o *signin.Options) { o.Login = &url.URL{Scheme: "https", Host: "contoso.com", RawQuery: "a"} },
	} {
		o := good
		change(&o)
		if _, err := signin.New(o); err == nil || !strings.HasPrefix(err.Error(), "graph: ") {
			t.Errorf("it does not need %s: %v", name, err)
		}
	}
}

func TestWhenASecretEnds(t *testing.T) {
	for expires, want := range map[reconcile.Day]time.Time{
		0:                                        {},
		reconcile.NewDay(2027, time.January, 31): time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC),
	} {
		a := application(t, nil, func(o *signin.Options) { o.Expires = expires })
		if got, err := a.Ends(); err != nil || !got.Equal(want) {
			t.Errorf("%s: %s and %v, want %s", expires, got, err, want)
		}
	}
}
