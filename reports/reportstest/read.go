package reportstest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Document reads a JSON document.
func Document(tb testing.TB, content []byte) map[string]any {
	tb.Helper()
	var v map[string]any
	if err := json.Unmarshal(content, &v); err != nil {
		tb.Fatalf("decode report: %v\n%s", err, content)
	}
	return v
}

// Object returns a part of a document its type.
func Object(tb testing.TB, v any) map[string]any {
	tb.Helper()
	typed, ok := v.(map[string]any)
	if !ok {
		tb.Fatalf("%v is no object", v)
	}
	return typed
}

// Items returns a list of a document its type.
func Items(tb testing.TB, v any) []any {
	tb.Helper()
	typed, ok := v.([]any)
	if !ok {
		tb.Fatalf("%v is no list", v)
	}
	return typed
}

// Parts returns the parts of a workbook by name.
func Parts(tb testing.TB, content []byte) map[string]string {
	tb.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		tb.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			tb.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			tb.Fatal(err)
		}
		parts[part.Name] = string(content)
	}
	return parts
}

// Schema reads the schema of the JSON report.
func Schema(tb testing.TB, path string) *jsonschema.Schema {
	tb.Helper()
	compiled, err := jsonschema.NewCompiler().Compile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return compiled
}

// Flat turns a finding of the JSON report into the fields of a row.
func Flat(tb testing.TB, finding map[string]any) map[string]string {
	tb.Helper()
	row := map[string]string{"step_kind": "", "step_owner": "", "step_planned": "", "step_last_safe": ""}
	for _, key := range []string{"amount", "currency", "kind", "period", "basis"} {
		row["exposure_"+key] = ""
	}
	for key, v := range finding {
		switch v := v.(type) {
		case nil:
			row[key] = ""
		case string:
			row[key] = v
		case float64:
			row[key] = strconv.FormatFloat(v, 'f', -1, 64)
		default:
			row[key] = encoded(tb, v)
		}
	}
	for _, object := range []string{"exposure", "step"} {
		delete(row, object)
		fields, _ := finding[object].(map[string]any)
		for key, v := range fields {
			row[object+"_"+key], _ = v.(string)
		}
	}
	evidence := Object(tb, finding["evidence"])
	for _, key := range []string{"E", "outcome", "cover_by"} {
		row[key], _ = evidence[key].(string)
	}
	return row
}

func encoded(tb testing.TB, v any) string {
	tb.Helper()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		tb.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Recoded brings a JSON text to one spelling: the same character may be written
// as it is or escaped.
func Recoded(tb testing.TB, text string) string {
	tb.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		tb.Fatal(err)
	}
	return encoded(tb, v)
}

// ChineseMarks checks that a text in Chinese has marks of full width between its
// own words.
func ChineseMarks(tb testing.TB, content string) {
	tb.Helper()
	half := regexp.MustCompile(`\p{Han}[:;,]|[:;]\p{Han}`)
	if found := half.FindString(content); found != "" {
		tb.Errorf("%q is in\n%s", found, content)
	}
}
