package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"handover/jobs/deliver/discreet"
	"handover/jobs/deliver/port"
)

var (
	errNoTLS     = errors.New("it offers no STARTTLS, and nothing is sent that others can read on the way")
	errNoLogIn   = errors.New("it offers no way to log in that is known here")
	errNoXOAuth2 = errors.New("it offers no log-in with a token (XOAUTH2)")
	errTalkative = errors.New("it answers without an end")
)

// auth chooses the way to log in of those that a server offers.
func (s *SMTP) auth(client *smtp.Client, token string) (smtp.Auth, error) {
	_, list := client.Extension("AUTH")
	offered := strings.Fields(strings.ToUpper(list))
	v := &s.server
	if v.LogIn == XOAuth2 {
		if !slices.Contains(offered, "XOAUTH2") {
			return nil, errNoXOAuth2
		}
		return smtp.XOAuth2Auth(v.User, token), nil
	}
	switch {
	case slices.Contains(offered, "PLAIN"):
		return smtp.PlainAuth("", v.User, v.Secret, v.Host, false), nil
	case slices.Contains(offered, "LOGIN"):
		return smtp.LoginAuth(v.User, v.Secret, v.Host, false), nil
	case slices.Contains(offered, "SCRAM-SHA-256"):
		return smtp.ScramSHA256Auth(v.User, v.Secret), nil
	case slices.Contains(offered, "CRAM-MD5"):
		return smtp.CRAMMD5Auth(v.User, v.Secret), nil
	default:
		return nil, errNoLogIn
	}
}

// known are answers of Exchange Online that no other try changes, with what to do.
var known = []struct {
	code     int
	enhanced string
	says     string
}{
	// https://techcommunity.microsoft.com/blog/exchange/exchange-online-to-retire-basic-auth-for-client-submission-smtp-auth/4114750 (2025-06).
	{550, "5.7.30", "Exchange Online takes no passwords for sending mail any more: use log-in xoauth2 or via graph"},
	// https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission.
	{535, "5.7.139", "Exchange Online refuses the log-in: sending mail this way (SMTP AUTH) is switched off for the mailbox or the organization, or security defaults, a policy of access or a wrong password stand against it; allow authenticated SMTP for the mailbox or use via graph"},
	// https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365.
	{550, "5.7.68", "the organization of the recipients takes no mail that comes in its own name from outside without a log-in (Direct Send is rejected): log in at smtp.office365.com, use via graph, or have a connector made for this server"},
}

// failed says why a step failed before a mail was handed over.
func (s *SMTP) failed(ctx context.Context, step, token string, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("%s %s: %w", step, s.server.Host, cause)
	}
	refused := &port.RefusedError{Words: s.words(step, token, err)}
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		judge(refused, answer)
		return refused
	}
	var certificate *tls.CertificateVerificationError
	var host x509.HostnameError
	refused.Permanent = errors.As(err, &certificate) || errors.As(err, &host) ||
		slices.ContainsFunc([]error{errNoTLS, errNoLogIn, errNoXOAuth2, errTalkative}, func(known error) bool { return errors.Is(err, known) })
	return refused
}

// judge tells from an answer whether trying again can help.
func judge(refused *port.RefusedError, answer *textproto.Error) {
	switch answer.Code {
	case closing, 432, 451: // too much or too fast; RFC 5321 and Exchange Online
		refused.Waits = true
	default:
		refused.Permanent = answer.Code >= 500
	}
	for i := range known {
		if k := &known[i]; k.code == answer.Code && strings.HasPrefix(answer.Msg, k.enhanced+" ") {
			refused.Permanent, refused.Waits = true, false
			refused.Words += ": " + k.says
		}
	}
}

// notTo says why a server refuses a recipient. What is not about him alone is an error.
func (s *SMTP) notTo(ctx context.Context, m *port.Message, at int, err error) (*port.RefusedError, error) {
	who := "the recipient"
	if all := len(m.To); all > 1 {
		_, domain, _ := strings.Cut(m.To[at].Address, "@") // every address has one
		who = fmt.Sprintf("recipient %d of %d in to (at %s)", at+1, all, domain)
	}
	failed := s.failed(ctx, "name "+who+" to", s.line.token, err)
	var refused *port.RefusedError
	var answer *textproto.Error
	if !errors.As(failed, &refused) || !errors.As(err, &answer) || answer.Code == closing || isKnown(answer) {
		return nil, failed
	}
	refused.Recipient = true
	refused.Words = fmt.Sprintf("%s takes no mail for %s: %s", s.server.Host, who, s.what(s.line.token, err))
	return refused, nil
}

// closing is the answer of a server that ends the connection (RFC 5321, 3.8).
const closing = 421

// ofTheSystem reports whether an answer is about the whole server or the way to it, by the
// subject of its enhanced code (RFC 3463, 3.4 and 3.5).
func ofTheSystem(answer *textproto.Error) bool {
	return strings.HasPrefix(answer.Msg, "4.3.") || strings.HasPrefix(answer.Msg, "4.4.")
}

func isKnown(answer *textproto.Error) bool {
	for i := range known {
		if known[i].code == answer.Code && strings.HasPrefix(answer.Msg, known[i].enhanced+" ") {
			return true
		}
	}
	return false
}

// ended says what became of a mail that was sent to its end.
func (s *SMTP) ended(ctx context.Context, err error) error {
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		failed := s.failed(context.WithoutCancel(ctx), "hand a mail to", s.line.token, err)
		if refused, is := errors.AsType[*port.RefusedError](failed); is {
			later := refused.Waits && answer.Code != closing && !ofTheSystem(answer)
			refused.Recipient = (refused.Permanent || later) && !isKnown(answer) // this mail, and not every one
		}
		return failed
	}
	return &port.UnsureError{Words: s.words("hear from", s.line.token, err)}
}

// words says what happened at a step, without anything that nobody else may read.
func (s *SMTP) words(step, token string, err error) string {
	return fmt.Sprintf("%s %s: %s", step, s.server.Host, s.what(token, err))
}

// what says what happened, as words does.
func (s *SMTP) what(token string, err error) string {
	v := &s.server
	secrets := []string{v.Secret, token}
	for _, secret := range secrets {
		secrets = append(secrets, "\x00"+v.User+"\x00"+secret, "user="+v.User+"\x01auth=Bearer "+secret+"\x01\x01")
	}
	var what string
	var answer *textproto.Error
	switch {
	case errors.As(err, &answer):
		what = fmt.Sprintf("%d %s", answer.Code, answer.Msg)
	case errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded):
		what = "it does not answer within " + v.Wait.String()
	case slices.ContainsFunc([]error{io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed}, func(cut error) bool { return errors.Is(err, cut) }):
		what = "it has cut the line"
	default:
		what = err.Error()
	}
	return discreet.Words(what, secrets...)
}

// mostAnswers is how many bytes a server may say in one connection.
const mostAnswers = 2 << 20

// frugal is a connection that reads only so much.
type frugal struct {
	net.Conn
	left int64 // read by one at a time
}

func (f *frugal) Read(b []byte) (int, error) {
	if f.left <= 0 {
		return 0, errTalkative
	}
	n, err := f.Conn.Read(b[:min(int64(len(b)), f.left)])
	f.left -= int64(n)
	return n, err
}
