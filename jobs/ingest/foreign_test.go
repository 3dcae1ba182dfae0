package ingest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// licences is a format of a platform that nobody has: a JSON body or a CSV file of
// licences, of which one of the kind "fee" is none, and a bill by customer.
func licences() []formats.Format {
	return []formats.Format{{
		Name: "licences", Source: "platform", Body: formats.JSON | formats.CSV,
		Recognises: func(s *formats.Sample) bool { return s.Has("licence", "seats") },
		Parts: []formats.Part{
			{
				Kind: reconcile.TenantRows, Columns: []string{"tenant_id", "name"},
				Translate: func(r *formats.Record) ([]formats.Row, error) {
					var row formats.Row
					row.Set("tenant_id", "customer", tenantOf(r))
					name, from := r.Get("customername")
					row.SetKnown("name", from, name)
					return []formats.Row{row}, nil
				},
				Combine: func(into, next *formats.Row) { into.Take("name", next) },
			},
			{
				Kind: reconcile.SubscriptionRows, Columns: []string{"subscription_id", "tenant_id", "quantity", "commitment_end", "end_of_term"},
				Survey: func(f *formats.File, r *formats.Record) {
					if r.Has("action") {
						f.Mark(tenantOf(r), 1)
					}
				},
				AsksTold:  true,
				Translate: licence,
			},
		},
	}}
}

func tenantOf(r *formats.Record) string {
	if id, _ := r.Get("customer"); id != "" {
		return id
	}
	return r.File.Tenant
}

func licence(r *formats.Record) ([]formats.Row, error) {
	var row formats.Row
	row.SetKnown("tenant_id", "customer", tenantOf(r))
	if kind, _ := r.Get("kind"); kind == "fee" {
		return nil, formats.Skip("fees")
	}
	seats, from := r.Get("seats")
	if seats == "many" {
		return []formats.Row{row}, &formats.Problem{From: from, Reason: "nobody knows how many"}
	}
	id, from := r.Get("licence")
	row.SetKnown("subscription_id", from, id)
	row.SetKnown("quantity", "seats", seats)
	end, from := r.Get("end")
	row.SetKnown("commitment_end", from, r.File.Day(end))
	if action, from := r.Get("action"); r.File.Marks[tenantOf(r)] > 0 || r.File.Told[tenantOf(r)] > 0 {
		row.Set("end_of_term", from, action)
	}
	return []formats.Row{row}, nil
}

// told is a row as a test reads it.
func told(rows []reconcile.FactRow) []string {
	var list []string
	for _, r := range rows {
		switch {
		case r.Tenant != nil:
			list = append(list, r.Tenant.ID+" "+r.Tenant.Name)
		case r.Subscription != nil:
			s := r.Subscription
			end, _ := reconcile.LastDay(s)
			list = append(list, strings.Join([]string{s.TenantID, s.ID, writeJSON(s.Quantity.N), end.String(), string(s.EndOfTerm)}, " "))
		}
	}
	return list
}

func writeJSON(n int64) string {
	text, _ := json.Marshal(n) // a number can be written
	return string(text)
}

const collection = `{"totalCount":3,"items":[
  {"licence":"L1","seats":5,"customer":"T1","customerName":"","end":"2026-12-31"},
  {"licence":"L2","seats":"6","customer":"T1","customerName":"Contoso","action":"cancel"},
  {"kind":"fee","licence":"L9","seats":1,"customer":"T1"},
  {"licence":"L3","seats":7,"customer":"T2","customerName":"Fabrikam"}
]}`

// TestForeignFile reads a body of somebody else into rows of two kinds: rows of one key
// become one, and whether the column of the action is there is a matter of the customer.
func TestForeignFile(t *testing.T) {
	want := []string{"T1 Contoso", "T2 Fabrikam", "T1 L1 5 2026-12-31 none", "T1 L2 6  cancel", "T2 L3 7  "}
	lines := "{" + strings.Join(strings.Split(strings.TrimSuffix(strings.TrimSpace(collection[strings.Index(collection, "[")+1:]), "]}"), "\n  {"), "\n{")[1:]
	for name, text := range map[string]string{
		"a.json":  collection,
		"b.jsonl": strings.ReplaceAll(lines, "},\n", "}\n"),
		"c.csv": "Licence,Seats,Customer,Customer Name,End,Action,Kind\nL1,5,T1,,2026-12-31,,\nL2,6,T1,Contoso,,cancel,\n" +
			"L9,1,T1,,,,fee\nL3,7,T2,Fabrikam,,,\n",
	} {
		for _, workers := range []int{1, 3} {
			f := newFolder(t, map[string]string{name: text})
			store := &fakeStore{}
			importer := ingest.Importer{Begin: store.begin, Now: now, Workers: workers}
			summary, err := importer.Import(t.Context(), ingest.Options{Formats: licences(), Strict: true}, []string{string(f)})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			expected := want
			if name == "c.csv" { // a column is there for everybody
				expected = append(want[:4:4], "T2 L3 7  none")
			}
			if diff := cmp.Diff(expected, told(store.rows())); diff != "" {
				t.Errorf("%s: rows differ (-want +got):\n%s", name, diff)
			}
			if warnings := summary.Files[1].Warnings; len(warnings) != 1 || warnings[0] != "records that are not read, fees: 1" {
				t.Errorf("%s: warnings %q", name, warnings)
			}
			if got := summary.Files[1].Source; got != "platform" {
				t.Errorf("%s: source %s", name, got)
			}
		}
	}
}

// TestWhatWasToldBefore tells a member that is left out now from one that never was there.
func TestWhatWasToldBefore(t *testing.T) {
	f := newFolder(t, map[string]string{"a.json": `[{"licence":"L1","seats":5,"customer":"T1"},{"licence":"L2","seats":5,"customer":"T2"}]`})
	store := &fakeStore{told: map[string]reconcile.Fields{"T2": reconcile.FieldsOf(reconcile.FieldEndOfTerm)}}
	importer := ingest.Importer{Begin: store.begin, Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{Formats: licences()}, []string{f.path("a.json")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"T1 ", "T2 ", "T1 L1 5  ", "T2 L2 5  none"}
	if diff := cmp.Diff(want, told(store.rows())); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// TestForeignRejects writes refused records down as they are, once, and marks their tenants.
func TestForeignRejects(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"a.json": {
			`[{"licence":"L1","seats":"many","customer":"T1"},{"licence":"L2","seats":5,"customer":"T2","end":"soon"},{"licence":"L3","seats":1},` +
				`{"licence":"L4","seats":1,"customer":"T4"},{"licence":"L4","seats":2,"customer":"T4"}]`,
			"record," + rejectHeader +
				`"{""licence"":""L1"",""seats"":""many"",""customer"":""T1""}",1,seats,nobody knows how many` + "\n" +
				`"{""licence"":""L2"",""seats"":5,""customer"":""T2"",""end"":""soon""}",1,end,"""soon"" is not readable: write a date as YYYY-MM-DD or a time as RFC 3339"` + "\n" +
				`"{""licence"":""L3"",""seats"":1}",1,tenant_id,a value is required` + "\n" +
				`"{""licence"":""L4"",""seats"":1,""customer"":""T4""}",1,subscription_id,"""L4"" occurs more than once in the file; keep one row"` + "\n" +
				`"{""licence"":""L4"",""seats"":2,""customer"":""T4""}",1,subscription_id,"""L4"" occurs more than once in the file; keep one row"` + "\n",
		},
		"a.csv": {
			"Licence;Seats;Customer\nL1;many;T1\nL2;1\n", "Licence;Seats;Customer;" + strings.ReplaceAll(rejectHeader, ",", ";") +
				"L1;many;T1;2;Seats;nobody knows how many\nL2;1;3;Customer;row has 2 columns, the header 3\n",
		},
	} {
		f := newFolder(t, map[string]string{name: test.text})
		store, summary, err := run(t, ingest.Options{Formats: licences()}, f.path(name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(test.want, f.read(t, name+".rejects.csv")); diff != "" {
			t.Errorf("%s: rejects differ (-want +got):\n%s", name, diff)
		}
		if summary.Files[0].Rejects != "" || summary.Files[1].Rejects == "" {
			t.Errorf("%s: a record is refused for both kinds", name)
		}
		if got := strings.Join(store.committed[1].rejected(), " "); !strings.HasPrefix(got, "T1") {
			t.Errorf("%s: tenants %s are marked", name, got)
		}
	}
}

// TestWhoseFile takes the customer of a body from its own address, else from the name of
// the file or its folder.
func TestWhoseFile(t *testing.T) {
	const id = "aaaaaaaa-0000-0000-0000-00000000000a"
	body := `[{"licence":"L1","seats":5}]`
	f := newFolder(t, map[string]string{
		"licences_" + strings.ToUpper(id) + ".json": body,
		"b.json": `{"items":` + body + `,"links":{"self":{"uri":"/v1/customers/` + id + `/licences?size=5"}}}`,
	})
	f.folder(t, id)
	f.write(t, id+"/c.json", body)
	store, _, err := run(t, ingest.Options{Formats: licences()}, string(f))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(told(store.rows()), "|"); strings.Count(got, id+" L1 5") != 3 {
		t.Errorf("rows %s", got)
	}
}

// TestJSONInOtherEncodings reads UTF-16, which PowerShell writes, and keeps the rows of a
// body whose texts cannot be read, without these.
func TestJSONInOtherEncodings(t *testing.T) {
	umlauts := strings.NewReplacer("Contoso", "Cont\xF6so", "Fabrikam", `Fab\u0000kam`).Replace(collection)
	clean := "T1 Contoso|T2 Fabrikam|T1 L1 5 2026-12-31 none|T1 L2 6  cancel|T2 L3 7  "
	for name, test := range map[string]struct {
		text, want string
		unreadable string
	}{
		"a UTF-16 body": {wide(collection), clean, ""},
		"a marked body": {"\xEF\xBB\xBF" + collection, clean, ""},
		"windows-1252":  {umlauts, strings.NewReplacer("Contoso", reconcile.UnreadableText, "Fabrikam", reconcile.UnreadableText).Replace(clean), "2"},
	} {
		f := newFolder(t, map[string]string{"a.json": test.text})
		store, summary, err := run(t, ingest.Options{Formats: licences()}, f.path("a.json"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(test.want, strings.Join(told(store.rows()), "|")); diff != "" {
			t.Errorf("%s: rows differ (-want +got):\n%s", name, diff)
		}
		warned := strings.Contains(strings.Join(summary.Files[0].Warnings, ""), "texts that cannot be read, and are unknown now: "+test.unreadable)
		if warned != (test.unreadable != "") {
			t.Errorf("%s: warnings %q", name, summary.Files[0].Warnings)
		}
	}
}

// TestLargeObjectOfAStream reads one that is longer than what is looked at first.
func TestLargeObjectOfAStream(t *testing.T) {
	text := `{"licence":"L1","seats":5,"customer":"T1","note":"` + strings.Repeat("x", 3<<20) + `"}`
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Stdin: strings.NewReader(text), Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{Formats: licences()}, []string{"-"})
	if err != nil || len(store.rows()) != 2 {
		t.Errorf("rows %v, error %v", store.rows(), err)
	}
}

// TestWhichOfSeveral names the file that may be one of several formats.
func TestWhichOfSeveral(t *testing.T) {
	twice := append(licences(), licences()...)
	twice[1].Name = "permits"
	f := newFolder(t, map[string]string{"a.json": collection})
	_, _, err := run(t, ingest.Options{Formats: twice}, f.path("a.json"))
	if want := f.path("a.json") + ": it may be licences or permits; say which with --format"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestRefusedByOnePart counts what one part of a format refuses of a record that is taken
// otherwise.
func TestRefusedByOnePart(t *testing.T) {
	all := licences()
	tenants := all[0].Parts[0].Translate
	all[0].Parts[0].Translate = func(r *formats.Record) ([]formats.Row, error) {
		if name, from := r.Get("customername"); name == "?" {
			return nil, &formats.Problem{From: from, Reason: "it is no name"}
		}
		return tenants(r)
	}
	f := newFolder(t, map[string]string{"a.csv": "Licence,Seats,Customer,Customer Name\nL1,5,T1,?\nL2,many,T2,?\nL3,7,T3,Fabrikam\n"})
	store, summary, err := run(t, ingest.Options{Formats: all}, f.path("a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"T3 Fabrikam", "T1 L1 5  ", "T3 L3 7  "}, told(store.rows())); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"records that are not read, no row of tenants, since it is no name: 1"}, summary.Files[0].Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
	if got := summary.Rejected(); got != 1 {
		t.Errorf("%d records are rejected", got)
	}
}
