package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"handover/cmd/internal/app"
	"handover/jobs/deliver/mailtest"
)

// hurryVariable makes a program that a test started wait for nothing that can be tried again.
const hurryVariable = "HANDOVER_TEST_HURRY"

// forATest has a program send into a folder, or wait for nothing, where its test wants that.
func forATest(a *app.App) {
	if os.Getenv(sentVariable) != "" {
		a.Carriers = carryToFolder
	}
	if os.Getenv(hurryVariable) != "" {
		a.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
}

// What the counterparts of a script know. The secrets are as awkward as secrets are.
const (
	mailPassword = "correct horse/battery+staple"
	mailSecret   = "Ab~c8Q.secret_of+the/application"
	mailToken    = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhdWQiOiJzbXRwIn0.c2ln"
	hookSecret   = "T0/B0/hook~secret~1"
	hookSig      = "Zm9yIHlvdXIgZXllcyBvbmx5"
	hookKey      = "key~of~the~signature"
	pingToken    = "4b1d-5ea1-ping"
)

// counterparts are the servers of a script to which it delivers.
type counterparts struct {
	mail  *mailtest.Server
	hooks *hooks
	cloud *cloud
}

type counterpartsKey struct{}

func counterpartsOf(ts *testscript.TestScript) *counterparts {
	c, _ := ts.Value(counterpartsKey{}).(*counterparts)
	return c
}

// mailServer is a mail server for a script, with the sign-in of its tokens:
//
//	mail start FILE…            serves, and writes its address where a configuration says MAIL
//	mail well                   goes wrong no more
//	mail fault STEP say|cut|stall [ANSWER [TIMES]]
//	mail refuses ADDRESS ANSWER…  gives these answers to a recipient, one after the other
//	mail login ANSWER           the sign-in refuses with a code; without one it does not
//	mail got N FILE             has taken N mails so far, which the file gets
func mailServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: mail start|well|fault|refuses|login|got …")
	}
	c := counterpartsOf(ts)
	switch args[0] {
	case "start":
		c.startMail(ts, args[1:])
	case "well":
		c.mail.Misbehave(nil, nil)
	case "fault":
		c.mail.Misbehave(map[mailtest.Step]mailtest.Fault{mailtest.Step(args[1]): mailFault(ts, args[2:])}, nil)
	case "refuses":
		c.mail.Misbehave(nil, map[string][]string{args[1]: args[2:]})
	case "login":
		c.cloud.refuse(strings.Join(args[1:], ""))
	case "got":
		c.gotMails(ts, args[1], args[2])
	default:
		ts.Fatalf("mail cannot %s", args[0])
	}
}

// mailFault reads say ANSWER [TIMES], cut [TIMES] or stall [TIMES].
func mailFault(ts *testscript.TestScript, args []string) (fault mailtest.Fault) {
	what, rest := args[0], args[1:]
	switch what {
	case "say":
		fault.Say, rest = rest[0], rest[1:]
		fault.Cut = strings.HasPrefix(fault.Say, "421 ")
	case "cut":
		fault.Cut = true
	case "stall":
		fault.Stall = true
	default:
		ts.Fatalf("a mail server does not %s", what)
	}
	if len(rest) > 0 {
		times, err := strconv.Atoi(rest[0])
		ts.Check(err)
		fault.Times = times
	}
	return fault
}

func (c *counterparts) startMail(ts *testscript.TestScript, files []string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = listener.Close() }) // whoever serves on it ends with that
	const user, robot = "handover@partner.example", "robot@partner.example"
	c.mail = &mailtest.Server{Offers: []string{"PLAIN", "XOAUTH2"}, Passwords: map[string]string{user: mailPassword, robot: mailToken}}
	go c.mail.Serve(listener)
	c.cloud = startCloud(ts)
	ts.Check(os.WriteFile(ts.MkAbs("authority.pem"), mailtest.AuthorityPEM(), 0o600))
	for name, value := range map[string]string{
		"SSL_CERT_FILE": ts.MkAbs("authority.pem"), "HTTPS_PROXY": c.cloud.proxy, hurryVariable: "1",
		"MAIL_PASSWORD": mailPassword, "MAIL_SECRET": mailSecret,
	} {
		ts.Setenv(name, value)
	}
	for _, name := range files {
		text := strings.ReplaceAll(ts.ReadFile(name), "MAIL\"", listener.Addr().String()+"\"")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// gotMails checks how many mails were taken in all, and writes them into a file.
func (c *counterparts) gotMails(ts *testscript.TestScript, count, file string) {
	mails := c.mail.Mails()
	var text strings.Builder
	for i := range mails {
		fmt.Fprintln(&text, mailText(ts, &mails[i]))
	}
	for _, content := range c.cloud.mails() {
		fmt.Fprintln(&text, mailText(ts, &mailtest.Mail{Content: content, To: []string{"graph"}, Private: true}))
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text.String()), 0o600))
	if got := len(mails) + len(c.cloud.mails()); strconv.Itoa(got) != count {
		ts.Fatalf("%d mails were taken, want %s:\n%s", got, count, text.String())
	}
}

// mailText is a mail as its reader sees it, with the recipients that the server was told.
func mailText(ts *testscript.TestScript, m *mailtest.Mail) string {
	if !m.Private {
		ts.Fatalf("a mail could be read on the way")
	}
	parsed, err := mailtest.Parse(m.Content)
	ts.Check(err)
	text := fmt.Sprintf("For: %s\nBy: %s\n", strings.Join(m.To, ", "), m.User)
	for _, name := range slices.Sorted(maps.Keys(parsed.Head)) {
		if name != "Content-Type" && name != "Mime-Version" {
			text += fmt.Sprintf("%s: %s\n", name, parsed.Head[name])
		}
	}
	return text + fmt.Sprintf("Parts: %s\nFiles: %s\n\n%s", strings.Join(parsed.Kinds, " "), strings.Join(parsed.Names, " "), parsed.Parts[0])
}
