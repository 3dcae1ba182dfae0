package notify

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// monotonic returns the clock by which the manager orders what it is told.
func monotonic() (time.Duration, error) {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &at); err != nil {
		return 0, fmt.Errorf("read the monotonic clock: %w", err)
	}
	return time.Duration(at.Nano()), nil
}
