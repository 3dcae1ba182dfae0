package main

import (
	"bufio"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	_ "modernc.org/sqlite" // the driver that the store uses
)

// rowsAStatement is how many rows one statement inserts: more make it no faster.
const rowsAStatement = 200

// loadBarely is the barest Go program over our SQLite driver: a CSV reader, one prepared statement, one transaction.
func loadBarely(database, file string) (err error) {
	table, err := tableOf(file)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file:"+database+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin()
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec(table + " without rowid"); err != nil {
		return fmt.Errorf("create the table: %w", err)
	}
	if err := insertAll(tx, file); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// insertAll inserts the rows of a file, many with each statement.
func insertAll(tx *sql.Tx, file string) (err error) {
	in, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("open the subscriptions: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	rows := csv.NewReader(bufio.NewReaderSize(in, 1<<20))
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("read the header of the subscriptions: %w", err)
	}
	many, err := tx.Prepare(insertOf(len(header), rowsAStatement))
	if err != nil {
		return fmt.Errorf("prepare the insert: %w", err)
	}
	defer func() { err = errors.Join(err, many.Close()) }()
	values := make([]any, 0, len(header)*rowsAStatement)
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read the subscriptions: %w", err)
		}
		for _, text := range row {
			values = append(values, text)
		}
		if len(values) < cap(values) {
			continue
		}
		if _, err := many.Exec(values...); err != nil {
			return fmt.Errorf("insert rows: %w", err)
		}
		values = values[:0]
	}
	return insertRest(tx, values, len(header))
}

// insertRest inserts the rows that were too few for a whole statement.
func insertRest(tx *sql.Tx, values []any, columns int) error {
	if len(values) == 0 {
		return nil
	}
	if _, err := tx.Exec(insertOf(columns, len(values)/columns), values...); err != nil {
		return fmt.Errorf("insert the last rows: %w", err)
	}
	return nil
}

// insertOf is the statement for so many columns and rows.
func insertOf(columns, rows int) string {
	row := "(?" + strings.Repeat(",?", columns-1) + ")"
	return "insert into fact values " + row + strings.Repeat(","+row, rows-1)
}
