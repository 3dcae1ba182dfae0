package main

import (
	"errors"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
)

// mortalVariable says at which point handover-mortal kills itself: the program, with a point
// at each look at the clock and before each commit to SQLite.
const mortalVariable = "HANDOVER_TEST_DIES_AT"

func runMortal(args []string, now func() time.Time) int {
	last, err := strconv.ParseInt(os.Getenv(mortalVariable), 10, 64)
	if err != nil {
		panic(err)
	}
	var points atomic.Int64
	point := func() {
		if points.Add(1) == last {
			die()
		}
	}
	sqlite.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, _ string) error {
		hooks, ok := conn.(sqlite.HookRegisterer)
		if !ok {
			return errors.New("the driver has no hooks")
		}
		hooks.RegisterCommitHook(func() int32 {
			point()
			return 0 // it goes on
		})
		return nil
	})
	return run(args, func() time.Time {
		point()
		return now()
	})
}

// die kills this process.
func die() {
	self, err := os.FindProcess(os.Getpid())
	if err = errors.Join(err, self.Kill()); err != nil {
		panic(err)
	}
	select {}
}
