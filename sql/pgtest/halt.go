package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Halt stops the server of a throwaway cluster as an administrator does who does not wait for anybody, and keeps its
// folder. It returns when the server has ended.
func (c *Cluster) Halt(ctx context.Context) error {
	if c.folder == "" {
		return errors.New("halt PostgreSQL: the server of " + environment + " is left alone")
	}
	process := filepath.Join(c.folder, "data", "postmaster.pid")
	text, err := os.ReadFile(process)
	if err != nil {
		return fmt.Errorf("find the process of PostgreSQL: %w", err)
	}
	line, _, _ := strings.Cut(string(text), "\n") // what is no number is refused next
	pid, err := strconv.Atoi(line)
	if err != nil {
		return fmt.Errorf("find the process of PostgreSQL: %w", err)
	}
	err = os.WriteFile(filepath.Join(c.folder, "halted"), nil, 0o600)
	if err != nil {
		return fmt.Errorf("halt PostgreSQL: %w", err)
	}
	server, err := os.FindProcess(pid)
	if err == nil {
		err = server.Signal(os.Interrupt)
	}
	if err != nil {
		return fmt.Errorf("halt PostgreSQL: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		_, err := os.Lstat(filepath.Join(c.folder, "idle"))
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("halt PostgreSQL: %w", err)
		case ctx.Err() != nil:
			return fmt.Errorf("halt PostgreSQL: process %d goes on: %w", pid, ctx.Err())
		}
		select {
		case <-ctx.Done():
		case <-look.C:
		}
	}
}

// Resume starts a server again that was halted, and returns when it answers.
func (c *Cluster) Resume(ctx context.Context) error {
	err := os.Remove(filepath.Join(c.folder, "halted"))
	if err != nil {
		return fmt.Errorf("resume PostgreSQL: %w", err)
	}
	return c.waitReady(ctx)
}
