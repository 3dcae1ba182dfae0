//go:build !linux

package main

import "errors"

// runHumbly is of Linux only, as its test is.
func runHumbly([]string) error { return errors.ErrUnsupported }
