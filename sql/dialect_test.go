package sqlfiles

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// released returns the SHA-256 of the migrations that databases out there have gone
// through. They never change; what is new gets a file of its own.
func released(dialect Dialect) map[string]string {
	if dialect == SQLite {
		return map[string]string{
			"00001_facts.sql":      "c53f45d8619639c81dbe9b7baa8344f135c848a16286cb59b4ef68d7d16ea635",
			"00002_runs.sql":       "c9c93a792b0a61fddb979bcce6ae7618a35538eb009d91f836a1fb2d348487c9",
			"00003_plan_trend.sql": "a6aabc24f249bdcc76ae6cf60a2ef5bf2bd6a8f721bfcce4db6e6133a5995888",
		}
	}
	return map[string]string{
		"00001_facts.sql":      "8e2e3ee771a870700126151f5df69313bc1fe060e3239f7c48b5f53c425cfc1d",
		"00002_runs.sql":       "2a6e43b50fb5067e47c5ceb4755069b6384be50497addb8a63cf6849e5e4fa1d",
		"00003_plan_trend.sql": "53eb436e5be93664505327263fac8d6765e3acb82c899aeffebef2c24ff852f1",
	}
}

// TestMigrations checks that the released migrations are as they were, and that no
// placeholder is left in any.
func TestMigrations(t *testing.T) {
	for _, dialect := range []Dialect{SQLite, Postgres} {
		folder, err := Migrations(dialect)
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(folder, "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(folder, name)
			if err != nil {
				t.Fatal(err)
			}
			checkMigration(t, dialect, name, string(text))
		}
		if len(names) < len(released(dialect)) {
			t.Errorf("%s has only the migrations %q", dialect, names)
		}
	}
}

func checkMigration(t *testing.T, dialect Dialect, name, text string) {
	t.Helper()
	got, want := fmt.Sprintf("%x", sha256.Sum256([]byte(text))), released(dialect)[name]
	if want != "" && got != want {
		t.Errorf("%s of %s has changed", name, dialect)
	}
	for placeholder := range dialect.ofMigrations() {
		if strings.Contains(text, strings.Trim(placeholder, " ,")) {
			t.Errorf("%s of %s holds %s", name, dialect, placeholder)
		}
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) > 1 && strings.HasPrefix(words[1], "date") || strings.Contains(line, "timestamp") {
			t.Errorf("%s of %s declares a date, which SQLite's driver rewrites: %s", name, dialect, line)
		}
	}
}
