package mail_test

import (
	netmail "net/mail"
	"strings"
	"testing"

	"handover/jobs/deliver/mail"
)

// TestServerIsChecked checks what is refused before anything is sent.
func TestServerIsChecked(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*mail.Server)
		says string
	}{
		{"as is usual", func(*mail.Server) {}, ""},
		{"no host", func(s *mail.Server) { s.Host = "" }, "no host"},
		{"no address for answers", func(s *mail.Server) { s.ReplyTo = netmail.Address{} }, "address for answers is not the address of one mailbox"},
		{"two senders", func(s *mail.Server) { s.From.Address = "a@contoso.example, b@contoso.example" }, "sender is not the address of one mailbox"},
		{"another security", func(s *mail.Server) { s.Security = "ssl" }, `security "ssl" is none of`},
		{"another log-in", func(s *mail.Server) { s.LogIn = "ntlm" }, `log-in "ntlm" is none of`},
		{"no password", func(s *mail.Server) { s.LogIn, s.User = mail.Password, user }, "needs a user and a password"},
		{"no tokens", func(s *mail.Server) { s.LogIn, s.User = mail.XOAuth2, user }, "where to get a token"},
		{"a password in the clear", func(s *mail.Server) { withPassword(s); s.Security = mail.Open }, "everybody on the way can read it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := mail.Server{Sender: sender(), Host: "mail.example.com"}
			c.edit(&server)
			_, err := mail.NewSMTP(server)
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
			private(t, err)
		})
	}
}

func TestWarning(t *testing.T) {
	for address, warns := range map[string]bool{
		"robot@contoso.onmicrosoft.com": true, "robot@CONTOSO.OnMicrosoft.com": true, "robot@contoso.example": false, "robot@notonmicrosoft.com": false,
	} {
		if got := mail.Warning(netmail.Address{Address: address}); (got != "") != warns || strings.Contains(got, "robot") {
			t.Errorf("%s: %q", address, got)
		}
	}
}
