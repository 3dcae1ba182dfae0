package ingest_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

func (f folder) pipe(t *testing.T, name string) {
	t.Helper()
	if err := syscall.Mkfifo(f.path(name), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (f folder) link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, f.path(name)); err != nil {
		t.Fatal(err)
	}
}

// TestSpecialFilesOfAFolder are not opened: a pipe would wait for ever.
func TestSpecialFilesOfAFolder(t *testing.T) {
	f := newFolder(t, map[string]string{"real": cleanTenants})
	f.link(t, "real", "tenants.csv")
	f.pipe(t, "moves.csv")
	f.link(t, "/dev/zero", "sellers.csv")
	f.link(t, ".", "transfers.csv")
	socket, err := new(net.ListenConfig).Listen(t.Context(), "unix", f.path("catalog.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = socket.Close() }()
	store, summary, err := run(t, ingest.Options{}, string(f))
	if err != nil || len(store.rows()) != 1 {
		t.Fatalf("%d rows, %v", len(store.rows()), err)
	}
	want := []string{
		f.path("catalog.csv") + " is not read: it is a socket and no file",
		f.path("moves.csv") + " is not read: it is a pipe and no file",
		f.path("sellers.csv") + " is not read: it is a device and no file",
		f.path("transfers.csv") + " is not read: it is a folder and no file",
	}
	if diff := cmp.Diff(want, summary.Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
	_, _, err = run(t, ingest.Options{}, f.path("catalog.csv"))
	if err == nil || err.Error() != f.path("catalog.csv")+": it is a socket, which cannot be read; name a file" {
		t.Errorf("a socket gives %v", err)
	}
}

// TestLinksThatLeadNowhere are told as what they are, named or in a folder.
func TestLinksThatLeadNowhere(t *testing.T) {
	f := newFolder(t, nil)
	f.link(t, "nowhere.csv", "tenants.csv")
	for _, path := range []string{string(f), f.path("tenants.csv")} {
		_, _, err := run(t, ingest.Options{}, path)
		if err == nil || err.Error() != f.path("tenants.csv")+": it is a link to a file that is not there; mend the link, or take it away" {
			t.Errorf("%s gives %v", path, err)
		}
	}
	f.link(t, "loop.csv", "loop.csv")
	_, _, err := run(t, ingest.Options{Kind: "tenants"}, f.path("loop.csv"))
	if err == nil || !strings.Contains(err.Error(), "it is a link that leads back to itself") {
		t.Errorf("a loop gives %v", err)
	}
}

// TestSpecialFilesInThePlaceOfRejects are neither opened nor replaced.
func TestSpecialFilesInThePlaceOfRejects(t *testing.T) {
	for name, put := range map[string]func(f folder){
		"a pipe":              func(f folder) { f.pipe(t, "tenants.csv.rejects.csv") },
		"a link":              func(f folder) { f.link(t, "victim", "tenants.csv.rejects.csv") },
		"a link that dangles": func(f folder) { f.link(t, "none", "tenants.csv.rejects.csv") },
	} {
		f := newFolder(t, map[string]string{"tenants.csv": dirtyTenants, "victim": "a," + rejectHeader + "x,1,,\n"})
		put(f)
		names := f.names(t)
		store, _, err := run(t, ingest.Options{}, f.path("tenants.csv"))
		if _, refused := errors.AsType[*ingest.RefusedError](err); !refused || len(store.committed) != 0 {
			t.Errorf("%s: %d files are stored, %v", name, len(store.committed), err)
		}
		f.write(t, "tenants.csv", cleanTenants)
		if _, _, err := run(t, ingest.Options{}, f.path("tenants.csv")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(names, f.names(t)); diff != "" {
			t.Errorf("%s: the folder differs (-want +got):\n%s", name, diff)
		}
	}
}

// TestANamedPipe is read as far as somebody writes, and left where nobody does.
func TestANamedPipe(t *testing.T) {
	f := newFolder(t, nil)
	f.pipe(t, "tenants.csv")
	go func() { _ = os.WriteFile(f.path("tenants.csv"), []byte(cleanTenants), 0o600) }()
	store, _, err := run(t, ingest.Options{RejectsDir: string(f)}, f.path("tenants.csv"))
	if err != nil || len(store.rows()) != 1 {
		t.Fatalf("%d rows, %v", len(store.rows()), err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	importer := ingest.Importer{Begin: store.begin, Now: now}
	if _, err := importer.Import(ctx, ingest.Options{}, []string{f.path("tenants.csv")}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a pipe that nobody writes gives %v", err)
	}
	writer, err := os.OpenFile(f.path("tenants.csv"), os.O_WRONLY, 0) // lets the open end that was left behind
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		t.Error(err)
	}
}

// endless repeats a text for ever.
type endless struct {
	text string
	next int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[e.next%len(e.text)]
		e.next++
	}
	return len(p), nil
}

// TestEndlessStreams are refused before they fill the disk, which is left as it was.
func TestEndlessStreams(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for name, c := range map[string]struct {
		stdin io.Reader
		path  string
		want  string
	}{
		"a device":          {nil, "/dev/zero", "/dev/zero:1: the header cannot be read: row is longer than 1048576 bytes and was skipped"},
		"what is no table":  {&endless{text: "x\n"}, "-", "stdin:1: unknown header \"x\"" + unknownHeader},
		"rows without end":  {&endless{text: "tenant_id\n"}, "-", "stdin: it gives more than 5000000 bytes; write it to a file and import that"},
		"a line for itself": {&endless{text: "tenant_id,"}, "-", "stdin:1: the header cannot be read: row is longer than 1048576 bytes and was skipped"},
	} {
		importer := ingest.Importer{Begin: (&fakeStore{}).begin, Now: now, Stdin: c.stdin, StreamLimit: 5_000_000}
		_, err := importer.Import(t.Context(), ingest.Options{}, []string{c.path})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s gives %v, want %s", name, err, c.want)
		}
	}
	if left := folder(os.Getenv("TMPDIR")).names(t); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}

// TestPipe reads a named pipe, which gives its bytes only once.
func TestPipe(t *testing.T) {
	f := newFolder(t, nil)
	f.pipe(t, "tenants.csv")
	path := f.path("tenants.csv")
	written := make(chan error, 1)
	go func() { written <- os.WriteFile(path, []byte("tenant_id\nT1\nT1\nT2\n"), 0o600) }()
	store, summary, err := run(t, ingest.Options{RejectsDir: t.TempDir()}, path)
	if err = errors.Join(err, <-written); err != nil {
		t.Fatal(err)
	}
	if len(store.rows()) != 1 || summary.Rejected() != 2 {
		t.Errorf("%d rows stored, %d rejected; want 1 and 2", len(store.rows()), summary.Rejected())
	}
}
