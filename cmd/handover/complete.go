package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/words"
)

// completer tells what can complete a word. It reads the store where it has to, and says
// nothing of what goes wrong: a person who types wants no messages.
type completer struct{ app *app.App }

// offer is a function that completes a word.
type offer = cobra.CompletionFunc

// fixed offers the values of a list.
func fixed[T ~string](list []T) offer {
	return cobra.FixedCompletions(app.Texts(list), cobra.ShellCompDirectiveNoFileComp)
}

// several offers the values of a list of which many may be named.
func several[T ~string](list []T) offer {
	return func(_ *cobra.Command, named []string, _ string) ([]string, cobra.ShellCompDirective) {
		var left []string
		for _, value := range list {
			if !slices.Contains(named, string(value)) {
				left = append(left, string(value))
			}
		}
		return left, cobra.ShellCompDirectiveNoFileComp
	}
}

// offers returns what completes the flags of any command that has them.
func (c *completer) offers() map[string]offer {
	return map[string]offer{
		"job": fixed(reconcile.Jobs()), "code": fixed(codes()), "owner": fixed(reconcile.Owners()), "counter": fixed(reconcile.Counters()),
		"severity": fixed(reconcile.Severities()), "fail-on": fixed(reconcile.Severities()), "state": fixed(reconcile.FindingStates()),
		"kind": fixed(ingest.Kinds()), "lang": fixed(words.Languages()), "log-level": fixed([]string{"trace", "debug", "info", "warn", "error"}),
		"log-format": fixed([]string{"console", "json"}), "output": c.outputs, "run": c.one(c.runs), "tenant": c.tenants, "seller": c.sellers,
		"target-tenant": c.tenants, "route": fixed(reconcile.Routes()), "status": statuses,
		"each": fixed(reports.Addressees()), "to": c.targets,
	}
}

// arguments returns what completes the arguments of a command.
func (c *completer) arguments(path string) offer {
	switch path {
	case "handover run":
		return several(reconcile.Jobs())
	case "handover sync":
		return several(app.RemoteNames())
	case "handover rules show":
		return c.one(fixed(codes()))
	case "handover runs show":
		return c.one(c.runs)
	case "handover runs diff":
		return c.runs
	case "handover findings show", "handover findings acknowledge", "handover findings snooze":
		return c.one(c.findings)
	case "handover moves set", "handover moves done", "handover moves drop":
		return c.one(c.moves)
	case "handover sources forget":
		return c.one(c.sources)
	case "handover import template":
		return c.one(fixed(ingest.Kinds()))
	case "handover mapping show":
		return c.one(c.mappings)
	case "handover import", "handover init", "handover mapping try", "handover backup":
		return nil // files
	default:
		return cobra.NoFileCompletions
	}
}

// install gives a command and those below it what completes their words: offers those of
// flags.
func (c *completer) install(cmd *cobra.Command, offers map[string]offer) error {
	for name, complete := range offers {
		if cmd.LocalFlags().Lookup(name) == nil {
			continue
		}
		if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
			return fmt.Errorf("complete --%s of %s: %w", name, cmd.CommandPath(), err)
		}
	}
	if cmd.HasParent() && cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = c.arguments(cmd.CommandPath())
	}
	for _, child := range cmd.Commands() {
		if err := c.install(child, offers); err != nil {
			return err
		}
	}
	return nil
}

// statuses completes the state of moves: those of a list, or those that a move can be set
// to.
func statuses(cmd *cobra.Command, named []string, typed string) ([]string, cobra.ShellCompDirective) {
	if cmd.Name() == "set" {
		return fixed(settable())(cmd, named, typed)
	}
	return fixed(movesShown())(cmd, named, typed)
}

// one completes a single argument.
func (c *completer) one(complete offer) offer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, args, typed)
	}
}

// outputs completes the format of an output; what follows is a path.
func (c *completer) outputs(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.ContainsAny(typed, ":./") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var names []string
	for _, name := range formats.Names() {
		names = append(names, name+":")
	}
	return names, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}
