package ingest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

// TestRejectsOfOtherFiles shares a folder of rejects between files of one name, in
// commands of their own: none mixes with or deletes what another has left.
func TestRejectsOfOtherFiles(t *testing.T) {
	files := map[string]string{"tenants.csv": dirtyTenants}
	a, b, c := newFolder(t, files), newFolder(t, files), newFolder(t, map[string]string{"tenants.csv": tenantHeader + "T1,Con\"toso,DE,true\n"})
	out := newFolder(t, nil)
	rejects := func(f folder) string {
		t.Helper()
		_, summary, err := run(t, ingest.Options{RejectsDir: string(out)}, f.path("tenants.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(summary.Files[0].Rejects, string(out)+"/")
	}
	const first, second, third = "tenants.csv.rejects.csv", "tenants.csv-2.rejects.csv", "tenants.csv-3.rejects.csv"
	for range 2 {
		got := []string{rejects(a), rejects(b), rejects(c)}
		if diff := cmp.Diff([]string{first, second, third}, got); diff != "" {
			t.Fatalf("rejects differ (-want +got):\n%s", diff)
		}
	}
	if text := out.read(t, second); !strings.HasSuffix(text, ","+b.path("tenants.csv")+"\n") || !strings.Contains(text, "reject_reason,reject_file\n") {
		t.Errorf("the rejects do not tell their file:\n%s", text)
	}
	// What is mended goes, and no more than that; what is still bad stays where it was.
	for _, step := range []struct {
		mended folder
		left   []string
	}{{a, []string{second, third}}, {b, []string{third}}} {
		step.mended.write(t, "tenants.csv", cleanTenants)
		if got := rejects(step.mended); got != "" {
			t.Errorf("mended rows are rejected to %s", got)
		}
		if diff := cmp.Diff(step.left, out.names(t)); diff != "" {
			t.Errorf("the folder differs (-want +got):\n%s", diff)
		}
	}
	if got := rejects(c); got != third {
		t.Errorf("the rejects moved to %s", got)
	}
	// The folder of the rejects may be that of a file of this name.
	out.write(t, "tenants.csv", dirtyTenants)
	if got := rejects(a) + rejects(out); got != first || strings.Contains(out.read(t, first), "reject_file") {
		t.Errorf("its own rejects are in %q", got)
	}
	a.write(t, "tenants.csv", dirtyTenants)
	if got := rejects(a); got != second {
		t.Errorf("those of another file are in %q", got)
	}
	if err := os.Remove(out.path(first)); err != nil {
		t.Fatal(err)
	}
	if got := rejects(a); got != second {
		t.Errorf("they moved to %q", got)
	}
}
