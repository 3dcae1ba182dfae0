package reports_test

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"handover/reconcile/rules"
	"handover/reports"
	"handover/reports/reportstest"
	"handover/reports/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

const cataloguePage = "../docs/rules.md"

// The page is part of the repository, so it has to say what the program says.
func TestCataloguePageIsCurrent(t *testing.T) {
	table, err := words.Lookup("en")
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := reports.WriteCatalogue(&page, table); err != nil {
		t.Fatal(err)
	}
	reportstest.Golden(t, cataloguePage, page.Bytes(), *update)
}

// Every section has all its parts, and no example lacks a value.
func TestCatalogueSectionsAreWhole(t *testing.T) {
	table, err := words.Lookup("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.Catalogue() {
		for _, said := range reports.SayRule(&r, table) {
			if strings.TrimSpace(said.Text) == "" || strings.Contains(said.Text, " – ") || strings.Contains(said.Text, " — ") {
				t.Errorf("%s: %s is empty or has a gap: %s", r.Code, said.Label, said.Text)
			}
		}
	}
}
