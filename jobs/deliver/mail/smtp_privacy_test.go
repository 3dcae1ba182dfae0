package mail_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/mailtest"
)

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
