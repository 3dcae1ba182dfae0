package tomlfile_test

import (
	"strings"
	"testing"

	"handover/jobs/tomlfile"
)

type document struct {
	Name  string            `toml:"name,omitempty"`
	Table map[string]string `toml:"table,omitempty"`
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
		{"wrong type", "[inner]\ncount = \"one\"\n", "a.toml: "},
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
