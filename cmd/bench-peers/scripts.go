package main

import (
	"context"
	_ "embed"
	"path/filepath"
	"strconv"
	"time"
)

// duckdbScript answers the four questions of the card from the same files.
//
//go:embed duckdb.js
var duckdbScript string

// pandasScript writes a workbook of DuckDB's rows.
//
//go:embed workbook.py
var pandasScript string

// answers is the file that DuckDB writes and pandas reads.
const answers = "answers.csv"

// duckdb answers the questions with as many rows as we have findings.
func (r *round) duckdb(ctx context.Context) error {
	if r.peers.duckdb.missing != "" {
		return nil
	}
	modules, err := filepath.Abs(filepath.Join(r.tools, "node_modules"))
	if err != nil {
		return err
	}
	args := []string{
		"env", "NODE_PATH=" + modules, "node", "-", r.data.first, r.begin.Format(time.DateOnly),
		strconv.Itoa(r.findings[r.place.factor]), r.path(answers),
	}
	return r.timed(ctx, peerDuckDB, &command{folder: r.folder, args: args, stdin: duckdbScript})
}

// pandas makes a workbook of what DuckDB found.
func (r *round) pandas(ctx context.Context) error {
	if r.peers.duckdb.missing != "" || r.peers.pandas.missing != "" {
		return nil
	}
	args := []string{python, "-", r.path(answers), r.path("pandas.xlsx")}
	return r.timed(ctx, peerPandas, &command{folder: r.folder, args: args, stdin: pandasScript})
}
