//go:build !linux

package notify

import "time"

// monotonic returns nothing where no manager of this kind is.
func monotonic() (time.Duration, error) { return 0, nil }
