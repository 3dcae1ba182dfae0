package sqlfiles

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"unicode"
)

//go:embed migrations queries
var files embed.FS

// Rows stands in a query for the rows of values that the store puts in.
const Rows = "(rows)"

// Query is one named statement.
type Query struct {
	Name string // of the file, without its ending
	Text string // with the parameters of the dialect; empty where the dialect has no such query
}

// Texts are what placeholders stand for, by the placeholder: "(columns)".
type Texts map[string]string

func (t Texts) fill(text string) string {
	for placeholder, stands := range t {
		text = strings.ReplaceAll(text, placeholder, stands)
	}
	return text
}

// Fill returns the query with its placeholders filled. The texts hold neither
// parameters nor placeholders.
func (q Query) Fill(texts Texts) Query { return Query{Name: q.Name, Text: texts.fill(q.Text)} }

// Load fills the fields of a struct, all of type Query, from the files of the
// same name in snake case: LeaseTake is read from lease_take.sql. A field with
// the tag `dialect:"postgres"` stays empty in every other dialect. A field
// without a file and a file without a field are errors. Placeholders that the texts
// do not name are left to Fill.
func Load(dialect Dialect, texts Texts, into any) error {
	return load(files, dialect, texts, into)
}

func load(from fs.FS, dialect Dialect, fill Texts, into any) error {
	texts, err := read(from, dialect)
	if err != nil {
		return err
	}
	var problems []error
	target := reflect.ValueOf(into).Elem()
	for i := range target.NumField() {
		field := target.Type().Field(i)
		if only := field.Tag.Get("dialect"); only != "" && only != string(dialect) {
			continue
		}
		name := snake(field.Name)
		text, ok := texts[name]
		if !ok {
			problems = append(problems, fmt.Errorf("load query %s of %s: there is no such file", name, dialect))
			continue
		}
		delete(texts, name)
		query, err := bind(dialect, name, fill.fill(text))
		if err != nil {
			problems = append(problems, err)
			continue
		}
		target.Field(i).Set(reflect.ValueOf(query))
	}
	for name := range texts {
		problems = append(problems, fmt.Errorf("load query %s of %s: nothing uses it", name, dialect))
	}
	return errors.Join(problems...)
}

// read returns the text of every query of a dialect, its own before the common.
func read(from fs.FS, dialect Dialect) (map[string]string, error) {
	texts := map[string]string{}
	for _, folder := range []string{"queries", path.Join("queries", string(dialect))} {
		names, err := fs.Glob(from, path.Join(folder, "*.sql"))
		if err != nil {
			return nil, fmt.Errorf("list the queries in %s: %w", folder, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, fmt.Errorf("read query %s: %w", name, err)
			}
			texts[strings.TrimSuffix(path.Base(name), ".sql")] = withoutComments(string(text))
		}
	}
	return texts, nil
}

func withoutComments(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ""))
}

// bind turns the question marks into the parameters of the dialect. That is
// done blindly, so a question mark must not stand inside a literal. A query
// with Rows is bound once its rows are counted, by BindRows.
func bind(dialect Dialect, name, text string) (Query, error) {
	for i, part := range strings.Split(text, "'") {
		if i%2 == 1 && strings.Contains(part, "?") {
			return Query{}, fmt.Errorf("load query %s of %s: a question mark stands inside a literal", name, dialect)
		}
	}
	if !strings.Contains(text, Rows) {
		text = rebind(dialect, text)
	}
	return Query{Name: name, Text: text}, nil
}

// BindRows returns the text of a query with Rows for a number of rows of a number
// of columns each, both at least one.
func (q Query) BindRows(dialect Dialect, rows, columns int) (string, error) {
	before, after, found := strings.Cut(q.Text, Rows)
	if !found || strings.Contains(after, Rows) || rows < 1 || columns < 1 {
		return "", fmt.Errorf("bind %d rows of %d columns to query %s: it must name its rows once", rows, columns, q.Name)
	}
	row := "(" + strings.Repeat("?,", columns-1) + "?)"
	return rebind(dialect, before+strings.Repeat(row+",", rows-1)+row+after), nil
}

// snake turns a field's name into a file's: LeaseTake into lease_take.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
