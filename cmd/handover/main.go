// Command handover tells a Microsoft CSP partner every night who must do what
// by which day so that customers' subscriptions come over without an unwanted
// renewal, an outage, lost data or a double bill. It reads and tells; it
// changes nothing at Microsoft.
package main

import (
	"os"
	"runtime"
	"time"
	_ "time/tzdata" // local times are shown also where no zone data is installed
)

// version is set by the build.
var version = "dev"

func main() {
	room := headroom()
	code := run(os.Args[1:], time.Now)
	runtime.KeepAlive(room)
	os.Exit(code)
}

// headroom returns memory that is never written to, and so never taken from the
// system. What is in use at a time is small beside what is allocated and let go at
// once: counted with this, garbage is collected a fourth as often. Who says in the
// environment how it is to be collected gets what was asked for.
func headroom() []byte {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	return make([]byte, 64<<20)
}
