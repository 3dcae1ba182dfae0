package ingest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
)

// TestMendedRejects reads rejects that a person has mended as what their rows were taken
// from, wherever they lie.
func TestMendedRejects(t *testing.T) {
	const id = "aaaaaaaa-1111-4000-8000-000000000001"
	nested := licences()
	nested[0].List = "page.licences"
	latin := licences()
	latin[0].Encoding = "windows-1252"
	f := newFolder(t, map[string]string{
		"body.json":   "{\"items\":[{\"licence\":\"L1\",\n\"seats\":\"many\"},{\"licence\":\"L2\",\"seats\":5}],\"links\":{\"self\":{\"uri\":\"/customers/" + id + "/licences\"}}}",
		id + ".csv":   "licence,seats\nL1,many\n",
		"nested.json": `{"page":{"licences":[{"licence":"L1","seats":"many","customer":"T1"}]}}`,
		"latin.csv":   "licence,seats,customer,customername\nL1,many,T1,Caf\xe9\n",
	})
	bookOf(t, f.path("book.xlsx"), map[string][][]any{"Licences": {{"licence", "seats", "customer", "end"}, {"L1", "many", "T1", 46387}}})
	for name, test := range map[string]struct {
		opts ingest.Options
		want []string
	}{
		"body.json":   {ingest.Options{Formats: licences()}, []string{id + " ", id + " L1 7  "}},
		id + ".csv":   {ingest.Options{Formats: licences()}, []string{id + " ", id + " L1 7  "}},
		"nested.json": {ingest.Options{Formats: nested, Format: "licences"}, []string{"T1 ", "T1 L1 7  "}},
		"latin.csv":   {ingest.Options{Formats: latin, Format: "licences"}, []string{"T1 Café", "T1 L1 7  "}},
		"book.xlsx":   {ingest.Options{Formats: licences()}, []string{"T1 ", "T1 L1 7 2026-12-31 "}},
	} {
		t.Run(name, func(t *testing.T) {
			test.opts.RejectsDir = t.TempDir()
			_, summary, err := run(t, test.opts, f.path(name))
			if err != nil {
				t.Fatal(err)
			}
			rejects := summary.Files[len(summary.Files)-1].Rejects
			text, err := os.ReadFile(rejects)
			if err != nil {
				t.Fatal(err)
			}
			mended := strings.ReplaceAll(strings.ReplaceAll(string(text), `""many""`, "7"), "many", "7")
			again := newFolder(t, map[string]string{"again.csv": string(text), "mended.csv": mended, "unicode.csv": wide(mended)})
			_, summary, err = run(t, test.opts, again.path("again.csv"))
			if err != nil || summary.Rejected() != 1 {
				t.Errorf("as they are: %v, rejected %d", err, summary.Rejected())
			}
			for _, name := range []string{"mended.csv", "unicode.csv"} {
				store, _, err := run(t, test.opts, again.path(name))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, told(store.rows())); diff != "" {
					t.Errorf("%s of\n%s\n(-want +got):\n%s", name, text, diff)
				}
			}
		})
	}
}

// TestMendedRejectsAreNeverComplete takes nothing as gone that rejects lack, whatever a file
// of their format always holds.
func TestMendedRejectsAreNeverComplete(t *testing.T) {
	f := newFolder(t, map[string]string{"a.csv": "licence,seats,customer," + rejectHeader + "L1,5,T1,2,seats,why\n"})
	for _, completeFor := range []string{"tenant", "file"} {
		all := licences()
		all[0].CompleteFor = completeFor
		store, _, err := run(t, ingest.Options{Formats: all}, f.path("a.csv"))
		if err != nil || len(store.begun) != 2 || store.begun[1].Complete {
			t.Errorf("complete for %s: got %v, %v", completeFor, err, store.begun)
		}
	}
	_, _, err := run(t, ingest.Options{Formats: licences(), Complete: true}, f.path("a.csv"))
	if err == nil || !strings.HasSuffix(err.Error(), "rejects are never all that a source knows of a tenant: leave --complete out") {
		t.Errorf("got %v", err)
	}
}

// TestRejectsThatCannotBeMended names the line of a record that is no JSON any more, or gone.
func TestRejectsThatCannotBeMended(t *testing.T) {
	for text, want := range map[string]string{
		"\"{\"\"licence\"\":\n\"\"L1\"\",\n\"\"seats\"\" 5}\",1,seats,why\n": "a.csv:4: column 9: ':' is expected, and here is '5'",
		"\"{\"\"licence\"\":\"\"L1\"\"}\",1,seats,why\n,2,seats,why\n":       "a.csv:3: record: there is none; write it, or delete the line",
		"\"{\"\"licence\"\":\"\"L1\"\"}\",1,seats,why\n\"{,2,seats,why\n":    "a.csv:3: the quote that opens on this line is not closed",
	} {
		f := newFolder(t, map[string]string{"a.csv": "record," + rejectHeader + text})
		_, _, err := run(t, ingest.Options{Formats: licences()}, f.path("a.csv"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestRejectsOfSeveralFiles takes no row of one customer for one of another.
func TestRejectsOfSeveralFiles(t *testing.T) {
	const one, other = "aaaaaaaa-1111-4000-8000-000000000001", "aaaaaaaa-1111-4000-8000-000000000002"
	f := newFolder(t, map[string]string{"a.csv": "licence,seats,reject_tenant," + rejectHeader + "L1,5," + one + ",2,seats,why\n\nL2,5," + other + ",2,seats,why\n"})
	store, _, err := run(t, ingest.Options{Formats: licences()}, f.path("a.csv"))
	const want = "a.csv:4: reject_tenant: it is another one than in the rows above; import the rejects of each file by themselves"
	if err == nil || !strings.HasSuffix(err.Error(), want) || len(store.committed) > 0 {
		t.Errorf("got %v, want %s", err, want)
	}
}
