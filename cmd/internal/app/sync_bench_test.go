package app

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/jobs/sync/synctest"
	"handover/sql/store"
)

const benchPartner = "11111111-1111-1111-1111-111111111111"

func benchEstate(customers int) synctest.Estate {
	e := synctest.Estate{Partner: benchPartner}
	for i := range customers {
		c := synctest.Customer{ID: fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i), Name: fmt.Sprintf("Contoso %d", i), Domain: "contoso.example"}
		for k := range 10 {
			c.Subscriptions = append(c.Subscriptions, synctest.Subscription{
				ID: fmt.Sprintf("5b000000-0000-4000-8000-%08d%04d", i, k), OfferID: "CFQ7TTC0LH16:0001:CFQ7TTC0LH17", OfferName: "Microsoft 365 E3",
				Quantity: k + 1, AutoRenew: true, TermDuration: "P1Y", BillingCycle: "annual", Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
				CommitmentEnd: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
			})
		}
		e.Customers = append(e.Customers, c)
	}
	return e
}

// benchVariable, where it names a number of customers, makes a server for BenchmarkSync of
// the program of these tests.
const benchVariable = "HANDOVER_BENCH_CUSTOMERS"

func TestMain(m *testing.M) {
	if customers, err := strconv.Atoi(os.Getenv(benchVariable)); err == nil {
		if err := serveBench(customers); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// benchServer is what a server for BenchmarkSync says of itself.
type benchServer struct {
	PartnerCenter, Login string // addresses
	Authority            []byte // that its certificates are of, as PEM
}

// serveBench serves an estate until its standard input ends.
func serveBench(customers int) error {
	server, err := synctest.Start(synctest.Options{Estate: benchEstate(customers), Now: time.Now, PageSize: 500})
	if err != nil {
		return err
	}
	defer server.Close()
	err = json.NewEncoder(os.Stdout).Encode(benchServer{server.URL(synctest.PartnerCenter), server.URL(synctest.Login), server.AuthorityPEM()})
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// startBenchServer starts a server in a process of its own, so that its memory is not taken
// for that of the sync.
func startBenchServer(b *testing.B, customers int) *benchServer {
	b.Helper()
	child := exec.CommandContext(context.WithoutCancel(b.Context()), os.Args[0]) //nolint:gosec // this very program, which ends with its standard input
	child.Env, child.Stderr = append(os.Environ(), fmt.Sprintf("%s=%d", benchVariable, customers)), os.Stderr
	stdin, err := child.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	stdout, err := child.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := child.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := errors.Join(stdin.Close(), child.Wait()); err != nil {
			b.Error(err)
		}
	})
	var server benchServer
	if err := json.NewDecoder(stdout).Decode(&server); err != nil {
		b.Fatal(err)
	}
	return &server
}

// BenchmarkSync reads ten subscriptions of each customer of an estate over TLS into SQLite,
// as fast as the server of the tests and both can, and then once more, when nothing has
// changed. A limit of calls is set only where it says so; then it tells how much of it is
// used. Run it with -benchtime 1x.
func BenchmarkSync(b *testing.B) {
	for _, c := range []struct{ customers, perMinute int }{{1_000, 0}, {25_000, 0}, {250, 500}} {
		b.Run(fmt.Sprintf("%d customers, %d calls a minute", c.customers, c.perMinute), func(b *testing.B) {
			for b.Loop() {
				benchSync(b, c.customers, c.perMinute)
			}
		})
	}
}

func benchSync(b *testing.B, customers, perMinute int) {
	b.Helper()
	server := startBenchServer(b, customers)
	st, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "handover.db"), store.Create)
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	}()
	meter := &sync.Meter{Now: time.Now}
	engine := sync.Engine{
		Remote: sync.NewPartnerCenter(sync.PartnerCenter{Client: benchClient(b, server, perMinute, meter), Partner: benchPartner, Now: time.Now}), Store: syncStore{st}, Now: time.Now,
		Log: zerolog.Nop(), Meter: meter, Spool: b.TempDir(), Parallel: 32, Resume: time.Hour,
	}
	for _, night := range []string{"first", "second"} {
		peak := watchHeap(b)
		begun, before := time.Now(), meter.Progress().Calls
		summary, err := engine.Run(b.Context(), sync.Request{})
		if err != nil || !summary.Whole() {
			b.Fatalf("the sync comes to %+v, %v", summary, err)
		}
		took, calls := time.Since(begun), float64(meter.Progress().Calls-before)
		b.ReportMetric(took.Seconds(), night+"-s")
		b.ReportMetric(float64(peak())/(1<<20), night+"-MiB")
		if perMinute > 0 {
			b.ReportMetric(calls/took.Minutes()/float64(perMinute)*100, night+"-%limit")
		}
	}
}

func benchClient(b *testing.B, server *benchServer, perMinute int, meter *sync.Meter) *remote.Client {
	b.Helper()
	address := func(text string) *url.URL {
		u, err := url.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		return u
	}
	authorities := x509.NewCertPool()
	if !authorities.AppendCertsFromPEM(server.Authority) {
		b.Fatal("the server's authority cannot be read")
	}
	application, err := signin.New(signin.Options{
		Name: "bench", Cloud: signin.Global, Tenant: benchPartner, Client: synctest.DefaultClient, Secret: func() (string, error) { return synctest.DefaultSecret, nil },
		Login: address(server.Login), RootCAs: authorities, Log: zerolog.Nop(), Now: time.Now,
	})
	if err != nil {
		b.Fatal(err)
	}
	client, err := remote.New(remote.Options{
		Name: sync.PartnerCenterName, Base: address(server.PartnerCenter), Tokens: application.Tokens("https://api.partnercenter.microsoft.com/.default", benchPartner),
		PerMinute: perMinute, Parallel: 32, Tries: 3, Timeout: time.Minute, RootCAs: authorities, Log: zerolog.Nop(), Progress: meter.Hear,
	})
	if err != nil {
		b.Fatal(err)
	}
	return client
}

// watchHeap watches how much is in use until the function that it returns is called.
func watchHeap(b *testing.B) func() uint64 {
	b.Helper()
	var peak atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-ticker.C:
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-stopped
		return peak.Load()
	}
}
