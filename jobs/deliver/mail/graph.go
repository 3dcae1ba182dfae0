package mail

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"handover/jobs/deliver/discreet"
	"handover/jobs/deliver/port"
	"handover/jobs/deliver/post"
)

const (
	// graphRoom is how many bytes of files a mail has through Graph: a request takes 4 MB,
	// and files are written in base64 twice.
	// https://learn.microsoft.com/graph/outlook-send-mime-message (2025-10).
	graphRoom = 2 << 20
	// GraphAddress is where Graph is for the global cloud.
	GraphAddress = "https://graph.microsoft.com/v1.0"
)

// Mailbox is one that Graph sends from: POST /users/{sender}/sendMail, for which an
// application needs the permission Mail.Send, limited to this mailbox.
type Mailbox struct {
	Sender
	Tokens    Tokens
	Address   string            // of Graph; empty: GraphAddress
	Wait      time.Duration     // for an answer; 0: a minute
	Transport http.RoundTripper // nil: the usual one
}

// Graph sends mail through Microsoft Graph.
type Graph struct {
	mailbox Mailbox
	poster  *post.Poster
}

// NewGraph prepares to send through Graph; it does not ask it anything.
func NewGraph(mailbox Mailbox) (*Graph, error) {
	if err := mailbox.check(); err != nil {
		return nil, fmt.Errorf("mail through graph: %w", err)
	}
	if mailbox.Tokens == nil {
		return nil, errors.New("mail through graph: nothing says where to get a token")
	}
	address := strings.TrimSuffix(cmp.Or(mailbox.Address, GraphAddress), "/") + "/users/" + url.PathEscape(mailbox.From.Address) + "/sendMail"
	poster, err := post.New(address, mailbox.Wait, mailbox.Transport, mailbox.Now)
	if err != nil {
		return nil, fmt.Errorf("mail through graph: %w", err)
	}
	return &Graph{mailbox: mailbox, poster: poster}, nil
}

// Close does nothing: connections end by themselves.
func (g *Graph) Close() error { return nil }

// Send hands a mail over to Graph, which answers before it sends it. Files beyond 2 MB are
// left out and named in the mail.
func (g *Graph) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	msg, err := g.mailbox.compose(g.mailbox.without(m, graphRoom))
	if err != nil {
		return "", err
	}
	var body bytes.Buffer
	encoder := base64.NewEncoder(base64.StdEncoding, &body)
	_, err = msg.WriteTo(encoder)
	if err := errors.Join(err, encoder.Close()); err != nil {
		return "", &port.RefusedError{Words: "write a mail for " + g.poster.Host + ": " + discreet.Words(err.Error())}
	}
	reply, token, err := g.post(ctx, body.Bytes())
	switch {
	case err != nil:
		return "", err
	case reply.Status == http.StatusAccepted:
		return port.HandedOver, nil
	default:
		return "", g.refused(reply, token)
	}
}

// Probe posts what is no mail: who may send is told that it is none, anybody else that he
// may not.
func (g *Graph) Probe(ctx context.Context) error {
	reply, token, err := g.post(ctx, []byte("-"))
	switch {
	case err != nil:
		return err
	case reply.Status == http.StatusBadRequest:
		return nil
	default:
		return g.refused(reply, token)
	}
}

// post posts a body with a new token, which it returns so that no answer repeats it.
func (g *Graph) post(ctx context.Context, body []byte) (*post.Reply, string, error) {
	token, err := g.mailbox.Tokens.Token(ctx)
	if err != nil {
		return nil, "", noToken(ctx, g.poster.Host, err)
	}
	header := http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"text/plain"}}
	reply, err := g.poster.Post(ctx, header, body, token)
	return reply, token, err
}

// noToken says that there is no token to log in with.
func noToken(ctx context.Context, host string, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("sign in for %s: %w", host, cause)
	}
	return &port.RefusedError{Words: "sign in for " + host + ": " + discreet.Words(err.Error())}
}

// refused says why Graph refuses a mail, and what to do.
func (g *Graph) refused(r *post.Reply, token string) error {
	var told struct {
		Error struct{ Code, Message string }
	}
	_ = json.Unmarshal(r.Body, &told) // of an answer in another form only the status is told
	err := g.poster.Refused(r, strings.TrimSpace(told.Error.Code+" "+told.Error.Message), graphAdvice[r.Status], token)
	if refused, is := errors.AsType[*port.RefusedError](err); is && (r.Status == http.StatusBadRequest || r.Status == http.StatusRequestEntityTooLarge) {
		refused.Recipient = true // this mail, and not every one
	}
	return err
}

// graphAdvice says what to do where Graph refuses a mail, by the status.
// https://learn.microsoft.com/graph/errors.
var graphAdvice = map[int]string{
	http.StatusUnauthorized:          "the token is not for Graph; check the application and its secret",
	http.StatusForbidden:             "the application may not send for this mailbox; grant it Mail.Send as an application permission and let its policy of access name the mailbox",
	http.StatusNotFound:              "there is no such mailbox, or it is not in Exchange Online",
	http.StatusRequestEntityTooLarge: "the mail is too large; send fewer formats",
}
