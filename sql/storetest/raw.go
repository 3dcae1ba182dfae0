package storetest

import (
	"database/sql"
	"fmt"
	"net/url"
	"strings"
)

// raw is a connection beside the store, to see what the database really holds.
func (b *bench) raw() *sql.DB {
	b.Helper()
	if b.beside != nil {
		return b.beside
	}
	driver, source := "postgres", b.url
	if path, ok := strings.CutPrefix(b.url, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=busy_timeout(100)"
	}
	db, err := sql.Open(driver, source)
	b.must(err)
	db.SetMaxOpenConns(1)
	b.beside = db
	b.Cleanup(func() {
		err := db.Close()
		if err != nil {
			b.Errorf("close the connection beside the store: %v", err)
		}
	})
	return db
}

func (b *bench) isSQLite() bool { return strings.HasPrefix(b.url, "sqlite:") }

// schema lists tables and views with their columns, nullability and rough types.
func (b *bench) schema() []string {
	b.Helper()
	query := `select table_name, column_name, data_type, case when is_nullable = 'YES' then 1 else 0 end
		from information_schema.columns where table_schema = current_schema()`
	if b.isSQLite() {
		query = `select m.name, c.name, lower(c.type), 1 - c."notnull"
			from sqlite_schema m, pragma_table_info(m.name) c where m.type in ('table', 'view')`
	}
	return b.lines(query, func(row []string) string {
		table, column, kind, nullable := row[0], row[1], row[2], row[3]
		if strings.HasPrefix(table, "goose") || strings.HasPrefix(table, "sqlite") {
			return ""
		}
		return strings.TrimRight(fmt.Sprintf("%s.%s %s %s", table, column, strings.Replace(kind, "integer", "bigint", 1), nullable), " ")
	})
}

// tables lists the tables of the store.
func (b *bench) tables() []string {
	var names []string
	for _, line := range b.schema() {
		name, _, _ := strings.Cut(line, ".")
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}

// dump returns every row of every table but the leases.
func (b *bench) dump() []string {
	b.Helper()
	var all []string
	for _, table := range b.tables() {
		if table == "lease" {
			continue
		}
		all = append(all, b.lines("select * from "+table, func(row []string) string {
			return table + " " + strings.Join(row, "|")
		})...)
	}
	return all
}

// lines returns the rows of a query as sorted texts, without empty ones.
func (b *bench) lines(query string, format func([]string) string) []string {
	b.Helper()
	rows, err := b.raw().QueryContext(b.Context(), query)
	b.must(err)
	defer func() { b.must(rows.Close()) }()
	columns, err := rows.Columns()
	b.must(err)
	var lines []string
	for rows.Next() {
		values := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		b.must(rows.Scan(into...))
		texts := make([]string, len(columns))
		for i, v := range values {
			texts[i] = v.String
			if !v.Valid {
				texts[i] = "null"
			}
		}
		if line := format(texts); line != "" {
			lines = append(lines, line)
		}
	}
	b.must(rows.Err())
	return sorted(lines)
}

// exec changes the database behind the store's back.
func (b *bench) exec(statement string) {
	b.Helper()
	_, err := b.raw().ExecContext(b.Context(), statement)
	b.must(err)
}
