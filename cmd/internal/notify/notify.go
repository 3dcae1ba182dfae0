// Package notify tells the system's service manager how the program is: ready, reloading,
// stopping, alive. It speaks systemd's protocol of datagrams (sd_notify(3)); where nobody
// listens, it says nothing.
package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"
)

// Manager is the service manager that started the program. The nil Manager hears nothing.
type Manager struct {
	socket   string
	watchdog time.Duration
}

// New finds the service manager in the environment. It is nil where there is none.
func New(getenv func(string) string) *Manager {
	m := &Manager{socket: getenv("NOTIFY_SOCKET")}
	if m.socket == "" {
		return nil
	}
	if pid := getenv("WATCHDOG_PID"); pid == "" || pid == strconv.Itoa(os.Getpid()) {
		if micros, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64); err == nil && micros > 0 {
			m.watchdog = time.Duration(micros) * time.Microsecond
		}
	}
	return m
}

// Ready tells that the program has begun to serve, or has taken a new configuration.
func (m *Manager) Ready() error { return m.say("READY=1") }

// Reloading tells that a new configuration is being read; Ready ends it.
func (m *Manager) Reloading() error {
	at, err := monotonic()
	if err != nil {
		return err
	}
	return m.say(fmt.Sprintf("RELOADING=1\nMONOTONIC_USEC=%d", at.Microseconds()))
}

// Stopping tells that the program is about to end.
func (m *Manager) Stopping() error { return m.say("STOPPING=1") }

// Feed tells the manager that the program is alive, twice in the time after which it would
// be taken for dead: each time while it waits, and while it works only if the count of what
// it has done has grown. It returns when the context ends, with the last fault of telling it,
// or at once where nobody asks.
func (m *Manager) Feed(ctx context.Context, working func() bool, done func() uint64) error {
	if m == nil || m.watchdog <= 0 {
		return nil
	}
	ticker := time.NewTicker(m.watchdog / 2)
	defer ticker.Stop()
	var p pulse
	var fault error
	for {
		if p.beats(working(), done()) {
			fault = m.say("WATCHDOG=1") // the next one may come through
		}
		select {
		case <-ctx.Done():
			return fault
		case <-ticker.C:
		}
	}
}

// pulse tells whether the program is alive.
type pulse struct {
	done  uint64 // when it was asked last
	asked bool
}

// beats reports whether the program waits, or has done something since it was asked last.
func (p *pulse) beats(working bool, done uint64) bool {
	alive := !working || !p.asked || done != p.done
	p.done, p.asked = done, true
	return alive
}

// say sends one datagram.
func (m *Manager) say(text string) (err error) {
	if m == nil {
		return nil
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: m.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.Write([]byte(text)); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	return nil
}
