// Package app is the only wiring of handover: it reads the settings, opens the
// stores, hands them to the engine and turns errors into exit codes. Every
// command goes through it, so that all of them find the configuration, the
// database and the log in the same way.
package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs/volume"
	"handover/sql/store"
)

// App is what a command needs of the world around it.
type App struct {
	Version string
	Name    string // by which the program was started; empty: handover
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Getenv  func(string) string
	Now     func() time.Time
	Network func(path string) string // the network's file system on which something lies, if it does
	Flags   Flags
	Profile Profile
	// Carriers makes what sends messages; nil: as the settings have it.
	Carriers Carrying
	// Wait waits for what can be tried again; nil: as long as it takes.
	Wait func(ctx context.Context, wait time.Duration) error

	Workers int // how many work at once in a run or an import; 0: as the machine has cores

	once     sync.Once
	progress *Progress
}

// Flags are the global flags as they were given; an empty one was not.
type Flags struct {
	Config    string
	DB        string
	LogLevel  string
	LogFormat string
	Quiet     bool
}

// Settings returns the configuration with environment and flags over it: a flag
// beats the environment, the environment the file, the file the default.
func (a *App) Settings() (config.Config, error) {
	c, err := config.Load(a.choose(a.Flags.Config, "HANDOVER_CONFIG", ""))
	if err != nil {
		return config.Config{}, &UsageError{Err: err}
	}
	c.Store.URL = a.choose(a.Flags.DB, "HANDOVER_DB", c.Store.URL)
	if !isAddress(c.Store.URL) {
		return config.Config{}, Usagef("the database's address begins neither with sqlite: nor with postgres://; mend --db, HANDOVER_DB or [store] url")
	}
	c.Serve.Listen = a.choose("", "HANDOVER_LISTEN", c.Serve.Listen)
	if err := config.CheckListen(c.Serve.Listen); err != nil {
		return config.Config{}, Usagef("HANDOVER_LISTEN: %w", err)
	}
	return c, a.OverrideLog(&c)
}

// isAddress tells what can be told of an address without opening it. What it is
// is not repeated in messages: it may hold a password.
func isAddress(url string) bool {
	return strings.HasPrefix(url, "sqlite:") || strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// OverrideLog puts the flags and the environment over what a configuration says
// of the log.
func (a *App) OverrideLog(c *config.Config) error {
	c.Log.Level = a.choose(a.Flags.LogLevel, "HANDOVER_LOG_LEVEL", c.Log.Level)
	c.Log.Format = a.choose(a.Flags.LogFormat, "HANDOVER_LOG_FORMAT", c.Log.Format)
	if _, err := zerolog.ParseLevel(c.Log.Level); err != nil || c.Log.Level == "" {
		return Usagef("log level %q is none of trace, debug, info, warn, error", c.Log.Level)
	}
	if c.Log.Format != "console" && c.Log.Format != "json" {
		return Usagef("log format %q is neither console nor json", c.Log.Format)
	}
	return nil
}

func (a *App) choose(flag, variable, otherwise string) string {
	if flag != "" {
		return flag
	}
	if value := a.Getenv(variable); value != "" {
		return value
	}
	return otherwise
}

// RequirePartner refuses to judge subscriptions as long as it is not known which
// of them are ours.
func RequirePartner(c *config.Config) error {
	if c.Partner.ID == "" || c.Partner.Country == "" {
		return Usagef("no partner is configured: name your partner tenant in [partner] id and country of %s (handover.example.toml shows how)",
			config.DefaultFile)
	}
	return nil
}

// Logger returns the log of a command: people read it on a terminal, machines as
// JSON. It never holds names of customers, only ids and counts.
func (a *App) Logger(c *config.Config) zerolog.Logger {
	level, err := zerolog.ParseLevel(c.Log.Level)
	if err != nil {
		level = zerolog.InfoLevel
	}
	if a.Flags.Quiet {
		level = max(level, zerolog.WarnLevel)
	}
	if c.Log.Format != "console" {
		return zerolog.New(a.Progress()).Level(level).With().Timestamp().Logger()
	}
	return zerolog.New(zerolog.ConsoleWriter{
		Out: a.Progress(), TimeFormat: time.RFC3339, TimeLocation: time.UTC,
		NoColor: a.Getenv("NO_COLOR") != "" || !isTerminal(a.Stderr),
	}).Level(level).With().Timestamp().Logger()
}

// Open returns the store that the settings name. An SQLite file of an earlier
// version is brought up to date before it is read. Closing the store is the
// caller's part.
func (a *App) Open(ctx context.Context, c *config.Config, mode store.Mode) (*store.Store, error) {
	if text := a.Shared(c); text != "" && mode != store.ReadOnly {
		log := a.Logger(c)
		log.Warn().Msg(text)
	}
	st, err := store.Open(ctx, c.Store.URL, mode)
	err = owned(c, err)
	schema, differs := errors.AsType[*store.SchemaError](err)
	switch {
	case differs && mode == store.ReadOnly && !schema.Ahead():
		return reopen(ctx, c)
	case err != nil && mode == store.Create:
		return nil, unplaced(err)
	case err != nil:
		return nil, err
	default:
		st.GiveUpAfter(c.Run.Lease.Duration)
		return st, nil
	}
}

// file returns the path of the settings' database where it is an SQLite file.
func file(c *config.Config) (path string, ok bool) {
	path, ok = strings.CutPrefix(c.Store.URL, "sqlite:")
	return strings.TrimPrefix(path, "//"), ok
}

// Shared warns of an SQLite file on a file system whose locks may not hold; it is empty
// for any other.
func (a *App) Shared(c *config.Config) string {
	path, ok := file(c)
	if !ok || a.Network == nil {
		return ""
	}
	name := a.Network(path)
	if name == "" {
		return ""
	}
	return fmt.Sprintf("the database %s lies on %s, where locks may not hold and a power failure may damage it: use a local disk or PostgreSQL",
		path, name)
}

// owned says of a file that refuses access to whom it and its folder belong.
func owned(c *config.Config, err error) error {
	path, ok := file(c)
	if !ok || !errors.Is(err, store.ErrDenied) {
		return err
	}
	whose := cmp.Or(volume.Whose(path), volume.Whose(filepath.Dir(path)))
	if whose == "" {
		return err
	}
	return fmt.Errorf("%w (%s)", err, whose)
}

// reopen opens a store for writing, which brings an SQLite file up to date and
// is refused by a server, and then for reading.
func reopen(ctx context.Context, c *config.Config) (*store.Store, error) {
	st, err := store.Open(ctx, c.Store.URL, store.ReadWrite)
	if err != nil {
		return nil, err
	}
	if err := st.Close(); err != nil {
		return nil, err
	}
	return store.Open(ctx, c.Store.URL, store.ReadOnly)
}

// MigrateUp brings the schema of the settings' store up to date and gives the
// status as it was before.
func (a *App) MigrateUp(ctx context.Context, c *config.Config) (store.Status, error) {
	before, err := store.MigrateUp(ctx, c.Store.URL)
	return before, unplaced(err)
}

// unplaced says what to do where a database cannot be made because the folder or
// the server's database that should hold it is missing.
func unplaced(err error) error {
	if errors.Is(err, store.ErrMissing) {
		return Usagef("%w; make it first, or name another one with --db", err)
	}
	return err
}

// Throwaway returns an empty store of its own for a dry run, and what removes it.
func Throwaway(ctx context.Context) (st *store.Store, remove func() error, err error) {
	folder, err := os.MkdirTemp("", "handover-dry-run-")
	if err != nil {
		return nil, nil, fmt.Errorf("create a folder for the dry run: %w", err)
	}
	st, err = store.Open(ctx, "sqlite:"+folder+"/run.db", store.Create)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(folder))
	}
	return st, func() error { return errors.Join(st.Close(), os.RemoveAll(folder)) }, nil
}
