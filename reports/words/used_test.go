package words_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"handover/reports/words"
)

// TestLabels checks that every label has a text in every language and that some
// format uses it.
func TestLabels(t *testing.T) {
	used := map[string]bool{}
	for _, folder := range formatFolders(t) {
		for _, file := range parse(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				if selector, ok := n.(*ast.SelectorExpr); ok {
					used[selector.Sel.Name] = true
				}
				return true
			})
		}
	}
	for _, name := range labelsInTemplates(t) {
		used[name] = true
	}
	for _, language := range words.Languages() {
		labels := reflect.ValueOf(table(t, language).Labels)
		for i := range labels.NumField() {
			name := labels.Type().Field(i).Name
			if labels.Field(i).String() == "" {
				t.Errorf("%s: label %s is missing", language, name)
			}
			if !used[name] {
				t.Errorf("label %s is used by no format", name)
			}
		}
	}
}

// formatFolders returns the folder of the document and those of the formats.
func formatFolders(t *testing.T) []string {
	t.Helper()
	folders := []string{".."}
	below, err := filepath.Glob("../*/doc.go")
	if err != nil || len(below) == 0 {
		t.Fatalf("no formats: %v", err)
	}
	for _, path := range below {
		if folder := filepath.Dir(path); folder != "../words" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// labelsInTemplates returns the labels that the page's templates name.
func labelsInTemplates(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../html/templates/*.html")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	var names []string
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`\.Labels\.(\w+)`).FindAllSubmatch(content, -1) {
			names = append(names, string(match[1]))
		}
	}
	return names
}

// TestColumns checks that every heading belongs to a column of some format.
func TestColumns(t *testing.T) {
	var source strings.Builder
	for _, folder := range formatFolders(t) {
		paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(content)
		}
	}
	for _, language := range words.Languages() {
		for _, key := range table(t, language).Keys("columns") {
			if !strings.Contains(source.String(), strconv.Quote(key)) {
				t.Errorf("%s: no format has a column %q", language, key)
			}
		}
	}
}
