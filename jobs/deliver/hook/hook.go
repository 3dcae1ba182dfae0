package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"handover/jobs/deliver/port"
	"handover/jobs/deliver/post"
)

// Kind says who takes what is posted.
type Kind string

// The kinds of hooks.
const (
	Teams Kind = "teams" // a workflow that begins when a webhook request is received
	Slack Kind = "slack" // an incoming webhook
	JSON  Kind = "json"  // any program
)

// Kinds returns the kinds of hooks.
func Kinds() []Kind { return []Kind{Teams, Slack, JSON} }

// Config is a hook.
type Config struct {
	Kind      Kind
	Address   string            // which is a secret
	Secret    string            // with which bodies are signed; only for JSON, where it may be empty
	Wait      time.Duration     // for an answer; 0: a minute
	Transport http.RoundTripper // nil: the usual one
	Now       func() time.Time
}

// Hook posts to one hook.
type Hook struct {
	config Config
	poster *post.Poster
}

// The headers of a body that is signed. The signature is SignaturePrefix and the
// HMAC-SHA256, in lower-case hex, of the time stamp (seconds since 1970), a point and the
// body. A receiver that refuses old time stamps cannot be told the same thing twice.
const (
	KeyHeader       = "Idempotency-Key" // the same when something is sent again
	TimeHeader      = "X-Handover-Timestamp"
	SignatureHeader = "X-Handover-Signature"
	SignaturePrefix = "sha256="
)

// New prepares to post to a hook; it does not ask it anything.
func New(config Config) (*Hook, error) {
	switch {
	case config.Now == nil:
		return nil, errors.New("hook: no clock")
	case config.Kind != Teams && config.Kind != Slack && config.Kind != JSON:
		return nil, fmt.Errorf("hook: kind %q is none of %v", config.Kind, Kinds())
	case config.Kind != JSON && config.Secret != "":
		return nil, fmt.Errorf("hook: %s checks no signature; only json can have a secret", config.Kind)
	}
	poster, err := post.New(config.Address, config.Wait, config.Transport, config.Now)
	if err != nil {
		return nil, fmt.Errorf("hook: %w", err)
	}
	return &Hook{config: config, poster: poster}, nil
}

// Close does nothing: connections end by themselves.
func (h *Hook) Close() error { return nil }

// Probe checks nothing: a hook cannot be asked without something being posted.
func (h *Hook) Probe(ctx context.Context) error { return ctx.Err() }

// Send posts the card of a message. A hook that answers 202 passes it on, and nobody is
// told whether it arrives.
func (h *Hook) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	body, err := encode(m.Card)
	if err != nil {
		return "", &port.RefusedError{Permanent: true, Words: "write the body for " + h.poster.Host + ": " + err.Error()}
	}
	header := http.Header{"Content-Type": {"application/json; charset=utf-8"}}
	header.Set(KeyHeader, m.Key)
	if h.config.Secret != "" {
		stamp := strconv.FormatInt(h.config.Now().Unix(), 10)
		header.Set(TimeHeader, stamp)
		header.Set(SignatureHeader, SignaturePrefix+Sign(h.config.Secret, stamp, body))
	}
	reply, err := h.poster.Post(ctx, header, body, h.config.Secret)
	switch {
	case err != nil:
		return "", err
	case reply.Status == http.StatusAccepted:
		return port.HandedOver, nil
	case reply.Status >= http.StatusOK && reply.Status < http.StatusMultipleChoices:
		return port.Delivered, nil
	default:
		return "", h.poster.Refused(reply, string(reply.Body), advice[reply.Status], h.config.Secret)
	}
}

// Sign returns the signature of a body at a time stamp, in hex.
func Sign(secret, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// advice says what to do where a hook refuses, by the status.
var advice = map[int]string{
	http.StatusUnauthorized:          "the address of the hook is not valid any more, or it asks for a log-in; make a new one",
	http.StatusForbidden:             "the hook is switched off or may not post there",
	http.StatusNotFound:              "there is no such hook any more; make a new one",
	http.StatusGone:                  "the hook or its channel is gone; make a new one",
	http.StatusRequestEntityTooLarge: "the hook takes less",
}

func encode(card any) ([]byte, error) {
	if card == nil {
		return nil, errors.New("there is none")
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // Slack counts what is sent
	if err := encoder.Encode(card); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
