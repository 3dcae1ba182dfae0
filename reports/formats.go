package reports

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is one way to render a report.
type Format struct {
	Name        string // as people name it on the command line
	Ext         string // of its files, with the dot
	ContentType string // of its bytes, as a MIME type

	// Write renders the report. After an error what was written is not whole.
	Write func(ctx context.Context, w io.Writer, r *Report) error
}

// Formats gives every format; help texts, validation and publishing read it.
func Formats() []Format {
	return []Format{
		{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeWorkbook},
		{"csv", ".csv", "text/csv; charset=utf-8", writeCSV},
		{"json", ".json", "application/json", writeJSON},
		{"ndjson", ".ndjson", "application/x-ndjson", writeLines},
		{"html", ".html", "text/html; charset=utf-8", writeHTML},
		{"md", ".md", "text/markdown; charset=utf-8", writeDigest},
		{"ics", ".ics", "text/calendar; charset=utf-8; method=PUBLISH", writeCalendar},
	}
}

// FormatNamed gives the format of a name.
func FormatNamed(name string) (Format, error) {
	return pick("format", name, func(f Format) bool { return f.Name == name })
}

// FormatOf gives the format of a file's extension, which is compared without
// case.
func FormatOf(ext string) (Format, error) {
	return pick("extension", ext, func(f Format) bool { return strings.EqualFold(f.Ext, ext) })
}

func pick(what, value string, fits func(Format) bool) (Format, error) {
	all := Formats()
	at := slices.IndexFunc(all, fits)
	if at < 0 {
		return Format{}, fmt.Errorf("%s %q is no report format; choose %s", what, value, strings.Join(names(all), ", "))
	}
	return all[at], nil
}

func names(formats []Format) []string {
	list := make([]string, 0, len(formats))
	for _, f := range formats {
		list = append(list, f.Name)
	}
	return list
}
