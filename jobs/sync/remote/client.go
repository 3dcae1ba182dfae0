package remote

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/rs/zerolog"
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
	// Token returns a token that is still good for a while. An error is a *Fault or one of ctx.
	Token(ctx context.Context) (string, error)

	// Renew is told that a token was refused: the next Token is another one. Of several
	// refusals of one token only the first renews.
	Renew(stale string)
}

// Call is one thing to ask.
type Call struct {
	Name   string      // "list customers": stands in logs and errors, so it holds nothing secret or personal
	Method string      // empty: GET
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
}

// Client asks one counterpart. It may be used by several goroutines.
type Client struct{ options Options }

// New returns a client. It refuses a base that is neither https nor on loopback.
func New(o Options) (*Client, error) { return &Client{options: o}, nil }

// With returns a client that carries other tokens, and shares limiter, pauses and
// connections with this one: the same counterpart, asked in the name of another tenant.
func (c *Client) With(tokens Tokens) *Client {
	other := *c
	other.options.Tokens = tokens
	return &other
}

// Do makes a call until it gives a whole reply, its tries are used up, or it cannot help
// to try again. The error is a *Fault, or wraps that of ctx.
func (c *Client) Do(ctx context.Context, call Call) (*Reply, error) {
	return nil, errors.ErrUnsupported
}

// Below turns an address that stands in a reply, or in its Location, into path and query
// of a Call. One that leads to another host, or not below the base, is a *Fault of kind
// Elsewhere.
func (c *Client) Below(call, address string) (path string, query url.Values, err error) {
	return "", nil, errors.ErrUnsupported
}
