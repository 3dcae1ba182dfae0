package reportstest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
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

// Object gives a part of a document its type.
func Object(tb testing.TB, v any) map[string]any {
	tb.Helper()
	typed, ok := v.(map[string]any)
	if !ok {
		tb.Fatalf("%v is no object", v)
	}
	return typed
}

// Items gives a list of a document its type.
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
