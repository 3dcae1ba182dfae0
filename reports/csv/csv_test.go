package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"flag"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reports"
	"handover/reports/csv"
	"handover/reports/formula"
	"handover/reports/json"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		reportstest.Golden(t, "testdata/"+s.Name+".csv", reportstest.Render(t, s, csv.Write), *update)
	}
}

// read parses a CSV as any reader would, and takes the apostrophes off again.
func read(t testing.TB, content []byte, delimiter rune) []map[string]string {
	t.Helper()
	reader := stdcsv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	reader.Comma = delimiter
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, key := range lines[0] {
			row[key] = formula.Unescape(line[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// TestHoldsWhatTheJSONHolds compares each row with its finding, field by
// field.
func TestHoldsWhatTheJSONHolds(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		delimiter := ','
		if s.Options.CSVDelimiter != 0 {
			delimiter = s.Options.CSVDelimiter
		}
		rows := read(t, reportstest.Render(t, s, csv.Write), delimiter)
		findings := reportstest.Items(t, reportstest.Document(t, reportstest.Render(t, s, json.Write))["findings"])
		if len(rows) != len(findings) {
			t.Fatalf("%s: %d rows, %d findings", s.Name, len(rows), len(findings))
		}
		for i, finding := range findings {
			want := reportstest.Flat(t, reportstest.Object(t, finding))
			for key := range want {
				// A reader turns CRLF inside a field into LF.
				want[key] = strings.ReplaceAll(want[key], "\r\n", "\n")
			}
			rows[i]["evidence"] = reportstest.Recoded(t, rows[i]["evidence"])
			if diff := cmp.Diff(want, rows[i]); diff != "" {
				t.Errorf("%s row %d (-json +csv):\n%s", s.Name, i+1, diff)
			}
		}
	}
}

// TestColumns holds the documented order, on which scripts rely.
func TestColumns(t *testing.T) {
	const want = "id,code,job,severity,urgency,delta,tenant_id,tenant_name,subscription_id,subject,offer_id,offer_name," +
		"quantity,owner,due,due_day,days_left,message,action,exposure_amount,exposure_currency,exposure_basis," +
		"E,outcome,cover_by,evidence,assumptions,sources,state,previous_due,first_seen,last_seen,exposure_kind,exposure_period," +
		"seller_id,seller_name,route,step_kind,step_owner,step_planned,step_last_safe,missed_in\r\n"
	got := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Empty()}, csv.Write)
	if string(got) != want {
		t.Errorf("header %q, want %q", got, want)
	}
}

func TestDialect(t *testing.T) {
	for _, c := range []struct {
		options reports.Options
		want    string
	}{
		{reports.Options{}, "id,code,"},
		{reports.Options{CSVDelimiter: ','}, "id,code,"},
		{reports.Options{CSVDelimiter: ';'}, "id;code;"},
		{reports.Options{CSVDelimiter: '\t'}, "id\tcode\t"},
		{reports.Options{CSVDelimiter: '|'}, "id|code|"},
		{reports.Options{CSVBOM: true}, "\ufeffid,code,"},
	} {
		got := reportstest.Render(t, reportstest.Scenario{Source: reportstest.Empty(), Options: c.options}, csv.Write)
		if !strings.HasPrefix(string(got), c.want) {
			t.Errorf("%+v begins with %q, want %q", c.options, got[:20], c.want)
		}
	}
}

// With a decimal comma each value is as a spreadsheet that expects one reads it, and
// everything else is as it was.
func TestDecimalComma(t *testing.T) {
	options := reports.Options{CSVDelimiter: ';'}
	plain := read(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: options}, csv.Write), ';')
	options.CSVDecimal = ','
	comma := read(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Typical(), Options: options}, csv.Write), ';')
	amounts, instants := map[string]string{}, map[string]string{}
	for i := range plain {
		for key, was := range plain[i] {
			switch is := comma[i][key]; {
			case is == was:
			case strings.HasSuffix(key, "_amount"):
				amounts[was] = is
			default:
				instants[was] = is
			}
		}
	}
	if diff := cmp.Diff(map[string]string{"1200.00": "1200,00", "2.05": "2,05", "3.333": "3,333"}, amounts); diff != "" {
		t.Errorf("amounts (-want +got):\n%s", diff)
	}
	for was, is := range instants {
		if want := strings.Replace(was[:len("2026-11-20T05:00:00")], "T", " ", 1); is != want {
			t.Errorf("%q is written as %q", was, is)
		}
	}
	if len(instants) < 2 {
		t.Errorf("only %v", instants)
	}
}

// TestFormulas shows which texts get an apostrophe. Numbers never do.
func TestFormulas(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Contoso", "Contoso"},
		{"=1+1", "'=1+1"},
		{"+49 30", "'+49 30"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"},
		{"\r=1", "\"'\r=1\""},
		{"a=1", "a=1"},
		{"'=1", "'=1"},
		{"a,b", `"a,b"`},
		{`say "hi"`, `"say ""hi"""`},
		{"two\nlines", "\"two\nlines\""},
		{"two\r\nlines", "\"two\r\nlines\""},
		{" blank", `" blank"`},
		{"", ""},
	} {
		content := string(reportstest.Render(t, reportstest.Scenario{Source: reportstest.Named(c.name)}, csv.Write))
		if !strings.Contains(content, ",tenant-1,"+c.want+",s-1,") {
			t.Errorf("name %q: %q is not in\n%s", c.name, c.want, content)
		}
		if !strings.Contains(content, ",-3,") {
			t.Errorf("the days left have changed in\n%s", content)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		// A reader of CSV takes both ends of a line for one.
		name := strings.ReplaceAll(strings.ToValidUTF8(rapid.String().Draw(rt, "name"), ""), "\r\n", "\n")
		got := read(t, reportstest.Render(t, reportstest.Scenario{Source: reportstest.Named(name)}, csv.Write), ',')[0]["tenant_name"]
		if strings.HasPrefix(name, "'") && formula.Unescape(name) != name {
			return // looks guarded already: the contract knows no second apostrophe
		}
		if got != name {
			rt.Errorf("%q came back as %q", name, got)
		}
	})
}
