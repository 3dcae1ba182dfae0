// Command handover tells a Microsoft CSP partner every night who must do what
// by which day so that customers' subscriptions come over without an unwanted
// renewal, an outage, lost data or a double bill. It reads and tells; it
// changes nothing at Microsoft.
package main

import (
	"os"
	"time"
	_ "time/tzdata" // local times are shown also where no zone data is installed
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(run(os.Args[1:], time.Now)) }
