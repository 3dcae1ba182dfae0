package sqlfiles

import (
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Dialect names a database that the store speaks; folders carry the same names.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// What makes one JSON text of several columns, around them.
const (
	arrayInSQLite, endInSQLite     = "json_array(", ")"
	arrayInPostgres, endInPostgres = "cast(json_build_array(", ") as text)"
)

// Array returns the expression for one JSON array of columns: reading one text is
// several times faster than reading thirty columns.
func (d Dialect) Array(columns []string) string {
	if d == Postgres {
		return arrayInPostgres + strings.Join(columns, ", ") + endInPostgres
	}
	return arrayInSQLite + strings.Join(columns, ", ") + endInSQLite
}

// ofMigrations returns what the placeholders of the migrations stand for. Texts are
// compared by their bytes, which SQLite does by itself, and tables with a key of
// texts have no other one in SQLite, as no table has in PostgreSQL.
func (d Dialect) ofMigrations() Texts {
	if d == Postgres {
		return Texts{
			"(collate)": `collate "C"`, "(without rowid)": "", "(array)": arrayInPostgres, "(end)": endInPostgres,
		}
	}
	return Texts{
		"     (collate),": ",", "(collate) ": "", "(without rowid)": " without rowid",
		"(array)": arrayInSQLite, "(end)": endInSQLite,
	}
}

// Migrations returns the migrations of a dialect.
func Migrations(dialect Dialect) (fs.FS, error) {
	folder, err := fs.Sub(files, "migrations")
	return filled{folder, dialect.ofMigrations()}, err
}

// filled is a folder of SQL whose placeholders are filled on reading.
type filled struct {
	folder fs.FS
	texts  Texts
}

// Open opens a file or the folder itself.
func (f filled) Open(name string) (fs.File, error) {
	file, err := f.folder.Open(name)
	if err != nil || path.Ext(name) != ".sql" {
		return file, err
	}
	text, err := io.ReadAll(file)
	return filledFile{file, strings.NewReader(f.texts.fill(string(text)))}, err
}

type filledFile struct {
	fs.File
	text *strings.Reader
}

// Read reads the filled text.
func (f filledFile) Read(into []byte) (int, error) { return f.text.Read(into) }

// rebind numbers the parameters for PostgreSQL.
func rebind(dialect Dialect, text string) string {
	if dialect != Postgres {
		return text
	}
	var b strings.Builder
	for n, part := range strings.Split(text, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
	}
	return b.String()
}
