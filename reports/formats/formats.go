// Package formats is the table of the formats that a report can be rendered in. It
// stands above them: a format knows the document and no other format.
package formats

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"handover/reports"
	"handover/reports/csv"
	"handover/reports/digest"
	"handover/reports/html"
	"handover/reports/ics"
	"handover/reports/json"
	"handover/reports/letter"
	"handover/reports/xlsx"
)

// Format is one way to render a report.
type Format struct {
	Name        string // as people name it on the command line
	Ext         string // of its files, with the dot
	ContentType string // of its bytes, as a MIME type

	// Write renders the report. After an error what was written is not whole.
	Write func(ctx context.Context, w io.Writer, r *reports.Report) error

	// Letter renders one letter of a run; nil: there are no letters in this format.
	Letter func(ctx context.Context, w io.Writer, l *reports.Letter) error
}

// All returns every format; help texts, validation and publishing read it.
func All() []Format {
	return []Format{
		{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.Write, letter.WriteXLSX},
		{"csv", ".csv", "text/csv; charset=utf-8", csv.Write, nil},
		{"json", ".json", "application/json", json.Write, nil},
		{"ndjson", ".ndjson", "application/x-ndjson", json.WriteLines, nil},
		{"html", ".html", "text/html; charset=utf-8", html.Write, letter.WriteHTML},
		{"md", ".md", "text/markdown; charset=utf-8", digest.WriteMarkdown, letter.WriteMarkdown},
		{"ics", ".ics", "text/calendar; charset=utf-8; method=PUBLISH", ics.Write, nil},
	}
}

// Names returns the names of all formats.
func Names() []string {
	var names []string
	for _, f := range All() {
		names = append(names, f.Name)
	}
	return names
}

// Named returns the format of a name.
func Named(name string) (Format, error) {
	return pick("format", name, func(f Format) bool { return f.Name == name })
}

// Of returns the format of a file's extension, which is compared without case.
func Of(ext string) (Format, error) {
	return pick("extension", ext, func(f Format) bool { return strings.EqualFold(f.Ext, ext) })
}

func pick(what, value string, fits func(Format) bool) (Format, error) {
	all := All()
	at := slices.IndexFunc(all, fits)
	if at < 0 {
		return Format{}, fmt.Errorf("%s %q is no report format; choose %s", what, value, strings.Join(Names(), ", "))
	}
	return all[at], nil
}

// OfLetters returns those of some formats that letters can be written in.
func OfLetters(chosen []Format) []Format {
	return slices.DeleteFunc(slices.Clone(chosen), func(f Format) bool { return f.Letter == nil })
}
