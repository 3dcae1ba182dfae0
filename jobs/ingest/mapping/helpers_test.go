package mapping_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
)

// tester is what tests, fuzz targets and properties have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// file writes a mapping into a folder of its own, with the files beside it.
func file(t testing.TB, text string, beside map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, text := range beside {
		write(name, text)
	}
	return write("fabrikam.toml", text)
}

// declared returns the format of a mapping.
func declared(t testing.TB, text string, beside map[string]string) formats.Format {
	t.Helper()
	format, err := mapping.LoadFile(file(t, text, beside))
	if err != nil {
		t.Fatal(err)
	}
	return format
}

// shipped returns the format of a mapping of the program, as a configuration beside some
// files may change it.
func shipped(t testing.TB, name string, change mapping.Document, beside map[string]string) formats.Format {
	t.Helper()
	list, err := mapping.Load(map[string]mapping.Document{name: change}, file(t, "", beside))
	if err != nil {
		t.Fatal(err)
	}
	format, found := formats.Named(list, name)
	if !found {
		t.Fatalf("there is no mapping %s", name)
	}
	return format
}

// lines returns the records of a CSV text.
func lines(t tester, text string) []*formats.Record {
	t.Helper()
	cells, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := formats.NewHeader(cells[0])
	var list []*formats.Record
	for i, line := range cells[1:] {
		list = append(list, formats.NewRecord(&formats.File{}, int64(i+2), header, line))
	}
	return list
}

// objects returns the records of a JSON body: the items of the list under a name, or the
// body.
func objects(t tester, text, list string) []*formats.Record {
	t.Helper()
	items := []json.RawMessage{[]byte(text)}
	if list != "" {
		var body map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(body[list], &items); err != nil {
			t.Fatal(err)
		}
	}
	var records []*formats.Record
	for i, item := range items {
		records = append(records, formats.NewObject(&formats.File{}, int64(i+1), item))
	}
	return records
}

// rows is what some records give: of each the cells by column, the reason for which it is
// refused under "problem", the one for which it is skipped under "skip", or the one for
// which nobody knows whose it is under "unplaced".
func rows(t tester, format formats.Format, records []*formats.Record) []map[string]string {
	t.Helper()
	var list []map[string]string
	for _, record := range records {
		given, err := format.Parts[0].Translate(record)
		cells := map[string]string{}
		var problem *formats.Problem
		var skip formats.Skip
		var unplaced formats.Unplaced
		switch {
		case errors.As(err, &problem):
			cells["problem"] = problem.Error()
		case errors.As(err, &skip):
			cells["skip"] = skip.Error()
		case errors.As(err, &unplaced):
			cells["unplaced"] = unplaced.Error()
		case err != nil:
			t.Fatalf("line %d: %v is neither a problem nor a skip", record.Line, err)
		default:
			for _, row := range given {
				for _, cell := range row.Cells {
					cells[cell.Column] = cell.Text
				}
			}
		}
		list = append(list, cells)
	}
	return list
}

// read returns a file of testdata.
func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
