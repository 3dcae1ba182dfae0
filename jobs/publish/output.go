package publish

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"handover/reports/formats"
)

// Stdout is the path that stands for the standard output.
const Stdout = "-"

// Output is a report file somebody asked for.
type Output struct {
	Format formats.Format
	Path   string // Stdout for the standard output
}

// ParseOutput reads FORMAT:PATH, or a PATH alone whose extension names the
// format. A path that holds a colon needs its format in front.
func ParseOutput(text string) (Output, error) {
	name, path, found := strings.Cut(text, ":")
	if found && !isDrive(name) {
		format, err := formats.Named(name)
		if err != nil {
			return Output{}, fmt.Errorf("read output %q: %w", text, err)
		}
		return output(format, path, text)
	}
	ext := filepath.Ext(text)
	if ext == "" {
		return Output{}, fmt.Errorf("read output %q: name the format, as in json:%s", text, text)
	}
	format, err := formats.Of(ext)
	if err != nil {
		return Output{}, fmt.Errorf("read output %q: %w", text, err)
	}
	return output(format, text, text)
}

// isDrive reports whether what stands before a colon can only be part of a path: a
// folder, or the letter of a drive.
func isDrive(name string) bool { return len(name) == 1 || strings.ContainsAny(name, `/\`) }

func output(format formats.Format, path, text string) (Output, error) {
	if path == "" {
		return Output{}, fmt.Errorf("read output %q: the path is missing", text)
	}
	return Output{Format: format, Path: path}, nil
}

// CheckOutputs refuses outputs that cannot all be written: two to one place, a
// path that is a folder or a device, or one in a folder that does not exist. It
// touches nothing, so that a mistake shows before a run and not after it.
func CheckOutputs(outputs []Output) error {
	seen := map[string]bool{}
	var faults []error
	for _, o := range outputs {
		place, err := o.place()
		if err == nil && seen[place] {
			err = fmt.Errorf("write %s: two outputs go there; name each path once", o.name())
		}
		seen[place] = true
		faults = append(faults, advise(err))
	}
	return errors.Join(faults...)
}

// name names an output in messages.
func (o Output) name() string {
	if o.Path == Stdout {
		return "standard output"
	}
	return o.Path
}
