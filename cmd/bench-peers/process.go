package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// cost is what one process took: time on the wall, time on the processors, and the most memory it held at once.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
}

// command is a process to be measured.
type command struct {
	folder string // where it runs
	args   []string
	stdin  string    // may be empty
	stdout io.Writer // nil: nobody reads it
	fine   []int     // exit codes besides 0 that are no failure
}

// run starts a process, waits for its end and tells what it took.
func (c *command) run(ctx context.Context) (cost, error) {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = c.folder, strings.NewReader(c.stdin), c.stdout, &said
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && slices.Contains(c.fine, exit.ExitCode()) {
		err = nil
	}
	if err != nil {
		return cost{}, fmt.Errorf("run %s: %w: %s", strings.Join(c.args, " "), err, last(said.String(), 2000))
	}
	return cost{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak: peakOf(cmd.ProcessState)}, nil
}

// last is the end of a text.
func last(text string, most int) string {
	text = strings.TrimSpace(text)
	return text[max(0, len(text)-most):]
}

// output is what a program prints, for versions and counts.
func output(ctx context.Context, name string, args ...string) (string, error) {
	text, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return "", fmt.Errorf("run %s: %w", name, err)
	}
	return strings.TrimSpace(string(text)), nil
}

// ourselves is this program as a peer in a process of its own.
func ourselves(args ...string) ([]string, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return append([]string{program, "peer"}, args...), nil
}
