package store

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/lib/pq"

	sqlfiles "handover/sql"
)

// address is where a database lives.
type address struct {
	dialect sqlfiles.Dialect
	path    string // SQLite: the file
	server  *url.URL
}

// parseAddress reads sqlite:PATH, postgres://… and postgresql://…. Everything
// after "sqlite:" is the path, whatever characters it holds. What cannot be read
// is ErrAddress.
func parseAddress(text string) (address, error) {
	if path, ok := strings.CutPrefix(text, "sqlite:"); ok {
		return parseFile(path)
	}
	if strings.HasPrefix(text, "postgres://") || strings.HasPrefix(text, "postgresql://") {
		return parseServer(text)
	}
	return address{}, fmt.Errorf("%w: it must begin with sqlite: or postgres://", ErrAddress)
}

func parseFile(path string) (address, error) {
	path = strings.TrimPrefix(path, "//") // sqlite:///var/x.db is what many programs write
	switch {
	case path == "" || strings.HasSuffix(path, "/"):
		return address{}, fmt.Errorf("%w: sqlite: needs the path of a file", ErrAddress)
	case path == ":memory:" || strings.ContainsRune(path, 0):
		return address{}, fmt.Errorf("%w: %q is not the path of a file", ErrAddress, path)
	}
	return address{dialect: sqlfiles.SQLite, path: filepath.Clean(path)}, nil
}

// escaping says what to do about an address that cannot be read, or is read otherwise
// than it was meant: most often a password was pasted into it as it is. What stands
// in the address is not repeated, since it may be a piece of that.
const escaping = "a user, password or name in it holds a character that means something there; write it as %2F for /, %23 for #, " +
	"%3F for ?, %40 for @, %25 for %, %5B for [, or leave the password to PGPASSFILE"

func parseServer(text string) (address, error) {
	server, err := url.Parse(text)
	if err != nil || misread(text) {
		return address{}, fmt.Errorf("%w: %s", ErrAddress, escaping)
	}
	query, err := url.ParseQuery(server.RawQuery)
	if err != nil {
		return address{}, fmt.Errorf("%w: %s", ErrAddress, escaping)
	}
	for key, value := range map[string]string{"connect_timeout": "10", "fallback_application_name": "handover"} {
		if !query.Has(key) {
			query.Set(key, value)
		}
	}
	server.RawQuery = query.Encode()
	_, err = pq.NewConnector(server.String())
	if err != nil {
		return address{}, fmt.Errorf("%w: %s", ErrAddress, settingOf(err))
	}
	return address{dialect: sqlfiles.Postgres, server: server}, nil
}

// misread reports whether an address that can be read was meant otherwise: an @
// behind the host shows that the host was to stand there, a # that there is more
// than an address has, and a setting without a value that it is none.
func misread(text string) bool {
	_, rest, _ := strings.Cut(text, "://")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		return false
	}
	_, query, asked := strings.Cut(rest[end:], "?")
	if strings.ContainsAny(rest[end:], "@#") {
		return true
	}
	for setting := range strings.SplitSeq(query, "&") {
		if asked && setting != "" && !strings.Contains(setting, "=") {
			return true
		}
	}
	return false
}

// settingOf says which setting cannot be used, by its name and without its value.
func settingOf(err error) string {
	for _, name := range [...]string{
		"sslmode", "sslrootcert", "sslcert", "sslkey", "sslnegotiation", "connect_timeout", "target_session_attrs",
		"load_balance_hosts", "service", "passfile", "port", "client_encoding", "datestyle", "protocol_version",
	} {
		if strings.Contains(err.Error(), name) {
			return "its setting " + name + ", or that of the environment, cannot be used"
		}
	}
	return "one of its settings, or of those of the environment (PG…), cannot be used"
}

// writable and readable give SQLite's data source names: the file must be there
// for both, and a reader can write nothing. SQLite keeps its caches within the
// given sizes (in KiB, negative) and sorts what is larger in temporary files.
func (a address) writable() string {
	return a.file("immediate", "journal_mode(wal)", "synchronous(full)", "journal_size_limit(67108864)", "cache_size(-2048)")
}

func (a address) readable() string {
	return a.file("deferred", "query_only(1)", "cache_size(-4096)")
}

// unchanged is readable for a file that nobody changes.
func (a address) unchanged() string { return a.readable() + "&immutable=1" }

// busyTimeout is how long, in milliseconds, a connection waits for a lock. It
// outlasts the merge of a large import.
const busyTimeout = "busy_timeout(60000)"

func (a address) file(lock string, pragmas ...string) string {
	query := url.Values{
		"mode":    {"rw"},
		"_txlock": {lock},
		"_pragma": append([]string{busyTimeout, "foreign_keys(1)", "temp_store(1)"}, pragmas...),
	}
	return "file:" + (&url.URL{Path: a.path}).EscapedPath() + "?" + query.Encode()
}

// create makes an empty file that only its owner may read, since it will hold
// names of customers.
func (a address) create() error {
	file, err := os.OpenFile(a.path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create the database: %w", explainFile(err))
	}
	return file.Close()
}

// exists reports whether the file is there; a folder in its place, or a missing
// one around it, is an error.
func (a address) exists() (bool, error) {
	info, err := os.Stat(a.path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return false, fmt.Errorf("open the database: %s is not a file", a.path)
	case err == nil:
		return true, nil
	case !errors.Is(err, os.ErrNotExist):
		return false, fmt.Errorf("open the database: %w", explainFile(err))
	}
	folder := filepath.Dir(a.path)
	_, err = os.Stat(folder)
	if errors.Is(err, os.ErrNotExist) {
		return false, fmt.Errorf("open the database: %w: there is no folder %s", ErrMissing, folder)
	}
	return false, nil
}

func explainFile(err error) error {
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return err
}
