package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"slices"
	"strconv"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"handover/jobs/deliver/port"
)

// SMTP sends mail through a server, one after the other over one connection. It is safe
// for concurrent use.
type SMTP struct {
	server Server

	mu   sync.Mutex
	line *line // nil: none is open
}

// line is an open connection, at whose other end somebody has let us in.
type line struct {
	conn   net.Conn
	client *smtp.Client
	token  string // with which we have logged in; empty: with none
}

// NewSMTP prepares to send through a server; it does not ask it anything.
func NewSMTP(server Server) (*SMTP, error) {
	if err := server.complete(); err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{server: server}, nil
}

// Probe logs in and says goodbye.
func (s *SMTP) Probe(ctx context.Context) error {
	l, err := s.open(ctx)
	if err != nil {
		return err
	}
	s.bye(l)
	return nil
}

// Send sends a mail to those of its recipients whom the server takes.
func (s *SMTP) Send(ctx context.Context, m *port.Message) (port.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	msg, err := s.server.compose(m)
	if err != nil {
		return "", err
	}
	if err := s.ready(ctx); err != nil {
		return "", err
	}
	err = s.transmit(ctx, msg, m)
	if _, part := errors.AsType[*port.PartError](err); err != nil && !part {
		// What the connection would do next is not known: a mail that breaks off must never
		// be ended as if it were whole.
		s.cut()
	}
	if err != nil {
		return "", err
	}
	return port.Delivered, nil
}

// Close ends the connection, if one is open.
func (s *SMTP) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line != nil {
		s.bye(s.line)
		s.line = nil
	}
	return nil
}

// cut ends the connection without a word.
func (s *SMTP) cut() {
	_ = s.line.conn.Close() // nothing is expected of it any more
	s.line = nil
}

// ready sees to an open connection: one that answers still, or a new one.
func (s *SMTP) ready(ctx context.Context) error {
	if s.line != nil {
		w := s.watch(ctx, s.line.conn)
		err := s.line.client.Noop()
		w.end()
		if err == nil {
			return nil
		}
		s.cut()
	}
	l, err := s.open(ctx)
	if err != nil {
		return err
	}
	s.line = l
	return nil
}

// watch ends what waits for a server when the context ends, or the server takes too long.
type watch struct {
	wait  time.Duration
	timer *time.Timer
	stop  func() bool
}

func (s *SMTP) watch(ctx context.Context, conn net.Conn) *watch {
	fail := func() { _ = conn.SetDeadline(time.Unix(1, 0)) } // what waits fails, and says so
	return &watch{wait: s.server.Wait, timer: time.AfterFunc(s.server.Wait, fail), stop: context.AfterFunc(ctx, fail)}
}

// extend gives the server its time anew.
func (w *watch) extend() { w.timer.Reset(w.wait) }

func (w *watch) end() {
	w.timer.Stop()
	w.stop()
}

// open connects, and logs in.
func (s *SMTP) open(ctx context.Context) (*line, error) {
	token := ""
	if s.server.LogIn == XOAuth2 {
		var err error
		if token, err = s.server.Tokens.Token(ctx); err != nil {
			return nil, noToken(ctx, s.server.Host, err)
		}
	}
	dial, cancel := context.WithTimeout(ctx, s.server.Wait)
	defer cancel()
	conn, err := s.server.Dial(dial, "tcp", net.JoinHostPort(s.server.Host, strconv.Itoa(s.server.Port)))
	if err != nil {
		return nil, s.failed(ctx, "reach", token, err)
	}
	conn = &frugal{Conn: conn, left: mostAnswers}
	defer s.watch(ctx, conn).end()
	client, step, err := s.logIn(ctx, conn, token)
	if err != nil {
		_ = conn.Close() // the failure before it is what matters
		return nil, s.failed(ctx, step, token, err)
	}
	return &line{conn: conn, client: client, token: token}, nil
}

// logIn greets a server, encrypts and logs in. Of a failure it says at which step it was.
func (s *SMTP) logIn(ctx context.Context, conn net.Conn, token string) (client *smtp.Client, step string, err error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.server.TLSConfig != nil {
		config = s.server.TLSConfig.Clone()
	}
	config.ServerName = s.server.Host
	if s.server.Security == TLS {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, "encrypt the way to", err
		}
		conn = secure
	}
	if client, err = smtp.NewClient(conn, s.server.Host); err != nil {
		return nil, "greet", err
	}
	if err := client.Hello(s.server.Hello); err != nil {
		return nil, "greet", err
	}
	if s.server.Security == StartTLS {
		if offered, _ := client.Extension("STARTTLS"); !offered {
			return nil, "encrypt the way to", errNoTLS
		}
		if err := client.StartTLS(config); err != nil {
			return nil, "encrypt the way to", err
		}
	}
	if s.server.LogIn == NoLogIn {
		return client, "", nil
	}
	auth, err := s.auth(client, token)
	if err != nil {
		return nil, "log in at", err
	}
	if err := client.Auth(auth); err != nil {
		return nil, "log in at", err
	}
	return client, "", nil
}

// transmit sends a mail over the open connection.
func (s *SMTP) transmit(ctx context.Context, msg *gomail.Msg, m *port.Message) error {
	client, w := s.line.client, s.watch(ctx, s.line.conn)
	defer w.end()
	if err := client.Mail(bare(s.server.From)); err != nil {
		return s.failed(ctx, "name the sender to", s.line.token, err)
	}
	part, err := s.recipients(ctx, w, m)
	if err != nil {
		return err
	}
	w.extend()
	data, err := client.Data()
	if err != nil {
		return s.failed(ctx, "send a mail to", s.line.token, err)
	}
	if _, err := msg.WriteTo(&paced{data, w}); err != nil {
		return s.failed(ctx, "send a mail to", s.line.token, err)
	}
	w.extend()
	if err := data.Close(); err != nil {
		return s.ended(ctx, err)
	}
	if len(part.Refused) > 0 {
		return part
	}
	return nil
}

// recipients names to the server those whom a mail is still for, and returns whom of them
// it refuses. That it refuses all is an error.
func (s *SMTP) recipients(ctx context.Context, w *watch, m *port.Message) (*port.PartError, error) {
	part := &port.PartError{Outcome: port.Delivered, Refused: map[int]*port.RefusedError{}}
	taken := 0
	for at := range m.To {
		if slices.Contains(m.Settled, at) {
			continue
		}
		w.extend()
		err := s.line.client.Rcpt(bare(m.To[at]))
		if err == nil {
			taken++
			continue
		}
		refused, err := s.notTo(ctx, m, at, err)
		if err != nil {
			return nil, err
		}
		part.Refused[at] = refused
	}
	if taken == 0 {
		return nil, part.None()
	}
	return part, nil
}

// bare writes an address as the protocol wants it.
func bare(a netmail.Address) string { return (&netmail.Address{Address: a.Address}).String() }

// bye ends a connection as the protocol wants it.
func (s *SMTP) bye(l *line) {
	w := s.watch(context.Background(), l.conn)
	_ = l.client.Quit() // who does not answer a goodbye is left all the same
	w.end()
	_ = l.conn.Close() // after a goodbye it is closed already
}

// paced is a writer that gives the server its time anew with each piece.
type paced struct {
	io.Writer
	watch *watch
}

func (p *paced) Write(b []byte) (int, error) {
	p.watch.extend()
	return p.Writer.Write(b)
}
