package json_test

import (
	"bytes"
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/reports/json"
	"handover/reports/reportstest"
)

var update = flag.Bool("update", false, "write the golden files anew")

const schema = "../../docs/report.schema.json"

func TestGolden(t *testing.T) {
	for _, s := range reportstest.Scenarios(t) {
		reportstest.Golden(t, "testdata/"+s.Name+".json", reportstest.Render(t, s, json.Write), *update)
		reportstest.Golden(t, "testdata/"+s.Name+".ndjson", reportstest.Render(t, s, json.WriteLines), *update)
	}
}

func TestJSONFollowsItsSchema(t *testing.T) {
	compiled := reportstest.Schema(t, schema)
	for _, s := range reportstest.Scenarios(t) {
		document := reportstest.Render(t, s, json.Write)
		if err := compiled.Validate(reportstest.Document(t, document)); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

// TestSchemaRefuses breaks a report in one place each and expects the schema to
// notice.
func TestSchemaRefuses(t *testing.T) {
	compiled := reportstest.Schema(t, schema)
	document := reportstest.Render(t, reportstest.Scenarios(t)[0], json.Write)
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
		"no sellers":          func(v map[string]any) { delete(v, "sellers") },
		"seller without id":   func(v map[string]any) { delete(first(v, "sellers"), "seller_id") },
		"empty contact":       func(v map[string]any) { first(v, "coverage")["contact_email"] = "" },
		"seller without name": func(v map[string]any) { delete(first(v, "sellers"), "name") },
		"unknown reason":      func(v map[string]any) { first(v, "resolved")["reason"] = "vanished" },
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
	document := string(reportstest.Render(t, reportstest.Scenarios(t)[0], json.Write))
	for _, keys := range [][]string{
		{"schema", "run", "summary", "coverage", "findings", "resolved", "plan", "sellers"},
		{"tenant_id", "name", "status", "reason", "subscriptions", "charges_only", "data_age_hours", "contact_name", "contact_email", "delegated_until"},
		{"sellers", "seller_id", "name", "contact_name", "contact_email"},
		{"tenants", "evaluated", "not_evaluated", "subscriptions", "findings", "by_code", "by_severity", "by_job", "by_urgency", "by_owner", "totals", "delta", "routine", "silenced", "exposure"},
		{"critical", "high", "medium", "low", "info"},
		{"overdue", "1", "3", "7", "14", "30", "60", "90", "later", "none"},
		{"unwatched", "no-end", "azure-coexists", "covered", "routine-renewal", "far-renewal", "other-product", "not-involved"},
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
		document := reportstest.Document(t, reportstest.Render(t, s, json.Write))
		lines := bytes.Split(bytes.TrimSuffix(reportstest.Render(t, s, json.WriteLines), []byte("\n")), []byte("\n"))
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
				got["sellers"] = v["sellers"]
				delete(v, "sellers")
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
