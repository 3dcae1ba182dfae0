package main

import (
	"context"
	"errors"
	"strings"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/jobs/sync"
	"handover/reconcile"
	"handover/reports/words"
)

// configuredRemotes returns the remotes that a night reads.
func configuredRemotes(c *config.Config) []string {
	var names []string
	for _, name := range app.RemoteNames() {
		if c.Sync.Remote(name) != nil {
			names = append(names, name)
		}
	}
	return names
}

// syncStep makes the step of a night that reads the remotes.
func syncStep(k *kit) (chain.Step, error) {
	syncer, err := k.app.Syncer(k.settings, configuredRemotes(k.settings), k.log)
	if err != nil {
		return chain.Step{}, err
	}
	syncer.Patience = app.Patience
	return chain.Step{Name: chain.Sync, Do: func(ctx context.Context, _ *reconcile.Night) (chain.Outcome, error) {
		list, err := syncer.Run(ctx, k.store, sync.Request{})
		if err != nil {
			return chain.Outcome{}, err
		}
		return syncOutcome(list), nil
	}}, nil
}

// syncOutcome says in one line what became of the remotes.
func syncOutcome(list []app.Synced) chain.Outcome {
	var told []string
	for i := range list {
		texts := []string{syncLine(&list[i])}
		if err := list[i].Err; err != nil {
			texts = []string{list[i].Remote + ": nothing could be read", app.WithoutName(list[i].Remote, err.Error())}
		}
		told = append(told, strings.Join(append(texts, troubles(&list[i])...), ": "))
	}
	outcome := chain.Outcome{Detail: words.OneLine(strings.Join(told, "; "))}
	switch err := app.Verdict(list); {
	case errors.Is(err, app.ErrPartial):
		outcome.State = reconcile.StepPartial
	case err != nil:
		outcome.State = reconcile.StepFailed
	}
	return outcome
}
