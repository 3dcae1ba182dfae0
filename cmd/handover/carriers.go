package main

import (
	"fmt"

	"handover/cmd/internal/config"
	"handover/jobs/deliver/port"
)

// carry makes what sends the messages of a target.
func carry(name string, d *config.Deliver, _ func(env, file string) (string, error)) (port.Carrier, error) {
	return nil, fmt.Errorf("deliver.%s: this version cannot send by %s", name, d.Via)
}
