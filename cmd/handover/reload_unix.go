//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// listenReload has SIGHUP go to a channel, until stop is called.
func listenReload(heard chan<- os.Signal) (stop func()) {
	signal.Notify(heard, syscall.SIGHUP)
	return func() { signal.Stop(heard) }
}
