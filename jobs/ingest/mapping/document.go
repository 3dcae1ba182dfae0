package mapping

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"

	"handover/jobs/tomlfile"
)

// Document is a mapping as TOML says it. What is left out is as the mapping of the
// program that has the same name has it, if there is one.
type Document struct {
	Title string `toml:"title,omitempty"` // what the file is and who writes it, in one line
	Kind  string `toml:"kind,omitempty"`  // of the rows: one of the canonical files; subscriptions where it is left out

	Format   string  `toml:"format,omitempty"`   // csv, json or ndjson; empty: any of them
	Encoding string  `toml:"encoding,omitempty"` // the name of that of a CSV file, such as windows-1252; empty: UTF-8, or UTF-16 with a mark
	Rows     string  `toml:"rows,omitempty"`     // the dotted path of the list of records in a JSON body
	Within   Choices `toml:"within"`             // dotted paths: the first one that is an object of the record holds its fields
	Header   Choices `toml:"header"`             // the fields by which a file is recognised, none where the list is empty; left out: the required ones and two more

	Source      string `toml:"source,omitempty"`       // of the rows; the mapping's name where it is left out
	CompleteFor string `toml:"complete_for,omitempty"` // tenant or file: what a file always holds all of
	OwnID       string `toml:"own_id,omitempty"`       // the writer's own id: a row without Microsoft's is kept as SOURCE:ID

	Dates     Choices `toml:"dates"`               // layouts such as DD/MM/YYYY
	Zone      string  `toml:"zone,omitempty"`      // of times that name none, such as Europe/Berlin; UTC where it is left out
	End       string  `toml:"end,omitempty"`       // last-day or renewal-day: what the date of commitment_end is
	Decimal   string  `toml:"decimal,omitempty"`   // the mark before the fraction of a number; a point where it is left out
	Thousands string  `toml:"thousands,omitempty"` // the mark between thousands; none where it is left out
	TermHours Choices `toml:"term_hours"`          // the columns of term, renew_term and billing_cycle that are told in hours

	Columns map[string]Choices         `toml:"columns"`          // of a canonical column the fields that give it, the first one that says something
	Const   map[string]Text            `toml:"const,omitempty"`  // of a canonical column what it is where no field gives it
	Values  map[string]map[string]Text `toml:"values,omitempty"` // of a canonical column what the file's words mean
	Keep    map[string]Choices         `toml:"keep"`             // of a field the values with which a row is read; others are skipped
	Skip    map[string]Choices         `toml:"skip"`             // of a field the values with which a row is skipped
	Join    map[string]Join            `toml:"join,omitempty"`   // of a canonical column a CSV file that gives it
}

// Join is a CSV file that turns an id of the file's writer into one of Microsoft's.
type Join struct {
	File string  `toml:"file,omitempty"` // relative to the file in which the mapping stands
	By   Choices `toml:"by"`             // the fields of a record to look up, the first one that says something
	Name string  `toml:"name,omitempty"` // the field by which people know what is not found
	From string  `toml:"from,omitempty"` // the column of the CSV file to look in; named like the first of By where it is left out
	To   string  `toml:"to,omitempty"`   // the column of the CSV file with the answer; named like the canonical column where it is left out
}

// The meanings of Document.End.
const (
	lastDay    = "last-day"    // the date is the last day of the term
	renewalDay = "renewal-day" // the date is the first day of the next term
)

// Choices is a text or a list of them.
type Choices []string

// UnmarshalTOML reads a text, a number or a truth value, or a list of these.
func (c *Choices) UnmarshalTOML(value any) error {
	list, isList := value.([]any)
	if !isList {
		list = []any{value}
	}
	*c = make(Choices, 0, len(list))
	for _, item := range list {
		var text Text
		if err := text.UnmarshalTOML(item); err != nil {
			return err
		}
		*c = append(*c, string(text))
	}
	return nil
}

// Text is a text; a number or a truth value may be written without quotes.
type Text string

// UnmarshalTOML reads a text, a number or a truth value.
func (t *Text) UnmarshalTOML(value any) error {
	switch v := value.(type) {
	case string:
		*t = Text(v)
	case bool:
		*t = Text(strconv.FormatBool(v))
	case int64:
		*t = Text(strconv.FormatInt(v, 10))
	default:
		return fmt.Errorf("write a text, such as \"Active\"")
	}
	return nil
}

// decode reads a document of its own from TOML. Its path is for messages.
func decode(path, text string) (Document, error) {
	var d Document
	err := tomlfile.Decode(path, text, &d, "compare it with handover mapping show giacom")
	return d, err
}

// over returns the document with what it leaves out taken from another one.
func (d *Document) over(base *Document) Document {
	both := *d
	for _, text := range []struct{ into, from *string }{
		{&both.Title, &base.Title},
		{&both.Kind, &base.Kind},
		{&both.Format, &base.Format},
		{&both.Encoding, &base.Encoding},
		{&both.Rows, &base.Rows},
		{&both.Source, &base.Source},
		{&both.CompleteFor, &base.CompleteFor},
		{&both.OwnID, &base.OwnID},
		{&both.Zone, &base.Zone},
		{&both.End, &base.End},
		{&both.Decimal, &base.Decimal},
		{&both.Thousands, &base.Thousands},
	} {
		*text.into = cmp.Or(*text.into, *text.from)
	}
	for _, list := range []struct{ into, from *Choices }{
		{&both.Within, &base.Within}, {&both.Header, &base.Header}, {&both.Dates, &base.Dates}, {&both.TermHours, &base.TermHours},
	} {
		if *list.into == nil {
			*list.into = *list.from
		}
	}
	both.Columns, both.Const = merged(d.Columns, base.Columns), merged(d.Const, base.Const)
	both.Keep, both.Skip = merged(d.Keep, base.Keep), merged(d.Skip, base.Skip)
	both.Values = merged(d.Values, base.Values)
	for column, words := range base.Values {
		both.Values[column] = merged(both.Values[column], words)
	}
	both.Join = merged(d.Join, base.Join)
	for column, from := range base.Join {
		both.Join[column] = both.Join[column].over(from)
	}
	return both
}

func (j Join) over(base Join) Join {
	j.File, j.Name = cmp.Or(j.File, base.File), cmp.Or(j.Name, base.Name)
	j.From, j.To = cmp.Or(j.From, base.From), cmp.Or(j.To, base.To)
	if j.By == nil {
		j.By = base.By
	}
	return j
}

// merged returns the entries of two maps; of the same key those of the first.
func merged[V any](first, second map[string]V) map[string]V {
	both := make(map[string]V, len(first)+len(second))
	maps.Copy(both, second)
	maps.Copy(both, first)
	return both
}
