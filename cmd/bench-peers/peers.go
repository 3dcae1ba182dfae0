package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// peer is a program of somebody else.
type peer struct {
	name, version string
	missing       string // why it is not measured, and how to install it; empty if it is there
}

// peers are all of them. The barest Go program and excelize are in this program and never missing.
type peers struct {
	sqlite, psql, duckdb, pandas peer
}

func (p *peers) all() []peer { return []peer{p.sqlite, p.psql, p.duckdb, p.pandas} }

// python is Debian's, which finds Debian's packages.
const python = "/usr/bin/python3"

func findPeers(ctx context.Context, o *options) peers {
	return peers{
		sqlite: find(ctx, "sqlite3", "install Debian's package sqlite3", "sqlite3", ":memory:", "select sqlite_version()"),
		psql:   find(ctx, "psql", "install Debian's package postgresql-client", "psql", "--version"),
		duckdb: findDuckDB(ctx, o.tools),
		pandas: find(ctx, "pandas", "install Debian's packages python3-pandas and python3-xlsxwriter", python, "-c",
			"import pandas, xlsxwriter; print(pandas.__version__, 'with xlsxwriter', xlsxwriter.__version__)"),
	}
}

// find asks a program for its version.
func find(ctx context.Context, name, install, program string, args ...string) peer {
	text, err := output(ctx, program, args...)
	if err != nil {
		return peer{name: name, missing: install}
	}
	version, _, _ := strings.Cut(text, "\n")
	return peer{name: name, version: version}
}

// findDuckDB looks for the package in the folder of the tools; Node finds it there by NODE_PATH.
func findDuckDB(ctx context.Context, tools string) peer {
	p := peer{name: "DuckDB", missing: fmt.Sprintf("install Node.js and npm, then npm install --prefix %s @duckdb/node-api", tools)}
	folder, err := filepath.Abs(filepath.Join(tools, "node_modules"))
	if err != nil {
		return p
	}
	if _, err := os.Stat(filepath.Join(folder, "@duckdb", "node-api")); err != nil {
		return p
	}
	cmd := exec.CommandContext(ctx, "node", "-p", "require('@duckdb/node-api').version()")
	cmd.Env = append(os.Environ(), "NODE_PATH="+folder)
	text, err := cmd.Output()
	if err != nil {
		return p
	}
	return peer{name: "DuckDB", version: strings.TrimSpace(string(text))}
}

// runPeer is this program as one of the peers.
func runPeer(name string, args []string) error {
	switch {
	case name == "driver" && len(args) == 2:
		return loadBarely(args[0], args[1])
	case name == "excelize" && len(args) == 2:
		return streamPlainly(args[0], args[1])
	}
	return fmt.Errorf("peer %s: it is no peer, or has other arguments", name)
}
