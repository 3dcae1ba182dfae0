package mapping

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handover/jobs/ingest/formats"
	"handover/jobs/tomlfile"
	"handover/reconcile"
)

//go:embed shipped/*.toml
var shippedFiles embed.FS

// Origin is where a mapping comes from.
type Origin string

// The origins.
const (
	Shipped    Origin = "shipped"       // with the program
	Configured Origin = "configuration" // a [mapping.NAME]
	OfFile     Origin = "file"          // a TOML file of its own
)

// Mapping is a reader of files that others write, as it is declared.
type Mapping struct {
	Name   string // lower-case
	Origin Origin
	File   string // in which it stands; of a shipped one empty
	Document

	text string // of a file of its own, with its comments
}

// FaultError says what is wrong with mappings; nothing was touched.
type FaultError struct{ Err error }

// Error returns what is wrong in one line: file, key, and what to do.
func (e *FaultError) Error() string { return strings.ReplaceAll(e.Err.Error(), "\n", "; ") }

// Unwrap returns the fault itself.
func (e *FaultError) Unwrap() error { return e.Err }

// Load returns every mapping as a format: those of the configuration that stands in a
// file, and those of the program that it does not change, by name. It reads the files
// that they join, whose relative paths count from the configuration's folder. An error is a
// *FaultError.
func Load(configured map[string]Document, file string) ([]formats.Format, error) {
	list, err := All(configured, file)
	if err != nil {
		return nil, err
	}
	var all []formats.Format
	for i := range list {
		format, err := list[i].AsFormat()
		if err != nil {
			return nil, err
		}
		all = append(all, format)
	}
	return all, nil
}

// LoadFile returns the mapping of a TOML file of its own as a format. The mapping is named
// like the file without .toml. An error is a *FaultError.
func LoadFile(path string) (formats.Format, error) {
	m, err := Read(path)
	if err != nil {
		return formats.Format{}, err
	}
	return m.AsFormat()
}

// All returns the mappings of the configuration that stands in a file, and those of the
// program that it does not change, by name. An error is a *FaultError.
func All(configured map[string]Document, file string) ([]Mapping, error) {
	list, err := shippedMappings()
	if err != nil {
		return nil, err
	}
	if faults := Check(configured); len(faults) > 0 {
		return nil, &FaultError{fmt.Errorf("%s: %w", file, errors.Join(faults...))}
	}
	for _, name := range slices.Sorted(maps.Keys(configured)) {
		own := configured[name]
		m := Mapping{Name: reconcile.Fold(name), Origin: Configured, File: file, Document: own}
		at := slices.IndexFunc(list, func(other Mapping) bool { return other.Name == m.Name })
		if at < 0 {
			list = append(list, m)
			continue
		}
		m.Document = own.over(&list[at].Document)
		list[at] = m
	}
	slices.SortFunc(list, func(a, b Mapping) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}

// Check returns what is wrong with the mappings of a configuration, each with its key and
// what to do; it reads no files.
func Check(configured map[string]Document) []error {
	if len(configured) == 0 {
		return nil
	}
	list, err := shippedMappings()
	if err != nil {
		return []error{err}
	}
	var faults []error
	seen := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(configured)) {
		folded, document := reconcile.Fold(name), configured[name]
		if before, taken := seen[folded]; taken {
			faults = append(faults, fmt.Errorf("mapping.%s: there is mapping.%s too, and case does not count; keep one", name, before))
			continue
		}
		seen[folded] = name
		if at := slices.IndexFunc(list, func(m Mapping) bool { return m.Name == folded }); at >= 0 {
			document = document.over(&list[at].Document)
		}
		for _, fault := range document.faults(folded) {
			faults = append(faults, fmt.Errorf("mapping.%s%w", name, fault))
		}
	}
	return faults
}

// Read reads a mapping from a TOML file of its own. An error is a *FaultError.
func Read(path string) (Mapping, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Mapping{}, &FaultError{fmt.Errorf("read the mapping: %w", err)}
	}
	name := reconcile.Fold(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	return parsed(name, path, string(text), OfFile)
}

// parsed makes a mapping of a text.
func parsed(name, path, text string, origin Origin) (Mapping, error) {
	d, err := decode(path, text)
	if err != nil {
		return Mapping{}, &FaultError{err}
	}
	var faults []error
	for _, fault := range d.faults(name) {
		faults = append(faults, errors.New(strings.TrimPrefix(fault.Error(), ".")))
	}
	if len(faults) > 0 {
		return Mapping{}, &FaultError{fmt.Errorf("%s: %w", path, errors.Join(faults...))}
	}
	return Mapping{Name: name, Origin: origin, File: path, Document: d, text: text}, nil
}

// shippedMappings returns the mappings of the program by name.
func shippedMappings() ([]Mapping, error) {
	const folder = "shipped"
	entries, err := shippedFiles.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("list the mappings of the program: %w", err)
	}
	var list []Mapping
	for _, entry := range entries {
		text, err := shippedFiles.ReadFile(folder + "/" + entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read a mapping of the program: %w", err)
		}
		m, err := parsed(strings.TrimSuffix(entry.Name(), ".toml"), entry.Name(), string(text), Shipped)
		if err != nil {
			return nil, err
		}
		m.File = ""
		list = append(list, m)
	}
	return list, nil
}

// TOML returns the mapping as a file of its own has it, with its comments where it has
// some.
func (m *Mapping) TOML() (string, error) {
	if m.text != "" {
		return m.text, nil
	}
	return tomlfile.Encode(m.Document)
}
