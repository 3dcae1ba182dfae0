package main

import (
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// secretsKept is secrets [PATH…]: no secret of the counterparts, in no spelling, stands in
// what the last command printed, in files and folders, or anywhere in the store.
func secretsKept(ts *testscript.TestScript, neg bool, args []string) {
	texts := map[string]string{"stdout": ts.ReadFile("stdout"), "stderr": ts.ReadFile("stderr"), "the store": stored(ts)}
	for _, path := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(path), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			texts[name] = string(text)
			return err
		}))
	}
	var found []string
	for where, text := range texts {
		for _, secret := range spellings(ts) {
			if strings.Contains(text, secret) {
				found = append(found, secret+" in "+where)
			}
		}
	}
	slices.Sort(found)
	if (len(found) > 0) != neg {
		ts.Fatalf("secrets: %q", slices.Compact(found))
	}
}

// spellings are the secrets as they may be written.
func spellings(ts *testscript.TestScript) []string {
	secrets := []string{mailPassword, mailSecret, mailToken, hookSecret, hookSig, hookKey, pingToken}
	for _, name := range []string{"MAIL_PASSWORD", "MAIL_SECRET", "HOOK_KEY"} {
		secrets = append(secrets, ts.Getenv(name))
	}
	for _, name := range []string{"HOOK_JSON", "HOOK_TEAMS", "HOOK_SLACK", "HANDOVER_PING_URL"} {
		if u, err := url.Parse(ts.Getenv(name)); err == nil && len(u.Path) > 1 {
			secrets = append(secrets, strings.TrimPrefix(u.Path, "/"))
		}
	}
	var list []string
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		list = append(list, secret, url.QueryEscape(secret), url.PathEscape(secret), fmt.Sprintf("%q", secret),
			base64.StdEncoding.EncodeToString([]byte(secret)), base64.URLEncoding.EncodeToString([]byte(secret)),
			base64.StdEncoding.EncodeToString([]byte("\x00handover@partner.example\x00"+secret)),
			base64.StdEncoding.EncodeToString([]byte("user=robot@partner.example\x01auth=Bearer "+secret+"\x01\x01")))
	}
	return list
}

// stored is all that the store of a script holds.
func stored(ts *testscript.TestScript) string {
	driver, source, tables := "postgres", ts.Getenv("HANDOVER_DB"), "select table_name from information_schema.tables where table_schema = current_schema()"
	if file, is := strings.CutPrefix(source, "sqlite:"); is {
		driver, source, tables = "sqlite", file, "select name from sqlite_schema where type = 'table'"
	}
	db, err := sql.Open(driver, source)
	ts.Check(err)
	defer func() { ts.Check(db.Close()) }()
	var text strings.Builder
	for _, name := range listed(ts, db, tables) {
		for _, row := range listed(ts, db, `select * from "`+name[0]+`"`) {
			fmt.Fprintln(&text, name[0], row)
		}
	}
	if driver == "sqlite" { // whose file may hold what no table has any more
		content, err := os.ReadFile(source)
		ts.Check(err)
		text.Write(content)
	}
	return text.String()
}

// listed are the rows of a query as texts.
func listed(ts *testscript.TestScript, db *sql.DB, query string) (list [][]string) {
	rows, err := db.Query(query)
	ts.Check(err)
	defer func() { ts.Check(errors.Join(rows.Err(), rows.Close())) }()
	columns, err := rows.Columns()
	ts.Check(err)
	for rows.Next() {
		values, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		ts.Check(rows.Scan(into...))
		row := make([]string, len(columns))
		for i := range values {
			row[i] = values[i].String
		}
		list = append(list, row)
	}
	return list
}
