package remote

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"unicode/utf8"
)

// maxErrorBody is how much of the body of a refusal is read.
const maxErrorBody = 64 << 10

// refused returns the fault that the status of a response stands for; nil where it is an answer.
func (a *asking) refused(r *http.Response, reply *Reply, secrets []string) *Fault {
	kind := kindOf(r.StatusCode, r.Header.Get("Retry-After") != "", conditional(a.call.Header))
	if kind == "" {
		return nil
	}
	f := a.fault(kind, reply, "")
	if kind == Malformed {
		f.Message = "nobody asked for this status"
		return f
	}
	f.After = retryAfter(r.Header.Get("Retry-After"), reply.Date)
	body, err := io.ReadAll(io.LimitReader(r.Body, maxErrorBody))
	if err != nil {
		f.Message = "what it says about that is cut short"
		return f
	}
	f.Code, f.Message = readErrorBody(body)
	if f.Code == "" {
		f.Code = r.Header.Get("X-Ms-Error-Code") // of the blob store, whose body is no JSON
	}
	f.Code, f.Message = identifier(f.Code, secrets), scrub(f.Message, secrets)
	return f
}

// conditional reports whether a call may be answered by "it has not changed".
func conditional(h http.Header) bool {
	return h.Get("If-None-Match") != "" || h.Get("If-Modified-Since") != ""
}

// kindOf returns what a status stands for; empty: an answer.
func kindOf(status int, after, conditional bool) Kind {
	switch {
	case status == http.StatusOK, status == http.StatusCreated, status == http.StatusAccepted:
		return ""
	case status == http.StatusNotModified && conditional:
		return ""
	case status == http.StatusUnauthorized:
		return Unauthorised
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusNotFound:
		return NotFound
	case status == http.StatusConflict:
		return Conflict
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable && after:
		return Throttled
	case status == http.StatusRequestTimeout, status >= 500:
		return Broken
	case status >= 400:
		return BadRequest
	default:
		return Malformed
	}
}

// readBody reads the one JSON value that a reply is, whole.
func (a *asking) readBody(r *http.Response, reply *Reply, secrets []string) (*Reply, *Fault) {
	limit := a.client.options.MaxBody
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		return nil, a.cutShort(reply, err, secrets)
	case int64(len(body)) > limit:
		return nil, a.tooLarge(reply)
	case len(body) == 0 && (r.StatusCode == http.StatusAccepted || r.StatusCode == http.StatusNotModified):
		return reply, nil
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return nil, a.fault(Malformed, reply, "it is no JSON by its content type "+scrub(r.Header.Get("Content-Type"), secrets))
	}
	reply.Body = bytes.TrimPrefix(body, []byte("\ufeff"))
	switch {
	case len(reply.Body) == 0:
		return nil, a.fault(Malformed, reply, "it is empty")
	case !utf8.Valid(reply.Body):
		return nil, a.fault(Malformed, reply, "it is not UTF-8")
	case !json.Valid(reply.Body):
		return nil, a.fault(Malformed, reply, "it is no JSON, or cut short, or something follows it")
	}
	return reply, nil
}

// copyBody takes a body of whatever type to where it belongs.
func (a *asking) copyBody(r *http.Response, reply *Reply, secrets []string) (*Reply, *Fault) {
	place, err := a.call.To()
	if err != nil {
		f := a.fault(Unwritten, reply, "")
		f.Err = err
		return nil, f
	}
	to := &told{to: place}
	limit := a.client.options.MaxBody
	written, err := io.Copy(to, io.LimitReader(r.Body, limit+1))
	switch {
	case to.err != nil:
		f := a.fault(Unwritten, reply, "")
		f.Err = to.err
		return nil, f
	case err != nil:
		return nil, a.cutShort(reply, err, secrets)
	case written > limit:
		return nil, a.tooLarge(reply)
	}
	return reply, nil
}

// told is a writer that remembers its own error, which is then not the counterpart's.
type told struct {
	to  io.Writer
	err error
}

func (t *told) Write(p []byte) (int, error) {
	n, err := t.to.Write(p)
	t.err = err
	return n, err
}

func (a *asking) tooLarge(reply *Reply) *Fault {
	return a.fault(TooLarge, reply, fmt.Sprintf("it has more than %d bytes", a.client.options.MaxBody))
}

func (a *asking) cutShort(reply *Reply, err error, secrets []string) *Fault {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return a.fault(Malformed, reply, "it is cut short")
	}
	return a.fault(Malformed, reply, "it cannot be read: "+scrub(err.Error(), secrets))
}
