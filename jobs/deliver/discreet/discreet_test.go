package discreet_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"handover/jobs/deliver/discreet"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a secret", "535 wrong password s3cr3t-word", "535 wrong password ***"},
		{"in base64", "501 " + base64.StdEncoding.EncodeToString([]byte("s3cr3t-word")), "501 ***"},
		{"an address", "550 5.1.1 <kim@contoso.example>: unknown", "550 5.1.1 <(address)>: unknown"},
		{"with an apostrophe", "550 <o'hara@contoso.example> unknown", "550 <(address)> unknown"},
		{"between apostrophes", "550 'kim.o'hara@contoso.example' unknown", "550 '(address)' unknown"},
		{"in quotation marks", `550 <"kim \" lee"@contoso.example> unknown`, "550 <(address)> unknown"},
		{"with all that a name may hold", "550 a.!#$%&'*+-/=?^_`{|}~@contoso.example unknown", "550 (address) unknown"},
		{"at a number", "550 kim@[IPv6:2001:db8::1], lee@[192.0.2.1]: unknown", "550 (address), (address): unknown"},
		{"in a list", "550 kim@contoso.example,lee@contoso.example;(alex@contoso.example)", "550 (address),(address);((address))"},
		{"lines", "one\r\ntwo\x00three", "one  two three"},
		{"long", strings.Repeat("x", 400), strings.Repeat("x", 299) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := discreet.Words(c.text, "s3cr3t-word", ""); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestNoSecretIsTold checks for any secrets that none stands in what is told, wherever a
// server puts it.
func TestNoSecretIsTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		secrets := rapid.SliceOfN(rapid.StringMatching(`[A-Za-z0-9+/=~%]{4,40}`), 1, 3).Draw(rt, "secrets")
		var text strings.Builder
		for _, secret := range secrets {
			text.WriteString(rapid.StringMatching(`[ a-z]{0,10}`).Draw(rt, "before") + " " + secret + " " + url.QueryEscape(secret))
		}
		got := discreet.Words(text.String(), secrets...)
		for _, secret := range secrets {
			if strings.Contains(got, secret) {
				rt.Errorf("%q is in %q", secret, got)
			}
		}
	})
}

func TestHost(t *testing.T) {
	u, err := url.Parse("https://user:pass@hooks.example.com/workflows/abc?sig=def#x")
	if err != nil {
		t.Fatal(err)
	}
	if got := discreet.Host(u); got != "https://hooks.example.com" {
		t.Errorf("got %q", got)
	}
}
