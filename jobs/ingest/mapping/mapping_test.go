package mapping_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
)

// least is a mapping with what it cannot do without.
const least = "end = \"renewal-day\"\n[columns]\nsubscription_id = \"Id\"\ntenant_id = \"Tenant\"\ncommitment_end = \"Renews\"\n"

// with puts keys before the tables of the least mapping, and tables behind them.
func with(keys, tables string) string { return keys + "\n" + least + tables }

// Each fault is told in one line with the file, the key and what to do.
func TestFaultsOfAMapping(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", with("titel = \"x\"", ""), "fabrikam.toml:1:1: unknown key titel; remove it, or compare it with handover mapping show giacom"},
		{"unknown key of a join", with("", "[join.offer_id]\nbye = \"x\"\n"), "fabrikam.toml:8:1: unknown key join.offer_id.bye; "},
		{"syntax", with("title = x", ""), "fabrikam.toml:1:9: "},
		{"wrong type", with("dates = [1.5]", ""), "fabrikam.toml:1:1: dates: write a text"},
		{"no end", strings.Replace(least, "end = \"renewal-day\"\n", "", 1), "fabrikam.toml: end is missing: write end = \"last-day\" where"},
		{"another end", strings.Replace(least, "renewal-day", "renewal", 1), "end: \"renewal\" is neither last-day nor renewal-day"},
		{"no key", strings.Replace(least, "subscription_id", "parent_id", 1), "columns.subscription_id is missing: name the field that gives it"},
		{"misspelt column", with("", "seats = \"x\"\n"), "columns.seats: subscriptions has no column seats; handover import template subscriptions prints those it has"},
		{"column with other separators", with("", "autoRenew = \"x\"\n"), "columns.autoRenew: there is no column autoRenew; write auto_renew"},
		{"no truth", with("", "trial = \"T\"\n[values.trial]\nJa = \"si\"\n"), "values.trial: \"si\" is neither true nor false; write unknown where it is neither"},
		{"no constant truth", with("", "[const]\nauto_renew = \"on\"\n"), "const.auto_renew: \"on\" is neither true nor false"},
		{"constant", with("", "[const]\nchanel = \"csp\"\n"), "const.chanel: "},
		{"values of nothing", with("", "[values.status]\nA = \"active\"\n"), "values.status: no field gives the column; name one in columns.status"},
		{"layout of Go", with("dates = [\"02/01/2006\"]", ""), "dates: \"02/01/2006\" is no layout"},
		{"layout without a year", with("dates = [\"DD/MM\"]", ""), "dates: \"DD/MM\" says no year"},
		{"half a day", with("dates = [\"DD/MM/YYYY hh:mm\"]", ""), "dates: \"DD/MM/YYYY hh:mm\": an hour of twelve needs AM behind it"},
		{"zone", with("zone = \"Berlin\"", ""), "zone: \"Berlin\" is no time zone; write one like Europe/Berlin"},
		{"zone of the computer", with("zone = \"Local\"", ""), "zone: \"Local\" is no time zone"},
		{"format", with("format = \"xml\"", ""), "format: \"xml\" is none of csv, json, ndjson"},
		{"rows of a CSV file", with("format = \"csv\"\nrows = \"items\"", ""), "rows: a CSV file has no lists"},
		{"kind", with("kind = \"invoices\"", ""), "kind: \"invoices\" is none of tenants"},
		{"encoding", with("encoding = \"ansi\"", ""), "encoding: \"ansi\" is none that can be read"},
		{"complete", with("complete_for = \"ever\"", ""), "complete_for: \"ever\" is neither tenant nor file"},
		{"decimal", with("decimal = \";\"", ""), "decimal: \";\" is neither a point nor a comma"},
		{"marks alike", with("thousands = \".\"", ""), "thousands: \".\" is the decimal mark too"},
		{"hours of a date", with("term_hours = \"created\"", ""), "term_hours: \"created\" is none of term, renew_term, billing_cycle"},
		{"source", with("source = \"a b\"", ""), "source: \"a b\" is no name"},
		{"source of people", with("source = \"operator\"", ""), "source: operator is what people here have decided"},
		{"join without a field", with("", "[join.offer_id]\nfile = \"x.csv\"\n"), "join.offer_id.by is missing"},
		{"join that is not there", with("", "[join.offer_id]\nby = \"P\"\nfile = \"x.csv\"\n"), "open the file of join.offer_id: open "},
		{"brace", with("", "offer_id = \"{A\"\n"), "columns.offer_id: \"{A\": a brace is not closed"},
		{"no name", with("", "offer_id = \"--\"\n"), "columns.offer_id: \"--\" names no field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := mapping.LoadFile(file(t, c.text, nil))
			var fault *mapping.FaultError
			if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, c.want)
			}
		})
	}
}

// A column without which no row can be has to be named, of each kind.
func TestColumnsAreThoseOfTheCanonicalFiles(t *testing.T) {
	for _, kind := range ingest.Kinds() {
		var header bytes.Buffer
		encoder, err := ingest.NewEncoder(&header, kind)
		if err != nil {
			t.Fatal(err)
		}
		if err := encoder.Flush(); err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		text.WriteString("kind = \"" + string(kind) + "\"\nend = \"last-day\"\n[columns]\n")
		names := strings.Split(strings.TrimSpace(header.String()), ",")
		for _, name := range names {
			text.WriteString(name + " = \"the " + name + "\"\n")
		}
		format := declared(t, text.String(), nil)
		if diff := cmp.Diff(names, format.Parts[0].Columns); diff != "" {
			t.Errorf("%s (-file +mapping)\n%s", kind, diff)
		}
		if format.Parts[0].Kind != kind {
			t.Errorf("a mapping of %s gives %s", kind, format.Parts[0].Kind)
		}
	}
}

// What a configuration says of a mapping of the program changes that and leaves the rest.
func TestAConfiguredMappingIsLaidOverTheShippedOne(t *testing.T) {
	text := "Subscription ID,Tenant ID,Licences,End of Term Action,Renewal Date\nS1,T1,5,Do not renew,28/02/2027\n"
	format := shipped(t, "giacom", mapping.Document{
		End:     "last-day",
		Values:  map[string]map[string]mapping.Text{"end_of_term": {"do not renew": "cancel"}},
		Columns: map[string]mapping.Choices{"auto_renew": {}},
	}, nil)
	want := []map[string]string{{
		"subscription_id": "S1", "tenant_id": "T1", "channel": "csp", "quantity": "5", "end_of_term": "cancel", "commitment_end": "2027-02-28T23:59:59Z",
	}}
	if diff := cmp.Diff(want, rows(t, format, lines(t, text))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if format.Source != "giacom" || format.Body != formats.CSV {
		t.Errorf("the source is %s, the body %d", format.Source, format.Body)
	}
}

func TestMappingsOfAConfiguration(t *testing.T) {
	list, err := mapping.All(map[string]mapping.Document{"Tailspin": {
		End: "last-day", Header: mapping.Choices{}, Columns: map[string]mapping.Choices{"subscription_id": {"A"}, "commitment_end": {"B"}},
	}}, "handover.toml")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(list, func(m mapping.Mapping) bool { return m.Name == "tailspin" })
	if at < 0 || list[at].Origin != mapping.Configured || list[at].File != "handover.toml" {
		t.Fatalf("the configuration's mapping is not in %v", list)
	}
	if !slices.IsSortedFunc(list, func(a, b mapping.Mapping) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the list is not by name")
	}
	text, err := list[at].TOML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := mapping.Read(file(t, text, nil))
	if err != nil {
		t.Fatalf("what is shown cannot be read: %v\n%s", err, text)
	}
	if again.End != "last-day" || again.Header == nil || again.Dates != nil || again.Columns["commitment_end"][0] != "B" {
		t.Errorf("what is shown is %s", text)
	}
	faults := mapping.Check(map[string]mapping.Document{"a": {}, "Giacom": {End: "soon"}, "giacom": {}})
	var told []string
	for _, fault := range faults {
		told = append(told, fault.Error())
	}
	want := []string{
		"mapping.Giacom.end: \"soon\" is neither last-day nor renewal-day",
		"mapping.a.columns.subscription_id is missing: name the field that gives it",
		"mapping.giacom: there is mapping.Giacom too, and case does not count; keep one",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("faults (-want +got)\n%s", diff)
	}
	if _, err := mapping.All(map[string]mapping.Document{"a": {}}, "handover.toml"); err == nil || !strings.HasPrefix(err.Error(), "handover.toml: mapping.a.") {
		t.Errorf("got %v", err)
	}
}

// A mapping of the program is shown as it is written, with its comments.
func TestShippedMappingsAreShownAsTheyAre(t *testing.T) {
	list, err := mapping.All(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 8 {
		t.Errorf("there are %d", len(list))
	}
	for _, m := range list {
		text, err := m.TOML()
		if err != nil {
			t.Fatal(err)
		}
		written, err := os.ReadFile(filepath.Join("shipped", m.Name+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		if text != string(written) || m.Origin != mapping.Shipped || m.Title == "" || m.File != "" {
			t.Errorf("%s is %q of %q in %q:\n%s", m.Name, m.Title, m.Origin, m.File, text)
		}
	}
}

// A join refuses what it cannot be sure of.
func TestFilesOfJoins(t *testing.T) {
	text := with("", "[join.offer_id]\nby = \"Product\"\nfile = \"products.csv\"\n")
	for _, c := range []struct{ name, products, want string }{
		{"empty", "", "it is empty; a header line is expected"},
		{"no such column", "id,offer_id\n1,2\n", "line 1: there is no column \"Product\"; name the columns in from and to"},
		{"two answers", "product,offer_id\n1,A\n\n1,B\n", "line 4: \"1\" is \"B\" here and \"A\" above; keep one"},
		{"stray quote", "product,offer_id\n1\"x\",A\n", "line 2: "},
		{"unclosed quote", "product,offer_id\n\"1,A\n", "quote"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := mapping.LoadFile(file(t, text, map[string]string{"products.csv": c.products}))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "products.csv") {
				t.Errorf("got %v, want %q and the file in it", err, c.want)
			}
		})
	}
	format := declared(t, text, map[string]string{"products.csv": "\ufeffOFFER_ID;Product\nA;1\nA;1\n;2\n"})
	want := []map[string]string{
		{"subscription_id": "S1", "tenant_id": "T1", "offer_id": "A", "commitment_end": "2026-12-31T23:59:59Z"},
		{"subscription_id": "S2", "tenant_id": "T1", "commitment_end": "2026-12-31T23:59:59Z"}, // of the product nothing is known
	}
	got := rows(t, format, lines(t, "Id,Tenant,Renews,Product\nS1,T1,2027-01-01,1\nS2,T1,2027-01-01,2\n"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
