package remote

import "time"

// Kind is what kept a call from giving a reply.
type Kind string

// The kinds. Those marked with a star are tried again.
const (
	Unauthorised Kind = "unauthorised" // 401, also with a new token
	Forbidden    Kind = "forbidden"    // 403
	NotFound     Kind = "not-found"    // 404
	Conflict     Kind = "conflict"     // 409
	BadRequest   Kind = "bad-request"  // 400 and every other 4xx
	Throttled    Kind = "throttled"    // * 429, and 503 with Retry-After
	Broken       Kind = "broken"       // * 5xx
	Malformed    Kind = "malformed"    // * no JSON, cut short, another content type, a status that nobody asked for
	TooLarge     Kind = "too-large"    // more than Options.MaxBody
	TooSlow      Kind = "too-slow"     // * not whole within Options.Timeout
	Elsewhere    Kind = "elsewhere"    // a redirect or an address that leads to another host
	Untrusted    Kind = "untrusted"    // TLS that does not verify
	Unreachable  Kind = "unreachable"  // * no such name, refused, cut off
	SignIn       Kind = "sign-in"      // the token endpoint refused; Err says why
	Unwritten    Kind = "unwritten"    // what came could not be written to Call.To; Err says why
)

// Fault is why a call gave nothing. It holds no token, no secret and no query.
type Fault struct {
	Remote, Call  string
	Kind          Kind
	Status        int    // of the last reply; 0: none came
	Code, Message string // of the reply's error body, or what went wrong; on one line, cut, addresses of mail taken out
	RequestID     string
	CorrelationID string
	After         time.Duration // how long the counterpart asked to wait; 0: not told
	Tries         int
	Err           error // of kind SignIn and Unwritten only
}

// Error tells the fault in one line.
func (f *Fault) Error() string { return f.Remote + ": " + f.Call + ": " + string(f.Kind) }

// Unwrap returns what lies behind the fault, if anything.
func (f *Fault) Unwrap() error { return f.Err }
