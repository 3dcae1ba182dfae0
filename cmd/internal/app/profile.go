package app

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
	"runtime/trace"
)

// Profile writes what a command does to the files that were asked for, until Stop:
// where its CPU time goes, and what its goroutines wait for.
type Profile struct {
	CPU   string
	Trace string

	ends []func() error
}

// Start begins to write. What it has begun is ended by Stop, also after an error.
func (p *Profile) Start() error {
	for _, f := range [...]struct {
		path  string
		begin func(*os.File) error
		end   func()
	}{
		{p.CPU, func(f *os.File) error { return pprof.StartCPUProfile(f) }, pprof.StopCPUProfile},
		{p.Trace, func(f *os.File) error { return trace.Start(f) }, trace.Stop},
	} {
		if f.path == "" {
			continue
		}
		file, err := os.OpenFile(f.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("write a profile: %w", err)
		}
		p.ends = append(p.ends, file.Close)
		if err := f.begin(file); err != nil {
			return fmt.Errorf("write the profile %s: %w", f.path, err)
		}
		p.ends = append(p.ends, func() error { f.end(); return nil })
	}
	return nil
}

// Stop ends what was begun, the last first.
func (p *Profile) Stop() error {
	var errs []error
	for len(p.ends) > 0 {
		last := len(p.ends) - 1
		errs = append(errs, p.ends[last]())
		p.ends = p.ends[:last]
	}
	return errors.Join(errs...)
}
