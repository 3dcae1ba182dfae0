package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// twoKinds gives customers and licences, and of L2 two.
const twoKinds = `[{"licence":"L1","seats":5,"customer":"T1","customerName":"Contoso"},` +
	`{"licence":"L2","seats":6,"customer":"T1"},{"licence":"L2","seats":7,"customer":"T1"}]`

// TestAFileIsOneTransaction stores nothing of a file whose last kind cannot be stored, and
// leaves no rejects of it.
func TestAFileIsOneTransaction(t *testing.T) {
	narrow := &reconcile.NarrowError{Source: "platform", Columns: []string{"quantity"}}
	for name, test := range map[string]struct {
		text   string
		strict bool
		store  fakeStore
		want   string
	}{
		"a record that cannot be read": {`[{"licence":"L1","seats":"many","customer":"T1"}]`, true, fakeStore{}, "nobody knows how many"},
		"a key that occurs twice":      {twoKinds, true, fakeStore{}, "occurs more than once"},
		"columns that are lacking":     {twoKinds, false, fakeStore{failMerge: map[reconcile.DeliveryKind]error{reconcile.SubscriptionRows: narrow}}, "lacks quantity"},
		"a commit that fails":          {twoKinds, false, fakeStore{failCommit: errDisk}, errDisk.Error()},
	} {
		f := newFolder(t, map[string]string{"a.json": test.text})
		importer := ingest.Importer{Begin: test.store.begin, Now: now}
		summary, err := importer.Import(t.Context(), ingest.Options{Formats: licences(), Strict: test.strict}, []string{f.path("a.json")})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
		if len(test.store.committed) > 0 || test.store.open > 0 || len(summary.Files) > 0 {
			t.Errorf("%s: %d kinds are stored, %d are told of, %d transactions are open", name, len(test.store.committed), len(summary.Files), test.store.open)
		}
		if diff := cmp.Diff([]string{"a.json"}, f.names(t)); diff != "" {
			t.Errorf("%s: the folder differs (-want +got):\n%s", name, diff)
		}
	}
}

// TestRejectsOfAllKindsAppearTogether has the file's rows in the store before its rejects
// get their name.
func TestRejectsOfAllKindsAppearTogether(t *testing.T) {
	f := newFolder(t, map[string]string{"a.json": twoKinds})
	var pending []string
	store := &fakeStore{}
	store.onCommit = func() { pending = f.names(t) }
	importer := ingest.Importer{Begin: store.begin, Now: now}
	summary, err := importer.Import(t.Context(), ingest.Options{Formats: licences()}, []string{f.path("a.json")})
	if err != nil || summary.Rejected() != 2 || len(store.begun) != 2 || len(store.committed) != 2 {
		t.Fatalf("got %+v, %v", summary, err)
	}
	if slices.Contains(pending, "a.json.rejects.csv") {
		t.Errorf("before the commit the folder holds %q", pending)
	}
	if diff := cmp.Diff([]string{"a.json", "a.json.rejects.csv"}, f.names(t)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

// TestScatteredFile stores the whole file anew of which one kind stands apart.
func TestScatteredFile(t *testing.T) {
	f := newFolder(t, map[string]string{"a.json": collection})
	store := &fakeStore{passesOver: reconcile.SubscriptionRows}
	importer := ingest.Importer{Begin: store.begin, Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{Formats: licences()}, []string{f.path("a.json")})
	if err != nil || store.open != 0 || len(store.begun) != 4 || len(store.committed) != 2 {
		t.Fatalf("got %v, %d begun, %d open, %d stored", err, len(store.begun), store.open, len(store.committed))
	}
	want := []string{"T1 Contoso", "T2 Fabrikam", "T1 L1 5 2026-12-31 none", "T1 L2 6  cancel", "T2 L3 7  "}
	if diff := cmp.Diff(want, told(store.rows())); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}
