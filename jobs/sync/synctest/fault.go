package synctest

import (
	"net/http"
	"strings"
	"time"
)

// Fault is one misbehaviour, of the calls that it names. The first fault of a script that
// fits a call is the one it suffers.
type Fault struct {
	Host   Host   // empty: any
	Call   string // "GET /v1/customers/*/subscriptions": a star is one element of a path; empty: any
	Tenant string // only calls for this tenant: of the path, or of the token; empty: any
	Skip   int    // so many calls that fit go well first
	Times  int    // and so many suffer; 0: all from then on
	Kind   Kind

	Status int               // of Reply
	Body   string            // of Reply
	Header map[string]string // of Reply, in place of or beside the usual ones
	Size   int               // of Huge in bytes
	Off    time.Duration     // of ClockOff
}

// Kind is what a fault does.
type Kind string

// What can go wrong.
const (
	Reply        Kind = "reply"          // another reply: Status, Body, Header
	Drop         Kind = "drop"           // the connection ends before a reply; net/http asks once more by itself where it used the connection before
	Cut          Kind = "cut"            // the connection ends in the middle of the body
	Drip         Kind = "drip"           // the body comes a byte at a time and never ends
	Truncated    Kind = "truncated"      // the body lacks its second half, and its length agrees
	Broken       Kind = "broken"         // the body is no JSON
	Trailing     Kind = "trailing"       // the body is followed by text
	WrongType    Kind = "wrong-type"     // the body is said to be a web page
	Redirect     Kind = "redirect"       // a redirect to another host
	Elsewhere    Kind = "elsewhere"      // the link, Location or root in the reply leads to another host
	SameToken    Kind = "same-token"     // the page names the token again that it was asked with
	Endless      Kind = "endless"        // every page names another one
	Huge         Kind = "huge"           // the body is Size bytes of blanks and then JSON
	Twice        Kind = "twice"          // the page has its first entry twice
	TotalTooHigh Kind = "total-too-high" // totalCount, or blobCount, says one more than there is
	Expired      Kind = "expired"        // the token is refused with 401 from now on
	ClockOff     Kind = "clock-off"      // the Date of the reply is off by Off
)

// Throttle is a fault of so many refusals with 429 and a Retry-After as given: seconds or a date.
func Throttle(call, retryAfter string, times int) Fault {
	return Fault{
		Call: call, Times: times, Kind: Reply, Status: http.StatusTooManyRequests,
		Header: map[string]string{"Retry-After": retryAfter},
		Body:   `{"statusCode":429,"message":"Rate limit is exceeded."}`,
	}
}

// Refuse is a fault of so many replies of a status, with a code as Partner Center writes one.
func Refuse(call string, status int, code string, times int) Fault {
	return Fault{
		Call: call, Times: times, Kind: Reply, Status: status,
		Body: `{"code":"` + code + `","description":"A fault by script.","data":[],"source":"synctest"}`,
	}
}

// scripted is a fault and how often a call fitted it.
type scripted struct {
	Fault
	seen int
}

func (f *scripted) fits(host Host, method, path, tenant string) bool {
	return (f.Host == "" || f.Host == host) &&
		(f.Tenant == "" || strings.EqualFold(f.Tenant, tenant)) &&
		Fits(f.Call, method+" "+path)
}

// over reports whether the fault has been suffered as often as it says.
func (f *scripted) over() bool {
	return f.Times > 0 && f.seen > f.Skip+f.Times
}

// Fits reports whether a call, "GET /v1/customers", is one that a pattern names. A star is
// one element of a path, case is without meaning, and the empty pattern names all.
func Fits(pattern, call string) bool {
	if pattern == "" {
		return true
	}
	want, have := strings.Split(pattern, "/"), strings.Split(call, "/")
	if len(want) != len(have) {
		return false
	}
	for i := range want {
		if want[i] != "*" && !strings.EqualFold(want[i], have[i]) {
			return false
		}
	}
	return true
}

// Script replaces the faults to come; without any all goes well from now on.
func (s *Server) Script(faults ...Fault) {
	script := make([]*scripted, len(faults))
	for i, f := range faults {
		script[i] = &scripted{Fault: f}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = script
}

// suffered gives the fault of a call, the zero one where there is none.
func (s *Server) suffered(host Host, method, path, tenant string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.script {
		if f.over() || !f.fits(host, method, path, tenant) {
			continue
		}
		f.seen++
		if f.seen > f.Skip && !f.over() {
			return f.Fault
		}
	}
	return Fault{}
}

// Quiet reports whether every fault of the script has been suffered as often as it says, so
// that all goes well from now on.
func (s *Server) Quiet() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.script {
		if f.Times == 0 || f.seen < f.Skip+f.Times {
			return false
		}
	}
	return true
}
