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
	customers customersOf
	calls     []sync.PlannedCall
	times     []plannedTime
}

// customersOf are so many customers: listed by a remote before, and in the store, whoever told
// of them.
type customersOf struct{ listed, stored int64 }

// expected is how many customers a sync will find, as far as anybody can tell: before the
// first one as many as there are in the store.
func (c customersOf) expected() int64 {
	if c.listed == 0 {
		return c.stored
	}
	return c.listed
}

// words says which customers these are.
func (c customersOf) words() string {
	switch {
	case c.listed > 0:
		return plural(c.listed, "customer") + " listed by it"
	case c.stored > 0:
		return "no customer listed by it yet, so the " + plural(c.stored, "customer") + " of the store"
	default:
		return "no customer listed by it yet"
	}
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
		customers, err := countCustomers(ctx, a, settings, name)
		if err != nil {
			return err
		}
		plans = append(plans, plannedOf(a, settings, name, customers))
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

// countCustomers counts those that a remote may list; without a store there are none.
func countCustomers(ctx context.Context, a *app.App, settings *config.Config, name string) (counts customersOf, err error) {
	st, err := a.Open(ctx, settings, store.ReadOnly)
	if errors.Is(err, store.ErrMissing) {
		return customersOf{}, nil
	}
	if err != nil {
		return customersOf{}, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	listed, err := st.SourceCustomers(ctx, name)
	if err != nil {
		return customersOf{}, err
	}
	snapshot, err := st.Snapshot(ctx, nil) // only counts tenants
	if err != nil {
		return customersOf{}, err
	}
	stored, err := snapshot.CountTenants(ctx, nil)
	return customersOf{listed: int64(len(listed)), stored: int64(stored)}, errors.Join(err, snapshot.Close())
}

func plannedOf(a *app.App, settings *config.Config, name string, of customersOf) plannedSync {
	p := plannedSync{remote: name, customers: of, perMinute: settings.Sync.Remote(name).PerMinute}
	if name == sync.BillingName {
		p.calls = (&sync.Billing{Currencies: []string{settings.Partner.Currency}}).Plan()
		p.times = []plannedTime{p.time(0, p.calls)}
		return p
	}
	remote := a.Remote(settings, name, nil, zerolog.Nop())
	p.calls = remote.Plan(of.expected())
	for _, customers := range []int64{of.expected(), 1_000, 10_000, 100_000} {
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
			what = p.customers.words()
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
		p := plan{Remote: plans[i].remote, PerMinute: plans[i].perMinute, Known: plans[i].customers.listed, Times: plans[i].times, Calls: []call{}}
		for _, c := range plans[i].calls {
			p.Calls = append(p.Calls, call{c.Path, c.Times, c.Each})
		}
		list = append(list, p)
	}
	return writeJSON(a.Stdout, map[string]any{"remotes": list})
}
