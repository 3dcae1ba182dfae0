package mail_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/mailtest"
	"handover/jobs/deliver/port"
)

// over returns a carrier to a server of a test, and ends it with the test.
func over(t *testing.T, server *mailtest.Server, edit func(*mail.Server)) *mail.SMTP {
	t.Helper()
	config := mail.Server{Sender: sender(), Host: mailtest.Host, TLSConfig: mailtest.Trust(), Dial: server.Dial}
	if server.Implicit {
		config.Security = mail.TLS
	}
	if edit != nil {
		edit(&config)
	}
	carrier, err := mail.NewSMTP(config)
	if err != nil {
		t.Fatal(err)
	}
	return carrier
}

func closed(t *testing.T, carrier port.Carrier) {
	t.Helper()
	if err := carrier.Close(); err != nil {
		t.Error(err)
	}
}

func withPassword(c *mail.Server) { c.LogIn, c.User, c.Secret = mail.Password, user, password }

// TestDelivers checks for each kind of security and log-in that a mail arrives as it is,
// encrypted on the way.
func TestDelivers(t *testing.T) {
	for _, c := range []struct {
		name     string
		implicit bool
		offers   []string
		edit     func(*mail.Server)
		user     string
	}{
		{"starttls, no log-in", false, nil, nil, ""},
		{"tls, no log-in", true, nil, nil, ""},
		{"starttls, plain", false, []string{"LOGIN", "PLAIN"}, withPassword, user},
		{"tls, login", true, []string{"LOGIN", "XOAUTH2"}, withPassword, user},
		{"starttls, token", false, []string{"LOGIN", "XOAUTH2"}, func(c *mail.Server) { c.LogIn, c.User, c.Tokens = mail.XOAuth2, user, &tokens{} }, user},
	} {
		t.Run(c.name, func(t *testing.T) {
			secret := password
			if strings.HasSuffix(c.name, "token") {
				secret = token + "1"
			}
			server := &mailtest.Server{Implicit: c.implicit, Offers: c.offers, Passwords: map[string]string{user: secret}}
			carrier := over(t, server, c.edit)
			defer closed(t, carrier)
			outcome, err := carrier.Send(t.Context(), message())
			if err != nil || outcome != port.Delivered {
				t.Fatalf("%s, %v", outcome, err)
			}
			mails := server.Mails()
			if len(mails) != 1 || !mails[0].Private || mails[0].User != c.user || mails[0].From != user || fmt.Sprint(mails[0].To) != "[kim@fabrikam.example]" {
				t.Fatalf("the server has taken %+v", mails)
			}
		})
	}
}

// TestMailSaysWhatItIs checks the head of a mail and its parts.
func TestMailSaysWhatItIs(t *testing.T) {
	server := &mailtest.Server{}
	carrier := over(t, server, nil)
	defer closed(t, carrier)
	letter, digest := message(), message()
	digest.Auto, digest.Key = true, "d4e5f6"
	for _, m := range []*port.Message{letter, digest} {
		if _, err := carrier.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if server.Dials() != 1 {
		t.Errorf("two mails took %d connections", server.Dials())
	}
	for i, want := range []map[string]string{
		{"Message-Id": "<a1b2c3@contoso.example>", "Auto-Submitted": "", "X-Auto-Response-Suppress": ""},
		{"Message-Id": "<d4e5f6@contoso.example>", "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
	} {
		got := parse(t, server.Mails()[i].Content)
		want["From"], want["To"], want["Reply-To"] = `"Contoso Partner" <robot@contoso.example>`, `"Kim" <kim@fabrikam.example>`, "<moves@contoso.example>"
		want["Date"], want["Subject"] = "Fri, 20 Nov 2026 06:30:00 +0000", "Handover · 20 Nov 2026"
		for name, value := range want {
			if got.Head[name] != value {
				t.Errorf("mail %d: %s: %q, want %q", i, name, got.Head[name], value)
			}
		}
		if fmt.Sprint(got.Kinds) != "[text/plain text/html text/csv]" {
			t.Errorf("mail %d has the parts %q", i, got.Kinds)
		}
		if got.Parts[0] != message().Text || !bytes.Equal([]byte(got.Parts[1]), message().HTML) || got.Parts[2] != "a,b\n1,2\n" {
			t.Errorf("mail %d says %q", i, got.Parts)
		}
	}
}

// TestAMailThatBreaksOffIsNone checks that a file that cannot be read to its end does not
// make half a mail arrive, and that the next mail does.
func TestAMailThatBreaksOffIsNone(t *testing.T) {
	server := &mailtest.Server{}
	carrier := over(t, server, nil)
	defer closed(t, carrier)
	broken := message()
	broken.Attachments[0].Open = func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("half"), &failing{})), nil
	}
	if _, err := carrier.Send(t.Context(), broken); verdict(err) != "again" {
		t.Errorf("a file that breaks off: %v", err)
	}
	if _, err := carrier.Send(t.Context(), message()); err != nil {
		t.Error(err)
	}
	if mails := server.Mails(); len(mails) != 1 || strings.Contains(mails[0].Content, "aGFsZg") {
		t.Errorf("the server has taken %d mails: %v", len(mails), mails)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk gone") }

// TestConnectsAgain checks that a connection which the server has closed meanwhile costs no
// mail, and that every connection has a token of its own.
func TestConnectsAgain(t *testing.T) {
	given := &tokens{}
	server := &mailtest.Server{Offers: []string{"XOAUTH2"}, Passwords: map[string]string{user: token + "1"}, Faults: map[mailtest.Step]mailtest.Fault{
		mailtest.Noop: {Cut: true, Times: 1},
	}}
	carrier := over(t, server, func(c *mail.Server) { c.LogIn, c.User, c.Tokens = mail.XOAuth2, user, given })
	defer closed(t, carrier)
	for i := range 2 {
		if _, err := carrier.Send(t.Context(), message()); err != nil {
			t.Fatalf("mail %d: %v", i, err)
		}
		server.Passwords[user] = token + "2"
	}
	if server.Dials() != 2 || given.given != 2 || len(server.Mails()) != 2 {
		t.Errorf("%d connections, %d tokens, %d mails", server.Dials(), given.given, len(server.Mails()))
	}
}

// TestEndsWithItsContext checks that whoever waits for a server can be called off.
func TestEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &mailtest.Server{Faults: map[mailtest.Step]mailtest.Fault{mailtest.Data: {Stall: true}}}
		carrier := over(t, server, nil)
		defer closed(t, carrier)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := carrier.Send(ctx, message()); verdict(err) != "ended" || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", verdict(err), err)
		}
	})
}

// TestOneOfSeveralIsRefused checks that those get a mail whom the server takes, that the
// others are named by their place, and that nobody is asked for twice who is settled.
func TestOneOfSeveralIsRefused(t *testing.T) {
	const unknown, busy = "550 5.1.1 <lee@fabrikam.example> unknown", "451 4.7.500 server busy"
	for _, c := range []struct {
		name    string
		refuses map[string][]string
		settled []int
		verdict string
		says    string
		to      string // who has the mail
	}{
		{"one", map[string][]string{"lee@fabrikam.example": {unknown}}, nil, "in part", "recipient 2 of 3", "[kim@fabrikam.example max@fabrikam.example]"},
		{"one for a while", map[string][]string{"lee@fabrikam.example": {busy}}, nil, "in part, and waits", "recipient 2 of 3", "[kim@fabrikam.example max@fabrikam.example]"},
		{"who is settled", map[string][]string{"lee@fabrikam.example": {unknown}}, []int{0, 1}, "sent", "", "[max@fabrikam.example]"},
		{"who is left", map[string][]string{"lee@fabrikam.example": {busy}}, []int{0, 2}, "waits with this one", "recipient 2 of 3", ""},
		{"all", map[string][]string{"kim@fabrikam.example": {unknown}, "lee@fabrikam.example": {unknown}, "max@fabrikam.example": {unknown}}, nil, "not to this one", "recipient 3 of 3", ""},
		{"all, one for a while", map[string][]string{"kim@fabrikam.example": {unknown}, "lee@fabrikam.example": {busy}, "max@fabrikam.example": {unknown}}, nil, "waits with this one", "recipient 1 of 3", ""},
		{"the server goes", map[string][]string{"lee@fabrikam.example": {"421 4.3.2 closing"}}, nil, "waits", "recipient 2 of 3", ""},
		{"it is not about the recipient", map[string][]string{"max@fabrikam.example": {"550 5.7.68 Direct Send not allowed"}}, nil, "never", "Direct Send is rejected", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &mailtest.Server{Refuses: c.refuses}
			carrier := over(t, server, nil)
			defer closed(t, carrier)
			m := message()
			m.To = append(m.To, netmail.Address{Address: "lee@fabrikam.example"}, netmail.Address{Address: "max@fabrikam.example"})
			m.Settled = c.settled
			_, err := carrier.Send(t.Context(), m)
			if got := verdict(err); got != c.verdict || c.says != "" && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v, want %s", got, err, c.verdict)
			}
			private(t, err)
			to := ""
			for _, mail := range server.Mails() {
				to += fmt.Sprint(mail.To)
			}
			if to != c.to {
				t.Errorf("the mail has come to %s, want %s", to, c.to)
			}
			if _, err := carrier.Send(t.Context(), message()); err != nil {
				t.Errorf("the next mail: %v", err)
			}
		})
	}
}

// TestOverTCP checks the same over a real connection.
func TestOverTCP(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	server := &mailtest.Server{Offers: []string{"PLAIN"}, Passwords: map[string]string{user: password}}
	go server.Serve(listener)
	carrier := over(t, server, func(c *mail.Server) {
		withPassword(c)
		c.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, listener.Addr().String())
		}
	})
	defer closed(t, carrier)
	if err := carrier.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := carrier.Send(t.Context(), message()); err != nil || len(server.Mails()) != 1 {
		t.Errorf("%v; taken: %d", err, len(server.Mails()))
	}
}
