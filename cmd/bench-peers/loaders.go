package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// loaders measures what comes with the databases: the same file into a table with its columns and our key.
func (r *round) loaders(ctx context.Context) error {
	if r.place.factor > 1 {
		return nil
	}
	file := filepath.Join(r.data.first, subscriptionsFile)
	table, err := tableOf(file)
	if err != nil {
		return err
	}
	if r.place.store == postgres {
		return r.copies(ctx, file, table)
	}
	if r.peers.sqlite.missing == "" {
		script := table + " without rowid;\n.mode csv\nbegin;\n.import --skip 1 " + quoted(file) + " fact\ncommit;\n"
		c := &command{folder: r.folder, args: []string{"sqlite3", "-bail", r.path("import.db")}, stdin: script}
		if err := r.timed(ctx, peerSQLite, c); err != nil {
			return err
		}
	}
	args, err := ourselves("driver", r.path("driver.db"), file)
	if err != nil {
		return err
	}
	return r.timed(ctx, peerDriver, &command{folder: r.folder, args: args})
}

// copies measures psql, in and out.
func (r *round) copies(ctx context.Context, file, table string) error {
	if r.peers.psql.missing != "" {
		return nil
	}
	url, err := newDatabase(ctx, r.cluster.URL(), "bench_copy")
	if err != nil {
		return err
	}
	for _, step := range []struct{ name, script string }{
		{peerCopyIn, table + ";\n\\copy fact from " + quoted(file) + " (format csv, header)\n"},
		{peerCopyOut, "\\copy fact to " + quoted(r.path("copy.csv")) + " (format csv, header)\n"},
	} {
		args := []string{"psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", url}
		if err := r.timed(ctx, step.name, &command{folder: r.folder, args: args, stdin: step.script}); err != nil {
			return err
		}
	}
	return nil
}

// quoted is a path in the scripts of sqlite3 and psql.
func quoted(path string) string { return "'" + strings.ReplaceAll(path, "'", "''") + "'" }

// columnsOf reads the header of a file.
func columnsOf(file string) ([]string, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open the subscriptions: %w", err)
	}
	columns, err := csv.NewReader(bufio.NewReader(in)).Read()
	if err != nil {
		_ = in.Close() // it was only read, and the error of the reading is told
		return nil, fmt.Errorf("read the header of the subscriptions: %w", err)
	}
	return columns, in.Close()
}

// tableOf is a table with the columns of a file, all texts, and our key, in SQL that both databases know.
func tableOf(file string) (string, error) {
	columns, err := columnsOf(file)
	if err != nil {
		return "", err
	}
	for i, name := range columns {
		columns[i] = `"` + name + `" text`
	}
	return "create table fact (" + strings.Join(columns, ", ") + ", primary key (tenant_id, subscription_id))", nil
}
