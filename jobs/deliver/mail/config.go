package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"strings"
	"time"
)

// Security says how the way to a server is kept from being read.
type Security string

// The kinds of security. Only a server that asks for no log-in may do without.
const (
	StartTLS Security = "starttls" // begins in the clear, and goes no further unless it is encrypted
	TLS      Security = "tls"      // encrypted from the first byte
	Open     Security = "none"     // never encrypted
)

// LogIn says how to log in at a server.
type LogIn string

// The ways to log in.
const (
	NoLogIn  LogIn = "none"
	Password LogIn = "password"
	XOAuth2  LogIn = "xoauth2" // with an access token, as Exchange Online asks for
)

// Tokens gives access tokens. A token is asked for before every log-in.
type Tokens interface {
	Token(ctx context.Context) (string, error)
}

// Sender is what all ways of mail have in common.
type Sender struct {
	From        mail.Address
	ReplyTo     mail.Address
	NotAttached string // names in {names} the files that the way has no room for, in the language of the mail
	Now         func() time.Time
}

func (s *Sender) check() error {
	if err := oneMailbox(&s.From); err != nil {
		return fmt.Errorf("sender %w", err)
	}
	if err := oneMailbox(&s.ReplyTo); err != nil {
		return fmt.Errorf("address for answers %w", err)
	}
	if s.Now == nil {
		return errors.New("no clock")
	}
	return nil
}

// Server is a server that speaks SMTP.
type Server struct {
	Sender
	Host     string
	Port     int // 0: as is usual for the security, 587 or 465, and 25 without
	Security Security
	LogIn    LogIn
	User     string
	Secret   string // the password
	Tokens   Tokens // of XOAuth2

	Hello     string        // how to greet; empty: localhost
	Wait      time.Duration // for each answer; 0: a minute
	TLSConfig *tls.Config   // nil: trusts whom the system trusts

	// Dial reaches the server; nil: over TCP.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// usualWait is how long a server may take for an answer where nothing else is said.
const usualWait = time.Minute

// complete fills in what is usual and checks the rest.
func (s *Server) complete() error {
	if err := s.check(); err != nil {
		return err
	}
	if s.Host == "" {
		return errors.New("no host")
	}
	ports := map[Security]int{StartTLS: 587, TLS: 465, Open: 25}
	if s.Security == "" {
		s.Security = StartTLS
	}
	if ports[s.Security] == 0 {
		return fmt.Errorf("security %q is none of %s, %s, %s", s.Security, StartTLS, TLS, Open)
	}
	if s.Port == 0 {
		s.Port = ports[s.Security]
	}
	if s.Wait == 0 {
		s.Wait = usualWait
	}
	if s.Hello == "" {
		s.Hello = "localhost"
	}
	if s.Dial == nil {
		s.Dial = (&net.Dialer{}).DialContext
	}
	return s.checkLogIn()
}

func (s *Server) checkLogIn() error {
	switch s.LogIn {
	case "", NoLogIn:
		s.LogIn = NoLogIn
		return nil
	case Password:
		if s.User == "" || s.Secret == "" {
			return errors.New("a log-in with a password needs a user and a password")
		}
	case XOAuth2:
		if s.User == "" || s.Tokens == nil {
			return errors.New("a log-in with a token needs a user, and where to get a token")
		}
	default:
		return fmt.Errorf("log-in %q is none of %s, %s, %s", s.LogIn, NoLogIn, Password, XOAuth2)
	}
	if s.Security == Open {
		return errors.New("a log-in needs starttls or tls: without them everybody on the way can read it")
	}
	return nil
}

// oneMailbox checks that an address is that of exactly one mailbox, as a whole.
func oneMailbox(a *mail.Address) error {
	parsed, err := mail.ParseAddress(a.Address)
	if err != nil || parsed.Address != a.Address || parsed.Name != "" {
		return errors.New("is not the address of one mailbox")
	}
	return nil
}

// Warning says in one line what will hinder mail of a sender sooner or later; it is empty
// where nothing is known. Exchange Online sends at most 100 mails a day to people outside
// from addresses at onmicrosoft.com:
// https://techcommunity.microsoft.com/blog/exchange/limiting-onmicrosoft-domain-usage-for-sending-emails/4446167 (2025-12).
func Warning(sender mail.Address) string {
	_, domain, _ := strings.Cut(strings.ToLower(sender.Address), "@")
	if domain == "onmicrosoft.com" || strings.HasSuffix(domain, ".onmicrosoft.com") {
		return "the sender is at " + domain + ", from where Exchange Online sends only few mails a day to people outside: send from a domain of your own"
	}
	return ""
}
