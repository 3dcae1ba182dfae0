package reports_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, s reportstest.Scenario, format formats.Format) []byte {
	t.Helper()
	r, err := reports.New(t.Context(), s.Source, s.Options)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format.Write(t.Context(), &b, r); err != nil {
		t.Fatalf("render %s: %v", format.Name, err)
	}
	return b.Bytes()
}

func formatNamed(t *testing.T, name string) formats.Format {
	t.Helper()
	format, err := formats.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return format
}

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		for _, format := range formats.All() {
			t.Run(s.Name+format.Ext, func(t *testing.T) {
				got, path := render(t, s, format), filepath.Join("testdata", s.Name+format.Ext)
				if format.Name == "xlsx" {
					got, path = grid(t, got), path+".txt"
				}
				if format.Name == "html" {
					got = withoutLook(t, got)
				}
				reportstest.Golden(t, path, got, *update)
			})
		}
	}
}

// withoutLook takes the style sheet and the script out of a page, which are the
// same in all pages, and the hashes that name them.
func withoutLook(t *testing.T, page []byte) []byte {
	t.Helper()
	look := regexp.MustCompile(`(?s)(<style>).*(</style>)|(<script>).*(</script>)|&#39;sha256-[^"]*?&#39;`)
	if found := len(look.FindAll(page, -1)); found != 4 {
		t.Errorf("%d parts of the look are in the page, want a style sheet, a script and a hash of each", found)
	}
	return look.ReplaceAll(page, []byte("$1$2$3$4"))
}

// grid writes a workbook as text: each sheet with its cells as Excel shows them.
func grid(t *testing.T, book []byte) []byte {
	t.Helper()
	f := open(t, book)
	var b bytes.Buffer
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range rows {
			for i := range cells {
				cells[i] = strings.Trim(fmt.Sprintf("%q", cells[i]), `"`)
			}
			fmt.Fprintln(&b, strings.Join(cells, " | "))
		}
	}
	return b.Bytes()
}

func open(t *testing.T, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestSameBytesTwice(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		for _, format := range formats.All() {
			if !bytes.Equal(render(t, s, format), render(t, s, format)) {
				t.Errorf("%s of %s differs from one time to the next", format.Name, s.Name)
			}
		}
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile("../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestJSONFollowsItsSchema(t *testing.T) {
	compiled := schema(t)
	for _, s := range reportstest.Scenarios(t) {
		document := render(t, s, formatNamed(t, "json"))
		if err := compiled.Validate(reportstest.Document(t, document)); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

// TestSchemaRefuses breaks a report in one place each and expects the schema to
// notice.
func TestSchemaRefuses(t *testing.T) {
	compiled := schema(t)
	document := render(t, reportstest.Scenarios(t)[0], formatNamed(t, "json"))
	first := func(v map[string]any, list string) map[string]any {
		return reportstest.Object(t, reportstest.Items(t, v[list])[0])
	}
	last := func(v map[string]any, list string) map[string]any {
		rows := reportstest.Items(t, v[list])
		return reportstest.Object(t, rows[len(rows)-1])
	}
	for name, breakIt := range map[string]func(map[string]any){
		"no schema":           func(v map[string]any) { delete(v, "schema") },
		"another schema":      func(v map[string]any) { v["schema"] = "handover.report/2" },
		"a key too many":      func(v map[string]any) { v["extra"] = 1 },
		"findings null":       func(v map[string]any) { v["findings"] = nil },
		"unknown severity":    func(v map[string]any) { first(v, "findings")["severity"] = "bad" },
		"finding without due": func(v map[string]any) { delete(first(v, "findings"), "due") },
		"due with a zone":     func(v map[string]any) { first(v, "findings")["due"] = "2026-11-27T23:59:59+01:00" },
		"amount as a number":  func(v map[string]any) { first(v, "findings")["exposure"] = map[string]any{"amount": 1.5} },
		"empty name":          func(v map[string]any) { first(v, "coverage")["name"] = "" },
		"unknown reason":      func(v map[string]any) { first(v, "resolved")["reason"] = "gone" },
		"severity missing": func(v map[string]any) {
			delete(reportstest.Object(t, reportstest.Object(t, v["summary"])["by_severity"]), "info")
		},
		"no plan":                    func(v map[string]any) { delete(v, "plan") },
		"plan line of no kind":       func(v map[string]any) { delete(first(v, "plan"), "type") },
		"unknown obstacle":           func(v map[string]any) { first(v, "plan")["code"] = "weather" },
		"obstacle with a step's key": func(v map[string]any) { first(v, "plan")["kind"] = "order" },
		"step without a day":         func(v map[string]any) { delete(last(v, "plan"), "day") },
		"unknown kind":               func(v map[string]any) { last(v, "plan")["kind"] = "hope" },
		"route not chosen":           func(v map[string]any) { last(v, "plan")["route"] = "auto" },
		"counter missing": func(v map[string]any) {
			delete(reportstest.Object(t, reportstest.Object(t, v["summary"])["routine"]), "covered")
		},
	} {
		broken := reportstest.Document(t, document)
		breakIt(broken)
		if err := compiled.Validate(broken); err == nil {
			t.Errorf("%s: the schema accepts it", name)
		}
	}
}

// TestKeyOrder checks that the JSON's keys stand in the order of the schema,
// which is the order of its "required" lists.
func TestKeyOrder(t *testing.T) {
	document := string(render(t, reportstest.Scenarios(t)[0], formatNamed(t, "json")))
	for _, keys := range [][]string{
		{"schema", "run", "summary", "coverage", "findings", "resolved", "plan"},
		{"tenants", "evaluated", "not_evaluated", "subscriptions", "findings", "by_code", "by_severity", "by_job", "by_urgency", "by_owner", "totals", "delta", "routine", "silenced", "exposure"},
		{"critical", "high", "medium", "low", "info"},
		{"overdue", "1", "3", "7", "14", "30", "60", "90", "later", "none"},
		{"no-end", "azure-coexists", "covered", "routine-renewal", "far-renewal", "other-product", "not-involved"},
		{"id", "code", "job", "severity", "urgency", "delta", "tenant_id", "tenant_name", "subscription_id", "subject", "offer_id", "offer_name", "quantity", "owner", "due", "due_day", "days_left", "message", "action", "exposure", "evidence", "assumptions", "sources", "state", "previous_due", "first_seen", "last_seen"},
		{"plan", "type", "code", "tenant_id", "tenant_name", "subscription_id", "target_tenant_id", "status", "subject", "why", "day", "count", "limit", "excess", "remedies"},
		{"margin_days", "request", "transfer_id", "offer_id", "offer_name", "seats", "type", "tenant_id", "tenant_name", "subscription_id", "target_tenant_id", "status", "kind", "route", "owner", "day", "last_safe", "overdue", "margin_days"},
	} {
		at := strings.Index(document, fmt.Sprintf("%q:", keys[0]))
		for _, key := range keys[1:] {
			next := strings.Index(document[at:], fmt.Sprintf("%q:", key))
			if next < 0 {
				t.Errorf("key %q does not follow in %v", key, keys)
				break
			}
			at += next
		}
	}
}

func TestLinesHoldWhatTheDocumentHolds(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		document := reportstest.Document(t, render(t, s, formatNamed(t, "json")))
		lines := bytes.Split(bytes.TrimSuffix(render(t, s, formatNamed(t, "ndjson")), []byte("\n")), []byte("\n"))
		got := map[string]any{"plan": []any{}, "coverage": []any{}, "findings": []any{}, "resolved": []any{}}
		for i, line := range lines {
			v := reportstest.Document(t, line)
			kind := fmt.Sprint(v["type"])
			if kind == "step" || kind == "obstacle" {
				got["plan"] = append(reportstest.Items(t, got["plan"]), v)
				continue
			}
			delete(v, "type")
			switch kind {
			case "run":
				got["schema"], got["summary"] = v["schema"], v["summary"]
				delete(v, "schema")
				delete(v, "summary")
				got["run"] = v
			case "finding":
				got["findings"] = append(reportstest.Items(t, got["findings"]), v)
			case "end":
				if i != len(lines)-1 {
					t.Errorf("%s: line %d of %d is the end", s.Name, i+1, len(lines))
				}
				if len(v) != 4 {
					t.Errorf("%s: end counts %v, not the four lists", s.Name, v)
				}
				for list, n := range v {
					if float64(len(reportstest.Items(t, got[list]))) != n {
						t.Errorf("%s: end counts %v %s", s.Name, n, list)
					}
				}
			default:
				got[kind] = append(reportstest.Items(t, got[kind]), v)
			}
		}
		if diff := cmp.Diff(document, got); diff != "" {
			t.Errorf("%s: (-json +ndjson):\n%s", s.Name, diff)
		}
	}
}

func TestUnknownOptions(t *testing.T) {
	for name, options := range map[string]reports.Options{
		"language":  {Language: "xx"},
		"delimiter": {CSVDelimiter: '='},
	} {
		if _, err := reports.New(context.Background(), reportstest.Empty(), options); err == nil {
			t.Errorf("an unknown %s is accepted", name)
		}
	}
}

func TestFormatLookup(t *testing.T) {
	for _, format := range formats.All() {
		if got, err := formats.Named(format.Name); err != nil || got.Ext != format.Ext {
			t.Errorf("format %s is not found by its name: %v", format.Name, err)
		}
		if got, err := formats.Of(strings.ToUpper(format.Ext)); err != nil || got.Name != format.Name {
			t.Errorf("format %s is not found by its extension: %v", format.Name, err)
		}
	}
	if _, err := formats.Named("pdf"); err == nil || !strings.Contains(err.Error(), "xlsx") {
		t.Errorf("an unknown format gives %v, want an error that names the known ones", err)
	}
}
