package main

import (
	"slices"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/sql/store"
)

// part is a step of a night that is done besides the run and its reports.
type part struct {
	name       string
	configured func(*config.Config) bool // whether there is anything to do
	missing    string                    // what to do where there is not
	make       func(*app.App, *config.Config, *store.Store, zerolog.Logger) (chain.Step, error)
}

// partsBefore are the steps before the run, in their order.
func partsBefore() []part {
	return []part{
		{chain.Import, func(c *config.Config) bool { return len(c.Import) > 0 }, "name a folder in [import.NAME] folder", importStep},
	}
}

// partsAfter are the steps behind the reports, in their order.
func partsAfter() []part {
	return []part{
		{chain.Delivery, func(c *config.Config) bool { return len(c.Deliver) > 0 }, "name whom, and how, in [deliver.NAME]", deliveryStep},
	}
}

// chosen are the names of the parts that are to be done.
type chosen []string

// configuredParts chooses all parts for which there is something to do.
func configuredParts(c *config.Config) chosen {
	var names chosen
	for _, p := range slices.Concat(partsBefore(), partsAfter()) {
		if p.configured(c) {
			names = append(names, p.name)
		}
	}
	return names
}

// check refuses parts for which there is nothing to do.
func (names chosen) check(c *config.Config) error {
	for _, p := range slices.Concat(partsBefore(), partsAfter()) {
		if slices.Contains(names, p.name) && !p.configured(c) {
			return app.Usagef("there is nothing for the step %s: %s of the configuration", p.name, p.missing)
		}
	}
	return nil
}

// of makes those of some parts that are chosen.
func (names chosen) of(parts []part, a *app.App, c *config.Config, log zerolog.Logger) func(*store.Store) ([]chain.Step, error) {
	return func(st *store.Store) ([]chain.Step, error) {
		var steps []chain.Step
		for _, p := range parts {
			if !slices.Contains(names, p.name) {
				continue
			}
			step, err := p.make(a, c, st, log)
			if err != nil {
				return nil, err
			}
			steps = append(steps, step)
		}
		return steps, nil
	}
}

// chain makes a night of these parts.
func (names chosen) chain(a *app.App, n app.Night) app.Chain {
	return app.Chain{
		Night:  n,
		Before: names.of(partsBefore(), a, n.Settings, n.Log), After: names.of(partsAfter(), a, n.Settings, n.Log),
	}
}

// verdictOf says how a command ends whose night is recorded: as its run does, unless
// another step was worse.
func verdictOf(so *reconcile.Night) error {
	var verdict error
	for i := range so.Steps {
		s := &so.Steps[i]
		switch bad := s.State == reconcile.StepFailed || s.State == reconcile.StepPartial; {
		case !bad || s.Name == chain.Run:
		case s.Name == chain.Delivery:
			verdict = app.ErrDelivery
		default:
			return app.ErrPartial
		}
	}
	return verdict
}
