package main

import (
	"cmp"
	"errors"
	"slices"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/cmd/internal/observe"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/sql/store"
)

// part is a step of a night that is done besides the run and its reports.
type part struct {
	name       string
	flag, help string                    // of handover run, which asks for it
	configured func(*config.Config) bool // whether there is anything to do
	missing    string                    // what to do where there is not
	make       func(*kit) (chain.Step, error)
}

// kit is what a step is made of.
type kit struct {
	app      *app.App
	settings *config.Config
	store    *store.Store // of the night
	log      zerolog.Logger
	metrics  *observe.Metrics
}

// partsBefore are the steps before the run, in their order.
func partsBefore() []part {
	return []part{
		{
			chain.Import, "import", "read the watched folders first", func(c *config.Config) bool { return len(c.Import) > 0 },
			"name a folder in [import.NAME] folder", importStep,
		},
		{
			chain.Sync, "sync", "read Partner Center and Microsoft Graph first", func(c *config.Config) bool { return len(configuredRemotes(c)) > 0 },
			"name an application in [sync.partner-center] or [sync.graph]", syncStep,
		},
	}
}

// partsAfter are the steps behind the reports, in their order.
func partsAfter() []part {
	return []part{
		{
			chain.Delivery, "deliver", "send the reports to the targets of the configuration", func(c *config.Config) bool { return len(c.Deliver) > 0 },
			"name a target in [deliver.NAME]", deliverStep,
		},
		{
			chain.Prune, "prune", "take away then what is older than the configuration keeps", func(c *config.Config) bool { return c.Prune.Nightly },
			"set nightly = true in [prune]", pruneStep,
		},
	}
}

// allParts are those before and those after the run.
func allParts() []part { return slices.Concat(partsBefore(), partsAfter()) }

// chosen are the names of the parts that are to be done.
type chosen []string

// configuredParts chooses all parts for which there is something to do.
func configuredParts(c *config.Config) chosen {
	var names chosen
	for _, p := range allParts() {
		if p.configured(c) {
			names = append(names, p.name)
		}
	}
	return names
}

// check refuses parts for which there is nothing to do.
func (names chosen) check(c *config.Config) error {
	for _, p := range allParts() {
		if slices.Contains(names, p.name) && !p.configured(c) {
			return app.Usagef("there is nothing for the step %s: %s of the configuration", p.name, p.missing)
		}
	}
	return nil
}

// of makes those of some parts that are chosen.
func (names chosen) of(parts []part, o *observed, n *app.Night) func(*store.Store) ([]chain.Step, error) {
	return func(st *store.Store) ([]chain.Step, error) {
		var steps []chain.Step
		for _, p := range parts {
			if !slices.Contains(names, p.name) {
				continue
			}
			step, err := p.make(&kit{o.app, n.Settings, st, n.Log, o.metrics})
			if err != nil {
				return nil, err
			}
			steps = append(steps, step)
		}
		return steps, nil
	}
}

// chain makes a night of these parts, of which machines are told.
func (names chosen) chain(o *observed, n *app.Night) app.Chain {
	return app.Chain{
		Night: *n, Before: names.of(partsBefore(), o, n), After: names.of(partsAfter(), o, n), Tells: slices.Contains(names, chain.Delivery),
	}
}

// verdictOf says how a command ends whose night is recorded, and of which the run ended in
// a way of its own: what was not read, then what did not arrive, is worse than issues.
func verdictOf(so *reconcile.Night, ran error) error {
	var undelivered error
	for i := range so.Steps {
		s := &so.Steps[i]
		switch bad := s.State == reconcile.StepFailed || s.State == reconcile.StepPartial; {
		case bad && s.Name == chain.Delivery:
			undelivered = &app.DeliveryError{Run: so.Run}
		case bad && s.Name != chain.Run:
			return app.ErrPartial
		}
	}
	if errors.Is(ran, app.ErrPartial) {
		return ran
	}
	return cmp.Or(undelivered, ran)
}
