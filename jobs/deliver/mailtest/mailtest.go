// Package mailtest is a mail server for tests: it speaks SMTP with STARTTLS or TLS and
// log-ins, checks what it gets, keeps the mails, and refuses, stalls or cuts the line where
// a test wants it. It works over pipes, also in virtual time, and over TCP.
package mailtest

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"net"
	"strings"
	"sync"
)

// Host is the name on the certificate of a server.
const Host = "mail.example.com"

// Step is where in a conversation something goes wrong.
type Step string

// The steps.
const (
	Greet   Step = "greet"
	Ehlo    Step = "EHLO"
	Encrypt Step = "STARTTLS"
	Auth    Step = "AUTH"
	From    Step = "MAIL"
	To      Step = "RCPT"
	Data    Step = "DATA"
	Midst   Step = "midst" // within the data of a mail
	End     Step = "end"   // after its last line
	Noop    Step = "NOOP"
)

// Fault is what goes wrong at a step.
type Fault struct {
	Say   string // the answer instead of the usual one
	Cut   bool   // the line is cut; after Say, where there is one
	Stall bool   // nothing is answered any more
	After int    // goes well so many times before
	Times int    // goes wrong so many times; 0: from then on always
}

// Mail is a mail that a server has taken.
type Mail struct {
	From    string
	To      []string
	Content string
	User    string // who has logged in; empty: nobody
	Private bool   // nobody could read it on the way
}

// Server is a mail server. Its fields are set before it is asked, or by Misbehave.
type Server struct {
	Implicit  bool              // encrypted from the first byte, and not with STARTTLS
	Offers    []string          // ways to log in, such as PLAIN; none: it lets everybody in
	Passwords map[string]string // by user; of XOAUTH2 the tokens
	Faults    map[Step]Fault
	Refuses   map[string][]string // what it answers where a recipient is named, by address, one time after the other
	Heard     func(Step)          // hears of each step before it is answered, of End when the mail is taken; nil: nobody does

	mu          sync.Mutex
	mails       []Mail
	passed      map[Step]int
	connections int
}

// Mails returns what the server has taken so far.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

// Dials returns how many connections were made.
func (s *Server) Dials() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections
}

// Dial connects to the server through a pipe, whatever the address.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	near, far := net.Pipe()
	go s.serve(far)
	return near, nil
}

// Serve answers whoever connects until the listener is closed.
func (s *Server) Serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go s.serve(conn)
	}
}

// Trust returns what clients need to trust the server.
func Trust() *tls.Config {
	roots := x509.NewCertPool()
	roots.AddCert(certificate().Leaf)
	return &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
}

// talk is a conversation.
type talk struct {
	server *Server
	conn   net.Conn
	in     *bufio.Reader
	mail   Mail
}

func (s *Server) serve(conn net.Conn) {
	s.mu.Lock()
	s.connections++
	s.mu.Unlock()
	t := &talk{server: s, conn: conn}
	if s.Implicit {
		t.encrypt()
	}
	t.in = bufio.NewReader(t.conn)
	defer func() { _ = conn.Close() }() // without the goodbye of TLS, for which a pipe would wait; the other end may have been first
	if !t.step(Greet, "220 "+Host+" ESMTP") {
		return
	}
	for {
		line, err := t.in.ReadString('\n')
		if err != nil || !t.answer(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

func (t *talk) encrypt() {
	t.conn = tls.Server(t.conn, TLS())
	t.in = bufio.NewReader(t.conn)
	t.mail.Private = true
}

// answer answers a line, and reports whether the conversation goes on.
func (t *talk) answer(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch step := Step(strings.ToUpper(verb)); step {
	case Ehlo:
		return t.step(step, t.extensions())
	case Encrypt:
		_, faulty := t.peek(step)
		if !t.step(step, "220 go on") {
			return false
		}
		if !faulty {
			t.encrypt()
		}
		return true
	case Auth:
		return t.logIn(rest)
	case From:
		return t.from(rest)
	case To:
		return t.to(path(rest))
	case Data:
		return t.step(step, "354 go on") && t.take()
	case Noop, "RSET":
		return t.step(Noop, "250 2.0.0 ok")
	case "QUIT":
		t.say("221 2.0.0 bye")
		return false
	default:
		return t.say("500 5.5.1 what?")
	}
}

func (t *talk) from(rest string) bool {
	if len(t.server.Offers) > 0 && t.mail.User == "" {
		return t.say("530 5.7.0 log in first")
	}
	t.mail.From, t.mail.To = path(rest), nil
	return t.step(From, "250 2.1.0 ok")
}

func (t *talk) extensions() string {
	lines := []string{Host, "8BITMIME", "ENHANCEDSTATUSCODES"}
	if !t.mail.Private && !t.server.Implicit {
		lines = append(lines, "STARTTLS")
	}
	if len(t.server.Offers) > 0 && t.mail.Private {
		lines = append(lines, "AUTH "+strings.Join(t.server.Offers, " "))
	}
	for i := range lines {
		lines[i] = "250-" + lines[i]
	}
	lines[len(lines)-1] = strings.Replace(lines[len(lines)-1], "250-", "250 ", 1)
	return strings.Join(lines, "\r\n")
}

// path returns the address of FROM:<…> or TO:<…>.
func path(text string) string {
	_, after, _ := strings.Cut(text, "<")
	before, _, _ := strings.Cut(after, ">")
	return before
}

// logIn takes who logs in with PLAIN, LOGIN or XOAUTH2.
func (t *talk) logIn(rest string) bool {
	way, first, _ := strings.Cut(rest, " ")
	user, password := "", ""
	switch strings.ToUpper(way) {
	case "PLAIN":
		if parts := strings.Split(decoded(first), "\x00"); len(parts) == 3 {
			user, password = parts[1], parts[2]
		}
	case "LOGIN":
		user, password = t.asked("VXNlcm5hbWU6"), t.asked("UGFzc3dvcmQ6")
	case "XOAUTH2":
		before, after, _ := strings.Cut(strings.TrimPrefix(decoded(first), "user="), "\x01auth=Bearer ")
		user, password = before, strings.TrimSuffix(after, "\x01\x01")
	}
	if want, known := t.server.Passwords[user]; !known || want != password {
		return t.say("535 5.7.3 wrong: " + password) // as no server should say it
	}
	t.mail.User = user
	return t.step(Auth, "235 2.7.0 welcome")
}

func (t *talk) asked(prompt string) string {
	t.say("334 " + prompt)
	line, err := t.in.ReadString('\n')
	if err != nil {
		return ""
	}
	return decoded(strings.TrimSpace(line))
}

func decoded(text string) string {
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return string(plain)
}

// take reads the data of a mail and keeps it.
func (t *talk) take() bool {
	var b strings.Builder
	for {
		line, err := t.in.ReadString('\n')
		if err != nil {
			return false // a mail without its end is none
		}
		if fault, faulty := t.fault(Midst); faulty && fault.Cut {
			return false
		} else if faulty && fault.Stall {
			return t.stall()
		}
		if line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	mail := t.mail
	mail.Content = b.String()
	fault, faulty := t.peek(End)
	if !faulty || fault.Say == "" { // who says nothing to the end has taken it all the same
		t.server.mu.Lock()
		t.server.mails = append(t.server.mails, mail)
		t.server.mu.Unlock()
	}
	return t.step(End, "250 2.6.0 queued")
}
