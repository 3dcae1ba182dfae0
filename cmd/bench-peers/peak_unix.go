//go:build unix

package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// peakOf is the most memory, in bytes, that a process held which has ended.
func peakOf(ended *os.ProcessState) int64 {
	usage, ok := ended.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return bytesOf(usage)
}

// bytesOf is in bytes; Linux counts in KiB and macOS in bytes.
func bytesOf(usage *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss * 1024
}

// ownPeak is the most memory that this program has held. Linux lets a process begin with the peak of the one that
// started it, so no smaller figure can be told; whatever needs memory here is a process of its own.
func ownPeak() (int64, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, fmt.Errorf("read the peak of this process: %w", err)
	}
	return bytesOf(&usage), nil
}
