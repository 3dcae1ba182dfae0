package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// describe names the machine and what was measured on it.
func describe(ctx context.Context, handover string) string {
	version, err := output(ctx, handover, "version")
	if err != nil {
		version = unknown
	}
	version, _, _ = strings.Cut(version, "\n")
	return fmt.Sprintf("- Machine: %s, %d processors (%s), %s of memory, %s\n- handover: %s, built with %s\n",
		system(), runtime.NumCPU(), lineOf("/proc/cpuinfo", "model name"), memory(), runtime.GOARCH,
		version, runtime.Version())
}

// system is the name of the operating system.
func system() string {
	if name := lineOf("/etc/os-release", "PRETTY_NAME"); name != unknown {
		return name
	}
	return runtime.GOOS
}

// memory is how much the machine has.
func memory() string {
	var kib int64
	if _, err := fmt.Sscanf(lineOf("/proc/meminfo", "MemTotal"), "%d kB", &kib); err != nil {
		return unknown
	}
	return fmt.Sprintf("%.1f GiB", float64(kib)/(1<<20))
}

const unknown = "unknown"

// lineOf is what a file of lines like "key: value" or "key=value" says of a key.
func lineOf(file, key string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return unknown
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			return strings.Trim(rest, " \t\r\n:=\"")
		}
	}
	return unknown
}
