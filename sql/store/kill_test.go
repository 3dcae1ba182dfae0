package store_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/sql/store"
)

// These make this test binary a program that imports until it is killed: into
// what, and the number of its first import.
const (
	killVariable  = "STORE_TEST_IMPORT_INTO"
	firstVariable = "STORE_TEST_FIRST_IMPORT"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(killVariable); url != "" {
		err := importForEver(context.Background(), url, os.Stdout)
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	err := flag.Set("rapid.checks", draws)
	if err != nil {
		panic(err)
	}
	os.Exit(m.Run()) // which reads the command line, whose -rapid.checks counts before this one
}

const killRows = 3000

// importForEver makes one delivery after the other, of a customer and of subscriptions.
// Each gives every row its number, as the name and as the quantity, and is announced once
// it is committed.
func importForEver(ctx context.Context, url string, out io.Writer) error {
	s, err := store.Open(ctx, url, store.Create)
	if err != nil {
		return err
	}
	first, err := strconv.ParseInt(os.Getenv(firstVariable), 10, 64)
	if err != nil {
		return err
	}
	for n := first; ; n++ {
		err := importNth(ctx, s, n)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out, n)
		if err != nil {
			return err
		}
	}
}

func importNth(ctx context.Context, s *store.Store, n int64) error {
	d, err := s.Delivery(ctx)
	if err != nil {
		return err
	}
	header := reconcile.Import{Source: "csv", Kind: reconcile.TenantRows, ObservedAt: benchmarkTime.Add(time.Duration(n) * time.Second)}
	im, err := d.Import(ctx, header)
	if err != nil {
		return err
	}
	profile := reconcile.Profile{ID: nthSubscription(0).TenantID, Name: strconv.FormatInt(n, 10)}
	err = im.Add(ctx, reconcile.FactRow{Line: 1, Tenant: &profile})
	if err != nil {
		return err
	}
	_, err = im.Merge(ctx)
	if err != nil {
		return err
	}
	header.Kind = reconcile.SubscriptionRows
	im, err = d.Import(ctx, header)
	if err != nil {
		return err
	}
	for i := range killRows {
		row := nthSubscription(i)
		row.Quantity = reconcile.CountOf(n)
		err := im.Add(ctx, reconcile.FactRow{Line: int64(i), Subscription: &row})
		if err != nil {
			return err
		}
	}
	_, err = im.Merge(ctx)
	if err != nil {
		return err
	}
	return d.Commit(ctx)
}

// TestKilledImport kills a program while it imports, again and again: what was
// committed is there, and nothing else.
func TestKilledImport(t *testing.T) {
	url := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	stored := int64(0)
	for round := range 5 {
		announced := killAfter(t, url, stored+1, time.Duration(30*(round+1))*time.Millisecond)
		stored = quantity(t, url)
		if stored < announced || stored > announced+1 {
			t.Errorf("round %d: import %d is stored, %d was announced", round, stored, announced)
		}
	}
}

// killAfter starts the program, waits for its first import and then a while,
// kills it and gives the last import that it announced.
func killAfter(t *testing.T, url string, first int64, wait time.Duration) int64 {
	t.Helper()
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), killVariable+"="+url, firstVariable+"="+strconv.FormatInt(first, 10))
	program.Stderr = os.Stderr
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = program.Start()
	if err != nil {
		t.Fatal(err)
	}
	var announced int64
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		_, err := fmt.Sscan(lines.Text(), &announced)
		if err != nil {
			t.Fatal(err)
		}
		if announced == first {
			time.AfterFunc(wait, func() { _ = program.Process.Kill() })
		}
	}
	_ = program.Wait() // its error is the kill
	return announced
}

// quantity returns the one number that every row must have.
func quantity(t *testing.T, url string) int64 {
	t.Helper()
	s := open(t, url)
	n, err := s.Snapshot(t.Context(), merge.New(merge.NewSources(48*time.Hour), benchmarkTime))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, n.Close()) }()
	rows, first, named := 0, int64(0), ""
	for state, err := range n.Tenants(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		named += state.Tenant.Name
		for _, s := range state.Tenant.Subscriptions {
			if rows++; rows == 1 {
				first = s.Quantity.N
			}
			if s.Quantity.N != first {
				t.Fatalf("rows of the imports %d and %d stand beside each other", first, s.Quantity.N)
			}
		}
	}
	if rows != killRows {
		t.Fatalf("%d rows are stored, want %d", rows, killRows)
	}
	if named != strconv.FormatInt(first, 10) {
		t.Fatalf("the customer of import %s stands beside rows of import %d", named, first)
	}
	return first
}
