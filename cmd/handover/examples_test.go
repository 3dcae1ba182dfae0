package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
)

// TestExamples sees that every command has examples, and that each can be typed: the
// command, its flags and the number of its arguments are there.
func TestExamples(t *testing.T) {
	root := newRootCommand(&app.App{})
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Hidden {
			return
		}
		if cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		for line := range strings.Lines(cmd.Example) {
			canBeTyped(t, cmd, line)
		}
		for _, child := range cmd.Commands() {
			walk(child)
		}
	}
	walk(root)
	for path := range examples() {
		found, rest, err := root.Find(strings.Fields(path))
		if path != "handover" && (err != nil || len(rest) > 0 || found == root) {
			t.Errorf("there are examples of %q, which is no command", path)
		}
	}
}

// canBeTyped takes an example apart as a shell does, as far as examples need it.
func canBeTyped(t *testing.T, cmd *cobra.Command, line string) {
	t.Helper()
	typed, _, _ := strings.Cut(line, " #")
	_, typed, found := strings.Cut(typed, "handover ")
	if !found {
		t.Errorf("%s: %q does not run the program", cmd.CommandPath(), line)
	}
	typed, _, _ = strings.Cut(typed, " > ")
	var words []string
	for i, part := range strings.Split(strings.TrimSpace(typed), `"`) {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	target, rest, err := newRootCommand(&app.App{}).Find(words)
	if err == nil {
		err = target.ParseFlags(rest)
	}
	if err == nil {
		err = target.Args(target, target.Flags().Args())
	}
	if err != nil {
		t.Errorf("%s: %q cannot be typed: %v", cmd.CommandPath(), line, err)
	}
}
