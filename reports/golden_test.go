package reports_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

const schema = "../docs/report.schema.json"

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
			if slices.Contains([]string{"json", "ndjson", "csv", "ics", "md", "html"}, format.Name) {
				continue
			}
			t.Run(s.Name+format.Ext, func(t *testing.T) {
				got, path := render(t, s, format), filepath.Join("testdata", s.Name+format.Ext)
				if format.Name == "xlsx" {
					got, path = grid(t, got), path+".txt"
				}
				reportstest.Golden(t, path, got, *update)
			})
		}
	}
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
