package records_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/records"
)

// read returns the objects of a text, each with its place, what stands around them, and
// the first fault.
func read(text, path string, rows, size int) (objects []string, around string, err error) {
	o := records.NewObjects(strings.NewReader(text), path)
	for portion, err := range o.Portions(rows, size) {
		if err != nil {
			return objects, "", err
		}
		for i := range portion {
			r := &portion[i]
			if fault := records.ObjectFault(r); fault != nil {
				return objects, "", fault
			}
			objects = append(objects, fmt.Sprintf("%d:%d %s", r.Line, r.Column, r.Fields[0]))
		}
	}
	return objects, string(o.Around()), nil
}

func TestObjects(t *testing.T) {
	for name, test := range map[string]struct {
		text, path string
		want       []string
		around     string
	}{
		"one object":            {text: " {\"id\": \"a\"}\n", want: []string{`1:2 {"id": "a"}`}},
		"a list":                {text: "[\n {\"a\":[1,{\"b\":\"]\"}]} ,{\"c\":null}]", want: []string{`2:2 {"a":[1,{"b":"]"}]}`, `2:23 {"c":null}`}},
		"an empty list":         {text: "[]"},
		"nothing":               {text: " \n"},
		"a collection":          {text: `{"totalCount":1,"items":[{"a":1}],"links":{"self":2}}`, want: []string{`1:26 {"a":1}`}, around: `{"totalCount":1,"links":{"self":2}}`},
		"a collection in caps":  {text: `{"Items":[{"a":1},{"a":2}]}`, want: []string{`1:11 {"a":1}`, `1:19 {"a":2}`}},
		"an empty collection":   {text: `{"value":[]}`},
		"objects a line":        {text: "{\"a\":1}\n{\"a\":\"}\\\"{\"}\n\n{}\n", want: []string{`1:1 {"a":1}`, `2:1 {"a":"}\"{"}`, `4:1 {}`}},
		"a mark":                {text: "\xEF\xBB\xBF{\"a\":1}", want: []string{`1:1 {"a":1}`}},
		"a path":                {text: `{"status":200,"data":{"page":1,"licences":[{"a":1}]},"more":[{"b":2}]}`, path: "data.licences", want: []string{`1:44 {"a":1}`}, around: `{"status":200,"page":1,"more":[{"b":2}]}`},
		"items that is no list": {text: `{"items":{"a":1}}`, want: []string{`1:1 {"items":{"a":1}}`}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range []int{1, 3, 1 << 16} {
				got, around, err := read(test.text, test.path, size, size)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("objects differ (-want +got):\n%s", diff)
				}
				if test.around != "" && around != test.around {
					t.Errorf("around them stands %s, want %s", around, test.around)
				}
			}
		})
	}
}

// TestBrokenObjects names the place at which a text is no JSON, or none of objects.
func TestBrokenObjects(t *testing.T) {
	for name, test := range map[string]struct{ text, path, want string }{
		"a comma is missing":        {"{\n  \"a\": 1\n  \"b\": 2\n}", "", "line 3, column 3: ',' is expected, and here is '\"'"},
		"a comma too much":          {`{"a":1,}`, "", "line 1, column 8: a value is expected, and here is '}'"},
		"a comment":                 {"{\"a\":1, // one\n\"b\":2}", "", "line 1, column 12: ':' is expected, and here is 'o'"},
		"cut off":                   {`{"items":[{"a":1},{"a":`, "", "line 1, column 24: the text ends in the middle; it was cut off"},
		"cut off behind a record":   {`[{"a":1}`, "", "line 1, column 9: the text ends in the middle; it was cut off"},
		"text behind":               {"{\"a\":1}\nWWW-Authenticate", "", "line 2, column 1: an object or a list of objects is expected, and here is 'W'"},
		"numbers":                   {`[1,2]`, "", "line 1, column 2: an object is expected, and here is '1'"},
		"a place to fill in":        {"{\n \"code\": <string>,\n \"a\": 1}", "", "line 2, column 10: invalid character '<' looking for beginning of value"},
		"a comma is missing inside": {"[{\"a\":{\"b\":1\n  \"c\":2}}]", "", "line 2, column 3: invalid character '\"' after object key:value pair"},
		"no list of that name":      {`{"data":{"a":1}}`, "data.licences", "line 1, column 1: the text has no list data.licences"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(test.text, test.path, 10, 100)
			var broken *records.BrokenError
			if !errors.As(err, &broken) || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// TestHugeObjects are refused before they fill the memory.
func TestHugeObjects(t *testing.T) {
	long := strings.Repeat("x", 17<<20)
	for _, text := range []string{`{"a":"` + long + `"}`, `[{"a":"` + long + `"}]`, `{"a":"` + long} {
		_, _, err := read(text, "", 10, 100)
		if err == nil || !strings.Contains(err.Error(), "more than 16777216 bytes") {
			t.Errorf("got %.100v", err)
		}
	}
}

// FuzzObjects feeds any text: nothing panics, what is handed over is JSON, and a text that
// is a list of objects gives as many.
func FuzzObjects(f *testing.F) {
	f.Add(`{"items":[{"a":1}],"links":{}}`, "")
	f.Add("{\"a\":1}\n{\"a\":2}", "")
	f.Add(`{"data":{"x":[{"a":"\""}]}}`, "data.x")
	f.Add(`[{"a":[}]`, "")
	f.Fuzz(func(t *testing.T, text, path string) {
		got, _, err := read(text, path, 3, 50)
		for _, object := range got {
			if _, o, _ := strings.Cut(object, " "); !json.Valid([]byte(o)) {
				t.Errorf("%q is no JSON", o)
			}
		}
		var list []map[string]any
		if path != "" || json.Unmarshal([]byte(text), &list) != nil || strings.Contains(text, "null") {
			return
		}
		if err != nil || len(got) != len(list) {
			t.Errorf("%d objects, %v; want %d", len(got), err, len(list))
		}
	})
}
