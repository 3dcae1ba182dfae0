package synctest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is a request on its way to an answer.
type call struct {
	Request
	r         *http.Request
	fault     Fault
	elsewhere string // where a reply leads that must lead away; empty: it does not
	host      string // where this host is
}

// answer is what a host says: a status, and a body that is bytes where raw is set, else a
// list where page is set, else the value.
type answer struct {
	status int
	header map[string]string
	value  any
	page   *page
	raw    []byte
	mark   bool // the body begins with a byte order mark, as Partner Center's do
}

func answered(status int, value any) *answer {
	return &answer{status: status, header: map[string]string{}, value: value}
}

// handler answers for a host: it notes the request, lets it suffer its fault, and asks the
// host's own answers.
func (s *Server) handler(host Host, answers func(*call) *answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{r: r, host: s.URL(host), Request: Request{
			Host: host, Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Token: bearer(r),
			Header: r.Header.Clone(), At: s.options.Now(),
		}}
		c.Tenant = s.tenantOf(c)
		c.fault = s.suffered(host, c.Method, c.Path, c.Tenant)
		c.Fault = c.fault.Kind
		s.keep(&c.Request)
		defer s.done(host)
		s.write(w, c, s.answer(c, answers))
	})
}

// tenantOf is whose data a request is about.
func (s *Server) tenantOf(c *call) string {
	parts := strings.Split(strings.TrimPrefix(c.Path, "/"), "/")
	switch {
	case c.Host == Login && parts[0] != "":
		return parts[0]
	case c.Host == PartnerCenter && len(parts) > 2 && parts[1] == "customers":
		return parts[2]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tokens[c.Token]; t != nil {
		return t.tenant
	}
	return ""
}

// answer is what the host says, with what its fault changes of it.
func (s *Server) answer(c *call, answers func(*call) *answer) *answer {
	switch c.fault.Kind {
	case Reply:
		return &answer{status: c.fault.Status, header: c.fault.Header, raw: []byte(c.fault.Body)}
	case Redirect:
		return &answer{status: http.StatusTemporaryRedirect, header: map[string]string{"Location": s.URL(Astray) + c.Path}, raw: []byte{}}
	case Expired:
		s.expire(c.Token)
	case Elsewhere:
		c.elsewhere = s.URL(Astray)
	}
	if wait := s.tooMany(c.Host, c.At); wait > 0 {
		return &answer{
			status: http.StatusTooManyRequests,
			header: map[string]string{"Retry-After": strconv.Itoa(int(math.Ceil(wait.Seconds())))},
			raw:    []byte(`{"statusCode":429,"message":"Rate limit is exceeded."}`),
		}
	}
	a := answers(c)
	if a.page != nil {
		a.page.spoil(c.fault.Kind, s.next)
		a.value = a.page.wrap(a.page)
	}
	return a
}

// write sends an answer, spoiled where the fault is one of bytes.
func (s *Server) write(w http.ResponseWriter, c *call, a *answer) {
	if c.fault.Kind == Drop {
		panic(http.ErrAbortHandler)
	}
	body := a.bytes()
	body = c.fault.spoil(body)
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Date", c.At.Add(c.fault.clock()).UTC().Format(http.TimeFormat))
	for _, name := range []string{"MS-RequestId", "MS-CorrelationId", "client-request-id"} {
		if id := c.r.Header.Get(name); id != "" {
			header.Set(name, id)
		}
	}
	if c.Host == Graph {
		header.Set("request-id", s.next("request"))
	}
	for name, value := range a.header {
		header.Set(name, value)
	}
	if c.fault.Kind == WrongType {
		header.Set("Content-Type", "text/html")
	}
	if a.status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	if c.fault.Kind == Drip {
		header.Del("Content-Length")
	}
	w.WriteHeader(a.status)
	s.send(w, c, body)
}

// send writes a body, or as much of it as the fault lets through.
func (s *Server) send(w http.ResponseWriter, c *call, body []byte) {
	switch c.fault.Kind {
	case Cut:
		writeAndFlush(w, body[:len(body)/2])
		panic(http.ErrAbortHandler)
	case Drip:
		s.drip(w, c, body)
	default:
		_, _ = w.Write(body) // a client that went away has its reasons
	}
}

// drip writes a byte now and then, for as long as anybody listens.
func (s *Server) drip(w http.ResponseWriter, c *call, body []byte) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for i := 0; ; i++ {
		one := byte(' ') // before a body that never comes
		if i < len(body)/2 {
			one = body[i]
		}
		writeAndFlush(w, []byte{one})
		select {
		case <-tick.C:
		case <-c.r.Context().Done():
			return
		case <-s.closing:
			panic(http.ErrAbortHandler)
		}
	}
}

func writeAndFlush(w http.ResponseWriter, part []byte) {
	_, _ = w.Write(part)                      // as in send
	_ = http.NewResponseController(w).Flush() // a client that has gone takes nothing
}

func (f *Fault) clock() time.Duration {
	if f.Kind == ClockOff {
		return f.Off
	}
	return 0
}

// spoil changes the bytes of a body as the fault says.
func (f *Fault) spoil(body []byte) []byte {
	switch f.Kind {
	case Truncated:
		return body[:len(body)/2]
	case Broken:
		return []byte(`{"items":[{"id":}]`)
	case Trailing:
		return append(bytes.Clone(body), " and a word"...)
	case Huge:
		return append(bytes.Repeat([]byte(" "), f.Size), body...)
	default:
		return body
	}
}

var byteOrderMark = []byte("\xef\xbb\xbf")

func (a *answer) bytes() []byte {
	if a.raw != nil {
		return a.raw
	}
	body, err := json.Marshal(a.value)
	if err != nil {
		panic(fmt.Sprintf("write a body: %v", err)) // of values that this package made
	}
	if a.mark {
		return append(bytes.Clone(byteOrderMark), body...)
	}
	return body
}
