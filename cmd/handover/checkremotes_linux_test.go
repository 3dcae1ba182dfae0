package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
)

const (
	checkedPartner  = "11111111-1111-1111-1111-111111111111"
	checkedContoso  = "aaaaaaaa-0000-4000-8000-000000000001"
	checkedFabrikam = "aaaaaaaa-0000-4000-8000-000000000002"
)

// A check asks each remote, as a process of its own that trusts the server's authority.
func TestCheckAsksTheRemotes(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	type setting struct {
		secret, expires string
		untrusted       bool
	}
	for name, c := range map[string]struct {
		set    func(*setting)
		estate func(*synctest.Estate)
		faults []synctest.Fault
		code   int
		says   []string // regular expressions, each of a line
	}{
		"all is well": {code: 0, says: []string{
			`^ok +partner-center +works: list customers, list subscriptions, list transfers; 2 customers$`,
			`^ok +graph +works: list delegated admin relationships, read the subscriptions of a customer; 1 customer$`,
			`^ok +billing +works: ask how far an export is$`,
			`^ok +graph credential +holds until 2027-01-31$`,
			`^ok +graph clock +agrees with this computer's$`,
			`^warning +graph sync +it was never read: handover sync graph$`,
		}},
		"a wrong secret": {set: func(s *setting) { s.secret = "not~the~secret~of~the~application" }, code: 1, says: []string{
			`^failure +partner-center +get a token: signing in is refused \(401\): AADSTS7000215: the client secret is wrong`,
			`^failure +graph +get a token: .*AADSTS7000215`,
		}},
		"a secret that ends tomorrow": {set: func(s *setting) { s.expires = "2026-11-21" }, code: 0, says: []string{
			`^warning +graph credential +it ends in 1 day, on 2026-11-21: make a new one$`,
		}},
		"a secret that has ended": {set: func(s *setting) { s.expires = "2026-11-19" }, code: 1, says: []string{
			`^failure +graph credential +it ended on 2026-11-19: make a new one$`,
		}},
		"a server nobody vouches for": {set: func(s *setting) { s.untrusted = true }, code: 1, says: []string{
			`^failure +graph +get a token: its certificate is not trusted`,
		}},
		"no consent": {estate: func(e *synctest.Estate) { e.Customers[0].Refusal = "AADSTS65001" }, code: 0, says: []string{
			`^warning +graph +the customer that was tried gives no access: consent missing: AADSTS65001`,
		}},
		"a relationship that ends": {estate: func(e *synctest.Estate) { e.Relationships[0].End = now.AddDate(0, 0, 20) }, code: 0, says: []string{
			`^warning +graph +of 1 customer the delegated admin relationship ends .* ` + checkedContoso + ` on 2026-12-10$`,
		}},
		"another clock": {faults: []synctest.Fault{{Host: synctest.Graph, Kind: synctest.ClockOff, Off: -2 * time.Hour}}, code: 0, says: []string{
			`^warning +graph clock +it is 2h0m0s behind this computer's`,
		}},
		"a call that fails": {faults: []synctest.Fault{{Call: "GET /v1/customers/*/transfers", Kind: synctest.WrongType}}, code: 1, says: []string{
			`^ok +partner-center +works: list customers, list subscriptions; 2 customers$`,
			`^failure +partner-center +list transfers: the reply is no whole answer`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := synctest.Estate{
				Partner:       checkedPartner,
				Customers:     []synctest.Customer{{ID: checkedContoso, Name: "Contoso"}, {ID: checkedFabrikam, Name: "Fabrikam"}},
				Relationships: []synctest.Relationship{{ID: "1", Customer: checkedContoso, End: now.AddDate(1, 0, 0)}},
			}
			if c.estate != nil {
				c.estate(&e)
			}
			s, err := synctest.Start(synctest.Options{Estate: e, Now: func() time.Time { return now }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			s.Script(c.faults...)
			set := setting{secret: synctest.DefaultSecret, expires: "2027-01-31"}
			if c.set != nil {
				c.set(&set)
			}
			code, told := checkedBy(t, s, now, set.secret, set.expires, set.untrusted)
			if code != c.code {
				t.Errorf("it ends with %d, want %d", code, c.code)
			}
			for _, pattern := range c.says {
				if !regexp.MustCompile(`(?m)` + pattern).MatchString(told) {
					t.Errorf("no line is like %s", pattern)
				}
			}
			for _, secret := range append(s.Secrets(), set.secret) {
				if strings.Contains(told, secret) {
					t.Errorf("%q is told", secret)
				}
			}
			if t.Failed() {
				t.Logf("it tells:\n%s", told)
			}
		})
	}
}

// checkedBy runs a check against a server, with a store that holds nothing.
func checkedBy(t *testing.T, s *synctest.Server, now time.Time, secret, expires string, untrusted bool) (code int, told string) {
	t.Helper()
	folder := t.TempDir()
	settings := "[partner]\nid = '" + checkedPartner + "'\ncountry = 'DE'\ncurrency = 'EUR'\n[store]\nurl = 'sqlite:handover.db'\n"
	for remote, host := range map[string]synctest.Host{"partner-center": synctest.PartnerCenter, "graph": synctest.Graph, "billing": synctest.Graph} {
		settings += fmt.Sprintf("[sync.%s]\nclient = '%s'\nsecret_env = 'REMOTE_SECRET'\nexpires = %s\ntries = 1\nendpoint = '%s'\nlogin = '%s'\n",
			remote, synctest.DefaultClient, expires, s.URL(host), s.URL(synctest.Login))
	}
	authority := filepath.Join(folder, "authority.pem")
	for path, text := range map[string][]byte{filepath.Join(folder, "handover.toml"): []byte(settings), authority: s.AuthorityPEM()} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"migrate", "up"}, {"check"}} {
		child := exec.CommandContext(t.Context(), "handover", args...)
		child.Dir = folder
		child.Env = append(os.Environ(), clockVariable+"="+now.Format(time.RFC3339), "REMOTE_SECRET="+secret)
		if !untrusted {
			child.Env = append(child.Env, "SSL_CERT_FILE="+authority)
		}
		text, err := child.CombinedOutput()
		if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
			t.Fatal(err)
		}
		code, told = child.ProcessState.ExitCode(), string(text)
	}
	return code, told
}

func TestCheckOfCalls(t *testing.T) {
	list := checkCalls("graph", &sync.Probe{Customers: 500, More: true, Calls: []sync.ProbedCall{
		{Name: "list", Err: nil}, {Name: "read", Err: &sync.RefusedError{Err: errors.New("consent missing")}}, {Name: "ask", Err: errors.New("cut off")},
	}})
	got := fmt.Sprint(list)
	want := "[{graph ok works: list; more than 500 customers} {graph warning the customer that was tried gives no access: consent missing} {graph failure cut off}]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestCheckOfCredentials(t *testing.T) {
	now := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		ends   time.Time
		err    error
		result string
		says   string
	}{
		{now.AddDate(0, 0, 31), nil, checkOK, "holds until 2026-12-21"},
		{now.AddDate(0, 0, 30), nil, checkWarning, "it ends in 30 days, on 2026-12-20"},
		{now.AddDate(0, 0, 7), nil, checkWarning, "it ends in 7 days"},
		{now.AddDate(0, 0, 1), nil, checkWarning, "it ends in 1 day,"},
		{now.Add(time.Hour), nil, checkWarning, "it ends in 0 days"},
		{now.Add(-time.Second), nil, checkFailure, "it ended on 2026-11-20"},
		{time.Time{}, nil, checkWarning, "say it in sync.graph.expires"},
		{time.Time{}, errors.New("no such file"), checkFailure, "no such file"},
	} {
		got := checkCredential("graph", now, c.ends, c.err)
		if got.Result != c.result || !strings.Contains(got.Detail, c.says) {
			t.Errorf("ends %s (%v): %v, want %s and %q", c.ends, c.err, got, c.result, c.says)
		}
	}
}

// A sync warns of a credential that ends soon, and a check tells what it came to.
func TestCheckAfterASync(t *testing.T) {
	t.Parallel()
	s := newSyncing(t, newProgram(t, stores()["sqlite"](t)), 3)
	s.write("handover.toml", s.read("handover.toml")+"expires = 2026-11-27\n")
	if _, log := s.synced(0); !strings.Contains(log, `"days":7`) || !strings.Contains(log, `"ends":"2026-11-27"`) {
		t.Errorf("nothing warns of the end of the credential:\n%s", log)
	}
	check := func() string {
		child := s.child("check")
		child.Env = append(child.Env, "SSL_CERT_FILE="+filepath.Join(s.folder, "authority.pem"))
		text, err := child.Output()
		if err != nil {
			t.Errorf("%v:\n%s", err, text)
		}
		return string(text)
	}
	if text := check(); !regexp.MustCompile(`(?m)^ok +partner-center sync +the last one ended just now, 3 of 3 customers read$`).MatchString(text) {
		t.Errorf("after a whole sync:\n%s", text)
	}
	s.server.Script(synctest.Refuse("GET /v1/customers/"+syncTenant(1)+"/subscriptions", 500, "800003", 0))
	s.synced(4)
	if text := check(); !regexp.MustCompile(`(?m)^warning +partner-center sync +the last one ended just now, 2 of 3 customers read, 1 not read; the last whole one ended just now$`).MatchString(text) {
		t.Errorf("after one that could not read a customer:\n%s", text)
	}
}
