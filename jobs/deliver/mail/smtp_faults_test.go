package mail_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"handover/jobs/deliver/mailtest"
	"handover/jobs/deliver/port"
)

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
