package ingest_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

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

func zipped(t *testing.T, entries ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for at := 0; at < len(entries); at += 2 {
		e, err := w.Create(entries[at])
		if err == nil {
			_, err = e.Write([]byte(entries[at+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func gzippedText(t *testing.T, members ...string) string {
	t.Helper()
	var out bytes.Buffer
	for _, text := range members {
		w := gzip.NewWriter(&out)
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// TestContainers reads what is packed, and puts rejects beside the archive.
func TestContainers(t *testing.T) {
	bad := tenantHeader + "T3,Contoso,DE,perhaps\n"
	inner := zipped(t, "deep/tenants.csv", cleanTenants)
	for name, test := range map[string]struct {
		text    string
		rows    int
		rejects string
	}{
		"a.csv.gz":     {gzippedText(t, tenantHeader, "T1,Contoso,DE,true\n"), 1, ""},
		"a.zip":        {zipped(t, "x/tenants.csv", cleanTenants, "../../sellers.csv", "seller_id\nS1\n", "note.txt", "?"), 2, ""},
		"nested.zip":   {zipped(t, "in.zip", inner, "in.json.gz", gzippedText(t, collection)), 6, ""},
		"rejects.zip":  {zipped(t, `..\..\x/tenants.csv`, bad), 0, "rejects.zip.tenants.csv.rejects.csv"},
		"same.zip":     {zipped(t, "a/tenants.csv", bad, "b/tenants.csv", bad), 0, "same.zip.tenants.csv-2.rejects.csv"},
		"tenants.json": {gzippedText(t, collection), 5, ""},
	} {
		f := newFolder(t, map[string]string{name: test.text})
		store, _, err := run(t, ingest.Options{Formats: licences()}, string(f))
		if err != nil || len(store.rows()) != test.rows {
			t.Errorf("%s: %d rows, want %d; %v", name, len(store.rows()), test.rows, err)
		}
		if test.rejects != "" && !strings.Contains(strings.Join(f.names(t), " "), test.rejects) {
			t.Errorf("%s: the folder holds %s", name, f.names(t))
		}
	}
}

// TestRefusedContainers stores nothing of what is cut off, damaged, packed too deep or
// packed to harm, and says so.
func TestRefusedContainers(t *testing.T) {
	whole := gzippedText(t, tenantHeader+strings.Repeat("T1,Contoso,DE,true\n", 5000))
	good := zipped(t, "sellers.csv", "seller_id\nS1\n", "tenants.csv", cleanTenants)
	deep := zipped(t, "tenants.csv", cleanTenants)
	for range 4 {
		deep = zipped(t, "in.zip", deep)
	}
	bomb := gzippedText(t, "tenant_id\n"+strings.Repeat("\n", 80<<20))
	for name, test := range map[string]struct{ text, want string }{
		"cut.csv.gz":   {whole[:len(whole)-200], "the archive is cut off or none at all"},
		"cut.zip":      {good[:len(good)-30], "the archive is cut off or none at all"},
		"damaged.zip":  {strings.Replace(good, "Contoso", "Fabrika", 1), "the archive is damaged"},
		"deep.zip":     {deep, "it lies in 3 archives inside one another; unpack it first"},
		"bomb.csv.gz":  {bomb, "it unpacks to more than 400 times its size"},
		"empty.zip":    {zipped(t, "a.txt", "?"), "the archive holds no file that can be read"},
		"http.json":    {"HTTP/1.1 200 OK\n\n{}", "it begins with the headers of a reply; save the JSON body alone"},
		"cut.json":     {collection[:len(collection)-3], "the text ends in the middle; it was cut off"},
		"unknown.json": {`{"colour":1}`, `the members "colour" are those of nothing that is known here`},
		"scalar.json":  {`[1]`, "an object is expected"},
		"broken.json":  {"[{\"licence\":\"L1\",\"seats\":1},\n{\"licence\":\"L2\" \"seats\":1}]", ":2: column 17: invalid character '\"' after object key:value pair"},
	} {
		text := test.text
		if name == "damaged.zip" { // stored as they are, so that the text can be damaged
			text = strings.Replace(storedZip(t, "tenants.csv", cleanTenants), "Contoso", "Fabrika", 1)
		}
		f := newFolder(t, map[string]string{name: text})
		store, _, err := run(t, ingest.Options{Formats: licences()}, f.path(name))
		_, refused := errors.AsType[*ingest.RefusedError](err)
		if !refused || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), f.path(name)) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
		if len(store.committed) != 0 {
			t.Errorf("%s: %d files are stored", name, len(store.committed))
		}
	}
}

func storedZip(t *testing.T, name, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	e, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = e.Write([]byte(text))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWorkbook reads the sheets that are known, in which days are numbers.
func TestWorkbook(t *testing.T) {
	for _, date1904 := range []bool{false, true} {
		book := excelize.NewFile()
		serial := 46387.0 // 2026-12-31
		if date1904 {
			serial -= 1462
		}
		fill := func(sheet string, rows ...[]any) {
			for i, row := range rows {
				cell, err := excelize.CoordinatesToCellName(1, i+1)
				if err == nil {
					err = book.SetSheetRow(sheet, cell, &row)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904})
		for _, sheet := range []string{"subs", "Licences", "Notes"} {
			_, wrong := book.NewSheet(sheet)
			err = errors.Join(err, wrong)
		}
		if err != nil {
			t.Fatal(err)
		}
		fill("subs", []any{"subscription_id", "tenant_id", "commitment_end", "trial", "quantity"}, []any{"S1", "T1", serial, true, 12})
		fill("Licences", []any{"Licence", "Seats", "Customer", "End"}, []any{"L1", 5, "T1", serial})
		fill("Notes", []any{"read", "me"})
		f := newFolder(t, nil)
		if err := book.SaveAs(f.path("export.xlsx")); err != nil {
			t.Fatal(err)
		}
		store, summary, err := run(t, ingest.Options{Formats: licences()}, f.path("export.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"T1 ", "T1 S1 12 2026-12-31 ", "T1 L1 5 2026-12-31 "}
		if diff := cmp.Diff(want, told(store.rows())); diff != "" {
			t.Errorf("rows differ (-want +got):\n%s\n%v", diff, summary)
		}
		if store.rows()[1].Subscription.Trial != reconcile.Yes {
			t.Error("a truth value is not read")
		}
	}
}

// TestNamedFormat refuses what does not go together with it.
func TestNamedFormat(t *testing.T) {
	all := licences()
	all[0].Partial = true
	f := newFolder(t, map[string]string{"a.json": collection, "tenants.csv": cleanTenants})
	for name, test := range map[string]struct {
		opts ingest.Options
		path string
		want string
	}{
		"unknown":      {ingest.Options{Format: "licenses"}, "a.json", `unknown format "licenses"; ` + "`handover import formats` lists them"},
		"complete":     {ingest.Options{Complete: true}, "a.json", "licences never holds all that its source knows of a tenant: leave --complete out"},
		"missing":      {ingest.Options{Format: "licences", Strict: true}, "tenants.csv", "subscription_id: a value is required; tenant_id: a value is required"},
		"both":         {ingest.Options{Kind: "tenants", Format: "licences"}, "a.json", "leave one of them out"},
		"kind of JSON": {ingest.Options{Kind: "tenants"}, "a.json", "the header cannot be read: stray quote"},
	} {
		test.opts.Formats = all
		store, _, err := run(t, test.opts, f.path(test.path))
		if err == nil || !strings.Contains(err.Error(), test.want) || len(store.committed) > 0 {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}
