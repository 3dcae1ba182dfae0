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
// before each commit to SQLite and one at the next look at the clock.
const mortalVariable = "HANDOVER_TEST_DIES_AT"

func runMortal(args []string, now func() time.Time) int {
	last, err := strconv.ParseInt(os.Getenv(mortalVariable), 10, 64)
	if err != nil {
		panic(err)
	}
	var points atomic.Int64
	var committed atomic.Bool
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
			committed.Store(true)
			return 0 // it goes on
		})
		return nil
	})
	return run(args, func() time.Time {
		if committed.Swap(false) {
			point()
		}
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
