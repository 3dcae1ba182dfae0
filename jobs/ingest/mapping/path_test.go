package mapping_test

import (
	"strings"
	"testing"
)

// A field that is not there, or null, leaves the column unknown; one that is empty says
// that there is nothing.
func TestAbsentIsNotEmpty(t *testing.T) {
	format := declared(t, with("", "end_of_term = [\"a.action\", \"b\"]\n"), nil)
	for text, want := range map[string]string{
		`{}`:                                   "-",
		`{"b": null}`:                          "-",
		`{"a": {"action": null}, "b": ""}`:     "",
		`{"a": {"action": ""}}`:                "",
		`{"a": {"action": ""}, "b": "cancel"}`: "cancel",
		`{"a": {"action": {"x": 1}}}`:          "-",
		`{"a": []}`:                            "-",
		`{"A": {"Action": "renew"}, "b": "x"}`: "renew",
	} {
		body := strings.Replace(text, "{", `{"id": "S1", "tenant": "T1", `, 1)
		got, there := rows(t, format, objects(t, strings.Replace(body, ", }", "}", 1), ""))[0]["end_of_term"]
		if !there {
			got = "-"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	got, there := rows(t, format, lines(t, "Id,Tenant,B\nS1,T1,\n"))[0]["end_of_term"]
	if got != "" || !there {
		t.Errorf("an empty cell gives %q, %t", got, there)
	}
}

func TestPaths(t *testing.T) {
	body := `{
		"Id": "S1", "tenant": "T1", "list": [{"n": 1}, {"n": 2, "deep": [["x"]]}], "Some Name": "blank", "SOMENAME": "loud",
		"actions": [{"action": "a"}, {"Action": "Cancel", "until": "2027-01-01"}], "7": "seven", "yes": true, "ids": ["p", 2, false], "odd": [{}]
	}`
	for path, want := range map[string]string{
		"list.1.n":                     "2",
		"list.0.n":                     "1",
		"list.2.n":                     "-",
		"list.n":                       "-",
		"list.1.deep.0.0":              "x",
		"some_name":                    "loud", // of two that are alike the first one in order
		"actions[action=cancel].until": "2027-01-01",
		"actions[action=none].until":   "-",
		"tenant[action=cancel].until":  "-",
		"odd[action=cancel].until":     "-",
		"7":                            "seven",
		"yes":                          "true",
		"ids":                          "p;2;false",
		"odd":                          "-",
		"list":                         "-",
		"{id}/{yes}":                   "S1/true",
		"{id}-{nowhere}":               "-",
		"a{id}z":                       "aS1z",
		"nowhere.at.all":               "-",
	} {
		format := declared(t, with("", "friendly_name = \""+path+"\"\n"), nil)
		got, there := rows(t, format, objects(t, body, ""))[0]["friendly_name"]
		if !there {
			got = "-"
		}
		if got != want && !(want == "-" && got == "") {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// In a CSV file a name is that of a column, whatever is in it.
func TestNamesOfColumns(t *testing.T) {
	format := declared(t, with("", "quantity = [\"Menge [Stk.]\", \"Seats\"]\noffer_name = \"commitment.name\"\n"), nil)
	got := rows(t, format, lines(t, "ID,TENANT,menge stk,Seats,commitment.name\nS1,T1,,4,x\nS1,T1,3,4,x\n"))
	if got[0]["quantity"] != "4" || got[1]["quantity"] != "3" || got[0]["offer_name"] != "x" {
		t.Errorf("got %v", got)
	}
}
