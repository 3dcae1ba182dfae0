package ingest_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/durable"
	"handover/jobs/ingest"
)

// TestOldRejects is about what stands where a rejects file goes.
func TestOldRejects(t *testing.T) {
	const (
		clean   = tenantHeader + "T1,Contoso,DE,true\n"
		dirty   = tenantHeader + "T1,Contoso,DE,perhaps\n"
		foreign = "my,notes\n1,2\n"
		ours    = "tenant_id," + rejectHeader + "T9,2,,old\n"
	)
	tests := map[string]struct {
		input, before, after string
		refused              bool
	}{
		"ours is removed":              {input: clean, before: ours, after: ""},
		"foreign stays":                {input: clean, before: foreign, after: foreign},
		"foreign empty stays":          {input: clean, before: "\"", after: "\""},
		"ours is replaced":             {input: dirty, before: ours, after: withRejects(tenantHeader) + "T1,Contoso,DE,perhaps,2,delegated_admin,\"\"\"perhaps\"\" is not readable: write true or false\"\n"},
		"foreign is never overwritten": {input: dirty, before: foreign, after: foreign, refused: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"tenants.csv": test.input, "tenants.csv.rejects.csv": test.before})
			store, _, err := run(t, ingest.Options{}, f.path("tenants.csv"))
			var refused *ingest.RefusedError
			if errors.As(err, &refused) != test.refused || !test.refused && err != nil {
				t.Errorf("got error %v, want refused %v", err, test.refused)
			}
			if (len(store.committed) == 0) != test.refused {
				t.Errorf("%d files are stored", len(store.committed))
			}
			after := ""
			if len(f.names(t)) == 2 {
				after = f.read(t, "tenants.csv.rejects.csv")
			}
			if diff := cmp.Diff(test.after, after); diff != "" {
				t.Errorf("rejects file differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRejectsDir writes rejects elsewhere; files of one name keep apart.
func TestRejectsDir(t *testing.T) {
	const dirty = tenantHeader + "T1,Contoso,DE,perhaps\n"
	a, b := newFolder(t, map[string]string{"tenants.csv": dirty}), newFolder(t, map[string]string{"tenants.csv": dirty})
	out := folder(newFolder(t, nil).path("new/rejects"))
	_, summary, err := run(t, ingest.Options{RejectsDir: string(out)}, a.path("tenants.csv"), b.path("tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"tenants.csv-2.rejects.csv", "tenants.csv.rejects.csv"}
	if diff := cmp.Diff(want, out.names(t)); diff != "" {
		t.Errorf("rejects differ (-want +got):\n%s", diff)
	}
	got := []string{summary.Files[0].Rejects, summary.Files[1].Rejects}
	if diff := cmp.Diff([]string{out.path(want[1]), out.path(want[0])}, got); diff != "" {
		t.Errorf("summary differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"tenants.csv"}, a.names(t)); diff != "" {
		t.Errorf("input folder differs (-want +got):\n%s", diff)
	}
}

// TestRejectsCannotBeWritten stores nothing whose rejects would be lost.
func TestRejectsCannotBeWritten(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": tenantHeader + "T1,Contoso,DE,perhaps\n", "blocked": ""})
	store, summary, err := run(t, ingest.Options{RejectsDir: f.path("blocked/rejects")}, f.path("tenants.csv"))
	if err == nil || len(store.committed) != 0 || len(summary.Files) != 0 {
		t.Errorf("%d files are stored, error %v", len(store.committed), err)
	}
}

// TestRejectsAppearWithTheRows looks at the folder in the moment of the commit.
func TestRejectsAppearWithTheRows(t *testing.T) {
	const dirty = tenantHeader + "T1,Contoso,DE,perhaps\n"
	for _, failure := range []error{nil, errDisk} {
		f := newFolder(t, map[string]string{"tenants.csv": dirty})
		var pending []string
		store := &fakeStore{failCommit: failure, onCommit: func() { pending = f.names(t) }}
		importer := ingest.Importer{Begin: store.begin, Now: now}
		_, err := importer.Import(context.Background(), ingest.Options{}, []string{f.path("tenants.csv")})
		if !errors.Is(err, failure) {
			t.Errorf("got %v, want %v", err, failure)
		}
		if len(pending) != 2 || !strings.HasPrefix(pending[0], durable.TempPrefix) {
			t.Errorf("at commit the folder holds %q, want the finished rejects under another name", pending)
		}
		want := []string{"tenants.csv", "tenants.csv.rejects.csv"}
		if failure != nil {
			want = want[:1]
		}
		if diff := cmp.Diff(want, f.names(t)); diff != "" {
			t.Errorf("folder differs after %v (-want +got):\n%s", failure, diff)
		}
	}
}

func TestStrict(t *testing.T) {
	tests := map[string]struct {
		text string
		want ingest.RefusedError
	}{
		"rejected row":   {tenantHeader + "T1,Contoso,DE,true\nT2,Fabrikam,DE,perhaps\n", ingest.RefusedError{Line: 3, Column: "delegated_admin", Reason: `"perhaps" is not readable: write true or false`}},
		"duplicate":      {"tenant_id\nT1\nT2\nT2\n", ingest.RefusedError{Line: 3, Column: "tenant_id", Reason: `"T2" occurs more than once in the file; keep one row`}},
		"unknown column": {"tenant_id,Colour,,size\nT1,red,,5\n", ingest.RefusedError{Line: 1, Reason: "unknown columns Colour, column 3 without a name, size"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"tenants.csv": test.text})
			store, _, err := run(t, ingest.Options{Strict: true}, f.path("tenants.csv"))
			var refused *ingest.RefusedError
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want a refusal", err)
			}
			test.want.Path = f.path("tenants.csv")
			if diff := cmp.Diff(test.want, *refused); diff != "" {
				t.Errorf("refusal differs (-want +got):\n%s", diff)
			}
			if len(store.committed) != 0 || len(f.names(t)) != 1 {
				t.Errorf("stored %d files, folder %q", len(store.committed), f.names(t))
			}
		})
	}
}

// TestRejectsArePrivate since the rows hold customers' data.
func TestRejectsArePrivate(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id,csp_partner\nT1,perhaps\n"})
	_, _, err := run(t, ingest.Options{}, f.path("tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(f.path("tenants.csv.rejects.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("rejects are readable as %v, want only for their owner", info.Mode().Perm())
	}
}

// TestRejectsLeftByAKill removes the unfinished rejects of a process that must be
// gone, and leaves those of one that may live and what only looks alike.
func TestRejectsLeftByAKill(t *testing.T) {
	f := newFolder(t, map[string]string{
		"tenants.csv":     tenantHeader + "T1,Contoso,DE,perhaps\n",
		".tmp-handover-1": "of a process that is gone", ".tmp-handover-2": "of one that may live", ".tmp-other": "of somebody else",
	})
	days := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(f.path(".tmp-handover-1"), days, days); err != nil {
		t.Fatal(err)
	}
	if _, _, err := run(t, ingest.Options{}, f.path("tenants.csv")); err != nil {
		t.Fatal(err)
	}
	want := []string{".tmp-handover-2", ".tmp-other", "tenants.csv", "tenants.csv.rejects.csv"}
	if diff := cmp.Diff(want, f.names(t)); diff != "" {
		t.Errorf("folder differs (-want +got):\n%s", diff)
	}
}
