package mail_test

import (
	"context"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/mailtest"
	"handover/jobs/deliver/port"
)

const (
	user     = "robot@contoso.example"
	password = "correct horse battery"
	token    = "eyJ0eXAiOiJKV1QiLCJhbGciOi"
)

func morning() time.Time { return time.Date(2026, 11, 20, 6, 30, 0, 0, time.UTC) }

func sender() mail.Sender {
	return mail.Sender{
		From: netmail.Address{Name: "Contoso Partner", Address: user}, ReplyTo: netmail.Address{Address: "moves@contoso.example"},
		NotAttached: "Not attached: {names}", Now: morning,
	}
}

// tokens gives a new token each time.
type tokens struct {
	given int
	err   error
}

func (t *tokens) Token(context.Context) (string, error) {
	t.given++
	return fmt.Sprint(token, t.given), t.err
}

func message() *port.Message {
	return &port.Message{
		Key: "a1b2c3", To: []netmail.Address{{Name: "Kim", Address: "kim@fabrikam.example"}}, Subject: "Handover · 20 Nov 2026",
		Text: "Every customer was checked.\n", HTML: []byte("<!DOCTYPE html>\n<html><body><p>Every customer was checked.</p></body>\n</html>\n"),
		Attachments: []port.Attachment{file("report.csv", "text/csv; charset=utf-8", "a,b\n1,2\n")},
	}
}

func file(name, kind, content string) port.Attachment {
	return port.Attachment{Name: name, Type: kind, Bytes: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

// parse reads a mail as its reader does.
func parse(t *testing.T, content string) *mailtest.Parsed {
	t.Helper()
	parsed, err := mailtest.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}
