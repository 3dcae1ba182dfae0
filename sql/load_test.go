package sqlfiles

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestLoad(t *testing.T) {
	type queries struct {
		Common, OwnText Query
		OnlyHere        Query `dialect:"postgres"`
		ManyRows        Query
	}
	folder := fstest.MapFS{
		"queries/common.sql":             file("-- why? because\nselect a\nfrom b where (c) = ? and d = ?\n"),
		"queries/own_text.sql":           file("select 1"),
		"queries/postgres/own_text.sql":  file("select 2"),
		"queries/postgres/only_here.sql": file("select ?"),
		"queries/many_rows.sql":          file("insert into a values (rows) on conflict do nothing"),
	}
	for dialect, want := range map[Dialect]queries{
		SQLite: {
			Common: Query{"common", "select a\nfrom b where c = ? and d = ?"}, OwnText: Query{"own_text", "select 1"},
			ManyRows: Query{"many_rows", "insert into a values (rows) on conflict do nothing"},
		},
		Postgres: {
			Common: Query{"common", "select a\nfrom b where c = $1 and d = $2"}, OwnText: Query{"own_text", "select 2"},
			OnlyHere: Query{"only_here", "select $1"}, ManyRows: Query{"many_rows", "insert into a values (rows) on conflict do nothing"},
		},
	} {
		var got queries
		err := load(folder, dialect, Texts{"(c)": "c"}, &got)
		if err != nil {
			t.Errorf("%s: %v", dialect, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", dialect, diff)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"a missing file":               {fstest.MapFS{}, "load query here of sqlite: there is no such file"},
		"an unused file":               {fstest.MapFS{"queries/here.sql": file("x"), "queries/more.sql": file("x")}, "load query more of sqlite: nothing uses it"},
		"an unused file of a dialect":  {fstest.MapFS{"queries/here.sql": file("x"), "queries/sqlite/more.sql": file("x")}, "load query more of sqlite: nothing uses it"},
		"a question mark in a literal": {fstest.MapFS{"queries/here.sql": file("select 'a?', ?")}, "load query here of sqlite: a question mark stands inside a literal"},
	} {
		var into struct{ Here Query }
		err := load(test.files, SQLite, nil, &into)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

func TestBindRows(t *testing.T) {
	q := Query{Name: "add", Text: "insert into t (a, b) values (rows) on conflict do nothing"}
	for _, test := range []struct {
		dialect       Dialect
		rows, columns int
		want          string
	}{
		{SQLite, 1, 1, "insert into t (a, b) values (?) on conflict do nothing"},
		{SQLite, 2, 2, "insert into t (a, b) values (?,?),(?,?) on conflict do nothing"},
		{Postgres, 2, 2, "insert into t (a, b) values ($1,$2),($3,$4) on conflict do nothing"},
	} {
		got, err := q.BindRows(test.dialect, test.rows, test.columns)
		if err != nil || got != test.want {
			t.Errorf("%s, %d rows of %d: %q, %v, want %q", test.dialect, test.rows, test.columns, got, err, test.want)
		}
	}
	for _, test := range []struct {
		text          string
		rows, columns int
	}{
		{"select 1", 1, 1}, {"values (rows), (rows)", 1, 1}, {q.Text, 0, 1}, {q.Text, 1, 0},
	} {
		_, err := Query{Text: test.text}.BindRows(SQLite, test.rows, test.columns)
		if err == nil {
			t.Errorf("%d rows of %d are bound to %q", test.rows, test.columns, test.text)
		}
	}
}
