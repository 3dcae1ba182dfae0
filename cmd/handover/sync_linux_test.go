package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"handover/jobs/sync/synctest"
	"handover/sql/store"
)

// The system's certificates are named by a variable here, and by none elsewhere.

const syncConfig = testConfig + `
[sync]
spool = "spool"

[sync.partner-center]
client = "` + synctest.DefaultClient + `"
secret_file = "secret"
per_minute = 1000000
parallel = 4
tries = 1
endpoint = "%s"
login = "%s"
`

// syncing is a program and the server that it reads.
type syncing struct {
	*program
	server *synctest.Server
	held   chan struct{} // closed where a request is held up
	free   chan struct{} // closed to let it go on

	mu   sync.Mutex
	left int // requests until one is held up
}

func newSyncing(t *testing.T, p *program, customers int) *syncing {
	t.Helper()
	s := &syncing{program: p, held: make(chan struct{}), free: make(chan struct{})}
	server, err := synctest.Start(synctest.Options{Estate: syncEstate(customers), Now: func() time.Time { return p.now }, OnRequest: s.hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	s.server = server
	s.write("handover.toml", fmt.Sprintf(syncConfig, server.URL(synctest.PartnerCenter), server.URL(synctest.Login)))
	s.write("secret", synctest.DefaultSecret+"\n")
	s.write("authority.pem", string(server.AuthorityPEM()))
	return s
}

func syncEstate(customers int) synctest.Estate {
	e := synctest.Estate{Partner: "11111111-1111-1111-1111-111111111111"}
	for i := range customers {
		e.Customers = append(e.Customers, synctest.Customer{ID: syncTenant(i), Name: "Contoso", Subscriptions: []synctest.Subscription{{
			ID: fmt.Sprintf("5b000000-0000-4000-8000-%012d", i), OfferID: "CFQ7TTC0LH16:0001:CFQ7TTC0LH17", OfferName: "Microsoft 365 E3", Quantity: i + 1,
			AutoRenew: true, TermDuration: "P1Y", BillingCycle: "annual", Created: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC),
			CommitmentEnd: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC),
		}}})
	}
	return e
}

func syncTenant(i int) string { return fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i) }

// holdUp has the nth request from now on wait.
func (s *syncing) holdUp(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = n
}

// hear holds up a request when its turn has come.
func (s *syncing) hear(r synctest.Request) {
	if r.Host != synctest.PartnerCenter {
		return
	}
	s.mu.Lock()
	s.left--
	stop := s.left == 0
	s.mu.Unlock()
	if stop {
		close(s.held)
		<-s.free
	}
}

// sync is a process that reads the server.
func (s *syncing) sync(args ...string) *exec.Cmd {
	child := s.child(append([]string{"--log-level=trace", "--log-format=json", "sync"}, args...)...)
	child.Env = append(child.Env, "SSL_CERT_FILE="+filepath.Join(s.folder, "authority.pem"))
	return child
}

// synced is what a sync came to.
func (s *syncing) synced(code int, args ...string) (stdout, stderr string) {
	s.t.Helper()
	child := s.sync(args...)
	var out, log strings.Builder
	child.Stdout, child.Stderr = &out, &log
	err := child.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed || child.ProcessState.ExitCode() != code {
		s.t.Fatalf("sync %q ends with %v, want %d:\n%s%s", args, err, code, out.String(), log.String())
	}
	s.quiet(out.String() + log.String())
	return out.String(), log.String()
}

// quiet makes sure that a text holds no secret.
func (s *syncing) quiet(text string) {
	s.t.Helper()
	for _, secret := range s.server.Secrets() {
		if strings.Contains(text, secret) {
			s.t.Fatalf("a secret is told: %s", secret)
		}
	}
}

// A sync that is killed in the middle goes on where it was, and comes to what one comes to
// that nobody has disturbed.
func TestAKilledSyncGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		const customers = 60
		s := newSyncing(t, p, customers)
		s.holdUp(2*customers - 10)
		child := s.sync()
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		<-s.held
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
		close(s.free)
		s.expire()
		s.server.Forget()
		s.synced(0)
		if n := s.server.Calls(synctest.PartnerCenter, "GET /v1/customers/*/transfers"); n == 0 || n > 20 {
			t.Errorf("%d customers are asked for once more", n)
		}
		calm := newSyncing(t, newProgram(t, stores()["sqlite"](t)), customers)
		calm.synced(0)
		if got, want := s.must(0, "sources").stdout, calm.must(0, "sources").stdout; got != want {
			t.Errorf("the sources are\n%s, want\n%s", got, want)
		}
		if got, want := s.program.facts(), calm.program.facts(); got != want {
			t.Errorf("the facts are\n%s, want\n%s", got, want)
		}
	})
}

// A customer that cannot be read is not evaluated, whatever else is; no secret is anywhere.
func TestASyncThatCannotReadACustomer(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		s := newSyncing(t, p, 3)
		s.synced(0)
		s.server.Script(synctest.Refuse("GET /v1/customers/"+syncTenant(1)+"/subscriptions", 500, "800003", 0))
		out, _ := s.synced(4, "--json")
		if !strings.Contains(out, `"not_read": 1`) || !strings.Contains(out, `"state": "partial"`) {
			t.Errorf("the sync tells\n%s", out)
		}
		s.must(4, "run", "--output", filepath.Join(s.folder, "report.json"))
		for _, c := range parseReport(t, s.read("report.json")).Coverage {
			if held := c.Tenant == syncTenant(1); held != (c.Status != "evaluated") || held && !strings.Contains(c.Reason, "partner-center") {
				t.Errorf("the coverage of %s is %s: %s", c.Tenant, c.Status, c.Reason)
			}
		}
		s.server.Script()
		out, _ = s.synced(0, "--tenant", syncTenant(1))
		if !strings.HasPrefix(out, "partner-center: 1 of 1 customer read (") {
			t.Errorf("the sync tells %s", out)
		}
		s.must(0, "run", "--output", filepath.Join(s.folder, "report.json"))
		s.grep(t)
		s.taken(t)
	})
}

// grep looks for secrets in everything that was left behind.
func (s *syncing) grep(t *testing.T) {
	t.Helper()
	folders := []string{s.folder}
	if path, ok := strings.CutPrefix(s.db, "sqlite:"); ok {
		folders = append(folders, filepath.Dir(path))
	}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Base(path) == "secret" {
				return err
			}
			text, err := os.ReadFile(path)
			s.quiet(string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// taken has somebody else hold the lease.
func (s *syncing) taken(t *testing.T) {
	t.Helper()
	st, err := store.Open(t.Context(), s.db, store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	_, err = st.Acquire(t.Context(), "sync", "elsewhere:1", time.Minute, func() time.Time { return s.now })
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	if _, log := s.synced(5); !strings.Contains(log, "another sync holds the lease: elsewhere:1") || !strings.Contains(log, "do it again when that sync has ended") {
		t.Errorf("the second sync tells %s", log)
	}
	s.must(0, "run", "--output", filepath.Join(s.folder, "report.json")) // a run may go on meanwhile
}
