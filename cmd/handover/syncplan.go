package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/sync"
	"handover/sql/store"
)

// plannedSync is what a sync of a remote would do.
type plannedSync struct {
	remote    string
	perMinute int
	known     int64 // customers of an earlier sync
	calls     []sync.PlannedCall
	times     []plannedTime
}

// plannedTime is how long so many customers take at the configured limit.
type plannedTime struct {
	Customers int64 `json:"customers"`
	Calls     int64 `json:"calls"`
	Seconds   int64 `json:"seconds"`
}

// planSync tells which calls a sync would make, and how long they take. Nobody is asked.
func planSync(ctx context.Context, a *app.App, settings *config.Config, names []string, asJSON bool) error {
	var plans []plannedSync
	for _, name := range names {
		known, err := knownCustomers(ctx, a, settings, name)
		if err != nil {
			return err
		}
		plans = append(plans, plannedOf(a, settings, name, known))
	}
	if asJSON {
		return planJSON(a, plans)
	}
	for i := range plans {
		if err := tellPlan(a, &plans[i]); err != nil {
			return err
		}
	}
	return nil
}

// knownCustomers counts those of an earlier sync; without a store there are none.
func knownCustomers(ctx context.Context, a *app.App, settings *config.Config, name string) (known int64, err error) {
	st, err := a.Open(ctx, settings, store.ReadOnly)
	if errors.Is(err, store.ErrMissing) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	customers, err := st.SourceCustomers(ctx, name)
	return int64(len(customers)), err
}

func plannedOf(a *app.App, settings *config.Config, name string, known int64) plannedSync {
	p := plannedSync{remote: name, known: known, perMinute: settings.Sync.Remote(name).PerMinute}
	if name == sync.BillingName {
		p.calls = (&sync.Billing{Currencies: []string{settings.Partner.Currency}}).Plan()
		p.times = []plannedTime{p.time(0, p.calls)}
		return p
	}
	remote := a.Remote(settings, name, nil, zerolog.Nop())
	p.calls = remote.Plan(known)
	for _, customers := range []int64{known, 1_000, 10_000, 100_000} {
		p.times = append(p.times, p.time(customers, remote.Plan(customers)))
	}
	return p
}

// time computes how long calls take, as fast as the limit allows.
func (p *plannedSync) time(customers int64, calls []sync.PlannedCall) plannedTime {
	t := plannedTime{Customers: customers}
	for _, c := range calls {
		t.Calls += c.Times
	}
	if limit := int64(p.perMinute); limit > 0 {
		t.Seconds = (t.Calls*60 + limit - 1) / limit
	}
	return t
}

func tellPlan(a *app.App, p *plannedSync) error {
	_, err := fmt.Fprintf(a.Stdout, "%s, %d calls a minute at most:\n", p.remote, p.perMinute)
	for _, c := range p.calls {
		line := fmt.Sprintf("  %8d × %s", c.Times, c.Path)
		if c.Each != "" {
			line = fmt.Sprintf("  and one for each %s: %s", c.Each, c.Path)
		}
		if err == nil {
			_, err = fmt.Fprintln(a.Stdout, line)
		}
	}
	for i, t := range p.times {
		what := plural(t.Customers, "customer")
		if i == 0 && p.remote != sync.BillingName {
			what += " known"
		}
		if p.remote == sync.BillingName {
			what = "all charges"
		}
		if err == nil {
			_, err = fmt.Fprintf(a.Stdout, "  %s: %s, %s at least\n", what, plural(t.Calls, "call"), time.Duration(t.Seconds)*time.Second)
		}
	}
	return err
}

func planJSON(a *app.App, plans []plannedSync) error {
	type call struct {
		Call  string `json:"call"`
		Times int64  `json:"times"`
		Each  string `json:"each,omitempty"`
	}
	type plan struct {
		Remote    string        `json:"remote"`
		PerMinute int           `json:"per_minute"`
		Known     int64         `json:"known_customers"`
		Calls     []call        `json:"calls"`
		Times     []plannedTime `json:"times"`
	}
	list := make([]plan, 0, len(plans))
	for i := range plans {
		p := plan{Remote: plans[i].remote, PerMinute: plans[i].perMinute, Known: plans[i].known, Times: plans[i].times, Calls: []call{}}
		for _, c := range plans[i].calls {
			p.Calls = append(p.Calls, call{c.Path, c.Times, c.Each})
		}
		list = append(list, p)
	}
	return writeJSON(a.Stdout, map[string]any{"remotes": list})
}
