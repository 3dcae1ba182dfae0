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

// parse reads a mail as its reader does.
func parse(t *testing.T, content string) *mailtest.Parsed {
	t.Helper()
	parsed, err := mailtest.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// verdict is what an error says about trying again.
func verdict(err error) string {
	var refused *port.RefusedError
	var unsure *port.UnsureError
	var part *port.PartError
	switch {
	case err == nil:
		return "sent"
	case errors.As(err, &unsure):
		return "unsure"
	case errors.As(err, &part):
		if verdict := verdict(part.None()); verdict == "waits with this one" {
			return "in part, and waits"
		}
		return "in part"
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return "ended"
	case !errors.As(err, &refused):
		return "unknown"
	case refused.Waits && refused.Recipient:
		return "waits with this one"
	case refused.Waits:
		return "waits"
	case refused.Permanent && refused.Recipient:
		return "not to this one"
	case refused.Permanent:
		return "never"
	default:
		return "again"
	}
}

// TestTellsWhatBecameOfAMail checks in virtual time, for each fault, what is said about
// trying again, that the words name the server and no secret or address, and that a mail
// was taken only where the error says that it may have been.
func TestTellsWhatBecameOfAMail(t *testing.T) {
	for _, c := range []struct {
		name    string
		step    mailtest.Step
		fault   mailtest.Fault
		verdict string
		says    string
	}{
		{"no greeting", mailtest.Greet, mailtest.Fault{Stall: true}, "again", "does not answer within 1m0s"},
		{"busy", mailtest.Greet, mailtest.Fault{Say: "421 4.3.2 too busy", Cut: true}, "waits", "421 4.3.2 too busy"},
		{"greeting refused", mailtest.Greet, mailtest.Fault{Say: "554 5.7.1 not you"}, "never", "554 5.7.1 not you"},
		{"cut at once", mailtest.Greet, mailtest.Fault{Cut: true}, "again", "cut the line"},
		{"no encryption", mailtest.Encrypt, mailtest.Fault{Say: "454 4.7.0 not now"}, "again", "454"},
		{"log-in refused", mailtest.Auth, mailtest.Fault{Say: "535 5.7.3 unsuccessful"}, "never", "log in at"},
		{"log-in later", mailtest.Auth, mailtest.Fault{Say: "432 4.7.12 later"}, "waits", "432"},
		{"no passwords", mailtest.Auth, mailtest.Fault{Say: "550 5.7.30 Basic authentication is not supported for Client Submission."}, "never", "takes no passwords"},
		{"switched off", mailtest.Auth, mailtest.Fault{Say: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"}, "never", "allow authenticated SMTP"},
		{"sender refused", mailtest.From, mailtest.Fault{Say: "550 5.1.8 bad sender <robot@contoso.example>"}, "never", "550 5.1.8 bad sender <(address)>"},
		{"too fast", mailtest.From, mailtest.Fault{Say: "451 4.7.500 server busy"}, "waits", "451"},
		{"recipient unknown", mailtest.To, mailtest.Fault{Say: "550 5.1.1 <kim@fabrikam.example> unknown"}, "not to this one", "550 5.1.1 <(address)> unknown"},
		{"recipient later", mailtest.To, mailtest.Fault{Say: "450 4.2.1 mailbox busy"}, "again", "450"},
		{"recipient much later", mailtest.To, mailtest.Fault{Say: "451 4.7.1 greylisted"}, "waits with this one", "451"},
		{"recipient too often", mailtest.To, mailtest.Fault{Say: "432 4.2.1 thread limit exceeded"}, "waits with this one", "432"},
		{"closing at a recipient", mailtest.To, mailtest.Fault{Say: "421 4.3.2 closing", Cut: true}, "waits", "421"},
		{"direct send", mailtest.To, mailtest.Fault{Say: "550 5.7.68 TenantInboundAttribution; Direct Send not allowed"}, "never", "Direct Send is rejected"},
		{"data refused", mailtest.Data, mailtest.Fault{Say: "452 4.3.1 full"}, "again", "452"},
		{"cut in the data", mailtest.Midst, mailtest.Fault{Cut: true}, "again", "cut the line"},
		{"refused at the end", mailtest.End, mailtest.Fault{Say: "552 5.3.4 too large"}, "not to this one", "552"},
		{"later at the end", mailtest.End, mailtest.Fault{Say: "421 4.4.2 closing", Cut: true}, "waits", "421"},
		{"much later at the end", mailtest.End, mailtest.Fault{Say: "451 4.7.1 greylisted"}, "waits with this one", "451"},
		{"in trouble at the end", mailtest.End, mailtest.Fault{Say: "451 4.3.0 temporary system problem"}, "waits", "451"},
		{"too many at the end", mailtest.End, mailtest.Fault{Say: "432 4.3.2 concurrent connections limit exceeded"}, "waits", "432"},
		{"cut at the end", mailtest.End, mailtest.Fault{Cut: true}, "unsure", "may have been taken"},
		{"stalled at the end", mailtest.End, mailtest.Fault{Stall: true}, "unsure", "may have been taken"},
		{"talks without an end", mailtest.From, mailtest.Fault{Say: "250-" + strings.Repeat("x", 3<<20)}, "never", "answers without an end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &mailtest.Server{Offers: []string{"PLAIN"}, Passwords: map[string]string{user: password}, Faults: map[mailtest.Step]mailtest.Fault{c.step: c.fault}}
				carrier := over(t, server, withPassword)
				defer closed(t, carrier)
				m := message()
				if c.step == mailtest.Midst { // a mail that is longer than what is written at once
					m.Attachments[0] = file("long.csv", "text/csv", strings.Repeat("a,b\n", 100_000))
				}
				_, err := carrier.Send(t.Context(), m)
				if got := verdict(err); got != c.verdict {
					t.Errorf("%s: %v, want %s", got, err, c.verdict)
				}
				if text := fmt.Sprint(err); !strings.Contains(text, c.says) || !strings.Contains(text, mailtest.Host) {
					t.Errorf("%q says nothing of %q at %s", text, c.says, mailtest.Host)
				}
				private(t, err)
				if len(server.Mails()) > 0 && c.verdict != "unsure" {
					t.Errorf("the server has taken %d mails", len(server.Mails()))
				}
			})
		})
	}
}

// private checks that an error tells no secret and no address, in no spelling of a log-in.
func private(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{
		password, token, "kim@", user, "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5", "AHJvYm90QGNvbnRvc28uZXhhbXBsZQBjb3JyZWN0IGhvcnNlIGJhdHRlcnk=",
	} {
		if err != nil && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret) {
			t.Errorf("%q is told in %v", secret, err)
		}
	}
}

// TestNoLogInIsTold checks that a server which repeats a password does not make it known.
func TestNoLogInIsTold(t *testing.T) {
	for _, way := range []string{"PLAIN", "LOGIN", "XOAUTH2"} {
		server := &mailtest.Server{Offers: []string{way}, Passwords: map[string]string{user: "another"}}
		carrier := over(t, server, func(c *mail.Server) {
			withPassword(c)
			if way == "XOAUTH2" {
				c.LogIn, c.Tokens = mail.XOAuth2, &tokens{}
			}
		})
		err := carrier.Probe(t.Context())
		if verdict(err) != "never" || !strings.Contains(err.Error(), "535 5.7.3 wrong: ***") {
			t.Errorf("%s: %v", way, err)
		}
		private(t, err)
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

// TestTrustsNobodyElse checks that neither a server of another name nor one whose
// certificate nobody vouches for gets anything.
func TestTrustsNobodyElse(t *testing.T) {
	for name, edit := range map[string]func(*mail.Server){
		"another name": func(c *mail.Server) { c.Host = "other.example.com" },
		"not trusted":  func(c *mail.Server) { c.TLSConfig = nil },
	} {
		for _, implicit := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) { // a pipe has no room for what both say at once
				server := &mailtest.Server{Implicit: implicit, Offers: []string{"PLAIN"}, Passwords: map[string]string{user: password}}
				carrier := over(t, server, func(c *mail.Server) { withPassword(c); edit(c) })
				if _, err := carrier.Send(t.Context(), message()); verdict(err) != "never" || !strings.Contains(err.Error(), "certificate") {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	}
}

// TestNothingInTheClear checks that a server without STARTTLS gets nothing.
func TestNothingInTheClear(t *testing.T) {
	server := &mailtest.Server{Faults: map[mailtest.Step]mailtest.Fault{mailtest.Ehlo: {Say: "250-" + mailtest.Host + "\r\n250 AUTH PLAIN"}}}
	carrier := over(t, server, withPassword)
	if err := carrier.Probe(t.Context()); verdict(err) != "never" || !strings.Contains(err.Error(), "STARTTLS") {
		t.Error(err)
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
