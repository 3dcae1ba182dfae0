package main

import (
	"context"
	"maps"
	netmail "net/mail"
	"slices"
	"strings"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/jobs/deliver/mail"
	"handover/reconcile"
)

// deliveryStep makes the step of a night that tells the targets of the configuration.
func deliveryStep(k *kit) (chain.Step, error) {
	do := func(ctx context.Context, so *reconcile.Night) (chain.Outcome, error) {
		run, _, err := k.store.Run(ctx, so.Run)
		if err != nil {
			return chain.Outcome{}, err
		}
		results, err := k.app.Delivery(k.settings, k.store).Send(ctx, run.Seq, nil)
		texts := make([]string, len(results))
		for i := range results {
			texts[i] = results[i].Target + ": " + deliveredText(&run, &results[i])
		}
		return chain.Outcome{Detail: strings.Join(texts, "; ")}, err
	}
	return chain.Step{Name: chain.Delivery, Do: do, NeedsRun: true}, nil
}

// checkDelivery tells whether each target could be reached. Nothing is sent.
func checkDelivery(ctx context.Context, a *app.App, c *config.Config) []checked {
	var list []checked
	delivery := a.Delivery(c, nil)
	for _, name := range slices.Sorted(maps.Keys(c.Deliver)) {
		d := c.Deliver[name]
		answer := checked{"delivery to " + name, checkOK, "by " + d.Via}
		if d.Off {
			answer.Detail += ", off"
			list = append(list, answer)
			continue
		}
		if err := delivery.Probe(ctx, name); err != nil {
			answer.Result, answer.Detail = checkFailure, err.Error()
		} else if warning := mail.Warning(netmail.Address{Address: d.From}); d.Mails() && warning != "" {
			answer.Result, answer.Detail = checkWarning, warning
		}
		list = append(list, answer)
	}
	return list
}
