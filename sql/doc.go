// Package sqlfiles holds the migrations and the queries of the store as
// embedded files, for SQLite and for PostgreSQL.
//
// A query is one file, queries/NAME.sql, in the SQL that both databases
// understand. A file queries/DIALECT/NAME.sql takes its place for one dialect;
// a name that only exists there belongs to that dialect alone. Parameters are
// positional question marks, types are converted by cast, and lines that begin
// with two dashes are comments. A query that inserts rows may end its values in
// the words "values (rows)": the store puts in as many rows as it has.
//
// A word in brackets may be a placeholder: of the queries the store says what it
// stands for, which tells the columns of a kind of fact once, and of the migrations
// the dialect does.
package sqlfiles
