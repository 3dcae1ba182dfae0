package main

import (
	"archive/zip"
	"database/sql"
	"errors"
	"os"
	"testing"
)

// archive writes a zip file.
func archive(t *testing.T, path string, parts map[string]string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	for name, text := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
}

// count is the number of rows that a loader has stored.
func count(t *testing.T, database string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.QueryRow("select count(*) from fact").Scan(&n), db.Close()); err != nil {
		t.Fatal(err)
	}
	return n
}
