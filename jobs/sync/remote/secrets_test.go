package remote

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rs/zerolog"
)

// tokens numbers what it gives.
type tokens struct {
	mu      sync.Mutex
	number  int
	renewed int
}

func (s *tokens) Token(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "token-" + strconv.Itoa(s.number), nil
}

func (s *tokens) Renew(stale string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stale == "token-"+strconv.Itoa(s.number) {
		s.number++
		s.renewed++
	}
}

// onlyToken answers calls that carry a token, and refuses all others.
func onlyToken(token string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			status(401, "", `{}`)(w, r)
			return
		}
		answer(w, `{}`)
	}
}

func TestARefusedTokenIsRenewedOnce(t *testing.T) {
	for token, want := range map[string]struct {
		renewed int
		kind    Kind
	}{
		"token-0": {0, ""},
		"token-1": {1, ""},
		"token-2": {1, Unauthorised},
	} {
		source := &tokens{}
		client := serve(t, onlyToken(token), func(o *Options) { o.Tokens, o.Tries = source, 5 })
		_, err := client.Do(t.Context(), Call{Name: "ask", Path: "a"})
		if kind(err) != want.kind || source.renewed != want.renewed {
			t.Errorf("%s: %v after %d renewals, want kind %q after %d", token, err, source.renewed, want.kind, want.renewed)
		}
	}
}

// Once a call, and not once a try.
func TestARefusedTokenIsRenewedOnceACall(t *testing.T) {
	source, asked := &tokens{}, 0
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 2 {
			status(500, "", `{}`)(w, r)
			return
		}
		status(401, "", `{}`)(w, r)
	}, func(o *Options) { o.Tokens, o.Tries = source, 5 })
	_, err := client.Do(t.Context(), Call{Name: "ask", Path: "a"})
	if kind(err) != Unauthorised || source.renewed != 1 || asked != 3 {
		t.Errorf("%v after %d renewals and %d requests, want one and three", err, source.renewed, asked)
	}
}

func TestConcurrentRefusalsRenewOnce(t *testing.T) {
	source := &tokens{}
	var refused atomic.Int32
	all := make(chan struct{})
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer token-0" && refused.Add(1) == 8 {
			close(all) // nobody is refused before everybody has asked with the old token
		}
		<-all
		onlyToken("token-1")(w, r)
	}, func(o *Options) { o.Tokens, o.Parallel = source, 8 })
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { ask(t, client) })
	}
	group.Wait()
	if source.renewed != 1 {
		t.Errorf("8 refusals of one token renewed it %d times", source.renewed)
	}
}

func TestATokenThatIsNotGiven(t *testing.T) {
	for name, err := range map[string]error{
		"a fault": &Fault{Remote: "graph", Call: "get a token", Kind: SignIn, Err: io.ErrNoProgress},
		"another": fmt.Errorf("get a token: %w", context.Canceled),
	} {
		client := serve(t, func(http.ResponseWriter, *http.Request) { t.Errorf("%s: it was asked without a token", name) },
			func(o *Options) { o.Tokens, o.Tries = none{err}, 5 })
		if _, got := client.Do(t.Context(), Call{Name: "ask", Path: "a"}); got == nil || !strings.Contains(got.Error(), err.Error()) {
			t.Errorf("%s: %v, want %v", name, got, err)
		}
	}
}

type none struct{ err error }

func (n none) Token(context.Context) (string, error) { return "", n.err }
func (n none) Renew(string)                          {}

func TestTokensGoWithTheirClient(t *testing.T) {
	for name, c := range map[string]struct {
		with Tokens
		want string
	}{
		"another's": {&tokens{number: 7}, "Bearer token-7"},
		"none":      {nil, ""},
	} {
		got := "nothing was asked"
		client := serve(t, func(w http.ResponseWriter, r *http.Request) {
			got = r.Header.Get("Authorization")
			answer(w, `{}`)
		}, func(o *Options) { o.Tokens = &tokens{} })
		ask(t, client.With(c.with))
		if got != c.want {
			t.Errorf("%s: it carries %q, want %q", name, got, c.want)
		}
	}
}

const (
	secretToken   = "tok/en+0123456789=="
	secretQuery   = "sv=2026&sig=AbC/d+eF0123456789="
	secretForm    = "~p4ss.word-0123456789 with blanks"
	secretHeader  = "header-secret-0123456789"
	secretAddress = "jo.doe@contoso.com"
)

type constant string

func (c constant) Token(context.Context) (string, error) { return string(c), nil }
func (c constant) Renew(string)                          {}

// secretsIn returns which secrets stand in a text, in any of the ways in which they are sent.
func secretsIn(text string) []string {
	var found []string
	for _, secret := range []string{secretToken, secretQuery, secretForm, secretHeader, secretAddress} {
		for _, written := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret)} {
			if strings.Contains(text, written) || strings.Contains(text, fmt.Sprintf("%q", written)) {
				found = append(found, written)
			}
		}
	}
	return found
}

// A counterpart that repeats everything it was sent, in all places, makes no secret stand
// in an error or in a log.
func TestSecretsStandNowhere(t *testing.T) {
	all := strings.Join([]string{secretToken, secretQuery, url.QueryEscape(secretQuery), secretForm, url.QueryEscape(secretForm), secretHeader, secretAddress}, " ")
	quoted := strconv.Quote(all)
	cutToken := secretToken + strings.Repeat(" x", 140) + secretToken // which a cut could split
	for name, handler := range map[string]http.HandlerFunc{
		"answered":            status(200, "MS-RequestId: "+secretToken, `{}`),
		"refused":             status(401, "MS-RequestId: "+secretToken, `{"code":`+quoted+`,"description":`+quoted+`}`),
		"forbidden":           status(403, "", `{"error":{"code":"x","message":`+quoted+`}}`),
		"sign-in":             status(400, "", `{"error":"invalid_client","error_description":"AADSTS1: `+strings.ReplaceAll(all, `"`, ``)+`"}`),
		"long":                status(500, "", `{"message":`+strconv.Quote(cutToken)+`}`),
		"in another error":    status(403, "x-ms-error-code: "+secretHeader, `<Error>`+all+`</Error>`),
		"in the content type": status(200, "Content-Type: text/"+all, `{}`),
		"in a status line":    func(w http.ResponseWriter, _ *http.Request) { hijack(w, "HTTP/1.1 20x "+all+"\r\n\r\n") },
		"in no HTTP":          func(w http.ResponseWriter, _ *http.Request) { hijack(w, all) },
		"in a bad length": func(w http.ResponseWriter, _ *http.Request) {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Length: "+all+"\r\n\r\n")
		},
		"in a bad chunk": func(w http.ResponseWriter, _ *http.Request) {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"+all+"\r\n")
		},
		"in a bad header":       func(w http.ResponseWriter, _ *http.Request) { hijack(w, "HTTP/1.1 200 OK\r\n"+all+"\r\n\r\n") },
		"redirected":            status(302, "Location: https://contoso.com/?"+all, ``),
		"redirected to nothing": status(302, "Location: http://[::"+all, ``),
		"redirected by scheme":  status(302, "Location: "+secretToken+"://"+secretHeader, ``),
		"cut off":               func(w http.ResponseWriter, _ *http.Request) { hijack(w, "") },
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			client := serve(t, handler, func(o *Options) {
				o.Tokens, o.Tries, o.Log = constant(secretToken), 2, zerolog.New(&log).Level(zerolog.TraceLevel)
				o.Progress = func(e Event) { fmt.Fprintf(&log, "%+v %v\n", e, e.Fault) } // what a listener might print
			})
			_, err := client.Do(t.Context(), Call{
				Name: "ask", Path: "a", Method: http.MethodPost, Query: url.Values{"sas": {secretQuery}},
				Body: url.Values{"client_secret": {secretForm}}, Header: http.Header{"X-Own": {secretHeader}},
			})
			told := log.String() + fmt.Sprintf("%v %+v %#v", err, err, err)
			for cause := err; cause != nil; {
				told += fmt.Sprintf("%v %+v %#v", cause, cause, cause)
				wrapped, ok := cause.(interface{ Unwrap() error })
				if !ok {
					break
				}
				cause = wrapped.Unwrap()
			}
			if found := secretsIn(told); len(found) > 0 {
				t.Errorf("%q stand in: %s", found, told)
			}
			if log.Len() == 0 {
				t.Error("nothing was logged, so nothing is proved")
			}
		})
	}
}
