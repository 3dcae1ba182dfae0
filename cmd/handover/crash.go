package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"handover/cmd/internal/app"
)

// Go ends a program that crashes with 2, which here promises that nothing was touched.
// Where the crash is in the command itself it ends as an error does.
func crashed(code *int) {
	cause := recover()
	if cause == nil {
		return
	}
	*code = app.ExitError
	if _, err := fmt.Fprintf(os.Stderr, "handover: a mistake in the program: %v\n%s", cause, debug.Stack()); err != nil {
		return // there is nowhere left to tell it
	}
}

// crashBySignal lets a crash anywhere else end the program by a signal, as which a shell
// sees 134.
func crashBySignal() { debug.SetTraceback("crash") }
