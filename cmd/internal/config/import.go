package config

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/mapping"
	"handover/reconcile"
)

// Import is a folder into which others put files.
type Import struct {
	Folder   string    `toml:"folder"`
	Source   string    `toml:"source"`  // empty: that of the format or mapping, of a canonical file csv
	Mapping  string    `toml:"mapping"` // or Format; neither: by what is in a file
	Format   string    `toml:"format"`
	Kind     string    `toml:"kind"`
	Complete bool      `toml:"complete"`
	Settle   *Duration `toml:"settle"` // nil: DefaultSettle
}

// DefaultSettle is how long a file of a watched folder must be as it is before it is read.
const DefaultSettle = time.Minute

// Settling returns how long a file must be as it is before it is read.
func (i *Import) Settling() time.Duration {
	if i.Settle == nil {
		return DefaultSettle
	}
	return i.Settle.Duration
}

// FormatNamed returns the format or mapping of the files; empty: by what is in a file.
func (i *Import) FormatNamed() string { return cmp.Or(i.Mapping, i.Format) }

func (c *Config) checkImports(fault func(string, ...any)) {
	folders := map[string]string{}
	readable := c.readable()
	for _, name := range slices.Sorted(maps.Keys(c.Import)) {
		i := c.Import[name]
		switch other := folders[i.Folder]; {
		case i.Folder == "":
			fault("import.%s.folder is missing: the folder to look at", name)
		case other != "":
			fault("import.%s.folder: import.%s looks at %s already", name, other, i.Folder)
		default:
			folders[i.Folder] = name
		}
		if i.Kind != "" {
			if _, err := ingest.ParseKind(i.Kind); err != nil {
				fault("import.%s.kind: %w", name, err)
			}
			if i.FormatNamed() != "" {
				fault("import.%s: kind says what a canonical file holds, and mapping or format that it is none: leave one out", name)
			}
		}
		if i.Mapping != "" && i.Format != "" {
			fault("import.%s: mapping and format name one thing each, and a file is only one: leave one out", name)
		}
		if named := i.FormatNamed(); named != "" && !slices.ContainsFunc(readable, func(known string) bool { return reconcile.Fold(known) == reconcile.Fold(named) }) {
			fault("import.%s.%s: there is no %s %q; %s lists them", name, i.namedBy(), i.namedBy(), named, i.listedBy())
		}
		if i.Settling() < 0 || i.Settling() > time.Hour {
			fault("import.%s.settle: %s is not between 0s and 1h", name, i.Settling())
		}
	}
}

// namedBy returns the key that names the format or mapping of the files.
func (i *Import) namedBy() string {
	if i.Mapping != "" {
		return "mapping"
	}
	return "format"
}

// listedBy returns the command that lists what namedBy can name.
func (i *Import) listedBy() string {
	if i.Mapping != "" {
		return "handover mapping"
	}
	return "handover import formats"
}

// readable returns the names of the formats and mappings that files can have. Mappings with
// faults, which are told of by themselves, count.
func (c *Config) readable() []string {
	var names []string
	for _, f := range formats.All() {
		names = append(names, f.Name)
	}
	shipped, err := mapping.All(nil, "")
	if err != nil {
		return names
	}
	for i := range shipped {
		names = append(names, shipped[i].Name)
	}
	return slices.AppendSeq(names, maps.Keys(c.Mapping))
}

// anchorImports makes the relative folders of a file relative to its own.
func (c *Config) anchorImports(folder string) {
	for name, i := range c.Import {
		if i.Folder != "" && !filepath.IsAbs(i.Folder) {
			i.Folder = filepath.Join(folder, i.Folder)
		}
		c.Import[name] = i
	}
}
