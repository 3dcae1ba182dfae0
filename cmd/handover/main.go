// Command handover tells a Microsoft CSP partner every night who must do what
// by which day so that customers' subscriptions come over without an unwanted
// renewal, an outage, lost data or a double bill. It reads and tells; it
// changes nothing at Microsoft.
package main

import (
	"os"
	"runtime/debug"
	"time"
	_ "time/tzdata" // local times are shown also where no zone data is installed
)

// version is set by the build.
var version = "dev"

// garbagePercent is how much is allocated, in percent of what is in use, before garbage
// is collected: twice as much as Go's own 100, since little is in use at a time. A run
// takes a sixth less time then, and some 30 MiB more.
const garbagePercent = 200

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	os.Exit(run(os.Args[1:], time.Now))
}
