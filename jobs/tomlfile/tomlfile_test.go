package tomlfile_test

import (
	"strings"
	"testing"

	"handover/jobs/tomlfile"
)

type document struct {
	Name  string            `toml:"name,omitempty"`
	Table map[string]string `toml:"table,omitempty"`
	List  []string          `toml:"list,omitempty"`
	Inner struct {
		Count int `toml:"count,omitempty"`
	} `toml:"inner"`
}

func TestFaultsHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "name = \"a\"\n  named = \"b\"\n", "a.toml:2:3: unknown key named; remove it, or ask"},
		{"unknown key of a table", "[inner]\ncount = 1\nquoted = 2\n", "a.toml:3:1: unknown key inner.quoted; "},
		{"unknown table", "name = \"a\"\n[innner]\n", "a.toml:2:1: unknown key innner; "},
		{"syntax", "name = a\n", "a.toml:1:8: "},
		{"twice", "name = \"a\"\nname = \"b\"\n", "a.toml:2:"},
		{"wrong type", "[inner]\ncount = \"one\"\n", "a.toml:2:1: inner.count is a text, want a whole number"},
		{"a number", "name = 5\n", "a.toml:1:1: name is a whole number, want a text"},
		{"a list", "name = [1.5]\n", "a.toml:1:1: name is a list, want a text"},
		{"a text that should be a table", "inner = \"a\"\n", "a.toml:1:1: inner is a text, want a table"},
		{"a table that should be a text", "[name]\n", "a.toml:1:2: name is a table, want a text"},
		{"in a table of one line", "inner = {count = true}\n", "a.toml:1:10: inner.count is true or false, want a whole number"},
		{"a text that should be a list", "list = \"a\"\n", "a.toml:1:1: list is a text, want a list of texts"},
		{"under a quoted name", "[table]\n\"a b\" = 2027-01-31\n", "a.toml:2:2: table.\"a b\" is a date, want a text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d document
			err := tomlfile.Decode("a.toml", c.text, &d, "ask")
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The place of a fault that is found later is that of the key with which it begins.
func TestPlace(t *testing.T) {
	const text = "[deliver.\"my shop\"]\nvia = \"folder\"\n\n[deliver.a.b]\nvia = 1\n[other]\nin = {x = 1}\n"
	for fault, want := range map[string]string{
		"deliver.my shop.via: it is none":     "a.toml:2:1",
		"deliver.my shop.what: it is missing": "a.toml:1:11",
		"deliver.\"my shop\": it is none":     "a.toml:1:11",
		"deliver.a.b.via is 1":                "a.toml:5:1",
		"other.in.x":                          "a.toml:7:7",
		"other.index: not there":              "a.toml:6:2",
		"deliver: implied only":               "a.toml",
		"nothing.of it":                       "a.toml",
		"":                                    "a.toml",
	} {
		if got := tomlfile.Place("a.toml", text, fault); got != want {
			t.Errorf("%q: got %s, want %s", fault, got, want)
		}
	}
	if got := tomlfile.Place("a.toml", "= broken", "x: y"); got != "a.toml" {
		t.Errorf("of a text that is none: %s", got)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	d := document{Name: "a \"b\"", Table: map[string]string{"x y": "1", "": "2"}}
	d.Inner.Count = 3
	text, err := tomlfile.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	var got document
	if err := tomlfile.Decode("a.toml", text, &got, ""); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Name != d.Name || got.Table["x y"] != "1" || got.Table[""] != "2" || got.Inner.Count != 3 {
		t.Errorf("got %+v of\n%s", got, text)
	}
}
