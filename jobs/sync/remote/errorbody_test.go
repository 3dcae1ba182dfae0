package remote

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestErrorBodies(t *testing.T) {
	for _, c := range []struct{ body, code, message string }{
		{`{"code":2000,"description":"The continuation token is not valid.","data":[],"source":"PartnerFD"}`, "2000", "The continuation token is not valid."},
		{"\ufeff" + `{"code":"20002","description":"No relationship."}`, "20002", "No relationship."},
		{`{"code":"900420","message":"audience"}`, "900420", "audience"},
		{`{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges","innerError":{"code":"inner"}}}`, "Authorization_RequestDenied", "Insufficient privileges"},
		{`{"error":{"code":5000,"message":"No data available"}}`, "5000", "No data available"},
		{`{"error":"invalid_client","error_description":"AADSTS7000222: The keys are expired.","error_codes":[7000222]}`, "AADSTS7000222", "AADSTS7000222: The keys are expired."},
		{`{"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret."}`, "AADSTS7000215", "AADSTS7000215: Invalid secret."},
		{`{"error":"temporarily_unavailable"}`, "temporarily_unavailable", ""},
		{`{"message":"An error has occurred."}`, "", "An error has occurred."},
		{`{"error":{"message":"no code"}}`, "", ""},
		{`{"error":null}`, "", ""},
		{`{"code":{"a":1},"description":[1]}`, "", ""},
		{`[]`, "", ""},
		{`<html>`, "", ""},
		{``, "", ""},
	} {
		code, message := readErrorBody([]byte(c.body))
		if code != c.code || message != c.message {
			t.Errorf("%s: %q and %q, want %q and %q", c.body, code, message, c.code, c.message)
		}
	}
}

func TestScrub(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a\r\nb\tc\x00d\u202ee", "a b c d e"},
		{"no such user jo@contoso.com here", "no such user … here"},
		{"token eyJhbGciOiJSUzI1NiJ9.eyJhdWQ.sig was refused", "token … was refused"},
		{"see https://contoso.com/a?sig=abc&se=2", "see https://contoso.com/a…"},
		{"the header Authorization: Bearer abcdefgh123 is bad", "the header Authorization: … is bad"},
		{`{"client_secret":"p4ssw0rd!!"}`, `{"client_…"}`},
		{"my-secret in here", "… in here"},
		{"plain words, 12 of 30", "plain words, 12 of 30"},
		{strings.Repeat("ü", 400), strings.Repeat("ü", 150) + "…"},
	} {
		if got := scrub(c.text, []string{"my-secret"}); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzErrorBody holds that whatever a counterpart says when it refuses fits into one short
// line, without the secret of the call.
func FuzzErrorBody(f *testing.F) {
	for _, seed := range []string{
		`{"code":2000,"description":"x"}`, `{"error":{"code":"a","message":"b"}}`,
		`{"error":"invalid_client","error_description":"AADSTS7000222: top-secret","error_codes":[7000222]}`, `{"error":{"error":{}}}`, `[[[`, "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		code, message := readErrorBody(body)
		code, message = identifier(code, []string{"top-secret"}), scrub(message, []string{"top-secret"})
		if len(code) > maxIdentifier || strings.ContainsAny(code, " \r\n") {
			t.Errorf("the code is %q", code)
		}
		if len(message) > maxMessage+len("…") || !utf8.ValidString(message) || strings.ContainsAny(message, "\r\n\x1b") || strings.Contains(message, "top-secret") {
			t.Errorf("the message is %q", message)
		}
	})
}

// FuzzBelow holds that no address in a reply leads to another host, or out of the base.
func FuzzBelow(f *testing.F) {
	for _, seed := range []string{
		"https://graph.microsoft.com/v1.0/a?b=c", "//contoso.com/v1.0/a", "/v1.0/%2e%2e/a", "https://graph.microsoft.com@contoso.com/v1.0/a", "", "::",
		`https://graph.microsoft.com\@contoso.com/v1.0/a`, "/v1.0/..;/a", "/v1.0//contoso.com/a",
	} {
		f.Add(seed)
	}
	c, err := New(Options{Name: "graph", Base: parse(f, "https://graph.microsoft.com/v1.0")})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, address string) {
		path, query, err := c.Below("list", address)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%q", err)
			}
			return
		}
		u, ok := c.address(&Call{Path: path, Query: query})
		if !ok {
			t.Fatalf("%q below the base cannot be asked", path)
		}
		again := parse(t, u.String())
		if again.Host != "graph.microsoft.com" || again.Scheme != "https" || again.User != nil || !strings.HasPrefix(again.EscapedPath(), "/v1.0/") {
			t.Errorf("%q asks %s", address, again)
		}
	})
}
