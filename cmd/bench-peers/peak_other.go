//go:build !unix

package main

import (
	"errors"
	"os"
)

// peakOf is not known here.
func peakOf(*os.ProcessState) int64 { return 0 }

// ownPeak is not known here, so that nothing can be measured.
func ownPeak() (int64, error) {
	return 0, errors.New("this system does not tell how much memory a process has held: measure on Linux or macOS")
}
