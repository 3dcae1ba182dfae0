package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// judged lists every row of the tables that hold what nights have found, planned and
// looked at, and the subscriptions that they were given.
func (p *program) judged() []string {
	p.t.Helper()
	db := p.open()
	var lines []string
	for _, table := range []string{
		"finding", "finding_version", "resolution", "plan_version", "plan_item", "plan_elsewhere", "coverage_version", "seller_version",
		"subscription_fact", "fact_change", "tenant_rows",
	} {
		lines = append(lines, p.rows(db, table)...)
	}
	if err := db.Close(); err != nil {
		p.t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

// rows lists those of a table.
func (p *program) rows(db *sql.DB, table string) (lines []string) {
	p.t.Helper()
	rows, err := db.QueryContext(p.t.Context(), "select * from "+table)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			p.t.Error(err)
		}
	}()
	columns, err := rows.Columns()
	if err != nil {
		p.t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			p.t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s %q", table, values))
	}
	if err := rows.Err(); err != nil {
		p.t.Fatal(err)
	}
	return lines
}

// Nights over the same facts, from files, a watched folder or Partner Center, write none
// of what they have judged anew.
func TestNightsOverTheSameFacts(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		roads := map[string]func(t *testing.T, p *program) (night func()){"files": nightsOfFiles, "watched folder": nightsOfAFolder, "sync": nightsOfSyncs}
		for name, road := range roads {
			t.Run(name, func(t *testing.T) {
				kind, _, _ := strings.Cut(p.db, ":")
				own := newProgram(t, stores()[kind](t))
				night := road(t, own)
				night()
				first := own.judged()
				for range 2 {
					own.now = own.now.Add(time.Hour)
					night()
				}
				if diff := cmp.Diff(first, own.judged()); diff != "" || !slices.ContainsFunc(first, func(row string) bool { return strings.HasPrefix(row, "finding_version ") }) {
					t.Errorf("two more nights over %d rows write (-before +after):\n%s", len(first), diff)
				}
			})
		}
	})
}

// estate invents the files of a few customers.
func (p *program) estate() (folder string) {
	folder = filepath.Join(p.folder, "estate")
	p.must(0, "demo", "--tenants", "10", "--as-of", "2026-11-20", "--out", folder)
	if err := os.Remove(filepath.Join(folder, "README.txt")); err != nil {
		p.t.Fatal(err)
	}
	return folder
}

func nightsOfFiles(_ *testing.T, p *program) func() {
	data := p.estate()
	return func() {
		p.must(0, "import", data)
		p.must(0, "run", "-o", "md:"+filepath.Join(p.folder, "report.md"))
	}
}

func nightsOfAFolder(t *testing.T, p *program) func() {
	data := p.estate()
	p.must(0, "migrate", "up")
	p.write("handover.toml", testConfig+"[import.incoming]\nfolder = \"incoming\"\nsettle = \"0s\"\n")
	return func() {
		if err := os.CopyFS(filepath.Join(p.folder, "incoming"), os.DirFS(data)); err != nil {
			t.Fatal(err)
		}
		p.must(0, "run", "--import", "-o", "md:"+filepath.Join(p.folder, "report.md"))
	}
}

func nightsOfSyncs(t *testing.T, p *program) func() {
	s := newSyncing(t, p, 5)
	return func() {
		s.synced(0)
		s.must(0, "run", "-o", "md:"+filepath.Join(s.folder, "report.md"))
	}
}
