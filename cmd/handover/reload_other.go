//go:build !unix

package main

import "os"

// listenReload hears nothing where there are no such signals: the program is started again.
func listenReload(chan<- os.Signal) (stop func()) { return func() {} }
