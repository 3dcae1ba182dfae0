package remote

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/time/rate"
)

// Options say whom a Client asks, and within which bounds.
type Options struct {
	Name      string         // as logs and errors call it: "partner-center"
	Base      *url.URL       // the only host that is ever asked; https, or also http on loopback
	Tokens    Tokens         // nil: no token is sent
	PerMinute int            // calls that may begin in a minute, wherever it begins; 0: no limit
	Parallel  int            // calls at once; 0: one
	Timeout   time.Duration  // of one try, its body included; 0: one minute
	Tries     int            // of one call, the first included; 0: one
	MaxBody   int64          // bytes of a reply, decompressed; 0: 64 MiB
	RootCAs   *x509.CertPool // that sign the counterpart's certificate; nil: the system's
	Log       zerolog.Logger

	// Progress hears of every call that ended and of every wait that begins, from several
	// goroutines at once; nil: nobody listens.
	Progress func(Event)
}

// Tokens gives the token that a call carries. It is asked by several goroutines at once.
type Tokens interface {
	// Token returns a token that is still good for a while. An error is a *Fault or wraps
	// that of ctx.
	Token(ctx context.Context) (string, error)

	// Renew is told that a token was refused: the next Token is another one. Of several
	// refusals of one token only the first renews.
	Renew(stale string)
}

// Call is one thing to ask.
type Call struct {
	Name   string      // "list customers": stands in logs and errors, so it holds nothing secret or personal
	Method string      // empty: GET; the only other one that is ever sent is POST
	Path   string      // below the base, escaped, without a query: "v1/customers"
	Query  url.Values  // it may hold a signature, so it is never told
	Header http.Header // beside those that every call has
	Body   any         // sent as JSON, url.Values as a form; nil: none

	// To gives the place to which the reply's body goes, byte by byte as the counterpart
	// holds it and of whatever type, where it is not JSON. It is called once a try and must
	// give an empty place each time, since what an earlier try wrote is not whole. Where it
	// is nil, the body is JSON and comes with the Reply.
	To func() (io.Writer, error)
}

// Reply is a whole answer.
type Reply struct {
	Status        int // 200, 201 or 202; 304 where the call had If-None-Match or If-Modified-Since
	Header        http.Header
	Body          []byte // one JSON value; empty with 202 and 304 where nothing came, and where the call had a To
	RequestID     string // as the counterpart tells it, else as it was sent
	CorrelationID string
	Date          time.Time // of the counterpart's clock, in whole seconds; zero where it told none
}

// Event is what Progress hears: a call ended, where Wait is 0, or a wait begins.
type Event struct {
	Call  string
	Tries int           // made so far, of this call
	Fault *Fault        // why the call gave nothing, or why is waited; nil: it gave a Reply
	Wait  time.Duration // how long is waited before the next try
	Date  time.Time     // of the counterpart's clock, in whole seconds, as its last reply tells; zero: none came, or it told none
}

// Client asks one counterpart. It may be used by several goroutines.
type Client struct {
	options Options
	tokens  Tokens
	http    *http.Client
	slots   chan struct{} // holds one element for each call that is under way
	limit   *rate.Limiter
	pause   *gate
	log     zerolog.Logger

	firstWait time.Duration // before the second try of a call
}

// What a counterpart has to keep to, whoever it is.
const (
	dialTimeout    = 10 * time.Second
	maxHeaderBytes = 64 << 10
	maxRedirects   = 3
)

// New returns a client. It refuses a base that is neither https nor on loopback.
func New(o Options) (*Client, error) {
	if err := CheckBase(o.Base); err != nil {
		return nil, fmt.Errorf("%s: %w", o.Name, err)
	}
	o.Parallel, o.Tries = max(o.Parallel, 1), max(o.Tries, 1)
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 64 << 20
	}
	c := &Client{
		options: o, tokens: o.Tokens, slots: make(chan struct{}, o.Parallel), limit: limiter(o.PerMinute), pause: newGate(),
		firstWait: firstWait, log: o.Log.With().Str("remote", o.Name).Logger(),
	}
	c.http = &http.Client{Transport: transport(&o), CheckRedirect: c.redirect}
	return c, nil
}

func transport(o *Options) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    dialTimeout,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    o.Parallel,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}

// limiter lets through what a minute allows: a few calls at once, so that the time is not
// lost in which all callers wait for replies, and those few are taken from the minute.
func limiter(perMinute int) *rate.Limiter {
	if perMinute <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	burst := 1 + perMinute/100
	return rate.NewLimiter(rate.Limit(float64(perMinute-burst+1)/time.Minute.Seconds()), burst)
}

// With returns a client that carries other tokens, and shares limiter, pauses and
// connections with this one: the same counterpart, asked in the name of another tenant.
func (c *Client) With(tokens Tokens) *Client {
	other := *c
	other.tokens = tokens
	return &other
}

// errElsewhere is why a redirect is not followed.
var errElsewhere = errors.New("it redirects to another host, which is not followed")

func (c *Client) redirect(next *http.Request, earlier []*http.Request) error {
	if !sameHost(next.URL, c.options.Base) {
		return errElsewhere
	}
	if len(earlier) > maxRedirects {
		return errors.New("it redirects again and again")
	}
	return nil
}

// CheckBase refuses an address over which others could read a token, and one that is more
// than host and path.
func CheckBase(base *url.URL) error {
	switch {
	case base == nil || base.Host == "":
		return errors.New("its address has no host; write one like https://graph.microsoft.com")
	case base.User != nil || base.RawQuery != "" || base.Fragment != "":
		return errors.New("its address has a user, a query or a fragment; leave only host and path")
	case base.Scheme == "https", base.Scheme == "http" && loopback(base.Hostname()):
		return nil
	default:
		return fmt.Errorf("the address %s is not https; only on loopback it may be http", base.Redacted())
	}
}

func loopback(host string) bool {
	return strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
}

func sameHost(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if u.Port() != "" {
		return u.Port()
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}
