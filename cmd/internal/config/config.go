// Package config reads the configuration file: TOML, strict, so that a mistyped
// key is an error and not a setting that silently does nothing. Every key has a
// usable default but the partner, who nobody can guess.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"handover/jobs/ingest/mapping"
	"handover/jobs/tomlfile"
	"handover/reconcile"
	"handover/reconcile/plan"
	"handover/reconcile/policy"
)

// DefaultFile is the configuration that is read where none is named and it
// exists.
const DefaultFile = "handover.toml"

// Config is everything a configuration file can say.
type Config struct {
	Partner Partner           `toml:"partner"`
	Store   Store             `toml:"store"`
	Run     Run               `toml:"run"`
	Sources map[string]Source `toml:"sources"`

	// Mapping are the mappings of files that others write, by name.
	Mapping map[string]mapping.Document `toml:"mapping"`

	Sync Sync `toml:"sync"`

	// Import are the folders into which others put files, by name.
	Import map[string]Import `toml:"import"`

	// Deliver are those who hear of runs, by name.
	Deliver map[string]Deliver `toml:"deliver"`

	Reports  Reports         `toml:"reports"`
	Policy   policy.Document `toml:"policy"`
	Plan     Plan            `toml:"plan"`
	Schedule Schedules       `toml:"schedule"`
	Serve    Serve           `toml:"serve"`
	Metrics  Metrics         `toml:"metrics"`
	Ping     Ping            `toml:"ping"`
	Prune    Prune           `toml:"prune"`
	Log      Log             `toml:"log"`

	// File is where it was read from; empty where there was no file.
	File string `toml:"-"`
}

// Partner is us.
type Partner struct {
	ID        string   `toml:"id"`
	Name      string   `toml:"name"`
	Country   string   `toml:"country"`
	Currency  string   `toml:"currency"` // in which Microsoft bills us; empty: not told
	Model     string   `toml:"model"`
	Providers []string `toml:"providers"`

	ContactName  string `toml:"contact_name"` // whom the readers of letters answer
	ContactEmail string `toml:"contact_email"`
}

// Store says where the database is, and for how long it keeps how facts changed.
type Store struct {
	URL     string   `toml:"url"`
	History Duration `toml:"history"`
}

// Run says when data is too old, how much later than the clock it may claim to have
// been seen, and how long a lease lasts without a sign of life.
type Run struct {
	MaxAge         Duration `toml:"max_age"`
	ClockTolerance Duration `toml:"clock_tolerance"`
	Lease          Duration `toml:"lease"`
}

// Source says how what one source delivers is weighed. What is left out is as the
// kind of its feed has it.
type Source struct {
	Feed    string   `toml:"feed"`
	Rank    *int     `toml:"rank"`
	MaxAge  Duration `toml:"max_age"`
	Retired bool     `toml:"retired"`

	// ScheduledActions says what it means that a row of Partner Center lacks its member of
	// that name: auto, always or never none are scheduled.
	ScheduledActions string `toml:"scheduled_actions"`

	// Channel and AccountType say of subscriptions of Azure Billing what their bodies do not:
	// how they were bought, and of which kind the billing account is.
	Channel     string `toml:"channel"`
	AccountType string `toml:"account_type"`
}

// Plan says how many days before its last safe day an order stands.
type Plan struct {
	MarginDays int `toml:"margin_days"`
}

// Prune says how long runs are kept, with what only they have found. How long the history
// of facts stays is told in Store, and how long report folders do in Reports.
type Prune struct {
	Runs    Duration `toml:"runs"`
	Nightly bool     `toml:"nightly"` // a night takes away what is older
}

// Log says what is logged and how.
type Log struct {
	Level  string `toml:"level"`
	Format string `toml:"format"`
}

// Duration is a span of time written like 48h or 90m.
type Duration struct{ time.Duration }

// UnmarshalText reads a duration; it is what the TOML decoder calls.
func (d *Duration) UnmarshalText(text []byte) error {
	span, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no duration, write one like 48h or 90m", text)
	}
	d.Duration = span
	return nil
}

// Default returns the configuration without a file.
func Default() (Config, error) {
	document, err := policy.Default()
	if err != nil {
		return Config{}, err
	}
	return Config{
		Partner:  Partner{Model: string(reconcile.DirectBill)},
		Store:    Store{URL: "sqlite:handover.db", History: Duration{2 * 365 * 24 * time.Hour}},
		Run:      Run{MaxAge: Duration{48 * time.Hour}, ClockTolerance: Duration{5 * time.Minute}, Lease: Duration{2 * time.Minute}},
		Sync:     defaultSync(),
		Reports:  defaultReports(),
		Policy:   document,
		Plan:     Plan{MarginDays: plan.DefaultMarginDays},
		Schedule: Schedules{Nightly: defaultSchedule()},
		Serve:    Serve{Listen: DefaultListen},
		Ping:     Ping{MaxNotEvaluated: 0.1},
		Prune:    Prune{Runs: Duration{400 * 24 * time.Hour}},
		Log:      Log{Level: "info", Format: "console"},
	}, nil
}

// Load reads a configuration file over the defaults and checks it. An empty path
// reads DefaultFile where it exists. Relative paths in the file are relative to
// the file.
func Load(path string) (Config, error) {
	c, err := Default()
	if err != nil {
		return Config{}, err
	}
	named := path != ""
	if !named {
		path = DefaultFile
	}
	text, err := os.ReadFile(path)
	switch {
	case err == nil:
	case !named && errors.Is(err, fs.ErrNotExist):
		return c, c.check()
	default:
		return Config{}, fmt.Errorf("read the configuration: %w", err)
	}
	if err := tomlfile.Decode(path, string(text), &c, "compare it with handover.example.toml"); err != nil {
		return Config{}, err
	}
	c.File = path
	c.anchor(filepath.Dir(path))
	return c, placed(path, string(text), c.check())
}

// placed says of faults where they stand in the text of a file.
func placed(path, text string, faults error) error {
	if many, ok := faults.(interface{ Unwrap() []error }); ok {
		list := slices.Clone(many.Unwrap())
		for i := range list {
			list[i] = placed(path, text, list[i])
		}
		return errors.Join(list...)
	}
	if faults == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", tomlfile.Place(path, text, faults.Error()), faults)
}

// anchor makes the relative paths of a file relative to its folder.
func (c *Config) anchor(folder string) {
	if !filepath.IsAbs(c.Reports.Dir) {
		c.Reports.Dir = filepath.Join(folder, c.Reports.Dir)
	}
	c.Store.URL = anchorSQLite(c.Store.URL, folder)
	c.Sync.complete(c.Partner.ID, func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(folder, path)
	})
	c.anchorImports(folder)
	c.completeDeliver(folder)
	c.anchorObserved(folder)
}

// Folders returns the folders that the program writes to, absolute, each once: that of an
// SQLite database, with the files that SQLite keeps beside it, those of reports, of watched
// imports, whose files it moves, of metrics and of what a sync has read, where that is named.
func (c *Config) Folders() ([]string, error) {
	named := []string{c.Reports.Dir}
	for _, in := range c.Import {
		named = append(named, in.Folder)
	}
	for name := range c.Deliver {
		if d := c.Deliver[name]; d.Via == ViaFolder {
			named = append(named, d.Dir)
		}
	}
	if c.Metrics.Textfile != "" {
		named = append(named, filepath.Dir(c.Metrics.Textfile))
	}
	if c.Sync.Spool != "" {
		named = append(named, c.Sync.Spool)
	}
	if path, ok := strings.CutPrefix(c.Store.URL, "sqlite:"); ok {
		named = append(named, filepath.Dir(strings.TrimPrefix(path, "//")))
	}
	var folders []string
	for _, folder := range named {
		folder, err := filepath.Abs(folder)
		if err != nil {
			return nil, fmt.Errorf("look for the folder %s: %w", folder, err)
		}
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	return slices.Compact(folders), nil
}
