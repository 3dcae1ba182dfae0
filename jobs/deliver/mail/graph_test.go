package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"testing"

	"handover/jobs/deliver/mail"
	"handover/jobs/deliver/port"
)

// graph is a server that takes mail as Graph does.
type graph struct {
	answer func(w http.ResponseWriter) // nil: as is usual
	mails  []string
	asked  []string
}

func (g *graph) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	g.asked = append(g.asked, r.Method+" "+r.URL.EscapedPath()+" "+r.Header.Get("Content-Type"))
	content, err := base64.StdEncoding.DecodeString(string(body))
	switch {
	case g.answer != nil:
		g.answer(w)
	case !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer "+token):
		w.WriteHeader(http.StatusUnauthorized)
	case err != nil:
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":{"code":"ErrorMimeContentInvalidBase64String","message":"Invalid base64 string for MIME content."}}`)
	default:
		g.mails = append(g.mails, string(content))
		w.WriteHeader(http.StatusAccepted)
	}
}

func through(t *testing.T, g *graph) *mail.Graph {
	t.Helper()
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	carrier, err := mail.NewGraph(mail.Mailbox{Sender: sender(), Tokens: &tokens{}, Address: server.URL + "/v1.0"})
	if err != nil {
		t.Fatal(err)
	}
	return carrier
}

func TestGraphTakesAMail(t *testing.T) {
	g := &graph{}
	carrier := through(t, g)
	outcome, err := carrier.Send(t.Context(), message())
	if err != nil || outcome != port.HandedOver {
		t.Fatalf("%s, %v", outcome, err)
	}
	if want := "[POST /v1.0/users/robot@contoso.example/sendMail text/plain]"; fmt.Sprint(g.asked) != want {
		t.Errorf("asked %v, want %s", g.asked, want)
	}
	if got := parse(t, g.mails[0]); got.Head["Message-Id"] != "<a1b2c3@contoso.example>" || fmt.Sprint(got.Kinds) != "[text/plain text/html text/csv]" {
		t.Errorf("it has taken %+v", got)
	}
}

// TestGraphNamesWhatItHasNoRoomFor checks that the files which fit in 2 MB are sent in their
// order, and the others named in both forms of the mail.
func TestGraphNamesWhatItHasNoRoomFor(t *testing.T) {
	g := &graph{}
	carrier := through(t, g)
	m := message()
	m.Attachments = []port.Attachment{
		file("first.csv", "text/csv", strings.Repeat("x", 1<<20)),
		file("<second>.csv", "text/csv", strings.Repeat("x", 1<<20+1)),
		file("third.csv", "text/csv", strings.Repeat("x", 1<<19)),
	}
	if _, err := carrier.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := parse(t, g.mails[0])
	if fmt.Sprint(got.Names) != "[first.csv third.csv]" {
		t.Errorf("the files are %q", got.Names)
	}
	if !strings.HasSuffix(got.Parts[0], "\nNot attached: <second>.csv\n") || !strings.Contains(got.Parts[1], "Not attached: &lt;second&gt;.csv</p>\n</body>") {
		t.Errorf("the mail says %q", got.Parts[:2])
	}
	if len(m.Attachments) != 3 || strings.Contains(m.Text, "Not attached") {
		t.Error("the message itself was changed")
	}
}

// TestGraphSaysWhy checks for each answer what is said about trying again, and what to do.
func TestGraphSaysWhy(t *testing.T) {
	status := func(code int, body string, header ...string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}
	}
	for _, c := range []struct {
		name    string
		answer  func(http.ResponseWriter)
		verdict string
		says    string
		after   string
	}{
		{"no permission", status(403, `{"error":{"code":"ErrorAccessDenied","message":"Access is denied for robot@contoso.example with `+token+`1"}}`), "never", "(ErrorAccessDenied Access is denied for (address) with ***): the application may not send", "0s"},
		{"no token", status(401, `no JSON`), "never", "answers 401: the token is not for Graph", "0s"},
		{"no mailbox", status(404, `{"error":{"code":"ErrorInvalidUser"}}`), "never", "no such mailbox", "0s"},
		{"throttled", status(429, ``, "Retry-After", "17"), "waits", "answers 429", "17s"},
		{"until an instant", status(503, ``, "Retry-After", "Fri, 20 Nov 2026 06:32:00 GMT"), "again", "answers 503", "2m0s"},
		{"somebody in front", status(504, ``), "unsure", "may have been taken", "0s"},
		{"elsewhere", status(307, ``, "Location", "https://evil.example.com/"), "never", "is not followed", "0s"},
		{"cut", func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, "unsure", "may have been taken", "0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := through(t, &graph{answer: c.answer}).Send(t.Context(), message())
			if got := verdict(err); got != c.verdict || !strings.Contains(fmt.Sprint(err), c.says) || strings.Contains(fmt.Sprint(err), "evil") {
				t.Errorf("%s: %v, want %s with %q", got, err, c.verdict, c.says)
			}
			private(t, err)
			var refused *port.RefusedError
			if errors.As(err, &refused) && refused.After.String() != c.after {
				t.Errorf("to wait for %s, want %s", refused.After, c.after)
			}
		})
	}
}

// TestGraphIsProbed checks that a probe sends nothing and tells who may send from who may not.
func TestGraphIsProbed(t *testing.T) {
	g := &graph{}
	if err := through(t, g).Probe(t.Context()); err != nil || len(g.mails) != 0 {
		t.Errorf("%v; taken: %d", err, len(g.mails))
	}
	g = &graph{answer: func(w http.ResponseWriter) { w.WriteHeader(http.StatusForbidden) }}
	if err := through(t, g).Probe(t.Context()); verdict(err) != "never" {
		t.Errorf("who may not send hears %v", err)
	}
}

// TestNoToken checks what is said where nobody gives a token.
func TestNoToken(t *testing.T) {
	carrier, err := mail.NewGraph(mail.Mailbox{Sender: sender(), Tokens: &tokens{err: errors.New("AADSTS7000215: invalid client secret")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := carrier.Send(t.Context(), message()); verdict(err) != "again" || !strings.Contains(err.Error(), "sign in for https://graph.microsoft.com: AADSTS7000215") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := carrier.Send(ctx, message()); verdict(err) != "ended" {
		t.Error(err)
	}
}

// TestRefusesWhatIsNoMail checks that nothing leaves that has no recipient, no address for
// answers, or an address that is not one mailbox.
func TestRefusesWhatIsNoMail(t *testing.T) {
	for name, to := range map[string][]netmail.Address{
		"nobody":       nil,
		"a list":       {{Address: "kim@fabrikam.example, lee@fabrikam.example"}},
		"a name":       {{Address: "Kim <kim@fabrikam.example>"}},
		"a line more":  {{Address: "kim@fabrikam.example>\r\nRCPT TO:<lee@fabrikam.example"}},
		"no domain":    {{Address: "kim"}},
		"nothing":      {{Address: ""}},
		"one of them":  {{Address: "kim@fabrikam.example"}, {Address: "@"}},
		"a blank more": {{Address: " kim@fabrikam.example"}},
	} {
		g := &graph{}
		m := message()
		m.To = to
		if _, err := through(t, g).Send(t.Context(), m); err == nil || len(g.asked) != 0 {
			t.Errorf("%s: %v; asked %v", name, err, g.asked)
		} else if private(t, err); verdict(err) != "never" && verdict(err) != "not to this one" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNamesStayInTheirLine checks that neither a subject nor a name begins a line of its own.
func TestNamesStayInTheirLine(t *testing.T) {
	g := &graph{}
	m := message()
	m.Subject, m.To[0].Name = "Hello\r\nBcc: lee@fabrikam.example", "Kim\r\nX-Evil: yes"
	m.Attachments[0].Name = "a\"b\r\nX-Evil: yes.csv"
	if _, err := through(t, g).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got := parse(t, g.mails[0]); got.Head["Bcc"] != "" || got.Head["X-Evil"] != "" || strings.Contains(g.mails[0], "\nX-Evil") {
		t.Errorf("the mail is\n%s", g.mails[0])
	}
}
