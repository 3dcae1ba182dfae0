package remote

import (
	"fmt"
	"strings"
	"time"
)

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
	NoSecret     Kind = "no-secret"    // what proves who asks cannot be read, so that nobody was asked; Err says it all
	Unwritten    Kind = "unwritten"    // what came could not be written to Call.To; Err says why
)

// passes reports whether it can help to try again.
func (k Kind) passes() bool {
	switch k {
	case Throttled, Broken, Malformed, TooSlow, Unreachable:
		return true
	default:
		return false
	}
}

// words says what happened; empty where Err does.
func (k Kind) words() string {
	return map[Kind]string{
		Unauthorised: "the token is refused",
		Forbidden:    "access is denied",
		NotFound:     "there is no such thing",
		Conflict:     "it is in conflict with something else",
		BadRequest:   "the request is refused",
		Throttled:    "it is asked too often",
		Broken:       "the service fails",
		Malformed:    "the reply is no whole answer",
		TooLarge:     "the reply is too large",
		TooSlow:      "the reply takes too long",
		Elsewhere:    "another host is not asked",
		Untrusted:    "its certificate is not trusted",
		Unreachable:  "it cannot be reached",
		SignIn:       "signing in is refused",
		Unwritten:    "the reply cannot be written",
	}[k]
}

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
	Err           error // of kind SignIn, NoSecret and Unwritten only
}

// Error tells the fault in one line.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Remote + ": " + f.Call)
	if words := f.Kind.words(); words != "" {
		b.WriteString(": " + words)
	}
	if f.Status != 0 {
		fmt.Fprintf(&b, " (%d)", f.Status)
	}
	if f.After > 0 {
		fmt.Fprintf(&b, ", it asks to wait %s", f.After)
	}
	parts := []string{f.Code, f.Message}
	if f.Err != nil {
		parts = []string{f.Err.Error()} // which tells the code as well
	}
	for _, part := range parts {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	if f.Tries > 1 {
		fmt.Fprintf(&b, "; tried %d times", f.Tries)
	}
	b.WriteString(f.IDs())
	return b.String()
}

// IDs returns the end of what Error tells, by which the other side finds the call; it is
// empty where the call has none. The rest of it is the same each time the same goes wrong.
func (f *Fault) IDs() string {
	if f.RequestID == "" {
		return ""
	}
	return fmt.Sprintf(" [request %s, correlation %s]", f.RequestID, f.CorrelationID)
}

// Unwrap returns what lies behind the fault, if anything.
func (f *Fault) Unwrap() error { return f.Err }
