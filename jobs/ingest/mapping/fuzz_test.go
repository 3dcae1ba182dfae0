package mapping_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
)

// FuzzMapping reads mappings: a fault names the file in one line, and what is read can be
// written and read again.
func FuzzMapping(f *testing.F) {
	f.Add(least)
	f.Add(with("dates = [\"DD/MM/YYYY\"]\nzone = \"Europe/Berlin\"", "[values.status]\nA = 1\n[keep]\nV = [\"M\"]\n"))
	shipped, err := filepath.Glob("shipped/*.toml")
	if err != nil || len(shipped) == 0 {
		f.Fatal(err, shipped)
	}
	for _, path := range shipped {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	path := filepath.Join(f.TempDir(), "fabrikam.toml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := mapping.Read(path)
		if err != nil {
			var fault *mapping.FaultError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: the error %v does not name the file in one line", text, err)
			}
			return
		}
		if _, err := m.AsFormat(); err != nil && len(m.Join) == 0 {
			t.Errorf("%q has no faults and makes no format: %v", text, err)
		}
		configured := mapping.Mapping{Name: m.Name, Document: m.Document}
		written, err := configured.TOML()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(written), 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := mapping.Read(path)
		if err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", text, written, err)
		}
		if diff := cmp.Diff(m.Document, again.Document, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q differs (-read +written):\n%s", text, diff)
		}
	})
}

// FuzzTranslate gives every mapping of the program objects and lines: none panics, and a
// record that is neither refused nor skipped has what every row needs.
func FuzzTranslate(f *testing.F) {
	all, err := mapping.Load(nil, "")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"arrowsphere.json", "arrowsphere-find.json", "pax8.json", "streamone.json", "crayon.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), "Subscription ID", "x", "Renewal Date", "01/03/2027")
	}
	f.Add(`{"id": "a", "companyId": "b", "quantity": 1e400, "commitmentTerm": [], "actionMessages": {"action": "cancel"}}`, "Licences", "1.5", "Tenant ID", "\x00")
	f.Fuzz(func(t *testing.T, object, name1, cell1, name2, cell2 string) {
		file := &formats.File{Tenant: "T1"}
		records := []*formats.Record{
			formats.NewRecord(file, 2, formats.NewHeader([]string{name1, name2, "Mex ID"}), []string{cell1, cell2, "M"}),
		}
		if json.Valid([]byte(object)) {
			records = append(records, formats.NewObject(file, 1, []byte(object)))
		}
		for _, format := range all {
			for _, record := range records {
				checkTranslated(t, format, record)
			}
			sample := formats.NewObjectSample("a.json", []byte(object))
			format.Recognises(sample)
		}
	})
}

func checkTranslated(t *testing.T, format formats.Format, record *formats.Record) {
	t.Helper()
	given, err := format.Parts[0].Translate(record)
	var problem *formats.Problem
	var skip formats.Skip
	var unplaced formats.Unplaced
	switch {
	case errors.As(err, &problem):
		oneLine(t, problem.Reason)
	case errors.As(err, &skip):
		oneLine(t, skip.Error())
	case errors.As(err, &unplaced):
		oneLine(t, unplaced.Error())
	case err != nil:
		t.Errorf("%s: %v is neither a problem nor a skip", format.Name, err)
	case len(given) != 1 || given[0].Text("subscription_id") == "" || given[0].Text("tenant_id") == "":
		t.Errorf("%s: the row %v lacks what it needs", format.Name, given)
	}
}

// FuzzPropose proposes a mapping for any file: once the question about the end is
// answered, it is a mapping.
func FuzzPropose(f *testing.F) {
	f.Add([]byte("Abo-ID;Mandanten-ID;Lizenzen;Verlängerungsdatum;Preis\nS1;T1;1.000;01.03.2027;12,50\n"))
	f.Add([]byte("Subscription ID,Tenant ID,Status,Renewal Date\nS1,T1,\"a\x7f\"\"b\",13/01/2027\n"))
	f.Add([]byte("Subscription ID,Customer\n1,W\xe4hrung\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		proposal, err := mapping.Propose("export.csv", strings.NewReader(string(text)))
		if err != nil {
			return // it says what it is instead
		}
		answered := strings.Replace(proposal.TOML, "# end = \"last-day\"", "end = \"last-day\"", 1)
		answered = strings.Replace(answered, "# subscription_id = \"\"", "subscription_id = \"Id\"", 1)
		path := filepath.Join(t.TempDir(), "fabrikam.toml")
		if err := os.WriteFile(path, []byte(answered), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := mapping.Read(path); err != nil {
			t.Errorf("the proposal is none: %v\n%s", err, answered)
		}
	})
}

func oneLine(t *testing.T, reason string) {
	t.Helper()
	if strings.ContainsAny(reason, "\n\r") {
		t.Errorf("%q is not one line", reason)
	}
}
