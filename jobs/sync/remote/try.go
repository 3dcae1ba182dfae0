package remote

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ids are those of a call. All its tries have the same, as Partner Center wants it after a
// timeout (https://learn.microsoft.com/partner-center/developer/headers).
type ids struct{ request, correlation string }

func newIDs() ids { return ids{request: newID(), correlation: newID()} }

// newID returns a random GUID.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // which never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// try sends the call once and reads what comes.
func (a *asking) try(ctx context.Context, token string) (*Reply, *Fault) {
	secrets := a.secrets(token)
	request, fault := a.request(ctx, token)
	if fault != nil {
		return nil, fault
	}
	response, err := a.client.http.Do(request)
	if err != nil {
		return nil, a.unanswered(err, secrets)
	}
	defer response.Body.Close() //nolint:errcheck // what matters was read, or the try has failed already
	reply := a.head(response, secrets)
	a.date = reply.Date
	if fault := a.refused(response, reply, secrets); fault != nil {
		return nil, fault
	}
	if a.call.To != nil && response.StatusCode == http.StatusOK {
		return a.copyBody(response, reply, secrets)
	}
	return a.readBody(response, reply, secrets)
}

// fault is one of this call.
func (a *asking) fault(kind Kind, reply *Reply, message string) *Fault {
	f := &Fault{
		Remote: a.client.options.Name, Call: a.call.Name, Kind: kind, Message: message,
		RequestID: a.ids.request, CorrelationID: a.ids.correlation,
	}
	if reply != nil {
		f.Status, f.RequestID, f.CorrelationID = reply.Status, reply.RequestID, reply.CorrelationID
	}
	return f
}

// request builds what is sent.
func (a *asking) request(ctx context.Context, token string) (*http.Request, *Fault) {
	address, ok := a.client.address(a.call)
	if !ok {
		return nil, a.fault(Elsewhere, nil, "the path of the call leads out of the base")
	}
	body, contentType, err := encode(a.call.Body)
	if err != nil {
		return nil, a.fault(BadRequest, nil, "the body of the call cannot be written as JSON")
	}
	request, err := http.NewRequestWithContext(ctx, a.call.Method, address.String(), body)
	if err != nil {
		return nil, a.fault(BadRequest, nil, "the address of the call cannot be built")
	}
	for name, values := range a.call.Header {
		request.Header[http.CanonicalHeaderKey(name)] = values
	}
	request.Header.Set("User-Agent", "handover")
	request.Header.Set("Ms-Requestid", a.ids.request)
	request.Header.Set("Ms-Correlationid", a.ids.correlation)
	request.Header.Set("Client-Request-Id", a.ids.request)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if a.call.To == nil {
		request.Header.Set("Accept", "application/json")
	} else {
		request.Header.Set("Accept-Encoding", "identity") // as it is stored, so that its length can be checked
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return request, nil
}

func encode(body any) (content io.Reader, contentType string, err error) {
	switch body := body.(type) {
	case nil:
		return nil, "", nil
	case url.Values:
		return strings.NewReader(body.Encode()), "application/x-www-form-urlencoded", nil
	default:
		text, err := json.Marshal(body)
		return bytes.NewReader(text), "application/json", err
	}
}

// head takes from a response what stands before its body.
func (a *asking) head(r *http.Response, secrets []string) *Reply {
	date, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		date = time.Time{} // not told, or not readable, which is the same here
	}
	return &Reply{
		Status: r.StatusCode, Header: r.Header, Date: date.UTC(),
		RequestID:     firstID(a.ids.request, r.Header, secrets, "MS-RequestId", "request-id", "x-ms-request-id"),
		CorrelationID: firstID(a.ids.correlation, r.Header, secrets, "MS-CorrelationId"),
	}
}

// firstID returns the first of some headers, cleaned, or what was sent.
func firstID(sent string, h http.Header, secrets []string, names ...string) string {
	for _, name := range names {
		if id := identifier(h.Get(name), secrets); id != "" {
			return id
		}
	}
	return sent
}
